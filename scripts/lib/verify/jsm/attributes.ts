import type { Observation } from "../Check.ts";
import type { Customer } from "./Customer.ts";
import type { UserInfo } from "./JsmPlugin.ts";
import type { JsmUnderTest } from "./JsmUnderTest.ts";

/** The plugin's attribute mapping: fields of a customer in Jira, each with its claim. */
export function expectedAttributes({ model: { attributes } }: JsmUnderTest): string {
  return listed(Object.entries(attributes));
}

/**
 * Whether each mapped field finds its claim at the userInfo endpoint, and the answer is about the person of the ID token
 * (OpenID Connect Core, 5.3.2). Values are people's, and are not told.
 */
export function observeAttributes(
  under: JsmUnderTest,
  { provider }: Customer,
  info: UserInfo,
  subject: string | undefined,
): Observation {
  if (!info.found) return { actual: info.actual, ok: false };
  const { claims } = info;
  if (subject !== undefined && claims["sub"] !== subject) {
    return { actual: "another person's than the ID token's", ok: false };
  }
  const entries = Object.entries(under.model.attributes);
  const missing = entries.filter(([, claim]) => typeof claims[claim] !== "string" || claims[claim] === "");
  if (missing.length === 0) return { actual: listed(entries), ok: true };
  const mapped = provider === undefined ? undefined : under.pool.federation[provider]?.attributes;
  const unmapped = missing.map(([, claim]) => claim).filter((claim) => mapped !== undefined && !(claim in mapped));
  const reason =
    unmapped.length === 0
      ? `the claims that there are: ${Object.keys(claims).sort().join(", ")}`
      : `${provider} has no mapping for ${unmapped.join(", ")}`;
  return { actual: `${listed(missing)} missing`, ok: false, reason };
}

function listed(entries: readonly (readonly [field: string, claim: string])[]): string {
  return entries.map(([field, claim]) => `${field} (${claim})`).join(", ");
}
