import { json } from "../http/responses.ts";
import type { SandboxRequest, SandboxResponse } from "../Vendor.ts";
import { JumpCloudApiError } from "./errors.ts";

const largestPage = 100;

/** Where a page begins, and how much it may hold: at most 100, whatever is asked for. */
export interface Window {
  readonly skip: number;
  readonly limit: number;
}

export function windowOf({ url }: SandboxRequest): Window {
  const read = (name: string, unlessGiven: number): number => {
    const text = url.searchParams.get(name);
    if (text === null) return unlessGiven;
    if (!/^\d+$/.test(text)) throw new JumpCloudApiError(400, `${name}: must be a whole number`);
    return Number(text);
  };
  return { skip: read("skip", 0), limit: Math.min(read("limit", 10), largestPage) };
}

/** A page of API version 1. */
export function pageV1(items: readonly object[], { skip, limit }: Window): SandboxResponse {
  return json(200, { results: items.slice(skip, skip + limit), totalCount: items.length });
}

/** A page of API version 2: the bare items, with the number of all of them in `x-total-count` [obs]. */
export function pageV2(items: readonly object[], { skip, limit }: Window): SandboxResponse {
  return json(200, items.slice(skip, skip + limit), { "x-total-count": String(items.length) });
}

/**
 * Narrows a list by version 2's `filter=field:operator:value`; the operators are those that clients need.
 * Throws 400 for another operator or form.
 */
export function filtered<Item extends object>(items: readonly Item[], { url }: SandboxRequest): readonly Item[] {
  return url.searchParams.getAll("filter").reduce<readonly Item[]>((left, filter) => {
    const parts = /^(?<field>\w+):(?<operator>\w+):(?<value>.*)$/s.exec(filter)?.groups;
    if (parts?.["operator"] !== "eq") throw new JumpCloudApiError(400, `filter: cannot read ${JSON.stringify(filter)}`);
    const { field = "", value = "" } = parts;
    return left.filter((item) => (item as Readonly<Record<string, unknown>>)[field] === value);
  }, items);
}
