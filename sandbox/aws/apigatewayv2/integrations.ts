import { z } from "zod";
import { remove } from "../../../lib/remove.ts";
import type { SandboxResponse } from "../../Vendor.ts";
import { randomId } from "../../http/ids.ts";
import { empty, json } from "../../http/responses.ts";
import { unsupported } from "../protocol/AwsError.ts";
import type { RestCall } from "../protocol/restJson.ts";
import { deployAutomatically } from "./deploy.ts";
import { badRequest, conflict, quotaReached } from "./errors.ts";
import type { Integration } from "./HttpApi.ts";
import { integrationFunction } from "./integrationFunction.ts";
import { findApi, findIntegration, replace } from "./lookup.ts";
import { page } from "./page.ts";
import { quotas } from "./quotas.ts";
import { changedText, readBody } from "./readBody.ts";

interface IntegrationPath {
  readonly apiId: string;
  readonly integrationId: string;
}

const timeout = quotas.integrationTimeoutMillis;
const methods = ["ANY", "DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"];

const updateIntegrationInput = z.strictObject({
  integrationType: z.enum(["AWS", "AWS_PROXY", "HTTP", "HTTP_PROXY", "MOCK"]).optional(),
  integrationUri: z.string().min(1).max(2048).optional(),
  integrationMethod: z.string().optional(),
  payloadFormatVersion: z.enum(["1.0", "2.0"]).optional(),
  connectionType: z.enum(["INTERNET", "VPC_LINK"]).optional(),
  timeoutInMillis: z.int().min(timeout.min).max(timeout.max).optional(),
  description: z.string().max(1024).optional(),
});

type IntegrationInput = z.output<typeof updateIntegrationInput>;

const createIntegrationInput = updateIntegrationInput.required({ integrationType: true });

export function createIntegration(call: RestCall, { apiId }: { apiId: string }): SandboxResponse {
  const api = findApi(call, apiId);
  const integration = makeIntegration(randomId("", 7, "lowerAlphanumeric"), readBody(call, createIntegrationInput));
  if (api.integrations.length >= quotas.integrationsPerApi) throw quotaReached("Integrations");
  api.integrations.push(integration);
  deployAutomatically(api, call.account.now());
  return json(201, integration);
}

export function getIntegration(call: RestCall, { apiId, integrationId }: IntegrationPath): SandboxResponse {
  return json(200, findIntegration(findApi(call, apiId), integrationId));
}

export function getIntegrations(call: RestCall, { apiId }: { apiId: string }): SandboxResponse {
  return page(call, findApi(call, apiId).integrations);
}

export function updateIntegration(call: RestCall, { apiId, integrationId }: IntegrationPath): SandboxResponse {
  const api = findApi(call, apiId);
  const { integrationId: id, ...old } = findIntegration(api, integrationId);
  const changed = makeIntegration(id, { ...old, ...readBody(call, updateIntegrationInput) });
  replace(api.integrations, findIntegration(api, id), changed);
  deployAutomatically(api, call.account.now());
  return json(200, changed);
}

/** An integration that routes name stays, as third parties saw AWS answer. */
export function deleteIntegration(call: RestCall, { apiId, integrationId }: IntegrationPath): SandboxResponse {
  const api = findApi(call, apiId);
  const integration = findIntegration(api, integrationId);
  const routes = api.routes.filter((route) => route.target === `integrations/${integrationId}`);
  if (routes.length > 0) {
    const ids = routes.map((route) => route.routeId).join(", ");
    throw conflict(`Cannot delete Integration because it is referenced by the following Routes with Ids: [${ids}]`);
  }
  remove(api.integrations, integration);
  deployAutomatically(api, call.account.now());
  return empty(204);
}

/** Checks what belongs together. AWS's own words for these mistakes are not known. */
function makeIntegration(integrationId: string, input: IntegrationInput): Integration {
  const { integrationType, integrationUri, connectionType = "INTERNET", timeoutInMillis = timeout.max } = input;
  if (connectionType !== "INTERNET") throw unsupported("BadRequestException", "integrations over a VPC link");
  const common = {
    integrationId,
    connectionType,
    timeoutInMillis,
    description: changedText(undefined, input.description),
  };
  if (integrationType === "AWS_PROXY") {
    if (integrationUri === undefined || !integrationFunction(integrationUri)) {
      throw badRequest("Invalid integration URI specified: it must name a Lambda function");
    }
    if (input.payloadFormatVersion !== "2.0") {
      throw unsupported("BadRequestException", "Lambda integrations with another payload format version than 2.0");
    }
    if (input.integrationMethod !== undefined && input.integrationMethod !== "POST") {
      throw badRequest("Invalid integration method specified: a Lambda function is invoked by POST");
    }
    return { ...common, integrationType, integrationUri, integrationMethod: "POST", payloadFormatVersion: "2.0" };
  }
  if (integrationType === "HTTP_PROXY") {
    const { integrationMethod, payloadFormatVersion = "1.0" } = input;
    if (integrationUri === undefined || !/^https?:\/\/[^/?#\s{}]+(?:[/?#]\S*)?$/.test(integrationUri)) {
      throw badRequest("Invalid HTTP endpoint specified for URI");
    }
    if (integrationMethod === undefined || !methods.includes(integrationMethod)) {
      throw badRequest(`Invalid integration method specified: it must be one of ${methods.join(", ")}`);
    }
    if (payloadFormatVersion !== "1.0") {
      throw badRequest("Payload format version 2.0 is only supported for Lambda integrations");
    }
    return { ...common, integrationType, integrationUri, integrationMethod, payloadFormatVersion };
  }
  throw badRequest(`Invalid integration type specified for an HTTP API: ${integrationType ?? "none"}`);
}
