import { decideAccess } from "../../components/aws/authorizer/decideAccess.mjs";
import type {
  AccessTable,
  AdmittedAccess,
  FindKey,
  RefusedAccess,
} from "../../components/aws/authorizer/decideAccess.mjs";
import { jwksUriOf, keysOf, requireKey } from "../../components/aws/authorizer/publishedKeys.mjs";
import { Refusal } from "../../components/aws/authorizer/Refusal.mjs";
import type { IssuerDocuments } from "./Decision.ts";

export type LambdaDecision = AdmittedAccess | RefusedAccess;

/**
 * What the Lambda authorizer answers to a request, by the same code that runs in Lambda.
 * @param authorization the header Authorization
 * @param routeKey as API Gateway writes it
 * @param table what the deployed authorizer decides by
 * @param now decides on `exp`, `nbf` and `iat`
 */
export async function decideLambda(
  authorization: string | undefined,
  routeKey: string,
  table: AccessTable,
  documents: IssuerDocuments,
  now: Date,
): Promise<LambdaDecision> {
  return decideAccess(authorization, routeKey, table, keysFrom(documents), now.getTime() / 1000);
}

function keysFrom(documents: IssuerDocuments): FindKey {
  return async ({ iss, discoveryUrl }, kid) => {
    const discovery = await documents.discovery(iss).catch(() => {
      throw new Refusal("discovery", { expected: `an answer of ${discoveryUrl}` });
    });
    const jwksUri = jwksUriOf(discovery, iss);
    const document = await documents.jwks(jwksUri).catch(() => {
      throw new Refusal("jwks", { expected: `an answer of ${jwksUri}` });
    });
    return requireKey(keysOf(document, jwksUri), kid);
  };
}
