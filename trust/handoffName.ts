import type { TrustModel } from "./TrustModel.ts";

/** What `handoff --for` calls an issuer: its name, or `issuers.NAME` where a relying party has the same. */
export function handoffName({ relyingParties }: Pick<TrustModel, "relyingParties">, issuer: string): string {
  return Object.hasOwn(relyingParties, issuer) ? `issuers.${issuer}` : issuer;
}
