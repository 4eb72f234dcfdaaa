import type { AccessIssuer, AccessTable } from "../../../components/aws/authorizer/decideAccess.mjs";
import { mapValues } from "../../../lib/mapValues.ts";
import { CrosstrustError } from "../../../trust/CrosstrustError.ts";
import type { DeployedTrust } from "../../../trust/DeployedTrust.ts";
import type { JwtAuthorizerConfig } from "../../../trust/gateway/Decision.ts";
import { clientIdClaimOf } from "../../../trust/clientIdClaimOf.ts";
import type { TokenRequirement } from "../../../trust/TrustModel.ts";

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
 * Finds a route of a deployed stack by its key, in one API or in all.
 * @throws CrosstrustError USAGE where no API or more than one has the route, with what there is
 */
export function chooseRoute(trust: DeployedTrust, key: string, api: string | undefined): ChosenRoute {
  const apis = Object.entries(trust.model.apis);
  if (api !== undefined && trust.model.apis[api] === undefined) {
    throw new CrosstrustError("USAGE", `The stack has no API ${api}.`, {
      where: "--api",
      expected: apis.map(([name]) => name).join(" or "),
    });
  }
  const wanted = key.trim().replace(/\s+/g, " ");
  const routes = apis
    .filter(([name]) => api === undefined || name === api)
    .flatMap(([name, model]) => model.routes.map((route) => ({ api: name, route })));
  const found = routes.filter(({ route }) => route.key === wanted);
  const [first] = found;
  if (first === undefined) {
    const known = routes.map(({ api: name, route }) => `${route.key} (${name})`).join(", ");
    throw new CrosstrustError("USAGE", `The stack has no route ${wanted}.`, {
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
  const { access } = first.route;
  if (access.kind === "public") return { api: first.api, key: wanted };
  if (access.kind === "lambda") {
    return { api: first.api, key: wanted, lambda: chooseLambda(trust, first.api, wanted, access.admits) };
  }
  const authorizer = trust.apis[first.api]?.authorizers[access.issuer];
  if (authorizer === undefined) {
    throw missing(`authorizer of ${first.api} for ${access.issuer}`);
  }
  const { issuer, audiences } = authorizer;
  return { api: first.api, key: wanted, issuer: access.issuer, config: { issuer, audiences, scopes: access.scopes } };
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
