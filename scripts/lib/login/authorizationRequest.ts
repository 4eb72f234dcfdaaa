import {
  calculatePKCECodeChallenge,
  generateRandomCodeVerifier,
  generateRandomNonce,
  generateRandomState,
} from "oauth4webapi";
import type { LoginServer } from "./discover.ts";
import type { LoginTarget } from "./LoginTarget.ts";

/** What ties an answer to one request; used once. */
export interface RequestSecrets {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
  /** Of the verifier, by S256 (RFC 7636, section 4.2). */
  readonly challenge: string;
}

export async function newRequestSecrets(): Promise<RequestSecrets> {
  const verifier = generateRandomCodeVerifier();
  const challenge = await calculatePKCECodeChallenge(verifier);
  return { state: generateRandomState(), nonce: generateRandomNonce(), verifier, challenge };
}

/** Where a browser begins a sign-in by the authorization code grant (OpenID Connect Core 1.0, section 3.1.2.1). */
export function authorizationUrl(
  server: Pick<LoginServer, "authorization_endpoint">,
  { clientId, scopes }: Pick<LoginTarget, "clientId" | "scopes">,
  redirectUri: string,
  { state, nonce, challenge }: RequestSecrets,
): string {
  const url = new URL(server.authorization_endpoint);
  const parameters = {
    response_type: "code",
    client_id: clientId,
    redirect_uri: redirectUri,
    scope: scopes.join(" "),
    state,
    nonce,
    code_challenge: challenge,
    code_challenge_method: "S256",
  };
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
  return url.href;
}
