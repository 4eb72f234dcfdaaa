import { decide } from "../../../trust/gateway/decide.ts";
import type { Admitted, IssuerDocuments } from "../../../trust/gateway/Decision.ts";
import type { Authorizer } from "../apigatewayv2/HttpApi.ts";
import type { Answer, RoutedExchange } from "./Exchange.ts";
import { gatewayAnswer } from "./gatewayAnswer.ts";

/** How a request stands with its route's authorizer. */
export type Authorization =
  /** The route has no authorizer. */
  | { readonly kind: "open" }
  | { readonly kind: "admitted"; readonly admitted: Admitted }
  | { readonly kind: "refused"; readonly answer: Answer };

/** Asks the route's JWT authorizer, if it has one. */
export async function authorize(exchange: RoutedExchange, documents: IssuerDocuments): Promise<Authorization> {
  const { route, config } = exchange;
  if (route.authorizationType === "NONE") return { kind: "open" };
  const authorizer = config.authorizers.find((one) => one.authorizerId === route.authorizerId);
  if (!authorizer?.jwtConfiguration) return { kind: "refused", answer: gatewayAnswer(500, "Internal Server Error") };
  const { issuer, audience } = authorizer.jwtConfiguration;
  const decision = await decide(
    identitySource(exchange, authorizer),
    { issuer, audiences: audience, scopes: route.authorizationScopes ?? [] },
    documents,
    exchange.account.now(),
  );
  if (decision.admitted) return { kind: "admitted", admitted: decision };
  const isUnauthorized = decision.status === 401;
  const answer = gatewayAnswer(decision.status, isUnauthorized ? "Unauthorized" : "Forbidden", {
    headers: decision.wwwAuthenticate === undefined ? {} : { "www-authenticate": decision.wwwAuthenticate },
    responseType: isUnauthorized ? "UNAUTHORIZED" : "ACCESS_DENIED",
    log: decision.errorDescription === undefined ? {} : { "authorizer.error": decision.errorDescription },
  });
  return { kind: "refused", answer };
}

/** What `$request.header.{name}` or `$request.querystring.{name}` stands for in this request. */
function identitySource({ request }: RoutedExchange, { identitySource: sources = [] }: Authorizer): string | undefined {
  const [, place, name = ""] = /^\$request\.(header|querystring)\.(.+)$/i.exec(sources[0] ?? "") ?? [];
  if (place?.toLowerCase() === "querystring") return request.url.searchParams.get(name) ?? undefined;
  return request.headers[name.toLowerCase()];
}
