import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { LineCounter, parseDocument } from "yaml";
import { CrosstrustError } from "../../../../trust/CrosstrustError.ts";
import type { Fault } from "../../../../trust/Settings.ts";
import { faultsOf } from "../../../../trust/settings/faultsOf.ts";
import { inProject } from "../../projectRoot.ts";
import { offsetOf } from "../../stack/locateSetting.ts";
import { place } from "../../stack/yamlFile.ts";
import { allowEntries } from "./allowEntries.ts";
import type { AllowEntry } from "./AllowEntry.ts";

/**
 * Reads the allow file: the one that is named, or `drift.allow.yaml` in the project's folder where there is one.
 * @throws CrosstrustError USAGE where the named one is not there; SETTINGS_INVALID with every fault and its place
 */
export async function readAllowFile(file: string | undefined, now: Date): Promise<readonly AllowEntry[]> {
  const path = file === undefined ? inProject("drift.allow.yaml") : resolve(file);
  if (file === undefined && !existsSync(path)) return [];
  const text = await readFile(path, "utf8").catch((cause: unknown) => {
    throw new CrosstrustError("USAGE", "The allow file cannot be read.", { where: file ?? path, cause });
  });
  return parseAllowFile(text, path, now);
}

/** @throws CrosstrustError SETTINGS_INVALID with every fault and its place */
export function parseAllowFile(text: string, path: string, now: Date): readonly AllowEntry[] {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  if (document.errors.length > 0) {
    throw invalid(document.errors.map(({ message, pos }) => [message, place(path, lines, pos[0])]));
  }
  const content: unknown = document.toJS() ?? [];
  const schema = allowEntries(now);
  const read = schema.safeParse(content);
  if (read.success) return read.data;
  const faults = faultsOf(read.error.issues, schema, content, []);
  throw invalid(
    faults.map((fault) => [describe(fault), place(path, lines, offsetOf(document, document.contents, fault.path))]),
  );
}

function invalid(faults: readonly (readonly [what: string, where: string])[]): CrosstrustError {
  const heading = `The allow file has ${faults.length === 1 ? "1 fault" : `${faults.length} faults`}:`;
  const lines = faults.map(([what, where]) => `${where}: ${what}`);
  return new CrosstrustError("SETTINGS_INVALID", [heading, ...lines].join("\n"));
}

function describe({ message, found, expected }: Fault): string {
  const said = found === undefined ? "" : ` Found: ${JSON.stringify(found)}.`;
  return `${message}${said}${expected === undefined ? "" : ` Expected: ${expected}`}`;
}
