import type { FindKey } from "./decideAccess.mjs";

/** The issuers' keys, fetched when needed and kept for a while. Without fresh keys nothing is admitted. */
export class KeyCache {
  /** @param from `now` in milliseconds since 1970 */
  constructor(from?: { readonly fetch?: typeof globalThis.fetch; readonly now?: () => number });
  /** Rejects with a Refusal: `discovery`, `jwks` or `key-id`. */
  find: FindKey;
}
