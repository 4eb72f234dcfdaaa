import { badRequest } from "./errors.ts";

/** One part of a route's path. */
export type RouteSegment =
  { readonly kind: "literal"; readonly text: string } | { readonly kind: "variable" | "greedy"; readonly name: string };

/** A route's key, taken apart. */
export type RouteKey =
  | { readonly kind: "default" }
  | { readonly kind: "path"; readonly method: string; readonly segments: readonly RouteSegment[] };

const methods = "ANY|DELETE|GET|HEAD|OPTIONS|PATCH|POST|PUT";
const keyShape = new RegExp(`^(${methods}) (/\\S*)$`);
const variable = /^\{([\w.:-]+)(\+?)\}$/;
const literal = /^[a-zA-Z0-9.:_-]+$/;

/**
 * Reads a route key: `$default`, or a method and a path.
 * @throws AwsError BadRequestException; the texts are AWS's as third parties recorded them, except the last two
 */
export function parseRouteKey(routeKey: string): RouteKey {
  if (routeKey === "$default") return { kind: "default" };
  const [, method, path] = keyShape.exec(routeKey) ?? [];
  if (method === undefined || path === undefined) {
    throw badRequest(
      "The provided route key is not formatted properly for HTTP protocol. Format should be " +
        '"<HTTP METHOD> /<RESOURCE PATH>" or "$default"',
    );
  }
  const segments = path === "/" ? [] : path.slice(1).split("/").map(parseSegment);
  if (segments.slice(0, -1).some((segment) => segment.kind === "greedy")) {
    throw badRequest("A greedy path variable must be the last part of a route's path");
  }
  const names = segments.flatMap((segment) => (segment.kind === "literal" ? [] : [segment.name]));
  if (new Set(names).size < names.length) throw badRequest("The names of a route's path variables must be unique");
  return { kind: "path", method, segments };
}

function parseSegment(part: string): RouteSegment {
  const [, name, greedy] = variable.exec(part) ?? [];
  if (name !== undefined) return { kind: greedy ? "greedy" : "variable", name };
  if (literal.test(part)) return { kind: "literal", text: part };
  throw badRequest(
    "One or more path parts appear to be invalid. Parts are validated against this regular expression: " +
      "^(\\{[\\w.:-]+\\+?\\}|[a-zA-Z0-9.:_-]+)$",
  );
}

/** The key with its variables' names left out: two routes of an API cannot have the same one. */
export function routeShape(key: RouteKey): string {
  if (key.kind === "default") return "$default";
  const parts = key.segments.map((segment) => {
    if (segment.kind === "literal") return segment.text;
    return segment.kind === "greedy" ? "{+}" : "{}";
  });
  return `${key.method} /${parts.join("/")}`;
}
