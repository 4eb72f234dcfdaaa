import { z } from "zod";

/**
 * Text of a length that, as a whole, matches a pattern.
 * @param source the pattern as the API's model has it, which AWS repeats in its refusals
 */
export function text(min: number, max: number, source?: string) {
  const base = z.string().min(min).max(max);
  return source === undefined ? base : base.regex(new RegExp(`^(?:${source})$`, "u"), source);
}

/** Letters, marks, symbols, numbers and punctuation: no spaces. */
export const visible = String.raw`[\p{L}\p{M}\p{S}\p{N}\p{P}]+`;

// The constraints below are those of the API's own model (Amazon Cognito user pools API, version 2016-04-18).
export const userPoolId = text(1, 55, String.raw`[\w-]+_[0-9a-zA-Z]+`);
export const clientId = text(1, 128, String.raw`[\w+]+`);
export const arn = text(
  20,
  2048,
  String.raw`arn:[\w+=/,.@-]+:[\w+=/,.@-]+:([\w+=/,.@-]*)?:[0-9]+:[\w+=/,.@-]+(:[\w+=/,.@-]+)?(:[\w+=/,.@-]+)?`,
);
export const displayName = text(1, 128, String.raw`[\w\s+=,.@-]+`);
const groupName = text(1, 128, visible);
export const username = text(1, 128, visible);
export const password = text(0, 256, String.raw`[\S]+`);
export const clientSecret = text(24, 64, String.raw`[\w+]+`);
export const attributeName = text(1, 32, String.raw`[\p{L}\p{M}\p{S}\p{N}\p{P}\t\n\r ]+`);
export const attributes = z.array(z.strictObject({ Name: attributeName, Value: z.string().max(2048).optional() }));
export const tagMap = z.record(text(1, 128), text(0, 256));
export const metadata = z.record(z.string(), z.string());
export const nextToken = text(1, 131_072, String.raw`[\S]+`);
export const flag = z.boolean();

export function wholeNumber(min: number, max: number) {
  return z.int().min(min).max(max);
}

export const inPool = z.strictObject({ UserPoolId: userPoolId });
export const ofClient = inPool.extend({ ClientId: clientId });
export const ofUser = inPool.extend({ Username: username });
export const ofGroup = inPool.extend({ GroupName: groupName });
