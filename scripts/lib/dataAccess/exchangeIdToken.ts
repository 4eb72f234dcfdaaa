import { decodeJwt } from "jose";
import { CrosstrustError } from "../../../trust/CrosstrustError.ts";
import type { SsoOidcClient } from "./DataAccessClients.ts";

/**
 * Exchanges a person's ID token at Identity Center, by the JWT bearer grant. AWS takes each token once.
 * @param applicationArn the Identity Center application, which the operation calls the client
 * @returns the identity context: who the person is, for AWS to read; a secret
 * @throws AwsError where AWS refuses; CrosstrustError TOKEN_UNREADABLE for an answer without the context
 */
export async function exchangeIdToken(
  ssoOidc: SsoOidcClient,
  { applicationArn, idToken }: { readonly applicationArn: string; readonly idToken: string },
): Promise<string> {
  const { idToken: answered, awsAdditionalDetails } = await ssoOidc.createTokenWithIAM({
    clientId: applicationArn,
    grantType: "urn:ietf:params:oauth:grant-type:jwt-bearer",
    assertion: idToken,
  });
  const context = awsAdditionalDetails?.identityContext ?? contextIn(answered);
  if (typeof context === "string" && context !== "") return context;
  throw new CrosstrustError("TOKEN_UNREADABLE", "Identity Center's answer has no identity context.", {
    where: "SSO OIDC, CreateTokenWithIAM",
    expected: "the claim sts:identity_context in its ID token",
  });
}

/** The claim that has the context (IAM Identity Center user guide, "Use identity-enhanced IAM role sessions"). */
function contextIn(idToken: string | undefined): unknown {
  try {
    return idToken === undefined ? undefined : decodeJwt(idToken)["sts:identity_context"];
  } catch {
    return undefined;
  }
}
