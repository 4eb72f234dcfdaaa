import type { AwsCall } from "../AwsService.ts";
import { notFound } from "./errors.ts";
import type { Authorizer, Deployment, HttpApi, Integration, Route, Stage } from "./HttpApi.ts";

/** @throws AwsError NotFoundException */
export function findApi(call: AwsCall, apiId: string): HttpApi {
  const api = call.account.region(call.region).apis.find((one) => one.apiId === apiId);
  if (!api) throw notFound(`Invalid API identifier specified ${call.account.id}:${apiId}`);
  return api;
}

/** @throws AwsError NotFoundException, in words that nothing confirms */
export function findAuthorizer(api: HttpApi, id: string): Authorizer {
  return found(
    api.authorizers.find((one) => one.authorizerId === id),
    "Authorizer",
  );
}

/** @throws AwsError NotFoundException, in words that nothing confirms */
export function findIntegration(api: HttpApi, id: string): Integration {
  return found(
    api.integrations.find((one) => one.integrationId === id),
    "Integration",
  );
}

/** @throws AwsError NotFoundException, in words that nothing confirms */
export function findRoute(api: HttpApi, id: string): Route {
  return found(
    api.routes.find((one) => one.routeId === id),
    "Route",
  );
}

/** @throws AwsError NotFoundException, in words that nothing confirms */
export function findStage(api: HttpApi, name: string): Stage {
  return found(
    api.stages.find((one) => one.stageName === name),
    "Stage",
  );
}

/** @throws AwsError NotFoundException, in words that nothing confirms */
export function findDeployment(api: HttpApi, id: string): Deployment {
  return found(
    api.deployments.find((one) => one.deploymentId === id),
    "Deployment",
  );
}

function found<Thing>(thing: Thing | undefined, kind: string): Thing {
  if (thing === undefined) throw notFound(`Invalid ${kind} identifier specified`);
  return thing;
}

/** Puts a changed thing into the place of the one it was made of. */
export function replace<Thing>(things: Thing[], old: Thing, changed: Thing): void {
  things[things.indexOf(old)] = changed;
}
