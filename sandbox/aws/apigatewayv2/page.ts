import type { SandboxResponse } from "../../Vendor.ts";
import { json } from "../../http/responses.ts";
import type { RestCall } from "../protocol/restJson.ts";
import { badRequest } from "./errors.ts";

/** Nothing confirms these for version 2 of the API; they are those of version 1. */
const pageSize = { default: 25, max: 500 };

/**
 * Answers a list one page at a time: `maxResults` and `nextToken` in the query, `items` and `nextToken` in the answer.
 * @param items all of them, in an order that does not change
 */
export function page(call: RestCall, items: readonly unknown[]): SandboxResponse {
  const size = Number(call.query.get("maxResults") ?? pageSize.default);
  if (!Number.isInteger(size) || size < 1 || size > pageSize.max) {
    throw badRequest(`Invalid maxResults specified: it must be between 1 and ${pageSize.max}`);
  }
  const start = readToken(call.query.get("nextToken"));
  const end = start + size;
  return json(200, { items: items.slice(start, end), ...(end < items.length ? { nextToken: makeToken(end) } : {}) });
}

function makeToken(start: number): string {
  return Buffer.from(`from:${start}`).toString("base64url");
}

function readToken(token: string | null): number {
  if (token === null) return 0;
  const start = /^from:(\d+)$/.exec(Buffer.from(token, "base64url").toString("utf8"))?.[1];
  if (start === undefined) throw badRequest("Invalid position token specified");
  return Number(start);
}
