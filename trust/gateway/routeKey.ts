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
  /** `{name+}`: all that is left of the path. */
  | { readonly kind: "greedy"; readonly name: string };

/** What is wrong with a route key, and what would be right. */
export interface RouteKeyFault {
  /** `form` is all that is wrong outside the path's segments. */
  readonly kind: "form" | "segment" | "greedy" | "names";
  readonly message: string;
  readonly expected: string;
}

const methods = ["ANY", "GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE"];
const form = 'METHOD /path, such as "GET /keys/{keyId}", or $default';

/**
 * Reads a route key of an HTTP API (API Gateway developer guide, "Create routes for HTTP APIs"): a method, one space, a
 * path whose segments are literal or `{parameter}`; a greedy `{parameter+}` only at the end. Segments are those that API
 * Gateway's own refusal admits, as the AWS .NET Lambda test tool has it: `^(\{[\w.:-]+\+?\}|[a-zA-Z0-9.:_-]+)$`.
 */
export function parseRouteKey(key: string): RouteKey | RouteKeyFault {
  if (key === "$default") return { method: "ANY", segments: undefined };
  const [method = "", path, ...more] = key.split(" ");
  if (path === undefined || more.length > 0) return fault("form", `${quote(key)} is not a route.`, form);
  if (!methods.includes(method)) {
    const upper = method.toUpperCase();
    const rooted = path.startsWith("/") ? path : `/${path}`;
    const expected = methods.includes(upper) ? `Did you mean "${upper} ${rooted}"?` : `one of ${methods.join(", ")}`;
    return fault("form", `${quote(method)} is not a method of HTTP APIs.`, expected);
  }
  if (!path.startsWith("/")) {
    return fault("form", "The path does not begin with a slash.", `Did you mean "${method} /${path}"?`);
  }
  const segments = path === "/" ? [] : parseSegments(path.slice(1).split("/"));
  return "message" in segments ? segments : { method, segments };
}

function parseSegments(parts: readonly string[]): readonly RouteSegment[] | RouteKeyFault {
  const segments: RouteSegment[] = [];
  for (const part of parts) {
    const segment = parseSegment(part);
    if ("message" in segment) return segment;
    segments.push(segment);
  }
  const early = segments.slice(0, -1).find((segment) => segment.kind === "greedy");
  if (early) {
    const message = `{${early.name}+} stands in front of other segments.`;
    return fault("greedy", message, "a greedy parameter only at the end");
  }
  const names = segments.flatMap((segment) => (segment.kind === "literal" ? [] : [segment.name]));
  const twice = names.find((name, index) => names.indexOf(name) < index);
  if (twice !== undefined) {
    return fault("names", `The parameter {${twice}} stands twice.`, "names of their own for parameters");
  }
  return segments;
}

function parseSegment(part: string): RouteSegment | RouteKeyFault {
  const [, name, greedy] = /^\{([\w.:-]+)(\+?)\}$/.exec(part) ?? [];
  if (name !== undefined) return greedy === "+" ? { kind: "greedy", name } : { kind: "parameter", name };
  if (/^[\w.:-]+$/.test(part)) return { kind: "literal", text: part };
  return part === ""
    ? fault("segment", "The path has an empty segment.", "single slashes between the segments, none at the end")
    : fault(
        "segment",
        `${quote(part)} is not a segment of a path.`,
        "letters, digits, . : _ or -; {name}; or {name+} at the end",
      );
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

function fault(kind: RouteKeyFault["kind"], message: string, expected: string): RouteKeyFault {
  return { kind, message, expected };
}

function quote(text: string): string {
  return JSON.stringify(text);
}
