import { z } from "zod";
import { unsupported } from "../../protocol/AwsError.ts";
import type { AwsCall } from "../../AwsService.ts";
import { findRefreshToken } from "../refreshTokens.ts";
import type { AppClient, UserPool } from "../state.ts";
import { isVoid } from "../tokens.ts";
import { allowsAuthFlow } from "./appClientSettings.ts";
import { newPasswordChallenge } from "./challenges.ts";
import { renewTokens, tokensFor } from "./issueTokens.ts";
import { requireClient, requirePool, requirePublicClient } from "./lookup.ts";
import { clientId, metadata, userPoolId } from "./members.ts";
import { readRequest } from "./readRequest.ts";
import { invalid } from "./refusals.ts";
import {
  checkSecretHash,
  hashNames,
  notAuthorized,
  type Parameters,
  requireParameter,
  signInByPassword,
} from "./signIn.ts";

const flows = [
  "USER_SRP_AUTH",
  "REFRESH_TOKEN_AUTH",
  "REFRESH_TOKEN",
  "CUSTOM_AUTH",
  "ADMIN_NO_SRP_AUTH",
  "USER_PASSWORD_AUTH",
  "ADMIN_USER_PASSWORD_AUTH",
  "USER_AUTH",
] as const;

const initiateInput = z.strictObject({
  ClientId: clientId,
  AuthFlow: z.enum(flows),
  AuthParameters: metadata.default({}),
  ClientMetadata: metadata.optional(),
});

/** Anybody may ask; passwords go by USER_PASSWORD_AUTH. */
export async function initiateAuth(call: AwsCall, input: unknown): Promise<object> {
  const { ClientId, AuthFlow, AuthParameters } = readRequest(input, initiateInput);
  const { pool, client } = requirePublicClient(call, ClientId);
  if (isRefresh(AuthFlow)) return refresh(call, pool, client, AuthParameters);
  if (AuthFlow !== "USER_PASSWORD_AUTH") throw refuseFlow(AuthFlow);
  if (!allowsAuthFlow(client.settings, "ALLOW_USER_PASSWORD_AUTH")) {
    throw invalid("USER_PASSWORD_AUTH flow not enabled for this client");
  }
  return enter(call, pool, client, AuthParameters);
}

/** An administrator asks for a user; passwords go by ADMIN_USER_PASSWORD_AUTH, or its old name. */
export async function adminInitiateAuth(call: AwsCall, input: unknown): Promise<object> {
  const given = readRequest(input, initiateInput.extend({ UserPoolId: userPoolId }));
  const pool = requirePool(call, given.UserPoolId);
  const client = requireClient(pool, given.ClientId);
  if (isRefresh(given.AuthFlow)) return refresh(call, pool, client, given.AuthParameters);
  if (given.AuthFlow !== "ADMIN_USER_PASSWORD_AUTH" && given.AuthFlow !== "ADMIN_NO_SRP_AUTH") {
    throw refuseFlow(given.AuthFlow);
  }
  if (!allowsAuthFlow(client.settings, "ALLOW_ADMIN_USER_PASSWORD_AUTH")) {
    throw invalid("Auth flow not enabled for this client");
  }
  return enter(call, pool, client, given.AuthParameters);
}

function isRefresh(flow: string): boolean {
  return flow === "REFRESH_TOKEN_AUTH" || flow === "REFRESH_TOKEN";
}

/** A flow of the other operation is a mistake; the rest the sandbox does not play. */
function refuseFlow(flow: string): Error {
  if (flow.startsWith("ADMIN_") || flow === "USER_PASSWORD_AUTH") return invalid("Initiate Auth method not supported.");
  return unsupported("InvalidParameterException", `the authentication flow ${flow}`);
}

function enter(call: AwsCall, pool: UserPool, client: AppClient, parameters: Parameters): object | Promise<object> {
  const name = requireParameter(parameters, "USERNAME");
  const password = requireParameter(parameters, "PASSWORD");
  checkSecretHash(client, parameters, [name]);
  const user = signInByPassword(call, pool, client, name, password);
  if (user.password?.temporary) return newPasswordChallenge(call, pool, client, user);
  return tokensFor(call, pool, client, user);
}

async function refresh(call: AwsCall, pool: UserPool, client: AppClient, parameters: Parameters): Promise<object> {
  const seconds = Math.floor(call.account.now().getTime() / 1000);
  const token = requireParameter(parameters, "REFRESH_TOKEN");
  if (!allowsAuthFlow(client.settings, "ALLOW_REFRESH_TOKEN_AUTH")) {
    throw invalid("REFRESH_TOKEN_AUTH flow not enabled for this client");
  }
  const entry = findRefreshToken(pool, token, seconds);
  const user = entry && pool.users[entry.sub];
  if (entry?.clientId !== client.clientId || !user) throw notAuthorized("Invalid Refresh Token");
  checkSecretHash(client, parameters, hashNames(pool, user));
  if (!user.enabled) throw notAuthorized("User is disabled.");
  if (isVoid(pool, user, { origin_jti: entry.originJti, iat: entry.authTime })) {
    throw notAuthorized("Refresh Token has been revoked");
  }
  return renewTokens(pool, client, user, entry, seconds);
}
