import { z } from "zod";
import { expectedName } from "../../../lib/suggest.ts";
import type { Waiver } from "../../policy/PolicySettings.ts";
import { waivableRules, type WaivableRule } from "../../policy/rules.ts";
import { daysLeft, fewestReasonWords, longestWaiverDays } from "../../policy/waiverTerms.ts";
import { text } from "../schemas.ts";
import type { Path, SettingsReader } from "../SettingsReader.ts";
import { withoutEngineTime } from "../withoutEngineTime.ts";

const rule = z
  .string()
  .superRefine((id, context) => {
    if ((waivableRules as readonly string[]).includes(id)) return;
    const message = `There is no rule ${JSON.stringify(id)} that could be waived.`;
    context.addIssue({ code: "custom", message, params: { expected: expectedName(id, waivableRules) } });
  })
  .describe("the id of a rule") as unknown as z.ZodType<WaivableRule>;

const waiverSchema: z.ZodType<Waiver> = z
  .strictObject({
    rule,
    at: text(1024, 'the place as the finding names it, such as apis.orders.routes["GET /orders/summary"]'),
    reason: text(1024, `why it may stay so for now, in at least ${fewestReasonWords} words`).refine(
      (reason) => reason.split(/\s+/).length >= fewestReasonWords,
      { error: "This is not a reason.", params: { expected: `a sentence of at least ${fewestReasonWords} words` } },
    ),
    owner: text(100, "who answers for it: a person or a team"),
    until: z
      .string()
      .overwrite(withoutEngineTime)
      .refine((day) => z.iso.date().safeParse(day).success, {
        error: "This is not a day.",
        params: { expected: "the last day of the waiver, such as 2027-05-31" },
      })
      .describe("the last day of the waiver, such as 2027-05-31"),
  })
  .describe("a waiver: rule, at, reason, owner and until");

/** Reads the list of waivers. One that has ended is none the worse: its finding says so once it is judged. */
export function readWaivers(reader: SettingsReader, value: unknown, path: Path): readonly Waiver[] {
  if (!Array.isArray(value)) return [];
  const first = new Map<string, number>();
  return value.flatMap((entry: unknown, index) => {
    const waiver = reader.read(waiverSchema, entry, [...path, index]);
    if (waiver === undefined) return [];
    const key = JSON.stringify([waiver.rule, waiver.at]);
    const before = first.get(key);
    if (before !== undefined) {
      const message = `The waiver at position ${before} waives the same rule at the same place.`;
      reader.fault([...path, index], message, { expected: "one of the two" });
    }
    first.set(key, before ?? index);
    if (daysLeft(waiver, reader.now) > longestWaiverDays) {
      reader.fault([...path, index, "until"], "A waiver is for a year at most.", {
        found: waiver.until,
        expected: "a day within a year from today",
      });
    }
    return [waiver];
  });
}
