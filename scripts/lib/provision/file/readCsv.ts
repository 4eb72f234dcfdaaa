import { CsvError, parse, type Info } from "csv-parse/sync";
import type { Entry, Fields, FileFault, ReadEntries } from "./Entry.ts";

/**
 * Reads CSV (RFC 4180) whose first line names the fields. An empty cell is an absent field.
 * @param file as the user named it, for places
 */
export function readCsv(text: string, file: string, fields: Fields): ReadEntries {
  let rows: readonly { readonly record: readonly string[]; readonly info: Info }[];
  try {
    const options = { info: true, relax_column_count: true, skip_empty_lines: true, trim: true } as const;
    // With `info` each row is `{ record, info }`, which the library's types do not say.
    rows = parse(text, options) as unknown as typeof rows;
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line = typeof error["lines"] === "number" ? error["lines"] : 1;
    return { entries: [], faults: [{ where: `${file}:${line}`, message: `This is no CSV: ${error.code}.` }] };
  }
  const [head, ...body] = rows;
  if (head === undefined) {
    const expected = `a first line that names the fields, such as ${fields.required.join(",")}`;
    return { entries: [], faults: [{ where: `${file}:1`, message: "The file is empty.", expected }] };
  }
  const names = head.record;
  const faults: FileFault[] = names
    .filter((name, index) => names.indexOf(name) !== index)
    .map((name) => ({
      where: `${file}:${head.info.lines}`,
      message: `The column ${JSON.stringify(name)} stands twice.`,
    }));
  const entries: Entry[] = [];
  for (const { record, info } of body) {
    const where = `${file}:${info.lines}`;
    if (record.length !== names.length) {
      const message = `The line has ${record.length} fields, the first line ${names.length}.`;
      faults.push({ where, message, expected: names.join(",") });
      continue;
    }
    const filled = names.flatMap((name, index) => (record[index] === "" ? [] : [[name, record[index]] as const]));
    entries.push({
      where,
      fields: Object.fromEntries(filled.map(([name, value]) => [name, typed(name, value, fields)])),
    });
  }
  return { entries, faults };
}

/** CSV knows texts alone; spreadsheets write flags in capitals. */
function typed(name: string, value: string | undefined, { flags, lists }: Fields): unknown {
  if (flags.includes(name)) return { true: true, false: false }[value?.toLowerCase() ?? ""] ?? value;
  if (!lists.includes(name)) return value;
  const items = (value ?? "").split(";").map((item) => item.trim());
  return items.filter((item) => item !== "");
}
