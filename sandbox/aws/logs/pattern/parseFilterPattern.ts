import { unsupported } from "../../protocol/AwsError.ts";
import { invalid } from "../input.ts";
import { parseJsonPattern } from "./parseJsonPattern.ts";

/** Whether an event's message is one that a pattern asks for. */
export type Matches = (message: string) => boolean;

/**
 * Reads a filter pattern: terms, quoted where they hold more than letters, digits and underscores, with `-` before those
 * that may not be there and `?` before those of which one is enough; or a JSON pattern in braces; or nothing, which takes
 * every event (CloudWatch Logs user guide, "Filter pattern syntax"). That the terms with `?` count for nothing beside others
 * is said there too. Patterns for fields between spaces, and regular expressions, the sandbox does not know.
 * @throws AwsError InvalidParameterException; the text for terms is the one that third parties recorded
 */
export function parseFilterPattern(pattern: string): Matches {
  const text = pattern.trim();
  if (text.startsWith("{")) return parseJsonPattern(text);
  if (text.startsWith("[") || text.startsWith("%")) {
    throw unsupported(
      "InvalidParameterException",
      "log filter patterns for fields between spaces, or regular expressions",
    );
  }
  const { required, excluded, optional } = readTerms(text);
  const enough = required.length + excluded.length > 0 ? [] : optional;
  return (message) =>
    required.every((term) => message.includes(term)) &&
    !excluded.some((term) => message.includes(term)) &&
    (enough.length === 0 || enough.some((term) => message.includes(term)));
}

interface Terms {
  readonly required: string[];
  readonly excluded: string[];
  readonly optional: string[];
}

const term = /\s*([-?]?)(?:"((?:[^"\\]|\\.)*)"|([^\s"]+))(?=\s|$)/y;

function readTerms(text: string): Terms {
  const terms: Terms = { required: [], excluded: [], optional: [] };
  term.lastIndex = 0;
  while (term.lastIndex < text.length) {
    const at = term.lastIndex;
    const found = term.exec(text);
    if (!found) throw invalid(`Invalid character(s) in term '${text.slice(at).trim()}'`);
    const [, sign = "", phrase, word = ""] = found;
    if (phrase === undefined && !/^\w+$/.test(word)) throw invalid(`Invalid character(s) in term '${word}'`);
    const list = sign === "-" ? terms.excluded : sign === "?" ? terms.optional : terms.required;
    list.push(phrase === undefined ? word : phrase.replace(/\\(.)/g, "$1"));
  }
  return terms;
}
