import { z } from "zod";
import { remove } from "../../../lib/remove.ts";
import type { SandboxResponse } from "../../Vendor.ts";
import { randomId } from "../../http/ids.ts";
import { empty, json } from "../../http/responses.ts";
import { unsupported } from "../protocol/AwsError.ts";
import type { RestCall } from "../protocol/restJson.ts";
import { badRequest } from "./errors.ts";
import type { HttpApi } from "./HttpApi.ts";
import { findApi } from "./lookup.ts";
import { page } from "./page.ts";
import { changedText, checkTags, readBody, tagMap } from "./readBody.ts";

const routeSelectionExpression = "$request.method $request.path";
const apiKeySelectionExpression = "$request.header.x-api-key";

const updateApiInput = z.strictObject({
  name: z.string().min(1).max(128).optional(),
  description: z.string().max(1024).optional(),
  version: z.string().max(64).optional(),
  disableExecuteApiEndpoint: z.boolean().optional(),
  ipAddressType: z.enum(["ipv4", "dualstack"]).optional(),
  routeSelectionExpression: z.string().optional(),
  apiKeySelectionExpression: z.string().optional(),
});

const createApiInput = updateApiInput.extend({
  name: z.string().min(1).max(128),
  protocolType: z.enum(["HTTP", "WEBSOCKET"]),
  tags: tagMap.optional(),
});

export function createApi(call: RestCall): SandboxResponse {
  const input = readBody(call, createApiInput);
  if (input.protocolType !== "HTTP") throw unsupported("BadRequestException", "WebSocket APIs");
  checkExpressions(input);
  checkTags(input.tags ?? {});
  const api: HttpApi = {
    apiId: randomId("", 10, "lowerAlphanumeric"),
    name: input.name,
    description: changedText(undefined, input.description),
    version: changedText(undefined, input.version),
    createdDate: call.account.now().toISOString(),
    disableExecuteApiEndpoint: input.disableExecuteApiEndpoint ?? false,
    ipAddressType: input.ipAddressType ?? "ipv4",
    tags: input.tags ?? {},
    authorizers: [],
    integrations: [],
    routes: [],
    stages: [],
    deployments: [],
  };
  call.account.region(call.region).apis.push(api);
  return json(201, apiOutput(call, api));
}

export function getApi(call: RestCall, { apiId }: { apiId: string }): SandboxResponse {
  return json(200, apiOutput(call, findApi(call, apiId)));
}

export function getApis(call: RestCall): SandboxResponse {
  return page(
    call,
    call.account.region(call.region).apis.map((api) => apiOutput(call, api)),
  );
}

export function updateApi(call: RestCall, { apiId }: { apiId: string }): SandboxResponse {
  const api = findApi(call, apiId);
  const input = readBody(call, updateApiInput);
  checkExpressions(input);
  api.name = input.name ?? api.name;
  api.description = changedText(api.description, input.description);
  api.version = changedText(api.version, input.version);
  api.disableExecuteApiEndpoint = input.disableExecuteApiEndpoint ?? api.disableExecuteApiEndpoint;
  api.ipAddressType = input.ipAddressType ?? api.ipAddressType;
  return json(200, apiOutput(call, api));
}

export function deleteApi(call: RestCall, { apiId }: { apiId: string }): SandboxResponse {
  remove(call.account.region(call.region).apis, findApi(call, apiId));
  return empty(204);
}

function checkExpressions(input: z.output<typeof updateApiInput>): void {
  if ((input.routeSelectionExpression ?? routeSelectionExpression) !== routeSelectionExpression) {
    throw badRequest(`Only ${routeSelectionExpression} is supported as the route selection expression of HTTP APIs`);
  }
  if ((input.apiKeySelectionExpression ?? apiKeySelectionExpression) !== apiKeySelectionExpression) {
    throw badRequest(`Only ${apiKeySelectionExpression} is supported as the API key selection expression of HTTP APIs`);
  }
}

function apiOutput(call: RestCall, api: HttpApi): Readonly<Record<string, unknown>> {
  const { apiId, name, description, version, createdDate, disableExecuteApiEndpoint, ipAddressType, tags } = api;
  return {
    apiEndpoint: `https://${apiId}.execute-api.${call.region}.amazonaws.com`,
    apiId,
    apiKeySelectionExpression,
    createdDate,
    description,
    disableExecuteApiEndpoint,
    ipAddressType,
    name,
    protocolType: "HTTP",
    routeSelectionExpression,
    tags,
    version,
  };
}
