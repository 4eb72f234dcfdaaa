import { CrosstrustError } from "../../../trust/CrosstrustError.ts";
import { toFailure } from "../cli/toFailure.ts";
import type { ExitCode, Terminal } from "../ScriptCommand.ts";
import type { OpenStack } from "../stack/openStack.ts";
import { writeFileAtomically } from "../writeFileAtomically.ts";
import { acceptFindings } from "./allow/acceptFindings.ts";
import { readAllowFile } from "./allow/readAllowFile.ts";
import { detectDrift } from "./detectDrift.ts";
import { openDriftContext } from "./openDriftContext.ts";
import { locateInConfig } from "./report/locateInConfig.ts";
import type { DriftReport } from "./report/DriftReport.ts";
import { renderDriftFailure } from "./report/renderMarkdown.ts";
import { type ComparedStack, type DriftFiles, tellDrift } from "./report/tellDrift.ts";

export interface RunDriftOptions extends DriftFiles {
  /** The stack's name, for what is said where it cannot be opened. */
  readonly stack: string;
  readonly open: () => Promise<OpenStack>;
  /** Of the allow file; undefined for the project's own, if there is one. */
  readonly allow?: string | undefined;
  readonly expiringDays: number;
  /** Client ids of Microsoft's applications that deploy the stack, beside those of the environment. */
  readonly deployer?: readonly string[];
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
  const compared = await compareStack(options, terminal).catch(async (error: unknown): Promise<never> => {
    const { stack, markdown } = options;
    const stopped = terminal.signal.aborted || (error instanceof CrosstrustError && error.code === "INTERRUPTED");
    if (markdown !== undefined && !stopped) {
      await writeFileAtomically(markdown, renderDriftFailure(stack, toFailure(error, stack)));
    }
    throw error;
  });
  await tellDrift(compared, options, terminal);
  return compared.report.ok ? 0 : 1;
}

async function compareStack(options: RunDriftOptions, terminal: Terminal): Promise<ComparedStack> {
  const { open, allow, expiringDays, now = new Date() } = options;
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
  return { report, locate };
}
