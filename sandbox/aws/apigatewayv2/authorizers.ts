import { z } from "zod";
import { remove } from "../../../lib/remove.ts";
import type { SandboxResponse } from "../../Vendor.ts";
import { randomId } from "../../http/ids.ts";
import { empty, json } from "../../http/responses.ts";
import type { RestCall } from "../protocol/restJson.ts";
import { checkIssuer } from "./checkIssuer.ts";
import { deployAutomatically } from "./deploy.ts";
import { badRequest, conflict, quotaReached } from "./errors.ts";
import type { Authorizer, HttpApi } from "./HttpApi.ts";
import { findApi, findAuthorizer, replace } from "./lookup.ts";
import { page } from "./page.ts";
import { makeAuthorizer } from "./makeAuthorizer.ts";
import { quotas } from "./quotas.ts";
import { readBody } from "./readBody.ts";

interface AuthorizerPath {
  readonly apiId: string;
  readonly authorizerId: string;
}

const updateAuthorizerInput = z.strictObject({
  authorizerType: z.enum(["JWT", "REQUEST"]).optional(),
  name: z.string().min(1).max(128).optional(),
  identitySource: z.array(z.string()).optional(),
  jwtConfiguration: z
    .strictObject({ issuer: z.string().optional(), audience: z.array(z.string().min(1)).optional() })
    .optional(),
  authorizerUri: z.string().min(1).max(2048).optional(),
  authorizerCredentialsArn: z.string().optional(),
  authorizerPayloadFormatVersion: z.enum(["1.0", "2.0"]).optional(),
  authorizerResultTtlInSeconds: z.int().min(0).max(3600).optional(),
  enableSimpleResponses: z.boolean().optional(),
});

export type AuthorizerInput = z.output<typeof updateAuthorizerInput>;

const createAuthorizerInput = updateAuthorizerInput.required({ authorizerType: true, name: true });

export async function createAuthorizer(call: RestCall, { apiId }: { apiId: string }): Promise<SandboxResponse> {
  findApi(call, apiId);
  const authorizer = makeAuthorizer(randomId("", 6, "lowerAlphanumeric"), readBody(call, createAuthorizerInput));
  await checkReachable(call, authorizer);
  const api = findApi(call, apiId);
  if (api.authorizers.length >= quotas.authorizersPerApi) throw quotaReached("Authorizers");
  checkName(api, authorizer);
  api.authorizers.push(authorizer);
  deployAutomatically(api, call.account.now());
  return json(201, authorizer);
}

export function getAuthorizer(call: RestCall, { apiId, authorizerId }: AuthorizerPath): SandboxResponse {
  return json(200, findAuthorizer(findApi(call, apiId), authorizerId));
}

export function getAuthorizers(call: RestCall, { apiId }: { apiId: string }): SandboxResponse {
  return page(call, findApi(call, apiId).authorizers);
}

export async function updateAuthorizer(call: RestCall, path: AuthorizerPath): Promise<SandboxResponse> {
  const old = findAuthorizer(findApi(call, path.apiId), path.authorizerId) as AuthorizerInput;
  const input = readBody(call, updateAuthorizerInput);
  const jwtConfiguration =
    input.jwtConfiguration || old.jwtConfiguration ? { ...old.jwtConfiguration, ...input.jwtConfiguration } : undefined;
  const changed = makeAuthorizer(path.authorizerId, { ...old, ...input, jwtConfiguration });
  await checkReachable(call, changed);
  const api = findApi(call, path.apiId);
  checkName(api, changed);
  replace(api.authorizers, findAuthorizer(api, path.authorizerId), changed);
  deployAutomatically(api, call.account.now());
  return json(200, changed);
}

/** An authorizer that a route names stays, as third parties saw AWS answer. */
export function deleteAuthorizer(call: RestCall, { apiId, authorizerId }: AuthorizerPath): SandboxResponse {
  const api = findApi(call, apiId);
  const authorizer = findAuthorizer(api, authorizerId);
  const route = api.routes.find((one) => one.authorizerId === authorizerId);
  if (route) {
    throw conflict(`Cannot delete authorizer '${authorizer.name}', is referenced in route: ${route.routeKey}`);
  }
  remove(api.authorizers, authorizer);
  deployAutomatically(api, call.account.now());
  return empty(204);
}

function checkName(api: HttpApi, authorizer: Authorizer): void {
  const other = api.authorizers.find((one) => one.name === authorizer.name);
  if (other && other.authorizerId !== authorizer.authorizerId) {
    throw badRequest(`Authorizer name must be unique. Authorizer ${authorizer.name} already exists in this API`);
  }
}

async function checkReachable(call: RestCall, { jwtConfiguration }: Authorizer): Promise<void> {
  if (jwtConfiguration) await checkIssuer(call.account.context, jwtConfiguration.issuer);
}
