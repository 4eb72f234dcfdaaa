import type { Route } from "../apigatewayv2/HttpApi.ts";
import { parseRouteKey, type RouteSegment } from "../apigatewayv2/routeKey.ts";

export interface SelectedRoute {
  readonly route: Route;
  /** Percent-decoded. */
  readonly pathParameters: Readonly<Record<string, string>>;
}

interface Match extends SelectedRoute {
  /** The better one sorts first. */
  readonly rank: string;
}

/**
 * The route for a request: a full match, then a match with a greedy path variable, then `$default` (API Gateway developer
 * guide, "Create routes for HTTP APIs", "Routing API requests"). Among several of a kind, a literal part wins over a
 * variable, from left to right (the guide's example), and then a method over ANY (observed by third parties). A greedy
 * variable wants at least one part (observed too).
 * @param path percent-encoded, without the stage's name
 */
export function selectRoute(routes: readonly Route[], method: string, path: string): SelectedRoute | undefined {
  const parts = decodeParts(path);
  const matches = routes.flatMap((route) => (parts && match(route, method, parts)) ?? []);
  matches.sort((one, other) => (one.rank < other.rank ? -1 : 1));
  const [best] = matches;
  if (best) return { route: best.route, pathParameters: best.pathParameters };
  const route = routes.find((one) => one.routeKey === "$default");
  return route && { route, pathParameters: {} };
}

/** Undefined when the path's percent-encoding is broken. */
function decodeParts(path: string): string[] | undefined {
  try {
    return path === "/" ? [] : path.slice(1).split("/").map(decodeURIComponent);
  } catch {
    return undefined;
  }
}

function match(route: Route, method: string, parts: readonly string[]): Match | undefined {
  const key = parseRouteKey(route.routeKey);
  if (key.kind === "default" || (key.method !== "ANY" && key.method !== method)) return undefined;
  const pathParameters = matchParts(key.segments, parts);
  if (!pathParameters) return undefined;
  const isGreedy = key.segments.at(-1)?.kind === "greedy";
  const kinds = key.segments.map((segment) =>
    segment.kind === "literal" ? "0" : segment.kind === "variable" ? "1" : "2",
  );
  return { route, pathParameters, rank: `${isGreedy ? 1 : 0}${kinds.join("")}${key.method === "ANY" ? 1 : 0}` };
}

function matchParts(
  segments: readonly RouteSegment[],
  parts: readonly string[],
): Readonly<Record<string, string>> | undefined {
  const isGreedy = segments.at(-1)?.kind === "greedy";
  if (isGreedy ? parts.length < segments.length : parts.length !== segments.length) return undefined;
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
