import type { DeployedTrust } from "../../../trust/DeployedTrust.ts";
import type { CheckResult, RehearsalReport } from "../report/RehearsalReport.ts";
import type { Terminal } from "../ScriptCommand.ts";
import { openStack } from "../stack/openStack.ts";
import { readStackOutputs } from "../stack/readStackOutputs.ts";
import type { OperationReport } from "../stack/runOperation.ts";
import { describeRefusal } from "./describeRefusal.ts";
import { runCommand } from "./runCommand.ts";
import type { Rehearsal } from "./startRehearsal.ts";

export interface RehearsalRun {
  readonly rehearsal: Rehearsal;
  readonly stack: string;
  readonly plugins: RehearsalReport["plugins"];
  /** Whether the stack stays deployed. */
  readonly keep: boolean;
  readonly terminal: Terminal;
}

export interface RehearsalOutcome {
  readonly report: RehearsalReport;
  readonly trust: DeployedTrust;
}

/** Deploys the stack to the sandbox, proves its trust paths, and takes it down again. */
export async function rehearse({ rehearsal, stack, plugins, keep, terminal }: RehearsalRun): Promise<RehearsalOutcome> {
  const common = ["--stack", stack];
  const operate = async (name: string, ...more: readonly string[]): Promise<OperationReport> => {
    let last = "";
    const onLine = (line: string): void => {
      last = line;
      if (terminal.interactive) terminal.progress(line);
    };
    terminal.progress(`${name} …`);
    const args = [...common, "--config-file", rehearsal.backend.configFile, ...more];
    const report = await runCommand({ name, args, rehearsal, terminal, onLine });
    terminal.out(last);
    return report as OperationReport;
  };

  const deployed = await operate("up");
  const again = await operate("preview", "--refresh");
  const environment = rehearsal.environment;
  const { trust } = await readStackOutputs(await openStack({ stack, terminal, environment }));
  terminal.progress("verify …");
  const verified = await runCommand({
    name: "verify",
    args: common,
    rehearsal,
    terminal,
    onLine: (line) => terminal.out(line),
  });
  const checks = [...(verified as { checks: readonly CheckResult[] }).checks, idempotence(again)];
  if (!keep) checks.push(removal(await operate("destroy", "--yes")));
  checks.push(hermeticity(rehearsal));

  const ok = checks.every((check) => check.ok !== false);
  const engine = rehearsal.engine.version.version;
  return { report: { ok, stack, engine, plugins, resources: deployed.resources, checks }, trust };
}

function idempotence({ changes }: OperationReport): CheckResult {
  const actual = changes.map(({ op, type, name }) => `${op} ${type} ${name}`).join(", ") || "nothing";
  return {
    system: "gateway",
    name: "what a preview finds to change after up",
    expected: "nothing",
    actual,
    ok: changes.length === 0,
  };
}

function removal({ resources }: OperationReport): CheckResult {
  const actual = String(resources);
  return { system: "gateway", name: "resources left after destroy", expected: "0", actual, ok: resources === 0 };
}

/** A request that the sandbox could not answer is one that nothing was proved by. */
function hermeticity({ sandbox }: Rehearsal): CheckResult {
  const actual = sandbox.refusals.map(describeRefusal).join("; ") || "none";
  return {
    system: "gateway",
    name: "requests that the sandbox refused",
    expected: "none",
    actual,
    ok: sandbox.refusals.length === 0,
  };
}
