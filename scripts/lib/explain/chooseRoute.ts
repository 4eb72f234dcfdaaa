import type { AccessIssuer, AccessTable } from "../../../components/aws/authorizer/decideAccess.mjs";
import { mapValues } from "../../../lib/mapValues.ts";
import { CrosstrustError } from "../../../trust/CrosstrustError.ts";
import type { DeployedTrust } from "../../../trust/DeployedTrust.ts";
import type { JwtAuthorizerConfig } from "../../../trust/gateway/Decision.ts";
import { clientIdClaimOf } from "../../../trust/clientIdClaimOf.ts";
import { selectRoute } from "../../../trust/gateway/selectRoute.ts";
import type { RouteModel, TokenRequirement } from "../../../trust/TrustModel.ts";

/** A route's authorizer as deployed; a public route has neither `config` nor `lambda`. */
export interface ChosenRoute {
  readonly api: string;
  readonly key: string;
  /** Of a JWT authorizer, by name. */
  readonly issuer?: string;
  /** Of a JWT authorizer. */
  readonly config?: JwtAuthorizerConfig;
  /** Of a Lambda authorizer. */
  readonly lambda?: ChosenLambda;
}

export interface ChosenLambda {
  readonly admits: readonly TokenRequirement[];
  /** What the deployed authorizer decides by. */
  readonly table: AccessTable;
  readonly cacheSeconds: number;
}

/**
 * Finds a route of a deployed stack, in one API or in all: by its key, or by a request that API Gateway takes to it, such as
 * `GET /keys/123`.
 * @throws CrosstrustError USAGE where no API or more than one has the route, with what there is
 */
export function chooseRoute(trust: DeployedTrust, asked: string, api: string | undefined): ChosenRoute {
  const apis = Object.entries(trust.model.apis).filter(([name]) => api === undefined || name === api);
  if (apis.length === 0 && api !== undefined) {
    throw new CrosstrustError("USAGE", `The stack has no API ${api}.`, {
      where: "--api",
      expected: Object.keys(trust.model.apis).join(" or "),
    });
  }
  const wanted = asked.trim().replace(/\s+/g, " ");
  const byKey = apis.flatMap(([name, { routes }]) =>
    routes.filter(({ key }) => key === wanted).map((route) => ({ api: name, route })),
  );
  const found = byKey.length > 0 ? byKey : apis.flatMap(([name, { routes }]) => routesTaking(wanted, name, routes));
  const [first] = found;
  if (first === undefined) {
    const known = apis.flatMap(([name, { routes }]) => routes.map(({ key }) => `${key} (${name})`)).join(", ");
    throw new CrosstrustError("USAGE", `The stack has no route ${wanted}, and none that takes such a request.`, {
      where: "--route",
      expected: known || "a stack with routes",
    });
  }
  if (found.length > 1) {
    const names = found.map(({ api: name }) => name);
    throw new CrosstrustError("USAGE", `${names.length} APIs have a route ${wanted}.`, {
      where: "--api",
      expected: names.join(" or "),
    });
  }
  const { key } = first.route;
  const { access } = first.route;
  if (access.kind === "public") return { api: first.api, key };
  if (access.kind === "lambda") {
    return { api: first.api, key, lambda: chooseLambda(trust, first.api, key, access.admits) };
  }
  const authorizer = trust.apis[first.api]?.authorizers[access.issuer];
  if (authorizer === undefined) {
    throw missing(`authorizer of ${first.api} for ${access.issuer}`);
  }
  const { issuer, audiences } = authorizer;
  return { api: first.api, key, issuer: access.issuer, config: { issuer, audiences, scopes: access.scopes } };
}

interface FoundRoute {
  readonly api: string;
  readonly route: RouteModel;
}

/** The route that an API takes a request to, if it has one; whatever stands behind a `?` is none of its path. */
function routesTaking(request: string, api: string, routes: readonly RouteModel[]): readonly FoundRoute[] {
  const [, method = "", path] = /^([A-Za-z]+) (\/[^?#\s]*)(?:[?#]\S*)?$/.exec(request) ?? [];
  const selected = path === undefined ? undefined : selectRoute(routes, ({ key }) => key, method.toUpperCase(), path);
  return selected === undefined ? [] : [{ api, route: selected.route }];
}

function chooseLambda(
  trust: DeployedTrust,
  api: string,
  key: string,
  admits: readonly TokenRequirement[],
): ChosenLambda {
  const authorizer = trust.apis[api]?.lambdaAuthorizer;
  if (authorizer === undefined) throw missing(`Lambda authorizer of ${api}`);
  const issuers = mapValues(authorizer.issuers, ({ issuer, audiences }, name): AccessIssuer => {
    const deployed = trust.issuers[name];
    if (deployed === undefined) throw missing(`issuer ${name}`);
    return {
      iss: issuer,
      audiences,
      discoveryUrl: deployed.discoveryUrl,
      clientIdClaim: clientIdClaimOf(deployed),
    };
  });
  return { admits, table: { issuers, routes: { [key]: admits } }, cacheSeconds: authorizer.cacheSeconds };
}

function missing(what: string): CrosstrustError {
  return new CrosstrustError("STACK_OUTPUTS_MISSING", `The stack's outputs hold no ${what}.`);
}
