import { z } from "zod";
import type { SandboxRequest } from "../Vendor.ts";
import { JumpCloudApiError } from "./errors.ts";

/**
 * A request's JSON body in a schema's shape.
 * Throws 400 for what is no JSON object, and for what does not fit, with every place.
 */
export function parseBody<Schema extends z.ZodType>(schema: Schema, { body }: SandboxRequest): z.output<Schema> {
  let value: unknown;
  try {
    value = JSON.parse(body.toString("utf8"));
  } catch {
    throw new JumpCloudApiError(400, "the body is no JSON");
  }
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map(({ path, message }) => `${path.join(".") || "body"}: ${message}`);
  throw new JumpCloudApiError(400, faults.join("; "));
}

/** A text that must be there. */
export const requiredText = z.string().min(1, "must not be blank");
