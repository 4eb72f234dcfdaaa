import { readFile } from "node:fs/promises";
import { extname } from "node:path";
import { suggest } from "../../../../lib/suggest.ts";
import { CrosstrustError } from "../../../../trust/CrosstrustError.ts";
import type { Entry, Fields, FileFault, ReadEntries, Tell } from "./Entry.ts";
import { readCsv } from "./readCsv.ts";
import { readJson } from "./readJson.ts";

const formats: Readonly<Record<string, (text: string, file: string, fields: Fields) => ReadEntries>> = {
  ".csv": readCsv,
  ".json": readJson,
};

/** What a directory asks of an entry, beside fields that it knows and types that they have. */
export interface Checks {
  readonly fields: Fields;
  readonly check: (entry: Entry["fields"], tell: Tell) => void;
  /** Fields whose values, in any case, may stand once in the file. */
  readonly unique: readonly string[];
}

/**
 * Reads a file of people, CSV or JSON by its name, and checks it whole.
 * @throws CrosstrustError USAGE with every fault of the file and its line; nothing was asked of anybody by then
 */
export async function readEntries(file: string, checks: Checks): Promise<readonly Entry[]> {
  const read = formats[extname(file).toLowerCase()];
  if (read === undefined) {
    throw new CrosstrustError("USAGE", "The file's name says neither CSV nor JSON.", {
      where: file,
      expected: "a file whose name ends in .csv or .json",
    });
  }
  const { entries, faults } = read(await readText(file), file, checks.fields);
  const all = [...faults, ...entries.flatMap((entry) => faultsOf(entry, checks)), ...repeated(entries, checks.unique)];
  if (entries.length === 0 && all.length === 0) all.push({ where: file, message: "There is nobody in the file." });
  if (all.length > 0) throw new CrosstrustError("USAGE", describe(all));
  return entries;
}

/**
 * One letter can be written in two ways, and vendors take the two for different letters; here it is always the composed one
 * (Unicode's form NFC), which keyboards write. A byte
 * order mark does not count.
 */
async function readText(file: string): Promise<string> {
  const bytes = await readFile(file).catch((cause: unknown) => {
    throw new CrosstrustError("USAGE", "The file cannot be read.", { where: file, cause });
  });
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes).normalize("NFC");
  } catch {
    throw new CrosstrustError("USAGE", "The file is not written in UTF-8: its names would come out wrong.", {
      where: file,
      expected: 'UTF-8, such as "CSV UTF-8" among the formats that Excel saves in',
    });
  }
}

/** What nobody sees and vendors keep; the two joiners that the names of some languages need are none of it. */
const invisible = /\p{Cc}|(?![\u200c\u200d])\p{Cf}|\p{Cs}/u;

function faultsOf({ where, fields: entry }: Entry, { fields, check }: Checks): readonly FileFault[] {
  const faults: FileFault[] = [];
  const tell: Tell = (message, expected) =>
    void faults.push({ where, message, ...(expected !== undefined && { expected }) });
  const known = [...fields.texts, ...fields.flags, ...fields.lists];
  for (const name of Object.keys(entry).filter((key) => !known.includes(key))) {
    const near = suggest(name, known);
    const expected = near === undefined ? `one of ${known.join(", ")}` : `Did you mean ${JSON.stringify(near)}?`;
    tell(`There is no field ${JSON.stringify(name)}.`, expected);
  }
  for (const name of fields.texts) checkText(name, entry[name], fields.required.includes(name), tell);
  for (const name of fields.flags) {
    const value = entry[name];
    if (value !== undefined && typeof value !== "boolean") tell(`"${name}" must be true or false.`);
  }
  for (const name of fields.lists) {
    const value = entry[name];
    if (value !== undefined && !isListOfTexts(value)) tell(`"${name}" must be a list of texts.`);
  }
  check(entry, tell);
  return faults;
}

function checkText(name: string, value: unknown, required: boolean, tell: Tell): void {
  if (value === undefined || value === "") {
    if (required || value === "") tell(`"${name}" is ${value === "" ? "empty" : "missing"}.`);
  } else if (typeof value !== "string") tell(`"${name}" must be a text.`);
  else if (value !== value.trim()) tell(`There is whitespace around "${name}".`);
  else if (invisible.test(value)) tell(`"${name}" holds a character that is not to be seen.`, "type it anew");
}

export function isListOfTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((one) => typeof one === "string");
}

function repeated(entries: readonly Entry[], unique: readonly string[]): readonly FileFault[] {
  return unique.flatMap((field) => {
    const first = new Map<string, string>();
    return entries.flatMap(({ where, fields: entry }): FileFault[] => {
      const value = entry[field];
      if (typeof value !== "string") return [];
      const earlier = first.get(value.toLowerCase());
      if (earlier === undefined) first.set(value.toLowerCase(), where);
      return earlier === undefined
        ? []
        : [{ where, message: `${JSON.stringify(value)} stands twice: ${earlier} has it too.` }];
    });
  });
}

function describe(faults: readonly FileFault[]): string {
  const heading =
    faults.length === 1
      ? "The file has 1 fault; nothing was changed:"
      : `The file has ${faults.length} faults; nothing was changed:`;
  const lines = faults.map(
    ({ where, message, expected }) =>
      `${where}  ${message}${expected === undefined ? "" : `\n    Expected: ${expected}`}`,
  );
  return [heading, ...lines].join("\n");
}
