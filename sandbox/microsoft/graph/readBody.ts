import type { z } from "zod";
import type { GraphCall } from "../MicrosoftCall.ts";
import { GraphError, invalidProperty, invalidValue } from "./errors.ts";

/**
 * A request's JSON body, as a resource type takes it. Throws a GraphError for a body that is no JSON object, for a property
 * that the type does not have, and for a value that the property cannot have.
 * @param type the resource type with a capital, such as `User`
 */
export function readBody<Body>({ request }: Pick<GraphCall, "request">, schema: z.ZodType<Body>, type: string): Body {
  return check(withoutAnnotations(parse(request.body)), schema, type);
}

/** The body of a PATCH: it may repeat the id of what it changes. */
export function readPatch<Body>(
  { request }: Pick<GraphCall, "request">,
  schema: z.ZodType<Body>,
  type: string,
  own: string,
): Body {
  const { id, ...body } = withoutAnnotations(parse(request.body)) as Record<string, unknown>;
  if (id !== undefined && id !== own) throw invalidValue("id", type);
  return check(body, schema, type);
}

function check<Body>(value: unknown, schema: z.ZodType<Body>, type: string): Body {
  const checked = schema.safeParse(value);
  if (checked.success) return checked.data;
  const [issue] = checked.error.issues;
  const at = issue?.path.filter((part) => typeof part === "string").join(".") ?? "";
  if (issue?.code === "unrecognized_keys") throw invalidProperty(issue.keys[0] ?? at);
  throw invalidValue(at, type);
}

function parse(body: Buffer): Record<string, unknown> {
  const read = (): unknown => {
    try {
      return JSON.parse(body.toString("utf8"));
    } catch {
      return undefined;
    }
  };
  const value = body.length === 0 ? {} : read();
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  throw new GraphError(
    400,
    "BadRequest",
    "Unable to read JSON request payload. Please ensure Content-Type header is set and payload is of valid JSON format.",
  );
}

/** Without `@odata.type` and the like, which say nothing that the path does not; bindings stay. */
function withoutAnnotations(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutAnnotations);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name]) => !/@odata\.(type|context|id|etag)$/.test(name) || name === "@odata.id")
      .map(([name, member]) => [name, withoutAnnotations(member)]),
  );
}
