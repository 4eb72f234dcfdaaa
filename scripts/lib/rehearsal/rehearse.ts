import { rm } from "node:fs/promises";
import { join } from "node:path";
import type { DeployedTrust } from "../../../trust/DeployedTrust.ts";
import type { IssuerModel } from "../../../trust/TrustModel.ts";
import type { CheckResult, RehearsalReport } from "../report/RehearsalReport.ts";
import type { Terminal } from "../ScriptCommand.ts";
import { openStack } from "../stack/openStack.ts";
import { readStackOutputs, type StackOutputs } from "../stack/readStackOutputs.ts";
import type { OperationReport } from "../stack/runOperation.ts";
import { AwsConsole } from "./AwsConsole.ts";
import { describeRefusal } from "./describeRefusal.ts";
import { playAfterUp, playBeforeDestroy } from "./playByHand.ts";
import { prepareByHand } from "./prepareByHand.ts";
import { runCommand } from "./runCommand.ts";
import { sandboxSend } from "./sandboxSend.ts";
import type { Rehearsal } from "./startRehearsal.ts";
import { VendorConsole } from "./VendorConsole.ts";

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

/**
 * Deploys the stack to the sandbox, does what a person would do by hand, proves the trust paths, and takes the stack down
 * again.
 */
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
  const console = new VendorConsole(rehearsal.sandbox);
  const byHand: string[] = [];
  const play = (steps: readonly string[]): void => {
    byHand.push(...steps);
    for (const step of steps) terminal.out(`by hand: ${step}`);
  };

  play(await prepareByHand(rehearsal, stack, terminal));
  const before = await inventory(rehearsal, console);
  const deployed = await operate("up");
  const again = await operate("preview", "--refresh");
  const environment = rehearsal.environment;
  const outputs = await readStackOutputs(await openStack({ stack, terminal, environment }));
  const { trust } = outputs;
  const checks = [...(await verify(outputs)), idempotence(again)];
  if (!keep) {
    play(await playBeforeDestroy(console, trust));
    checks.push(removal(await operate("destroy", "--yes")));
    checks.push(remains(before, await inventory(rehearsal, console)));
  }
  checks.push(hermeticity(rehearsal));

  const ok = checks.every((check) => check.ok !== false);
  const engine = rehearsal.engine.version.version;
  return { report: { ok, stack, engine, plugins, resources: deployed.resources, byHand, checks }, trust };

  async function verify(outputs: StackOutputs): Promise<readonly CheckResult[]> {
    const folder = join(rehearsal.backend.home, "people");
    try {
      const { steps, options } = await playAfterUp(console, sandboxSend(rehearsal.sandbox), outputs, folder);
      play(steps);
      terminal.progress("verify …");
      const verified = await runCommand({
        name: "verify",
        args: [...common, ...options],
        rehearsal,
        terminal,
        onLine: (line) => terminal.out(line),
      });
      return (verified as { checks: readonly CheckResult[] }).checks;
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }
}

/** What the vendors without a price on each object hold: directories, the JumpCloud organisation, Identity Center. */
async function inventory(
  { directories, model, sandbox }: Rehearsal,
  console: VendorConsole,
): Promise<readonly string[]> {
  const federates = Object.values(model.relyingParties).some(({ kind }) => kind === "jumpcloud-federation");
  const usesJumpCloud = federates || Object.values(model.issuers).some(({ kind }) => kind === "jumpcloud");
  const usesIdentityCenter = Object.values(model.relyingParties).some(({ kind }) => kind === "s3-access-grants");
  const usesDirectories =
    federates || Object.values(model.issuers).some((issuer) => isInDirectory(issuer) || hasPeopleOfEntra(issuer));
  const lists = await Promise.all([
    ...(usesDirectories ? directories.map(({ tenantId }) => console.directoryInventory(tenantId)) : []),
    ...(usesJumpCloud ? [console.jumpcloudInventory()] : []),
    ...(usesIdentityCenter ? [new AwsConsole(sandbox).inventory()] : []),
  ]);
  return lists.flat();
}

const isInDirectory = ({ kind }: IssuerModel): boolean => kind === "entra" || kind === "b2c";

const hasPeopleOfEntra = (issuer: IssuerModel): boolean =>
  issuer.kind === "cognito" && Object.values(issuer.federation).some(({ kind }) => kind === "entra");

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

/** Whether directories, JumpCloud and Identity Center hold after `destroy` what they held before `up`. */
function remains(before: readonly string[], after: readonly string[]): CheckResult {
  const added = without(after, before).map((line) => `left: ${line}`);
  const lost = without(before, after).map((line) => `gone: ${line}`);
  const actual = [...added, ...lost].join("; ") || "the same";
  return {
    system: "entra-jumpcloud",
    name: "directories and JumpCloud after destroy, compared with before up",
    expected: "the same",
    actual,
    ok: actual === "the same",
  };
}

/** The lines that are not among the others, one for one. */
function without(lines: readonly string[], others: readonly string[]): readonly string[] {
  const left = [...others];
  return lines.filter((line) => {
    const index = left.indexOf(line);
    if (index !== -1) left.splice(index, 1);
    return index === -1;
  });
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
