import { CrosstrustError } from "../../../trust/CrosstrustError.ts";
import { toFailure } from "../cli/toFailure.ts";
import type { ExitCode, Terminal } from "../ScriptCommand.ts";
import type { OpenStack } from "../stack/openStack.ts";
import { writeFileAtomically } from "../writeFileAtomically.ts";
import { writeJson } from "../writeJson.ts";
import { acceptFindings } from "./allow/acceptFindings.ts";
import { readAllowFile } from "./allow/readAllowFile.ts";
import { detectDrift } from "./detectDrift.ts";
import { openDriftContext } from "./openDriftContext.ts";
import { describeDrift } from "./report/describeDrift.ts";
import { locateInConfig } from "./report/locateInConfig.ts";
import type { DriftReport } from "./report/DriftReport.ts";
import { renderDriftFailure, renderMarkdown } from "./report/renderMarkdown.ts";
import { renderSarif } from "./report/renderSarif.ts";

export interface RunDriftOptions {
  /** The stack's name, for what is said where it cannot be opened. */
  readonly stack: string;
  readonly open: () => Promise<OpenStack>;
  /** Of the allow file; undefined for the project's own, if there is one. */
  readonly allow?: string | undefined;
  readonly expiringDays: number;
  /** Client ids of Microsoft's applications that deploy the stack, beside those of the environment. */
  readonly deployer?: readonly string[];
  readonly json?: string | undefined;
  readonly markdown?: string | undefined;
  readonly sarif?: string | undefined;
  readonly now?: Date;
}

/**
 * Compares a stack with its vendors and reports what differs, to the terminal and to the files that are asked for. Where it
 * fails, the Markdown says so, why, and what to do.
 * @returns 1 where there is a finding that nobody accepted
 * @throws CrosstrustError for a fault of the allow file or the options, before anything is asked; where the stack was never
 *   deployed; ENGINE_FAILED, INTERRUPTED
 */
export async function runDrift(options: RunDriftOptions, terminal: Terminal): Promise<ExitCode> {
  try {
    return await compareStack(options, terminal);
  } catch (error) {
    const { stack, markdown } = options;
    const stopped = terminal.signal.aborted || (error instanceof CrosstrustError && error.code === "INTERRUPTED");
    if (markdown !== undefined && !stopped) {
      await writeFileAtomically(markdown, renderDriftFailure(stack, toFailure(error, stack)));
    }
    throw error;
  }
}

async function compareStack(options: RunDriftOptions, terminal: Terminal): Promise<ExitCode> {
  const { open, allow, expiringDays, json, markdown, sarif, now = new Date() } = options;
  const entries = await readAllowFile(allow, now);
  terminal.progress("Reading the stack's state …");
  const stack = await open();
  const context = await openDriftContext(stack, terminal.signal, now, options.deployer);
  const locate = await locateInConfig(stack);
  terminal.progress("Comparing what the stack manages …");
  const findings = await detectDrift(stack, context, { expiringDays, progress: (text) => terminal.progress(text) });
  const accepted = acceptFindings(findings, entries, now);
  const report: DriftReport = {
    ok: accepted.findings.length === 0,
    stack: stack.name,
    resources: context.state.filter(({ id, type }) => id !== undefined && !type.startsWith("pulumi:")).length,
    ...accepted,
  };
  if (json !== undefined) await writeJson(json, report);
  if (markdown !== undefined) await writeFileAtomically(markdown, renderMarkdown(report));
  if (sarif !== undefined) await writeJson(sarif, renderSarif(report, locate));
  for (const line of describeDrift(report)) terminal.out(line);
  return report.ok ? 0 : 1;
}
