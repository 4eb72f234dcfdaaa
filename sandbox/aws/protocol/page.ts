import type { AwsError } from "./AwsError.ts";

export interface Page<Item> {
  readonly items: readonly Item[];
  /** Absent on the last page. */
  readonly next: string | undefined;
}

/**
 * One page of a list. The token is opaque to clients.
 * @param refusal the error for a token that no earlier page gave
 * @throws AwsError the refusal
 */
export function pageOf<Item>(
  items: readonly Item[],
  limit: number,
  token: string | undefined,
  refusal: () => AwsError,
): Page<Item> {
  const start = token === undefined ? 0 : Number(/^from:(\d+)$/.exec(decode(token))?.[1] ?? NaN);
  if (Number.isNaN(start)) throw refusal();
  const end = start + limit;
  return { items: items.slice(start, end), next: end < items.length ? encode(`from:${end}`) : undefined };
}

function encode(plain: string): string {
  return Buffer.from(plain).toString("base64url");
}

function decode(token: string): string {
  return Buffer.from(token, "base64url").toString("utf8");
}
