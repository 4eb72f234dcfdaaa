import type { DeployedJiraServiceManagement } from "../../../../trust/DeployedTrust.ts";
import type { Check } from "../Check.ts";
import type { VerifyContext } from "../VerifyContext.ts";
import type { JsmUnderTest } from "./JsmUnderTest.ts";

/** What the portal is configured with, each with the member of the pool's discovery document that has to say the same. */
const members = {
  issuer: "issuer",
  authorization_endpoint: "authorizationEndpoint",
  token_endpoint: "tokenEndpoint",
  userinfo_endpoint: "userInfoEndpoint",
  end_session_endpoint: "logoutEndpoint",
} as const satisfies Readonly<Record<string, keyof DeployedJiraServiceManagement>>;

/** That the pool publishes the issuer and the endpoints that the portal was given. */
export function discoveryChecks(
  { documents }: VerifyContext,
  { name, deployed, discoveryUrl }: JsmUnderTest,
): readonly Check[] {
  return Object.entries(members).map(([member, field]) => ({
    system: "cognito-jsm",
    name: `${name}: ${member} in the pool's openid-configuration`,
    expected: deployed[field],
    run: async () => {
      const document = await documents.read(discoveryUrl);
      if (!document.found) return { actual: document.actual, ok: false };
      const actual = document.value[member];
      return { actual: typeof actual === "string" ? actual : `no ${member}`, ok: actual === deployed[field] };
    },
  }));
}
