import { readFile } from "node:fs/promises";
import { CrosstrustError } from "../../../trust/CrosstrustError.ts";
import type { AccessDiff } from "../../../trust/diff/AccessDiff.ts";
import type { Acknowledgement } from "./PreviewReport.ts";

const word = "access-acknowledged:";

/** A line of its own, with nothing else in it; people copy it with its backticks. */
const line = /^\s*`?access-acknowledged:\s*([0-9a-f]{16})`?\s*$/i;

/**
 * Whether what widens was acknowledged.
 * @param said what those who may acknowledge wrote, as it stands
 * @returns null where nothing widens
 */
export function acknowledge({ digest }: AccessDiff, said: string): Acknowledgement | null {
  if (digest === undefined) return null;
  const digests = said.split(/\r?\n|\r/).flatMap((one) => line.exec(one)?.[1]?.toLowerCase() ?? []);
  return {
    line: `${word} ${digest}`,
    given: digests.includes(digest),
    others: [...new Set(digests.filter((one) => one !== digest))].sort(),
  };
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
