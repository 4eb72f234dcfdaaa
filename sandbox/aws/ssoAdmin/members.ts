import { z } from "zod";
import { readInput } from "../protocol/readInput.ts";

/** Members that several operations have, with the bounds of the API reference (IAM Identity Center API reference). */
const instanceId = "(?:sso)?ins-[a-zA-Z0-9-.]{16}";
const uuid = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}";

export const instanceArn = matching(`arn:aws:sso:::instance/${instanceId}`);
export const applicationArn = matching(`arn:aws:sso::\\d{12}:application/${instanceId}/apl-[a-zA-Z0-9]{16}`);
export const trustedTokenIssuerArn = matching(`arn:aws:sso::\\d{12}:trustedTokenIssuer/${instanceId}/tti-${uuid}`);
export const applicationProviderArn = matching("arn:aws:sso::aws:applicationProvider/[a-zA-Z0-9-/]+");
/** Of a user or a group. */
export const principalId = matching(`(?:[0-9a-f]{10}-)?${uuid}`, "i");
export const principalType = z.enum(["USER", "GROUP"]);
export const scope = matching("[A-Za-z0-9_]{1,50}(?::[A-Za-z0-9_]{1,50}){0,2}").max(80);
export const clientToken = matching("[!-~]{1,64}").optional();
export const tag = z.strictObject({
  Key: z
    .string()
    .min(1)
    .max(128)
    .regex(/^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u),
  Value: z
    .string()
    .max(256)
    .regex(/^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u),
});
export const tags = z.array(tag).max(75).default([]);
export const paging = { MaxResults: z.int().min(1).max(100).default(100), NextToken: z.string().max(2048).optional() };

export const ofInstance = z.strictObject({ InstanceArn: instanceArn });
export const ofApplication = z.strictObject({ ApplicationArn: applicationArn });

/** A text that a pattern describes whole. */
export function matching(pattern: string, flags = ""): z.ZodString {
  return z.string().regex(new RegExp(`^(?:${pattern})$`, flags), `must match ${pattern}`);
}

/** @throws AwsError ValidationException */
export function read<Schema extends z.ZodType>(input: unknown, schema: Schema): z.output<Schema> {
  return readInput(input, schema, "ValidationException");
}
