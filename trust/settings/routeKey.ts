/** `METHOD /path` of an HTTP API, taken apart. */
export interface RouteKey {
  /** `ANY` stands for every method; `$default` has it too. */
  readonly method: string;
  /** Undefined for `$default`, which takes every request that no other route takes. */
  readonly segments: readonly RouteSegment[] | undefined;
}

export type RouteSegment =
  | { readonly kind: "literal"; readonly text: string }
  /** `{name}`: one segment of the request's path. */
  | { readonly kind: "parameter"; readonly name: string }
  /** `{name+}`: all that is left of the path, at least one segment. */
  | { readonly kind: "greedy"; readonly name: string };

/** What is wrong with a route key, and what would be right. */
interface RouteKeyFault {
  readonly message: string;
  readonly expected: string;
}

const methods = ["ANY", "GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE"];
const form = 'METHOD /path, such as "GET /keys/{keyId}", or $default';

/**
 * Reads a route key of an HTTP API (API Gateway developer guide, "Create routes for HTTP APIs"): a method, one space, a
 * path whose segments are literal or `{parameter}`; a greedy `{parameter+}` only at the end.
 */
export function parseRouteKey(key: string): RouteKey | RouteKeyFault {
  if (key === "$default") return { method: "ANY", segments: undefined };
  const [method = "", path, ...more] = key.split(" ");
  if (path === undefined || more.length > 0) return { message: `${quote(key)} is not a route.`, expected: form };
  if (!methods.includes(method)) {
    const upper = method.toUpperCase();
    const rooted = path.startsWith("/") ? path : `/${path}`;
    const expected = methods.includes(upper) ? `Did you mean "${upper} ${rooted}"?` : `one of ${methods.join(", ")}`;
    return { message: `${quote(method)} is not a method of HTTP APIs.`, expected };
  }
  if (!path.startsWith("/")) {
    return { message: "The path does not begin with a slash.", expected: `Did you mean "${method} /${path}"?` };
  }
  if (path === "/") return { method, segments: [] };
  const segments = parsePath(path);
  return "message" in segments ? segments : { method, segments };
}

function parsePath(path: string): readonly RouteSegment[] | RouteKeyFault {
  const parts = path.slice(1).split("/");
  const segments: RouteSegment[] = [];
  const names = new Set<string>();
  for (const [index, part] of parts.entries()) {
    const segment = parseSegment(part);
    if (segment === undefined) {
      return part === ""
        ? {
            message: "The path has an empty segment.",
            expected: "single slashes between the segments, none at the end",
          }
        : {
            message: `${quote(part)} is not a segment of a path.`,
            expected: "literal text, {name}, or {name+} at the end",
          };
    }
    if (segment.kind === "greedy" && index < parts.length - 1) {
      return { message: `${part} stands in front of other segments.`, expected: "a greedy parameter only at the end" };
    }
    if (segment.kind !== "literal") {
      if (names.has(segment.name)) {
        return {
          message: `The parameter {${segment.name}} stands twice.`,
          expected: "names of their own for parameters",
        };
      }
      names.add(segment.name);
    }
    segments.push(segment);
  }
  return segments;
}

function parseSegment(part: string): RouteSegment | undefined {
  const parameter = /^\{([A-Za-z0-9._-]+)(\+?)\}$/.exec(part);
  if (parameter?.[1] !== undefined) {
    return { kind: parameter[2] === "+" ? "greedy" : "parameter", name: parameter[1] };
  }
  return /^(?:[A-Za-z0-9._~!$&'()*+,;=:@-]|%[0-9A-Fa-f]{2})+$/.test(part) ? { kind: "literal", text: part } : undefined;
}

/** The key with its parameters' names left out: routes of the same shape take the same requests. */
export function routeShape(key: RouteKey): string {
  if (key.segments === undefined) return "$default";
  const shapes = key.segments.map((segment) => {
    if (segment.kind === "literal") return segment.text;
    return segment.kind === "greedy" ? "{+}" : "{}";
  });
  return `${key.method} /${shapes.join("/")}`;
}

/** Whether a request's path (without its query) is one that the route takes. */
export function routeTakes(key: RouteKey, path: string): boolean {
  if (key.segments === undefined) return path.startsWith("/");
  const parts = path === "/" ? [] : path.slice(1).split("/");
  const greedy = key.segments.at(-1)?.kind === "greedy";
  if (!path.startsWith("/") || (greedy ? parts.length < key.segments.length : parts.length !== key.segments.length)) {
    return false;
  }
  return key.segments.every((segment, index) =>
    segment.kind === "literal" ? segment.text === parts[index] : parts[index] !== "",
  );
}

function quote(text: string): string {
  return JSON.stringify(text);
}
