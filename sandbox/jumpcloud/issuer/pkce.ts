import { createHash } from "node:crypto";
import { sameText } from "../../sameText.ts";
import type { OAuthError } from "../errors.ts";
import { refuse } from "./refusals.ts";

/**
 * What is wrong with an authorization request's proof key, as Hydra sees it once somebody has signed in (ory/fosite,
 * handler/pkce): S256 alone, and needed where the client has no secret ("Public (None PKCE)" in the console).
 */
export function challengeFault(query: URLSearchParams, isPublic: boolean): OAuthError | undefined {
  const challenge = query.get("code_challenge") ?? "";
  if (challenge === "") {
    if (!isPublic) return undefined;
    return refuse(
      "invalid_request",
      "This client must include a code_challenge when performing the authorize code flow, but it is missing.",
    );
  }
  const method = query.get("code_challenge_method") ?? "";
  if (method === "S256") return undefined;
  return refuse(
    "invalid_request",
    method === "" || method === "plain"
      ? "Clients must use code_challenge_method=S256, plain is not allowed."
      : "The code_challenge_method is not supported, use S256 instead.",
  );
}

/** @throws OAuthError invalid_grant for a verifier that is missing, or is not the challenge's */
export function checkVerifier(challenge: string | undefined, verifier: string): void {
  if (challenge === undefined) {
    if (verifier === "") return;
    throw refuse("invalid_grant", "Unable to find initial PKCE data tied to this request");
  }
  if (verifier.length < 43) throw refuse("invalid_grant", "The PKCE code verifier must be at least 43 characters.");
  if (verifier.length > 128) {
    throw refuse("invalid_grant", "The PKCE code verifier can not be longer than 128 characters.");
  }
  if (!/^[A-Za-z0-9._~-]+$/.test(verifier)) {
    throw refuse("invalid_grant", "The PKCE code verifier must only contain [a-Z], [0-9], '-', '.', '_', '~'.");
  }
  if (!sameText(createHash("sha256").update(verifier).digest("base64url"), challenge)) {
    throw refuse("invalid_grant", "The PKCE code challenge did not match the code verifier.");
  }
}
