import { parseRouteKey, type RouteSegment } from "./routeKey.ts";

export interface SelectedRoute<Route> {
  readonly route: Route;
  /** Percent-decoded. */
  readonly pathParameters: Readonly<Record<string, string>>;
}

interface Match<Route> extends SelectedRoute<Route> {
  /** The better one sorts first. */
  readonly rank: string;
}

/**
 * The route that API Gateway takes a request to: a full match, then a match with a greedy parameter, then `$default` (API
 * Gateway developer guide, "Create routes for HTTP APIs", "Routing API requests"). Among several of a kind, a literal
 * segment wins over a parameter, from left to right (the guide's example), and then a method over ANY (observed by third
 * parties). A greedy parameter takes a path's last slash, as the AWS .NET Lambda test tool does, but not the path `/` at
 * the root of an API: many who deployed `ANY /{proxy+}` say so, though that tool differs.
 * @param keyOf a route's key; one that is not a route key takes no request
 * @param path percent-encoded, without the stage's name and the query
 */
export function selectRoute<Route>(
  routes: readonly Route[],
  keyOf: (route: Route) => string,
  method: string,
  path: string,
): SelectedRoute<Route> | undefined {
  const parts = decodeParts(path);
  const matches = routes.flatMap((route) => (parts && match(route, keyOf(route), method, parts)) ?? []);
  matches.sort((one, other) => (one.rank < other.rank ? -1 : 1));
  const [best] = matches;
  if (best) return { route: best.route, pathParameters: best.pathParameters };
  const route = routes.find((one) => keyOf(one) === "$default");
  return route && { route, pathParameters: {} };
}

/** Undefined when the path's percent-encoding is broken. */
function decodeParts(path: string): readonly string[] | undefined {
  try {
    return path === "/" ? [] : path.slice(1).split("/").map(decodeURIComponent);
  } catch {
    return undefined;
  }
}

function match<Route>(route: Route, key: string, method: string, parts: readonly string[]): Match<Route> | undefined {
  const parsed = parseRouteKey(key);
  if ("message" in parsed || parsed.segments === undefined) return undefined;
  if (parsed.method !== "ANY" && parsed.method !== method) return undefined;
  const pathParameters = matchParts(parsed.segments, parts);
  return pathParameters && { route, pathParameters, rank: rankOf(parsed.segments, parsed.method) };
}

function rankOf(segments: readonly RouteSegment[], method: string): string {
  const kinds = segments.map(({ kind }) => ({ literal: "0", parameter: "1", greedy: "2" })[kind]);
  return [isGreedy(segments) ? "1" : "0", ...kinds, method === "ANY" ? "1" : "0"].join("");
}

function matchParts(
  segments: readonly RouteSegment[],
  parts: readonly string[],
): Readonly<Record<string, string>> | undefined {
  if (isGreedy(segments) ? parts.length < segments.length : parts.length !== segments.length) return undefined;
  const found: [string, string][] = [];
  for (const [index, segment] of segments.entries()) {
    const part = parts[index] ?? "";
    if (segment.kind === "literal") {
      if (segment.text !== part) return undefined;
    } else if (segment.kind === "greedy") {
      found.push([segment.name, parts.slice(index).join("/")]);
    } else {
      if (part === "") return undefined;
      found.push([segment.name, part]);
    }
  }
  return Object.fromEntries(found);
}

function isGreedy(segments: readonly RouteSegment[]): boolean {
  return segments.at(-1)?.kind === "greedy";
}
