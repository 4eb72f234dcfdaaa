import { z } from "zod";
import { forget } from "../../../remember.ts";
import type { AwsCall } from "../../AwsService.ts";
import type { ResourceServer } from "../state.ts";
import { requirePool, requireResourceServer } from "./lookup.ts";
import { inPool, nextToken, text, wholeNumber } from "./members.ts";
import { pageOf } from "./page.ts";
import { quotas } from "./quotas.ts";
import { readRequest } from "./readRequest.ts";
import { invalid, limitExceeded } from "./refusals.ts";

const scopes = z
  .array(
    z.strictObject({
      ScopeName: text(1, 256, String.raw`[\x21\x23-\x2E\x30-\x5B\x5D-\x7E]+`),
      ScopeDescription: text(1, 256),
    }),
  )
  .max(100);

const ofServer = inPool.extend({ Identifier: text(1, 256, String.raw`[\x21\x23-\x5B\x5D-\x7E]+`) });
const serverInput = ofServer.extend({
  Name: text(1, 256, String.raw`[\w\s+=,.@-]+`),
  Scopes: scopes.default([]),
});

export function createResourceServer(call: AwsCall, input: unknown): object {
  const { UserPoolId, Identifier, Name, Scopes } = readRequest(input, serverInput);
  const { resourceServers } = requirePool(call, UserPoolId);
  if (Object.hasOwn(resourceServers, Identifier))
    throw invalid(`${Identifier} already exists in user pool ${UserPoolId}.`);
  if (Object.keys(resourceServers).length >= quotas.resourceServers) throw limitExceeded("resource servers");
  const server = { identifier: Identifier, name: Name, scopes: scopesOf(Scopes) };
  resourceServers[Identifier] = server;
  return { ResourceServer: serverJson(UserPoolId, server) };
}

export function describeResourceServer(call: AwsCall, input: unknown): object {
  const { UserPoolId, Identifier } = readRequest(input, ofServer);
  return { ResourceServer: serverJson(UserPoolId, requireResourceServer(requirePool(call, UserPoolId), Identifier)) };
}

/** Replaces all scopes; clients keep the names of those that are gone. */
export function updateResourceServer(call: AwsCall, input: unknown): object {
  const { UserPoolId, Identifier, Name, Scopes } = readRequest(input, serverInput);
  const server = requireResourceServer(requirePool(call, UserPoolId), Identifier);
  server.name = Name;
  server.scopes = scopesOf(Scopes);
  return { ResourceServer: serverJson(UserPoolId, server) };
}

export function deleteResourceServer(call: AwsCall, input: unknown): undefined {
  const { UserPoolId, Identifier } = readRequest(input, ofServer);
  const pool = requirePool(call, UserPoolId);
  requireResourceServer(pool, Identifier);
  forget(pool.resourceServers, Identifier);
}

const listInput = inPool.extend({ MaxResults: wholeNumber(1, 50).default(50), NextToken: nextToken.optional() });

export function listResourceServers(call: AwsCall, input: unknown): object {
  const { UserPoolId, MaxResults, NextToken } = readRequest(input, listInput);
  const { items, next } = pageOf(Object.values(requirePool(call, UserPoolId).resourceServers), MaxResults, NextToken);
  return { ResourceServers: items.map((server) => serverJson(UserPoolId, server)), NextToken: next };
}

/** @throws AwsError for two scopes of one name; AWS's words are not documented */
function scopesOf(given: z.output<typeof scopes>): ResourceServer["scopes"] {
  const names = given.map(({ ScopeName }) => ScopeName);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw invalid(`Duplicate scope name: ${twice}`);
  return given.map(({ ScopeName, ScopeDescription }) => ({ name: ScopeName, description: ScopeDescription }));
}

function serverJson(poolId: string, { identifier, name, scopes }: ResourceServer): object {
  return {
    UserPoolId: poolId,
    Identifier: identifier,
    Name: name,
    Scopes: scopes.map((scope) => ({ ScopeName: scope.name, ScopeDescription: scope.description })),
  };
}
