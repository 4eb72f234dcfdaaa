import { z } from "zod";
import { remove } from "../../../lib/remove.ts";
import { routeShape } from "../../../trust/gateway/routeKey.ts";
import type { SandboxResponse } from "../../Vendor.ts";
import { randomId } from "../../http/ids.ts";
import { empty, json } from "../../http/responses.ts";
import { unsupported } from "../protocol/AwsError.ts";
import type { RestCall } from "../protocol/restJson.ts";
import { deployAutomatically } from "./deploy.ts";
import { badRequest, conflict, quotaReached } from "./errors.ts";
import type { HttpApi, Route } from "./HttpApi.ts";
import { findApi, findRoute, replace } from "./lookup.ts";
import { page } from "./page.ts";
import { quotas } from "./quotas.ts";
import { readBody } from "./readBody.ts";
import { readRouteKey } from "./readRouteKey.ts";

interface RoutePath {
  readonly apiId: string;
  readonly routeId: string;
}

const updateRouteInput = z.strictObject({
  routeKey: z.string().min(1).optional(),
  apiKeyRequired: z.literal(false).optional(),
  authorizationType: z.enum(["NONE", "AWS_IAM", "CUSTOM", "JWT"]).optional(),
  authorizerId: z.string().optional(),
  authorizationScopes: z.array(z.string().min(1).max(64)).optional(),
  operationName: z.string().max(64).optional(),
  target: z.string().max(128).optional(),
});

type RouteInput = z.output<typeof updateRouteInput>;

const createRouteInput = updateRouteInput.required({ routeKey: true });

export function createRoute(call: RestCall, { apiId }: { apiId: string }): SandboxResponse {
  const api = findApi(call, apiId);
  const route = makeRoute(api, randomId("", 7, "lowerAlphanumeric"), readBody(call, createRouteInput));
  if (api.routes.length >= quotas.routesPerApi) throw quotaReached("Routes");
  api.routes.push(route);
  deployAutomatically(api, call.account.now());
  return json(201, route);
}

export function getRoute(call: RestCall, { apiId, routeId }: RoutePath): SandboxResponse {
  return json(200, findRoute(findApi(call, apiId), routeId));
}

export function getRoutes(call: RestCall, { apiId }: { apiId: string }): SandboxResponse {
  return page(call, findApi(call, apiId).routes);
}

export function updateRoute(call: RestCall, { apiId, routeId }: RoutePath): SandboxResponse {
  const api = findApi(call, apiId);
  const old = findRoute(api, routeId);
  const changed = makeRoute(api, routeId, { ...(old as RouteInput), ...readBody(call, updateRouteInput) });
  replace(api.routes, old, changed);
  deployAutomatically(api, call.account.now());
  return json(200, changed);
}

export function deleteRoute(call: RestCall, { apiId, routeId }: RoutePath): SandboxResponse {
  const api = findApi(call, apiId);
  remove(api.routes, findRoute(api, routeId));
  deployAutomatically(api, call.account.now());
  return empty(204);
}

/**
 * Checks a route against its API. A route without an authorization type is open to everyone, whatever authorizer it
 * names: the authorizer and the scopes are dropped, as AWS drops them when the type is set back to NONE. The texts on
 * authorizers are AWS's, as third parties recorded them.
 */
function makeRoute(api: HttpApi, routeId: string, input: RouteInput): Route {
  const { routeKey = "", authorizationType = "NONE", operationName, target } = input;
  checkRouteKey(api, routeId, routeKey);
  checkTarget(api, target);
  const common = {
    routeId,
    routeKey,
    apiKeyRequired: false,
    operationName: operationName || undefined,
    target: target || undefined,
  } as const;
  if (authorizationType === "AWS_IAM") throw unsupported("BadRequestException", "routes with IAM authorization");
  if (authorizationType === "NONE") return { ...common, authorizationType };
  const { authorizerId, authorizationScopes } = input;
  const authorizer = api.authorizers.find((one) => one.authorizerId === authorizerId);
  if (authorizationType === "CUSTOM") {
    if (authorizer?.authorizerType !== "REQUEST") {
      throw badRequest(
        "Invalid authorizer ID specified. Setting the authorization type to CUSTOM or COGNITO_USER_POOLS requires a " +
          "valid authorizer.",
      );
    }
    // In words of our own: what AWS says to scopes that nothing would look at is not known.
    if (authorizationScopes?.length) throw badRequest("Authorization scopes are supported for JWT authorizers only");
    return { ...common, authorizationType, authorizerId };
  }
  if (authorizer?.authorizerType !== "JWT") {
    throw badRequest(
      "Invalid authorizer ID specified. Setting the authorization type to JWT requires a valid JWT authorizer.",
    );
  }
  if ((authorizationScopes?.length ?? 0) > quotas.scopesPerRoute) {
    throw badRequest(`A route can have at most ${quotas.scopesPerRoute} authorization scopes`);
  }
  const scopes = authorizationScopes?.length ? authorizationScopes : undefined;
  return { ...common, authorizationType, authorizerId, authorizationScopes: scopes };
}

/** The texts are AWS's, as third parties saw them. */
function checkRouteKey(api: HttpApi, routeId: string, routeKey: string): void {
  const shape = routeShape(readRouteKey(routeKey));
  for (const other of api.routes.filter((route) => route.routeId !== routeId)) {
    if (other.routeKey === routeKey) throw conflict(`Route with key ${routeKey} already exists for this API`);
    if (routeShape(readRouteKey(other.routeKey)) === shape) {
      throw conflict(
        `The provided route key "${routeKey}" has a conflicting variable on the same hierarchical level as ` +
          `"${other.routeKey}"`,
      );
    }
  }
}

/** AWS's own words for this mistake are not known. */
function checkTarget(api: HttpApi, target: string | undefined): void {
  if (!target) return;
  if (!api.integrations.some((one) => target === `integrations/${one.integrationId}`)) {
    throw badRequest(`Invalid integration target specified: ${target}`);
  }
}
