import { authorizerContext, type AuthorizerContext } from "../../../trust/gateway/authorizerContext.ts";
import { decide } from "../../../trust/gateway/decide.ts";
import type { IssuerDocuments } from "../../../trust/gateway/Decision.ts";
import type { Authorizer, JwtConfiguration } from "../apigatewayv2/HttpApi.ts";
import type { Answer, LogValues, RoutedExchange } from "./Exchange.ts";
import { gatewayAnswer } from "./gatewayAnswer.ts";
import { readIdentitySource } from "./identitySource.ts";
import type { LambdaAuthorizers } from "./LambdaAuthorizers.ts";

/** How a request stands with its route's authorizer. */
export type Authorization = Admission | { readonly kind: "refused"; readonly answer: Answer };

export interface Admission {
  readonly kind: "admitted";
  /** What the backend is told; absent on a route without an authorizer. */
  readonly context?: AuthorizerContext;
  readonly log: LogValues;
}

/** Asks the route's authorizer, if it has one. A route whose authorizer is gone stays closed. */
export async function authorize(
  exchange: RoutedExchange,
  documents: IssuerDocuments,
  lambdaAuthorizers: LambdaAuthorizers,
): Promise<Authorization> {
  const { route, config } = exchange;
  const { authorizationType } = route;
  if (authorizationType === "NONE") return { kind: "admitted", log: {} };
  const authorizer = config.authorizers.find((one) => one.authorizerId === route.authorizerId);
  if (authorizationType === "CUSTOM" && authorizer?.authorizerType === "REQUEST") {
    return lambdaAuthorizers.authorize(exchange, authorizer);
  }
  if (authorizationType === "JWT" && authorizer?.jwtConfiguration) {
    return authorizeJwt(exchange, authorizer, authorizer.jwtConfiguration, documents);
  }
  return { kind: "refused", answer: gatewayAnswer(500, "Internal Server Error") };
}

async function authorizeJwt(
  exchange: RoutedExchange,
  { identitySource = [] }: Authorizer,
  { issuer, audience }: JwtConfiguration,
  documents: IssuerDocuments,
): Promise<Authorization> {
  const decision = await decide(
    readIdentitySource(exchange, identitySource[0] ?? ""),
    { issuer, audiences: audience, scopes: exchange.route.authorizationScopes ?? [] },
    documents,
    exchange.account.now(),
  );
  if (decision.admitted) {
    const context = authorizerContext(decision);
    const claims = Object.entries(context.jwt.claims).map(([name, value]) => [`authorizer.claims.${name}`, value]);
    return { kind: "admitted", context, log: Object.fromEntries(claims) as LogValues };
  }
  const isUnauthorized = decision.status === 401;
  const answer = gatewayAnswer(decision.status, isUnauthorized ? "Unauthorized" : "Forbidden", {
    headers: decision.wwwAuthenticate === undefined ? {} : { "www-authenticate": decision.wwwAuthenticate },
    responseType: isUnauthorized ? "UNAUTHORIZED" : "ACCESS_DENIED",
    log: decision.errorDescription === undefined ? {} : { "authorizer.error": decision.errorDescription },
  });
  return { kind: "refused", answer };
}
