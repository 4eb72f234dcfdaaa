import { decodeJwt, errors } from "jose";
import { z } from "zod";
import type { AwsCall } from "../../AwsService.ts";
import { findPool, nameOf } from "../find.ts";
import { findRefreshToken, revokeOrigin } from "../refreshTokens.ts";
import type { User, UserPool } from "../state.ts";
import { verifyAccessToken } from "../tokens.ts";
import { nowOf, requirePublicClient } from "./lookup.ts";
import { clientId, clientSecret } from "./members.ts";
import { readRequest } from "./readRequest.ts";
import { refuse } from "./refusals.ts";
import { sameText } from "../../../sameText.ts";
import { notAuthorized } from "./signIn.ts";
import { attributesJson } from "./userJson.ts";
import { signOutEverywhere } from "./users.ts";

const tokenInput = z.strictObject({ AccessToken: z.string() });

export async function getUser(call: AwsCall, input: unknown): Promise<object> {
  const { pool, user } = await userOf(call, readRequest(input, tokenInput).AccessToken);
  return { Username: nameOf(pool, user), UserAttributes: attributesJson(user) };
}

export async function globalSignOut(call: AwsCall, input: unknown): Promise<object> {
  const { pool, user } = await userOf(call, readRequest(input, tokenInput).AccessToken);
  signOutEverywhere(pool, user, nowOf(call));
  return {};
}

/** Whose access token this is. @throws AwsError NotAuthorizedException */
async function userOf(call: AwsCall, token: string): Promise<{ readonly pool: UserPool; readonly user: User }> {
  const pool = findPool(call.account, call.region, issuerIn(token).split("/").at(-1) ?? "");
  const found = pool && (await verifyAccessToken(pool, token, Math.floor(nowOf(call))));
  if (!found) throw notAuthorized("Invalid Access Token");
  if (!found.claims.scope.split(" ").includes("aws.cognito.signin.user.admin")) {
    throw notAuthorized("Access Token does not have required scopes");
  }
  return { pool, user: found.user };
}

/** The issuer that a token names, unverified; empty for what is no token. */
function issuerIn(token: string): string {
  try {
    return decodeJwt(token).iss ?? "";
  } catch (error) {
    if (error instanceof errors.JOSEError) return "";
    throw error;
  }
}

const revokeInput = z.strictObject({
  Token: z.string(),
  ClientId: clientId,
  ClientSecret: clientSecret.optional(),
});

/** Revokes a refresh token and what came of it; one that is unknown is no mistake (RFC 7009, section 2.2). */
export function revokeToken(call: AwsCall, input: unknown): object {
  const { Token, ClientId, ClientSecret = "" } = readRequest(input, revokeInput);
  const { pool, client } = requirePublicClient(call, ClientId);
  if (client.secrets.length > 0 && !client.secrets.some(({ value }) => sameText(value, ClientSecret))) {
    throw refuse("UnauthorizedException", "Invalid client secret.");
  }
  if (!client.settings.EnableTokenRevocation) {
    throw refuse("UnsupportedOperationException", "Token revocation is not enabled for this client.");
  }
  if (issuerIn(Token) !== "") throw refuse("UnsupportedTokenTypeException", "Unsupported token type.");
  const seconds = Math.floor(nowOf(call));
  const entry = findRefreshToken(pool, Token, seconds);
  if (entry?.clientId === ClientId) revokeOrigin(pool, entry.originJti, seconds);
  return {};
}
