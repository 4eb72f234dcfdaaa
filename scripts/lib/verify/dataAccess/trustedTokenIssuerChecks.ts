import { discoveryUrlOf } from "../../../../trust/entra/endpoints.ts";
import type { Check } from "../Check.ts";
import type { VerifyContext } from "../VerifyContext.ts";
import { awsCheck } from "./awsCheck.ts";
import type { DataAccessUnderTest } from "./DataAccessUnderTest.ts";

/**
 * What AWS does not check when a trusted token issuer is made: that its URL is an issuer's, character by character. And that
 * Identity Center has exactly this URL, and finds people by their email and by nothing else.
 */
export function trustedTokenIssuerChecks(context: VerifyContext, under: DataAccessUnderTest): readonly Check[] {
  const { name, deployed } = under;
  const { issuer } = deployed;
  return [
    {
      system: "jumpcloud-s3-access-grants",
      name: `${name}: the issuer behind the trusted token issuer's URL`,
      expected: issuer,
      run: async () => {
        const document = await context.documents.read(discoveryUrlOf(issuer));
        if (!document.found) return { actual: document.actual, ok: false };
        const actual = document.value["issuer"];
        return { actual: typeof actual === "string" ? actual : "no issuer", ok: actual === issuer };
      },
    },
    awsCheck(
      context,
      under,
      "the trusted token issuer in Identity Center",
      describe({ IssuerUrl: issuer, ...declaredMapping }),
      async ({ ssoAdmin }) => {
        const { TrustedTokenIssuerConfiguration: found } = await ssoAdmin.describeTrustedTokenIssuer({
          TrustedTokenIssuerArn: deployed.trustedTokenIssuerArn,
        });
        const configuration = found?.OidcJwtConfiguration;
        return configuration === undefined ? "none of OpenID Connect" : describe(configuration);
      },
    ),
  ];
}

interface Configuration {
  readonly IssuerUrl: string | undefined;
  readonly ClaimAttributePath: string | undefined;
  readonly IdentityStoreAttributePath: string | undefined;
  readonly JwksRetrievalOption: string | undefined;
}

/** How the trusted token issuer is declared, beside its URL. */
export const declaredMapping = {
  ClaimAttributePath: "email",
  IdentityStoreAttributePath: "emails.value",
  JwksRetrievalOption: "OPEN_ID_DISCOVERY",
};

function describe(configuration: Configuration): string {
  const { IssuerUrl, ClaimAttributePath, IdentityStoreAttributePath, JwksRetrievalOption } = configuration;
  return `${IssuerUrl}, its ${ClaimAttributePath} compared with ${IdentityStoreAttributePath}, keys by ${JwksRetrievalOption}`;
}
