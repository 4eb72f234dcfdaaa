import { decodeJwt } from "jose";
import { decide } from "../../../trust/gateway/decide.ts";
import type { Claims, IssuerDocuments } from "../../../trust/gateway/Decision.ts";
import { explainDecision } from "../../../trust/gateway/explainDecision.ts";
import type { Explanation } from "../../../trust/gateway/explainDecision.ts";
import type { ChosenRoute } from "./chooseRoute.ts";

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
  { route, issuers, documents, now }: ExplainContext,
): Promise<Explanation> {
  const { config, api, key, issuer } = route;
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

function decodeClaims(authorization: string): Claims | undefined {
  try {
    return decodeJwt(authorization.replace(/^bearer\s+/i, ""));
  } catch {
    return undefined;
  }
}
