import { createHash } from "node:crypto";
import type { SandboxResponse } from "../../../Vendor.ts";
import type { AuthorizationCode } from "../../state.ts";
import { sameText } from "../../../sameText.ts";
import { EntraError } from "../EntraError.ts";
import { required } from "../parameters.ts";
import { lookUp } from "../../../remember.ts";
import { checkClientClass } from "./authenticateClient.ts";
import { grantToUser } from "./grantToUser.ts";
import type { TokenRequest } from "./TokenRequest.ts";

/** Exchanges an authorization code, once, by the client that it was given to. */
export async function redeemCode(request: TokenRequest): Promise<SandboxResponse> {
  const { call, client, parameters } = request;
  const code = findCode(request, required(parameters, "code"));
  if (code.appId === client.application.appId) checkClientClass(client, code);
  if (code.redeemed) {
    throw new EntraError(
      400,
      "invalid_grant",
      54005,
      "OAuth2 Authorization code was already redeemed, please retry with a new valid code or use an existing refresh token.",
    );
  }
  if (code.expires <= call.seconds) throw expired();
  if (code.appId !== client.application.appId) throw notValid();
  checkRedirectUri(code, required(parameters, "redirect_uri"));
  checkVerifier(code, parameters.get("code_verifier"));
  code.redeemed = true;
  return grantToUser(request, code, code.nonce);
}

function findCode({ call, directory }: TokenRequest, value: string): AuthorizationCode {
  const code = lookUp(directory.codes, value);
  if (code !== undefined) return code;
  const elsewhere = Object.values(call.state.directories).some(({ codes }) => Object.hasOwn(codes, value));
  if (!elsewhere) throw notValid();
  throw new EntraError(
    400,
    "invalid_grant",
    700005,
    "Provided Authorization Code is intended to use against other tenant, thus rejected. OAuth2 Authorization Code must be redeemed against same tenant it was acquired for (/common or /{tenant-ID} as appropriate).",
  );
}

function checkRedirectUri({ redirectUri }: AuthorizationCode, given: string): void {
  if (given === redirectUri) return;
  throw new EntraError(
    400,
    "invalid_grant",
    500112,
    `The reply address '${given}' does not match the reply address '${redirectUri}' provided when requesting Authorization code.`,
  );
}

/** A verifier without a challenge is refused as one that does not match (RFC 9700, 2.1.1); Entra's answer is not documented. */
function checkVerifier({ codeChallenge }: AuthorizationCode, verifier: string | null): void {
  if (codeChallenge === undefined && verifier === null) return;
  const challenge =
    codeChallenge?.method === "S256"
      ? createHash("sha256")
          .update(verifier ?? "")
          .digest("base64url")
      : (verifier ?? "");
  if (codeChallenge !== undefined && verifier !== null && sameText(challenge, codeChallenge.value)) return;
  throw new EntraError(
    400,
    "invalid_grant",
    501481,
    "The Code_Verifier does not match the code_challenge supplied in the authorization request.",
  );
}

export function expired(): EntraError {
  return new EntraError(
    400,
    "invalid_grant",
    70008,
    "The provided authorization code or refresh token has expired due to inactivity. Send a new interactive authorization request for this user and resource.",
  );
}

/** For a code or refresh token that never was, or that another client was given. */
export function notValid(): EntraError {
  return new EntraError(400, "invalid_grant", 70000, "Provided grant is invalid or malformed.");
}
