import { readFile } from "node:fs/promises";
import { CrosstrustError } from "../../../trust/CrosstrustError.ts";
import type { AccessDiff } from "../../../trust/diff/AccessDiff.ts";
import type { Acknowledgement } from "./PreviewReport.ts";

const word = "access-acknowledged:";

/** A line of its own, with nothing else in it; people copy it with its backticks. */
const line = /^ {0,3}(`?)access-acknowledged:[ \t]*([0-9a-f]{32})\1[ \t]*$/i;

/** What opens a block of code, or closes it (CommonMark 0.31, "Fenced code blocks"). */
const fence = /^ {0,3}(`{3,}(?=[^`]*$)|~{3,})(.*)$/;

/**
 * Whether what widens was acknowledged.
 * @param said the messages of those who may acknowledge, in Markdown, with a form feed between one and the next
 * @returns null where nothing widens
 */
export function acknowledge({ digest }: AccessDiff, said: string): Acknowledgement | null {
  if (digest === undefined) return null;
  const digests = said
    .split("\f")
    .flatMap(shownLines)
    .flatMap((one) => line.exec(one)?.[2]?.toLowerCase() ?? []);
  return {
    line: `${word} ${digest}`,
    given: digests.includes(digest),
    others: [...new Set(digests.filter((one) => one !== digest))].sort(),
  };
}

/** A message's lines, without those that are in blocks of code and in comments: who shows the line does not say it. */
function shownLines(message: string): readonly string[] {
  const lines = message.replaceAll(/<!--[^]*?(?:-->|$)/g, "\ufffd").split(/\r?\n|\r/);
  let open: string | undefined;
  return lines.filter((text) => {
    const [, run = "", rest = ""] = fence.exec(text) ?? [];
    if (open === undefined) {
      if (run !== "") open = run;
      return run === "";
    }
    if (run.startsWith(open) && rest.trim() === "") open = undefined;
    return false;
  });
}

/** @throws CrosstrustError USAGE where there is no such file: nothing that cannot be read acknowledges anything */
export async function readAcknowledgements(file: string | undefined): Promise<string> {
  if (file === undefined) return "";
  return readFile(file, "utf8").catch((error: unknown) => {
    throw new CrosstrustError("USAGE", "The file with the acknowledgements cannot be read.", {
      where: `--acknowledged-in ${file}`,
      expected: "a text file; an empty one acknowledges nothing",
      cause: error,
    });
  });
}
