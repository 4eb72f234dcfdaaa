import { z } from "zod";

const form = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/;

export function isGuid(value: string): boolean {
  return form.test(value.toLowerCase());
}

/** A GUID, read in lower case: it stands in URLs that are compared character by character. */
export function guid(expected: string): z.ZodType<string> {
  return z
    .string()
    .toLowerCase()
    .refine(isGuid, { error: "This is not a GUID.", params: { expected } })
    .describe(expected);
}
