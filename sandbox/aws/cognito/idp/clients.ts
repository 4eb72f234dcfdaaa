import { z } from "zod";
import { randomId } from "../../../http/ids.ts";
import { forget } from "../../../remember.ts";
import type { AwsCall } from "../../AwsService.ts";
import type { AppClient } from "../state.ts";
import { appClientSettings } from "./appClientSettings.ts";
import { checkClient } from "./checkClient.ts";
import { newSecret } from "./clientSecrets.ts";
import { nowOf, requireClient, requirePool } from "./lookup.ts";
import {
  clientId,
  clientSecret,
  displayName,
  flag,
  inPool,
  nextToken,
  ofClient,
  userPoolId,
  wholeNumber,
} from "./members.ts";
import { pageOf } from "./page.ts";
import { quotas } from "./quotas.ts";
import { readRequest } from "./readRequest.ts";
import { invalid, limitExceeded } from "./refusals.ts";

const createInput = appClientSettings.extend({
  UserPoolId: userPoolId,
  ClientName: displayName,
  GenerateSecret: flag.default(false),
  ClientSecret: clientSecret.optional(),
});

export function createUserPoolClient(call: AwsCall, input: unknown): object {
  const { UserPoolId, ClientName, GenerateSecret, ClientSecret, ...settings } = readRequest(input, createInput);
  const pool = requirePool(call, UserPoolId);
  if (GenerateSecret && ClientSecret !== undefined) {
    throw invalid("You cannot specify both GenerateSecret as true and provide a ClientSecret value.");
  }
  const hasSecret = GenerateSecret || ClientSecret !== undefined;
  const now = nowOf(call);
  const client: AppClient = {
    clientId: randomId("", 26, "lowerAlphanumeric"),
    created: now,
    lastModified: now,
    name: ClientName,
    secrets: hasSecret ? [newSecret(now, ClientSecret)] : [],
    settings,
  };
  checkClient(pool, client, "creating");
  if (Object.keys(pool.clients).length >= quotas.appClients) throw limitExceeded("app clients");
  pool.clients[client.clientId] = client;
  return { UserPoolClient: clientJson(pool.id, client) };
}

export function describeUserPoolClient(call: AwsCall, input: unknown): object {
  const { UserPoolId, ClientId } = readRequest(input, ofClient);
  const pool = requirePool(call, UserPoolId);
  return { UserPoolClient: clientJson(pool.id, requireClient(pool, ClientId)) };
}

const updateInput = appClientSettings.extend({
  UserPoolId: userPoolId,
  ClientId: clientId,
  ClientName: displayName.optional(),
});

/** Resets what the request leaves out, but for the name; secrets stay. */
export function updateUserPoolClient(call: AwsCall, input: unknown): object {
  const { UserPoolId, ClientId, ClientName, ...settings } = readRequest(input, updateInput);
  const pool = requirePool(call, UserPoolId);
  const client = requireClient(pool, ClientId);
  checkClient(pool, { ...client, settings }, "updating");
  client.settings = settings;
  client.name = ClientName ?? client.name;
  client.lastModified = nowOf(call);
  return { UserPoolClient: clientJson(pool.id, client) };
}

/** Takes the client's branding with it. */
export function deleteUserPoolClient(call: AwsCall, input: unknown): undefined {
  const { UserPoolId, ClientId } = readRequest(input, ofClient);
  const pool = requirePool(call, UserPoolId);
  requireClient(pool, ClientId);
  for (const { id, clientId } of Object.values(pool.brandings)) if (clientId === ClientId) forget(pool.brandings, id);
  forget(pool.clients, ClientId);
}

const listInput = inPool.extend({
  MaxResults: wholeNumber(1, 60).default(60),
  NextToken: nextToken.optional(),
  ClientType: z.literal("REGULAR").optional(),
});

export function listUserPoolClients(call: AwsCall, input: unknown): object {
  const { UserPoolId, MaxResults, NextToken } = readRequest(input, listInput);
  const pool = requirePool(call, UserPoolId);
  const { items, next } = pageOf(Object.values(pool.clients), MaxResults, NextToken);
  return {
    UserPoolClients: items.map(({ clientId, name }) => ({ ClientId: clientId, UserPoolId, ClientName: name })),
    NextToken: next,
  };
}

/** With two secrets the older one is shown; which one AWS shows is not documented. */
function clientJson(poolId: string, { clientId, name, secrets, created, lastModified, settings }: AppClient): object {
  return {
    UserPoolId: poolId,
    ClientName: name,
    ClientId: clientId,
    ...(secrets[0] && { ClientSecret: secrets[0].value }),
    LastModifiedDate: lastModified,
    CreationDate: created,
    ...settings,
  };
}
