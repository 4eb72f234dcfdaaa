import { z } from "zod";
import { randomId } from "../../../http/ids.ts";
import { forget, lookUp, remember } from "../../../remember.ts";
import { unsupported } from "../../protocol/AwsError.ts";
import type { AwsCall } from "../../AwsService.ts";
import { nameOf } from "../find.ts";
import type { AppClient, User, UserPool } from "../state.ts";
import { tokensFor } from "./issueTokens.ts";
import { requireClient, requirePool, requirePublicClient } from "./lookup.ts";
import { clientId, metadata, text, userPoolId } from "./members.ts";
import { readRequest } from "./readRequest.ts";
import { checkSecretHash, digestOf, hashNames, notAuthorized, type Parameters, requireParameter } from "./signIn.ts";
import { claimNames, readAttributes, requireAttributes } from "./userAttributes.ts";
import { checkPassword } from "./userPasswords.ts";

/** Asks a user with a temporary password for one of their own; good for the client's `AuthSessionValidity`. */
export function newPasswordChallenge(call: AwsCall, pool: UserPool, client: AppClient, user: User): object {
  const seconds = Math.floor(call.account.now().getTime() / 1000);
  const session = randomId("", 512, "base64url");
  const expires = seconds + client.settings.AuthSessionValidity * 60;
  pool.challenges ??= {};
  remember(pool.challenges, keyOf(session), { clientId: client.clientId, sub: user.sub, expires }, seconds);
  const lacking = pool.schema.filter(({ name, required }) => required && name !== "sub" && !user.attributes[name]);
  return {
    ChallengeName: "NEW_PASSWORD_REQUIRED",
    Session: session,
    ChallengeParameters: {
      USER_ID_FOR_SRP: nameOf(pool, user),
      requiredAttributes: JSON.stringify(lacking.map(({ name }) => `userAttributes.${name}`)),
      userAttributes: JSON.stringify(user.attributes),
    },
  };
}

const respondInput = z.strictObject({
  ClientId: clientId,
  ChallengeName: z.string(),
  Session: text(20, 4096).optional(),
  ChallengeResponses: metadata.default({}),
  ClientMetadata: metadata.optional(),
});

type Answer = z.output<typeof respondInput>;

export async function respondToAuthChallenge(call: AwsCall, input: unknown): Promise<object> {
  const given = readRequest(input, respondInput);
  const { pool, client } = requirePublicClient(call, given.ClientId);
  return respond(call, pool, client, given);
}

export async function adminRespondToAuthChallenge(call: AwsCall, input: unknown): Promise<object> {
  const given = readRequest(input, respondInput.extend({ UserPoolId: userPoolId }));
  const pool = requirePool(call, given.UserPoolId);
  return respond(call, pool, requireClient(pool, given.ClientId), given);
}

function respond(call: AwsCall, pool: UserPool, client: AppClient, given: Answer): Promise<object> {
  if (given.ChallengeName !== "NEW_PASSWORD_REQUIRED") {
    throw unsupported("InvalidParameterException", `the challenge ${given.ChallengeName}`);
  }
  const responses = given.ChallengeResponses;
  const name = requireParameter(responses, "USERNAME");
  const password = requireParameter(responses, "NEW_PASSWORD");
  const user = takeChallenge(call, pool, client, given.Session ?? "");
  checkSecretHash(client, responses, [name]);
  if (!hashNames(pool, user).includes(name)) throw notAuthorized("Invalid session for the user.");
  checkPassword(pool, password);
  const changed = { ...user, attributes: { ...user.attributes, ...givenAttributes(pool, responses) } };
  requireAttributes(pool, changed.attributes);
  claimNames(pool, changed, false, false);
  forget(pool.challenges ?? {}, keyOf(given.Session ?? ""));
  const now = call.account.now().getTime() / 1000;
  Object.assign(user, {
    attributes: changed.attributes,
    password: { value: password, temporary: false, set: now },
    status: "CONFIRMED",
    lastModified: now,
  });
  return tokensFor(call, pool, client, user);
}

/** @throws AwsError NotAuthorizedException for a session that never was, of another client, or out of its time */
function takeChallenge(call: AwsCall, pool: UserPool, client: AppClient, session: string): User {
  const challenge = lookUp(pool.challenges ?? {}, keyOf(session));
  const user = challenge && lookUp(pool.users, challenge.sub);
  if (challenge?.clientId !== client.clientId || !user?.password?.temporary) {
    throw notAuthorized("Invalid session for the user.");
  }
  if (challenge.expires * 1000 <= call.account.now().getTime()) {
    throw notAuthorized("Invalid session for the user, session is expired.");
  }
  return user;
}

function givenAttributes(pool: UserPool, responses: Parameters): Record<string, string> {
  const prefix = "userAttributes.";
  const given = Object.entries(responses).filter(([name]) => name.startsWith(prefix));
  return readAttributes(
    pool,
    given.map(([name, Value]) => ({ Name: name.slice(prefix.length), Value })),
    true,
  );
}

function keyOf(session: string): string {
  return digestOf(session).toString("base64url");
}
