import type { DeployedApi, DeployedIssuer, DeployedTrust, ScopeClaim } from "../../../trust/DeployedTrust.ts";
import type { ApiModel, RouteModel, TokenRequirement } from "../../../trust/TrustModel.ts";
import { routeRequest } from "./routeRequest.ts";
import type { RouteRequest } from "./routeRequest.ts";

/** A route as declared and as deployed. */
export interface RouteUnderTest {
  readonly apiName: string;
  readonly api: ApiModel;
  readonly deployed: DeployedApi;
  readonly route: RouteModel;
  /** Undefined where no request reaches this route and no other. */
  readonly request: RouteRequest | undefined;
  /** `missing`: declared, but not among the stack's outputs. */
  readonly guard: RouteGuard | "public" | "missing";
}

/** What stands before a route that is not public. */
export interface RouteGuard {
  readonly kind: "jwt" | "lambda";
  /** Whose tokens are admitted: one of these is enough, and a JWT authorizer has no more than one. */
  readonly admits: readonly [AdmittedIssuer, ...AdmittedIssuer[]];
  /** How long the gateway keeps the authorizer's answer; a JWT authorizer's it never keeps. */
  readonly cacheSeconds: number;
}

export interface AdmittedIssuer {
  readonly issuerName: string;
  /** The exact `iss`. */
  readonly issuer: string;
  readonly audiences: readonly string[];
  readonly discoveryUrl: string;
  readonly scopeClaim: ScopeClaim;
  /** Scopes or roles: one of them is enough; none admits every token. */
  readonly grants: readonly string[];
}

/** Every route of every deployed API, in the model's order. */
export function routesUnderTest(trust: DeployedTrust): readonly RouteUnderTest[] {
  return Object.entries(trust.model.apis).flatMap(([apiName, api]) => {
    const deployed = trust.apis[apiName];
    if (deployed === undefined) return [];
    return api.routes.map((route) => ({
      apiName,
      api,
      deployed,
      route,
      request: routeRequest(api, route),
      guard: guardOf(trust, deployed, route),
    }));
  });
}

/** What of an issuer a guard admits; undefined where it trusts another. */
function admittedIssuer({ admits }: RouteGuard, issuerName: string): AdmittedIssuer | undefined {
  return admits.find((one) => one.issuerName === issuerName);
}

/** Whether a token of an issuer opens the route. @param granted the scopes or roles that it carries */
export function opens(guard: RouteGuard, issuerName: string, granted: readonly string[]): boolean {
  const admitted = admittedIssuer(guard, issuerName);
  return (
    admitted !== undefined && (admitted.grants.length === 0 || admitted.grants.some((grant) => granted.includes(grant)))
  );
}

function guardOf(trust: DeployedTrust, api: DeployedApi, { access }: RouteModel): RouteUnderTest["guard"] {
  if (access.kind === "public") return "public";
  if (access.kind === "jwt") {
    const issuer = trust.issuers[access.issuer];
    const authorizer = api.authorizers[access.issuer];
    if (issuer === undefined || authorizer === undefined) return "missing";
    const admitted = { ...known(access.issuer, issuer), ...configured(authorizer), grants: access.scopes };
    return { kind: "jwt", admits: [admitted], cacheSeconds: 0 };
  }
  const { lambdaAuthorizer } = api;
  const admits = access.admits.flatMap((requirement): AdmittedIssuer[] => {
    const issuer = trust.issuers[requirement.issuer];
    const trusted = lambdaAuthorizer?.issuers[requirement.issuer];
    if (issuer === undefined || trusted === undefined) return [];
    return [{ ...known(requirement.issuer, issuer), ...configured(trusted), grants: grantsOf(requirement) }];
  });
  const [first, ...others] = admits;
  if (first === undefined || admits.length < access.admits.length) return "missing";
  return { kind: "lambda", admits: [first, ...others], cacheSeconds: lambdaAuthorizer?.cacheSeconds ?? 0 };
}

function known(issuerName: string, { discoveryUrl, scopeClaim }: DeployedIssuer) {
  return { issuerName, discoveryUrl, scopeClaim };
}

function configured({ issuer, audiences }: Pick<AdmittedIssuer, "issuer" | "audiences">) {
  return { issuer, audiences };
}

/** At most one of the two lists has entries. */
function grantsOf({ scopes, roles }: TokenRequirement): readonly string[] {
  return scopes.length > 0 ? scopes : roles;
}
