import type { z } from "zod";
import { AwsError, unsupported } from "./AwsError.ts";

/**
 * Checks a request's members against what an operation takes.
 * @param schema strict, so that a member that the sandbox would otherwise overlook is refused
 * @param awsCode the service's name for a request that is not valid
 * @throws AwsError that names every fault
 */
export function readInput<Schema extends z.ZodType>(value: unknown, schema: Schema, awsCode: string): z.output<Schema> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const unknownMembers = result.error.issues.flatMap((issue) =>
    issue.code === "unrecognized_keys" ? issue.keys.map((key) => [...issue.path, key].join(".")) : [],
  );
  if (unknownMembers.length > 0)
    throw unsupported(awsCode, `the member ${unknownMembers.join(", ")} of this operation`);
  const faults = result.error.issues.map((issue) => `${issue.path.join(".") || "the body"}: ${issue.message}`);
  throw new AwsError(400, awsCode, `Invalid request input: ${faults.join("; ")}`);
}
