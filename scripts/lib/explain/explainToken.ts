import { decodeJwt } from "jose";
import { decide } from "../../../trust/gateway/decide.ts";
import type { Claims, IssuerDocuments } from "../../../trust/gateway/Decision.ts";
import { explainDecision } from "../../../trust/gateway/explainDecision.ts";
import type { Explanation } from "../../../trust/gateway/explainDecision.ts";
import { decideLambda } from "../../../trust/gateway/decideLambda.ts";
import { explainLambda, type LambdaExplanation } from "../../../trust/gateway/explainLambda.ts";
import type { TokenRequirement } from "../../../trust/TrustModel.ts";
import type { ChosenLambda, ChosenRoute } from "./chooseRoute.ts";
import { withoutToken } from "./withoutToken.ts";

export interface ExplainContext {
  readonly route: Partial<ChosenRoute>;
  /** The `iss` of each issuer by name. */
  readonly issuers: Readonly<Record<string, string>>;
  readonly documents: IssuerDocuments & { readonly answered: () => void };
  readonly now: Date;
}

/**
 * What the route's authorizer answers to a token, in words; the token is not repeated.
 * @param authorization as a client would send it
 * @throws CrosstrustError VENDOR_UNREACHABLE where the issuer's documents got no answer
 */
export async function explainToken(
  authorization: string,
  context: ExplainContext,
): Promise<Explanation | LambdaExplanation> {
  return withoutToken(await explain(authorization, context), authorization);
}

async function explain(authorization: string, context: ExplainContext): Promise<Explanation | LambdaExplanation> {
  const { route, issuers, documents, now } = context;
  const { config, api, key, issuer, lambda } = route;
  if (lambda !== undefined && api !== undefined && key !== undefined) {
    return explainAtLambda(authorization, { api, key }, lambda, context);
  }
  if (config === undefined) {
    return { admitted: true, summary: "Admitted: the route is public, nobody is asked for a token.", change: [] };
  }
  const decision = await decide(authorization, config, documents, now);
  documents.answered();
  const claims = decodeClaims(authorization);
  return explainDecision(decision, {
    config,
    now,
    issuers,
    ...(claims === undefined ? {} : { claims }),
    ...(api === undefined || key === undefined || issuer === undefined ? {} : { route: { api, key, issuer } }),
  });
}

/** The route as a whole, and each of its requirements as if it had no other. */
async function explainAtLambda(
  authorization: string,
  route: { readonly api: string; readonly key: string },
  { admits, table, cacheSeconds }: ChosenLambda,
  { documents, now }: ExplainContext,
): Promise<LambdaExplanation> {
  const decideFor = (requirements: readonly TokenRequirement[]) =>
    decideLambda(authorization, route.key, { ...table, routes: { [route.key]: requirements } }, documents, now);
  const decision = await decideLambda(authorization, route.key, table, documents, now);
  const each = await Promise.all(
    admits.map(async (requirement) => [requirement, await decideFor([requirement])] as const),
  );
  documents.answered();
  const claims = decodeClaims(authorization);
  return explainLambda(decision, each, { table, route, now, cacheSeconds, ...(claims && { claims }) });
}

function decodeClaims(authorization: string): Claims | undefined {
  try {
    return decodeJwt(authorization.replace(/^bearer\s+/i, ""));
  } catch {
    return undefined;
  }
}
