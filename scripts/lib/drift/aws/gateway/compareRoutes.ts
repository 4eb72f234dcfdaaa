import type { Route } from "@aws-sdk/client-apigatewayv2";
import type { RouteModel } from "../../../../../trust/TrustModel.ts";
import type { DriftFinding } from "../../DriftFinding.ts";
import { driftFinding } from "../../lib/driftFinding.ts";
import { putBack } from "../../lib/putBack.ts";
import type { StateResource } from "../../../stack/StateResource.ts";
import { awsCommand, deleteIt } from "../lib/awsCommand.ts";
import { compareSettings } from "../lib/compareSettings.ts";
import { configPlace } from "../lib/configPlace.ts";
import { textOf } from "../lib/textOf.ts";
import { type ApiUnderDrift, type LiveApi, ownOf } from "./ApiUnderDrift.ts";
import { type Authorization, describeAuthorization, routeGains } from "./liveAccess.ts";

/** Routes that nobody declared, and declared ones that ask for less or more, or lead elsewhere. */
export function compareRoutes(under: ApiUnderDrift, live: LiveApi): readonly DriftFinding[] {
  const own = ownOf(under, "route:Route");
  return live.routes.flatMap((route) => {
    const known = own.find(({ id }) => id === route.RouteId);
    return known === undefined ? [unmanaged(under, live, route)] : changed(under, live, route, known);
  });
}

function unmanaged(under: ApiUnderDrift, live: LiveApi, route: Route): DriftFinding {
  const { RouteKey: key = "", RouteId = "", Target } = route;
  const { context, name, deployed } = under;
  const gains = routeGains(under, live, route, undefined);
  const ids = { "api-id": deployed.apiId, "route-id": RouteId };
  return driftFinding({
    rule: "unmanaged-route",
    ...configPlace("apis", name, "routes", key),
    message: `The API has a route ${key} that nobody declared.`,
    expected: "no such route",
    actual: `${describeAuthorization(under, live, route)}; it leads to ${describeTarget(live, Target)}`,
    ...(gains !== undefined && { gains }),
    advice: deleteIt(awsCommand("apigatewayv2 delete-route", ids, context.trust.region)),
  });
}

function changed(under: ApiUnderDrift, live: LiveApi, route: Route, { id, inputs }: StateResource) {
  const { context, name, model } = under;
  const key = textOf(inputs, "routeKey") ?? route.RouteKey ?? "";
  const declared = model.routes.find((one) => one.key === key);
  const wanted = declaredAuthorization(under, key, declared, inputs);
  const target = declaredTarget(under, declared) ?? textOf(inputs, "target") ?? "";
  return compareSettings(
    {
      ...configPlace("apis", name, "routes", key),
      ...{ subject: `The route ${key}`, id, advice: putBack(context.stack) },
    },
    [
      {
        what: "whom it admits",
        declared: describeAuthorization(under, live, wanted),
        actual: describeAuthorization(under, live, route),
        properties: ["authorizationType", "authorizerId", "authorizationScopes"],
        gains: routeGains(under, live, route, declared),
      },
      {
        what: "where it leads",
        declared: describeTarget(live, target),
        actual: describeTarget(live, route.Target),
        properties: ["target"],
        gains: "Whoever runs what it leads to gets the requests, the callers' tokens among them.",
      },
      {
        what: "its key",
        declared: key,
        actual: route.RouteKey ?? "none",
        properties: ["routeKey"],
        gains: routeGains(under, live, route, undefined),
      },
    ],
  );
}

/** By the model, which a refresh leaves alone; by the state for a route that the last deployment did not come to. */
function declaredAuthorization(
  { deployed }: ApiUnderDrift,
  RouteKey: string,
  declared: RouteModel | undefined,
  inputs: StateResource["inputs"],
): Authorization {
  switch (declared?.access.kind) {
    case "public":
      return { RouteKey, AuthorizationType: "NONE" };
    case "jwt": {
      const { issuer, scopes } = declared.access;
      const AuthorizerId = deployed.authorizers[issuer]?.authorizerId;
      return { RouteKey, AuthorizationType: "JWT", AuthorizerId, AuthorizationScopes: [...scopes] };
    }
    case "lambda":
      return { RouteKey, AuthorizationType: "CUSTOM", AuthorizerId: deployed.lambdaAuthorizer?.authorizerId };
    case undefined:
      return {
        RouteKey,
        AuthorizationType: inputs["authorizationType"] as Authorization["AuthorizationType"],
        AuthorizerId: inputs["authorizerId"] as string | undefined,
        AuthorizationScopes: inputs["authorizationScopes"] as string[] | undefined,
      };
  }
}

/** The integration of the declared backend is named after it. */
function declaredTarget(under: ApiUnderDrift, declared: RouteModel | undefined): string | undefined {
  if (declared === undefined) return undefined;
  const { backend } = declared;
  const key = backend.kind === "lambda" ? `lambda:${backend.function}` : backend.url;
  const id = ownOf(under, "integration:Integration").find(({ name }) => name === `${under.name}/${key}`)?.id;
  return id === undefined ? undefined : `integrations/${id}`;
}

function describeTarget({ integrations }: LiveApi, target = ""): string {
  const id = target.replace(/^integrations\//, "");
  const uri = integrations.find(({ IntegrationId }) => IntegrationId === id)?.IntegrationUri;
  return uri === undefined ? target || "nothing" : `${uri} (${target})`;
}
