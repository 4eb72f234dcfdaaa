import { randomUUID } from "node:crypto";
import type { AwsCall } from "../../AwsService.ts";
import { tokenLifetimes } from "../clientSettings.ts";
import { issueRefreshToken } from "../refreshTokens.ts";
import type { AppClient, RefreshToken, User, UserPool } from "../state.ts";
import { mintTokens } from "../tokens.ts";

const apiScopes = ["aws.cognito.signin.user.admin"];

/** The tokens of a new sign-in. */
export async function tokensFor(call: AwsCall, pool: UserPool, client: AppClient, user: User): Promise<object> {
  const seconds = Math.floor(call.account.now().getTime() / 1000);
  const entry = {
    clientId: client.clientId,
    sub: user.sub,
    scopes: apiScopes,
    authTime: seconds,
    originJti: randomUUID(),
    expires: seconds + tokenLifetimes(client).refresh,
  };
  const RefreshToken = issueRefreshToken(pool, entry, seconds);
  return resultOf({ ...(await mint(pool, client, user, entry, seconds)), RefreshToken });
}

/** The tokens that a refresh token gives; it stays as it is. */
export async function renewTokens(
  pool: UserPool,
  client: AppClient,
  user: User,
  entry: RefreshToken,
  seconds: number,
): Promise<object> {
  return resultOf(await mint(pool, client, user, entry, seconds));
}

interface Origin {
  readonly scopes: readonly string[];
  readonly authTime: number;
  readonly originJti: string;
}

async function mint(
  pool: UserPool,
  client: AppClient,
  user: User,
  { scopes, authTime, originJti }: Origin,
  seconds: number,
): Promise<Record<string, unknown>> {
  const grant = { pool, client, user, scopes, authTime, originJti, eventId: randomUUID() };
  const { accessToken, idToken, expiresIn } = await mintTokens(grant, seconds);
  return { AccessToken: accessToken, ExpiresIn: expiresIn, TokenType: "Bearer", IdToken: idToken };
}

function resultOf(result: Readonly<Record<string, unknown>>): object {
  return { AuthenticationResult: result, ChallengeParameters: {} };
}
