import { contextVariables } from "./contextVariables.ts";
import type { RoutedExchange } from "./Exchange.ts";

const expression =
  /^\$(?:request\.(?<place>header|querystring)\.(?<parameter>\S+)|(?<kind>context|stageVariables)\.(?<name>[\w.]+))$/i;

/** Whether a Lambda authorizer may have it: a selection expression (API Gateway developer guide, "Identity sources"). */
export function isIdentitySource(source: string): boolean {
  return expression.test(source);
}

/**
 * What an identity source stands for in a request: headers by names that do not care about case, query string
 * parameters, variables of the context and of the stage.
 * @returns undefined where the request has none, or an empty one
 */
export function readIdentitySource(exchange: RoutedExchange, source: string): string | undefined {
  const { place, parameter = "", kind, name = "" } = expression.exec(source)?.groups ?? {};
  const { request, route, stage } = exchange;
  if (place?.toLowerCase() === "header") return ownValue(request.headers, parameter.toLowerCase());
  if (place !== undefined) return request.url.searchParams.get(parameter) || undefined;
  if (kind?.toLowerCase() === "stagevariables") return ownValue(stage.stageVariables, name);
  return kind === undefined ? undefined : ownValue(contextVariables(exchange, route.routeKey), name);
}

function ownValue(values: Readonly<Record<string, string>>, name: string): string | undefined {
  return (Object.hasOwn(values, name) && values[name]) || undefined;
}
