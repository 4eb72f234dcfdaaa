import { z } from "zod";
import type { IssueParams } from "./faultsOf.ts";
import type { NameRule } from "./SettingsReader.ts";

/** A mapping whose entries are read one by one. */
export const mapping = z.record(z.string(), z.unknown());

/** A text without whitespace around it, of 1 to `longest` characters. */
export function text(longest: number, expected: string): z.ZodType<string> {
  return z
    .string()
    .min(1)
    .max(longest)
    .refine((value) => value === value.trim(), issue("There is whitespace around the text.", { expected }))
    .describe(expected);
}

/** A list of texts in which each stands once. */
export function uniqueTexts(what: string, expected: string): z.ZodArray<z.ZodString> {
  return z
    .array(z.string().min(1).describe(`the name of a ${what}`))
    .superRefine((items, context) => {
      items.forEach((item, index) => {
        if (items.indexOf(item) === index) return;
        const message = `The ${what} ${JSON.stringify(item)} is listed twice.`;
        context.addIssue({ code: "custom", message, path: [index], params: { expected: "each of them once" } });
      });
    })
    .describe(expected);
}

/** The word `all`, or a list in which each name stands once. */
export function allOrNames(what: string): z.ZodType<"all" | string[]> {
  const expected = `all, or a list of ${what}s with at least one in it`;
  const names = uniqueTexts(what, expected).min(1);
  return z
    .custom<unknown>((value) => value !== undefined)
    .transform((value, context): "all" | string[] => {
      if (value === "all") return value;
      const list = names.safeParse(value);
      if (list.success) return list.data;
      if (Array.isArray(value)) {
        context.issues.push(...list.error.issues.map((one) => ({ ...one, input: value }) as z.core.$ZodRawIssue));
      } else {
        const message = `This is neither "all" nor a list of ${what}s.`;
        context.addIssue({ code: "custom", message, params: { expected } });
      }
      return z.NEVER;
    })
    .describe(expected);
}

/** An `https` URL without credentials or fragment. */
export function httpsUrl(expected: string): z.ZodType<string> {
  return z
    .string()
    .superRefine((value, context) => {
      const wrong = faultOfUrl(value);
      if (wrong === undefined) return;
      context.addIssue({ code: "custom", message: wrong, params: { expected, echo: !value.includes("@") } });
    })
    .describe(expected);
}

function faultOfUrl(value: string): string | undefined {
  const url = URL.parse(value);
  if (url === null || !isWritten(value)) return "This is not a URL.";
  if (url.protocol !== "https:") return "The URL is not an https URL.";
  if (url.username !== "" || url.password !== "")
    return "The URL holds credentials, which would be stored in the clear.";
  return url.hash === "" ? undefined : "The URL has a fragment, which is never sent.";
}

/**
 * Whether a URL is written as it is meant: parsers read `https:acme.example`, backslashes and control characters as if they
 * were right, and whoever compares the text does not.
 */
export function isWritten(url: string): boolean {
  return /^[a-z][a-z0-9+.-]*:\/\/[^/]/i.test(url) && !/[\s\\\p{Cc}]/u.test(url);
}

/** What a refinement says when it fails. */
function issue(message: string, params: IssueParams): { error: string; params: IssueParams } {
  return { error: message, params };
}

/** Names that become parts of resource names at Pulumi, Okta and AWS. */
export const plainName: NameRule = (name) =>
  /^[A-Za-z][A-Za-z0-9_-]{0,39}$/.test(name)
    ? undefined
    : {
        message: `${JSON.stringify(name)} cannot be a name.`,
        expected: "a letter, then letters, digits, hyphens and underscores, at most 40 in all",
      };
