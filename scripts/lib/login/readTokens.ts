import { createHash } from "node:crypto";
import { decodeProtectedHeader } from "jose";
import {
  getValidatedIdTokenClaims,
  type TokenEndpointResponse,
  validateApplicationLevelSignature,
  type ValidateSignatureOptions,
} from "oauth4webapi";
import { CrosstrustError } from "../../../trust/CrosstrustError.ts";
import type { LoginServer } from "./discover.ts";
import type { SignedIn } from "./SignedIn.ts";

interface Answered {
  readonly server: LoginServer;
  readonly clientId: string;
  /** Of the token endpoint, processed already: the library knows the ID token by it. */
  readonly response: Response;
  readonly tokens: TokenEndpointResponse;
  readonly asked: readonly string[];
  /** When the answer came. */
  readonly requested: Date;
}

/**
 * Finishes the validation of an ID token whose claims were checked already: its signature, and `azp` and `at_hash` where it
 * has them.
 * @throws CrosstrustError TOKEN_UNREADABLE, or what the library throws
 */
export async function readTokens(
  { server, clientId, response, tokens, asked, requested }: Answered,
  options: ValidateSignatureOptions,
): Promise<SignedIn> {
  const { id_token: idToken, access_token: accessToken, expires_in: seconds } = tokens;
  const claims = getValidatedIdTokenClaims(tokens);
  if (idToken === undefined || claims === undefined) {
    throw new CrosstrustError("TOKEN_UNREADABLE", "The issuer gave no ID token.", {
      where: server.token_endpoint,
      expected: "the scope openid, and a client that may ask for it",
    });
  }
  await validateApplicationLevelSignature(server, response, options);
  checkParty(claims.azp, clientId);
  checkAccessTokenHash(idToken, accessToken, claims["at_hash"]);
  return {
    idToken,
    claims,
    idTokenExpires: new Date(claims.exp * 1000),
    accessToken,
    accessTokenExpires: seconds === undefined ? undefined : new Date(requested.getTime() + seconds * 1000),
    refreshToken: tokens.refresh_token,
    scopes: tokens.scope === undefined ? asked : tokens.scope.split(" ").filter(Boolean),
  };
}

/** OpenID Connect Core 1.0, section 3.1.3.7: the library looks at it where there are several audiences alone. */
function checkParty(claim: unknown, clientId: string): void {
  if (claim === undefined || claim === clientId) return;
  throw new CrosstrustError("TOKEN_UNREADABLE", "The ID token does not hold: it was issued to another client (azp).", {
    expected: clientId,
    actual: claim,
  });
}

/** OpenID Connect Core 1.0, section 3.1.3.6: optional, and compared where it is there. */
function checkAccessTokenHash(idToken: string, accessToken: string, claim: unknown): void {
  if (claim === undefined) return;
  const { alg = "" } = decodeProtectedHeader(idToken);
  // RSA's and ECDSA's algorithms name their hash; Ed25519 hashes with SHA-512 (RFC 8032).
  const [, bits = "512"] = /^[A-Z]{2}(256|384|512)$/.exec(alg) ?? [];
  const digest = createHash(`sha${bits}`).update(accessToken).digest();
  if (digest.subarray(0, digest.length / 2).toString("base64url") === claim) return;
  throw new CrosstrustError(
    "TOKEN_UNREADABLE",
    "The ID token does not hold: it came with another access token (at_hash).",
  );
}
