import { randomUUID } from "node:crypto";
import type { SandboxResponse } from "../../../../Vendor.ts";
import { mintTokens, type TokenGrant } from "../../tokens.ts";
import { clientAnswer } from "../OAuthError.ts";
import type { TokenRequest } from "./TokenRequest.ts";

type UserGrant = Pick<TokenGrant, "user" | "scopes" | "authTime" | "originJti" | "nonce" | "resource">;

/** A person's tokens: an ID token where `openid` was asked for, and a refresh token where there is a new one. */
export async function answerWithTokens(
  { call, client }: TokenRequest,
  grant: UserGrant,
  refreshToken?: string,
): Promise<SandboxResponse> {
  const { pool, seconds } = call;
  const all = { ...grant, pool, client, eventId: randomUUID(), version: 2 } as const;
  const { accessToken, idToken, expiresIn } = await mintTokens(all, seconds);
  return clientAnswer(call, 200, {
    ...(grant.scopes.includes("openid") && { id_token: idToken }),
    access_token: accessToken,
    ...(refreshToken !== undefined && { refresh_token: refreshToken }),
    expires_in: expiresIn,
    token_type: "Bearer",
  });
}
