import { json } from "../http/responses.ts";
import type { SandboxResponse } from "../Vendor.ts";
import { validationFailed } from "./errors.ts";
import type { OktaCall } from "./OktaCall.ts";

/** How a list is cut into pages. */
export interface Paging {
  /** Where the request names no limit. */
  readonly defaultLimit: number;
  readonly maximumLimit: number;
}

/**
 * A page of a list: `limit` and `after` from the query, `after` being the id of the last item of the page before;
 * the next page's address is in a `link` header, as RFC 8288 writes it, beside the page's own.
 */
export function page<Item extends { readonly id: string }>(
  call: OktaCall,
  items: readonly Item[],
  toJson: (item: Item) => unknown,
  { defaultLimit, maximumLimit }: Paging,
): SandboxResponse {
  const { searchParams } = call.request.url;
  const limit = Math.min(readLimit(searchParams.get("limit"), defaultLimit), maximumLimit);
  const after = searchParams.get("after");
  const start = after === null ? 0 : items.findIndex(({ id }) => id === after) + 1;
  const shown = items.slice(start, start + limit);
  const self = `${call.baseUrl}${call.request.url.pathname}${call.request.url.search}`;
  const links = [`<${self}>; rel="self"`];
  const last = shown.at(-1);
  if (last !== undefined && start + limit < items.length) {
    const next = new URL(self);
    next.searchParams.set("after", last.id);
    next.searchParams.set("limit", String(limit));
    links.push(`<${next.href}>; rel="next"`);
  }
  return json(200, shown.map(toJson), { link: links });
}

function readLimit(value: string | null, defaultLimit: number): number {
  if (value === null) return defaultLimit;
  const limit = Number(value);
  if (!Number.isInteger(limit) || limit < 1) throw validationFailed("limit", ["limit: The limit is invalid"]);
  return limit;
}

/** Whether one of an object's texts holds what was searched for, in any case of letters. */
export function matches(q: string | null, ...texts: readonly string[]): boolean {
  return q === null || texts.some((text) => text.toLowerCase().includes(q.toLowerCase()));
}

/** Finds by id; undefined where there is none. */
export function byId<Item extends { readonly id: string }>(items: readonly Item[], id: string): Item | undefined {
  return items.find((item) => item.id === id);
}
