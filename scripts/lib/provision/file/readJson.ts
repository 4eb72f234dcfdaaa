import { isMap, isSeq, LineCounter, parseDocument } from "yaml";
import type { Entry, Fields, FileFault, ReadEntries } from "./Entry.ts";

/**
 * Reads JSON: a list of objects.
 * @param file as the user named it, for places
 */
export function readJson(text: string, file: string, { required }: Fields): ReadEntries {
  const lines = new LineCounter();
  // JSON is YAML, and YAML's parser knows where everything stands.
  const document = parseDocument(text, { schema: "json", lineCounter: lines, prettyErrors: false, uniqueKeys: true });
  const at = (offset: number): string => `${file}:${lines.linePos(offset).line}`;
  const [broken] = document.errors;
  if (broken !== undefined || !isJson(text)) {
    return { entries: [], faults: [{ where: at(broken?.pos[0] ?? 0), message: "This is no JSON." }] };
  }
  const list = document.contents;
  if (!isSeq(list)) {
    return { entries: [], faults: [{ where: at(0), message: "The file holds no list.", expected: "[{…}, …]" }] };
  }
  const expected = `{${required.map((name) => `${JSON.stringify(name)}: …`).join(", ")}}`;
  const entries: Entry[] = [];
  const faults: FileFault[] = [];
  for (const item of list.items) {
    const where = at((item as { range?: readonly number[] }).range?.[0] ?? 0);
    if (isMap(item)) entries.push({ where, fields: item.toJS(document) as Record<string, unknown> });
    else faults.push({ where, message: "This is no object.", expected });
  }
  return { entries, faults };
}

/** YAML also reads what is no JSON: comments, bare words. */
function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
