import type { RouteModel } from "../../../trust/TrustModel.ts";

/**
 * The route that API Gateway chooses for a request to an HTTP API: a full match of method and path first (a literal
 * segment before a parameter), then the longest greedy path variable, then `$default`; a named method before `ANY`.
 * Source: "Create routes for HTTP APIs in API Gateway", API Gateway developer guide.
 */
export function selectRoute(routes: readonly RouteModel[], method: string, path: string): RouteModel | undefined {
  const segments = splitPath(path);
  let best: { route: RouteModel; rank: string } | undefined;
  for (const route of routes) {
    const rank = rankMatch(route.key, method, segments);
    if (rank !== undefined && (best === undefined || rank > best.rank)) best = { route, rank };
  }
  return best?.route;
}

/** `METHOD` and path of a route key; undefined for `$default`. */
export function parseRouteKey(key: string): { readonly method: string; readonly path: string } | undefined {
  const [method, path] = key.split(" ");
  return method === undefined || path === undefined ? undefined : { method, path };
}

/** Ranks compare as texts: the kind of match, a letter for each segment (`b` literal, `a` variable), the method. */
function rankMatch(key: string, method: string, segments: readonly string[]): string | undefined {
  const route = parseRouteKey(key);
  if (route === undefined) return "";
  if (route.method !== method && route.method !== "ANY") return undefined;
  const pattern = splitPath(route.path);
  let letters = "";
  for (const [index, part] of pattern.entries()) {
    const segment = segments[index];
    if (segment === undefined) return undefined;
    if (isGreedy(part)) return `1${letters}${methodRank(route.method)}`;
    if (isParameter(part)) letters += "a";
    else if (part === segment) letters += "b";
    else return undefined;
  }
  return pattern.length === segments.length ? `2${letters}${methodRank(route.method)}` : undefined;
}

const methodRank = (method: string): string => (method === "ANY" ? "0" : "1");
const splitPath = (path: string): string[] => path.split("/").slice(1);
const isParameter = (part: string): boolean => part.startsWith("{") && part.endsWith("}");
const isGreedy = (part: string): boolean => part.endsWith("+}");
