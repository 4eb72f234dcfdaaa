import { z } from "zod";
import type { SandboxRequest } from "../Vendor.ts";
import { malformedBody, validationFailed } from "./errors.ts";

const blank = "The field cannot be left blank";

/** A text that must be there. */
export const requiredText = z.string(blank).min(1, blank);

/** A closed set of values, refused in Okta's words [obs]. */
export function oneOf<const Values extends readonly [string, ...string[]]>(field: string, values: Values) {
  return z.enum(values, `'${field}' is invalid. Valid values: [${values.join(", ")}].`);
}

/**
 * A request's JSON body in a schema's shape; what the schema does not name is left out, as Okta ignores it.
 * Throws E0000003 for what is not a JSON object, E0000001 with a cause for each field otherwise.
 * @param nameField how Okta names the field at a path
 */
export function parseBody<Schema extends z.ZodType>(
  schema: Schema,
  request: SandboxRequest,
  nameField: (path: readonly PropertyKey[]) => string = (path) => path.join("."),
): z.output<Schema> {
  let value: unknown;
  try {
    value = JSON.parse(request.body.toString("utf8"));
  } catch {
    throw malformedBody();
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw malformedBody();
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const causes = parsed.error.issues.map(({ path, message }) => ({ field: nameField(path), message }));
  throw validationFailed(
    causes[0]?.field ?? "",
    causes.map(({ field, message }) => `${field}: ${message}`),
  );
}
