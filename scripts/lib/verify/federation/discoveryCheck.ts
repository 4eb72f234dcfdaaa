import type { Check } from "../Check.ts";
import type { VerifyContext } from "../VerifyContext.ts";
import type { FederationUnderTest } from "./FederationUnderTest.ts";

/** That the tenant signs ID tokens as the issuer that the stack says, and publishes RSA keys for them. */
export function discoveryCheck(
  { documents }: VerifyContext,
  { name, deployed: { discoveryUrl, issuer } }: FederationUnderTest,
): Check {
  return {
    system: "entra-jumpcloud",
    name: `${name}: the tenant's issuer, with RSA keys`,
    expected: issuer,
    run: async () => {
      const document = await documents.read(discoveryUrl);
      if (!document.found) return { actual: document.actual, ok: false };
      const published = document.value["issuer"];
      const actual = typeof published === "string" ? published : "no issuer";
      const { length } = await documents.rsaKeys(discoveryUrl);
      if (length === 0) return { actual: `${actual}, but no RSA keys`, ok: false };
      return { actual, ok: actual === issuer };
    },
  };
}
