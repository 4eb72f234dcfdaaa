import { z } from "zod";
import type { SecretExpiry, SecretModel } from "../../TrustModel.ts";
import { text } from "../schemas.ts";
import { memberOf, type Path, type SettingsReader } from "../SettingsReader.ts";
import { withoutEngineTime } from "../withoutEngineTime.ts";

/**
 * Two years. The portal offers no longer life to a client secret (Entra, "Add credentials to your application"), and an
 * organisation's app management policy may allow less, which only Graph's answer tells.
 */
const longestDays = 730;
const defaultDays = 180;
const dayMilliseconds = 86_400_000;

const generation = z
  .string()
  .overwrite(withoutEngineTime)
  .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$/)
  .describe('a text of letters, digits, dots, hyphens and underscores, at most 40, such as "2026-11"');

const moment = z
  .string()
  .overwrite(withoutEngineTime)
  .refine((value) => z.iso.date().safeParse(value).success || z.iso.datetime().safeParse(value).success, {
    error: "This is neither a date nor a moment in UTC.",
    params: { expected: "a date such as 2027-05-31, or a moment such as 2027-05-31T12:00:00Z" },
  })
  .describe("a date, or a moment in UTC, in ISO 8601");

export const secretSchema = z
  .strictObject({
    description: text(100, "what stands beside the secret in the portal, at most 100 characters").exactOptional(),
    generation: generation.default("1"),
    previousGeneration: generation.exactOptional(),
    validDays: z
      .int()
      .min(1)
      .max(longestDays)
      .describe(`a whole number of days from 1 to ${longestDays}`)
      .exactOptional(),
    expires: moment.exactOptional(),
  })
  .superRefine(({ generation: current, previousGeneration, validDays, expires }, context) => {
    const issue = (path: string[], message: string, expected: string) => {
      context.addIssue({ code: "custom", path, message, params: { expected } });
    };
    if (previousGeneration === current) {
      issue(
        ["previousGeneration"],
        "The secret before has the same generation, and would be the same secret.",
        "another generation, or none once consumers have changed over",
      );
    }
    if (validDays !== undefined && expires !== undefined) {
      issue([], "The secret has two ends.", "either validDays or expires");
    }
  })
  .describe("a client secret: description, generation and how long it is valid");

/** The secret of settings that were read; without any, one of generation `1`. */
export function toSecret(settings: z.infer<typeof secretSchema> | undefined): SecretModel {
  const { description, generation: current = "1", previousGeneration, validDays, expires } = settings ?? {};
  return {
    ...(description !== undefined && { description }),
    generation: current,
    ...(previousGeneration !== undefined && { previousGeneration }),
    expires: toExpiry(validDays, expires),
  };
}

function toExpiry(validDays: number | undefined, expires: string | undefined): SecretExpiry {
  return expires === undefined ? { afterDays: validDays ?? defaultDays } : { at: new Date(expires).toISOString() };
}

/** Notes a secret that has expired, or that would live longer than Entra ID lets it. */
export function checkExpiry(reader: SettingsReader, secret: unknown, path: Path): void {
  const { data: expires } = moment.safeParse(memberOf(secret, "expires"));
  if (expires === undefined) return;
  const left = new Date(expires).getTime() - reader.now.getTime();
  const details = { found: expires };
  if (left <= 0) {
    reader.fault([...path, "expires"], "The secret has expired.", {
      ...details,
      expected: "a day to come, and another generation: the end of a secret that is there cannot be moved",
    });
  } else if (left > longestDays * dayMilliseconds) {
    reader.fault([...path, "expires"], "The secret would be valid for more than two years.", {
      ...details,
      expected: `at most ${longestDays} days from now`,
    });
  }
}
