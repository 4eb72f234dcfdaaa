import { z } from "zod";
import { driftRules } from "../driftRules.ts";

const filled = (what: string) => z.string().trim().min(1).describe(what);
const ids = driftRules.map(({ id }) => id);

/**
 * What an allow file holds: a list of entries, each of one finding. None is for ever: it ends within a year.
 * @param now what a year is counted from
 */
export function allowEntries(now: Date) {
  const latest = new Date(now);
  latest.setUTCFullYear(latest.getUTCFullYear() + 1);
  const last = latest.toISOString().slice(0, 10);
  const entry = z.strictObject({
    rule: z.enum(ids),
    where: filled("the place of the finding, exactly as drift says it"),
    actual: filled("what the finding found, exactly as drift says it").exactOptional(),
    owner: filled("who answers for it"),
    reason: filled("why it is let be"),
    until: z
      .string()
      .refine(isDate, {
        message: "It is no date.",
        params: { expected: "a day, such as 2027-01-31, in quotation marks or without" },
        abort: true,
      })
      .refine((day) => day <= last, {
        message: "It is more than a year ahead.",
        params: { expected: `a day until ${last}` },
      })
      .describe("the last day, such as 2027-01-31"),
  });
  return z
    .array(entry)
    .describe("a list of entries with rule, where, actual, owner, reason and until")
    .superRefine((entries, context) => {
      entries.forEach(({ rule, where, actual }, index) => {
        const first = entries.findIndex((other) => {
          return other.rule === rule && other.where === where && other.actual === actual;
        });
        if (first === index) return;
        const message = `It accepts the same finding as entry ${first + 1}.`;
        context.addIssue({ code: "custom", message, path: [index] });
      });
    });
}

/** A day that there is: Date takes 30 February for 2 March. */
function isDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}
