import type { Terminal } from "../../ScriptCommand.ts";
import { writeFileAtomically } from "../../writeFileAtomically.ts";
import { writeJson } from "../../writeJson.ts";
import { describeDrift } from "./describeDrift.ts";
import type { DriftReport } from "./DriftReport.ts";
import { renderMarkdown } from "./renderMarkdown.ts";
import { type LocateSetting, renderSarif } from "./renderSarif.ts";

export interface ComparedStack {
  readonly report: DriftReport;
  readonly locate: LocateSetting;
}

/** The files that are asked for. */
export interface DriftFiles {
  readonly json?: string | undefined;
  readonly markdown?: string | undefined;
  readonly sarif?: string | undefined;
}

/**
 * Says what was found on the terminal, and then writes it: a file that cannot be written keeps nothing from being seen.
 * @throws CrosstrustError USAGE for a file that cannot be written
 */
export async function tellDrift(
  { report, locate }: ComparedStack,
  { json, markdown, sarif }: DriftFiles,
  terminal: Pick<Terminal, "out">,
): Promise<void> {
  for (const line of describeDrift(report)) terminal.out(line);
  if (markdown !== undefined) await writeFileAtomically(markdown, renderMarkdown(report));
  if (json !== undefined) await writeJson(json, report);
  if (sarif !== undefined) await writeJson(sarif, renderSarif(report, locate));
}
