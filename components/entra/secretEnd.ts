import type { SecretExpiry } from "../../trust/TrustModel.ts";

const day = 86_400_000;

/** When a secret ends, as RFC 3339 without fractions of a second, the form in which the provider reads it back. */
export function secretEnd(expires: SecretExpiry, made: Date): string {
  const end = "at" in expires ? new Date(expires.at) : new Date(made.getTime() + expires.afterDays * day);
  return end.toISOString().replace(/\.\d{3}Z$/, "Z");
}
