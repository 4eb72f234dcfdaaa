import type { AccessCheck } from "./decideAccess.mjs";

/** A token that is not admitted, and by which check. Nothing in it goes into a log but the check's name. */
export class Refusal extends Error {
  /** @param details what the check wanted and what the token had; never the token itself */
  constructor(check: AccessCheck, details?: { readonly expected?: unknown; readonly actual?: unknown });
  readonly check: AccessCheck;
  readonly details: { readonly expected?: unknown; readonly actual?: unknown };
}
