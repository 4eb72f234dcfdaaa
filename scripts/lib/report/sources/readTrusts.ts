import type { AccessDiff } from "../../../../trust/diff/AccessDiff.ts";
import { diffAccess } from "../../../../trust/diff/diffAccess.ts";
import { readDeployed, readOtherConfig } from "../../preview/readBefore.ts";
import type { Terminal } from "../../ScriptCommand.ts";
import { type OpenStack, openStack } from "../../stack/openStack.ts";
import { readStackConfig } from "../../stack/readStackConfig.ts";
import { readProviderConfig } from "../../stack/readProviderConfig.ts";
import { outputsIn, readState } from "../../stack/readState.ts";
import { readTrust } from "../../stack/readStackOutputs.ts";
import type { DrawnTrust } from "../graph/DrawnTrust.ts";
import { plannedTrust } from "./plannedTrust.ts";

export interface Sources {
  readonly stack: string;
  readonly configFile?: string | undefined;
  /** What the config says, whatever is deployed. */
  readonly workingTree?: boolean;
  /** What is deployed beside what the config says. */
  readonly changes?: boolean;
  /** Another config beside the one that there is. */
  readonly against?: string | undefined;
}

/** What a report is about. */
export interface ReportedTrust {
  readonly source: "deployed" | "working-tree" | "changes" | "against";
  /** What is there, or with changes what will be. */
  readonly trust: DrawnTrust;
  readonly changes?: TrustChanges;
}

export interface TrustChanges {
  /** Undefined where nothing was there. */
  readonly before: DrawnTrust | undefined;
  readonly diff: AccessDiff;
}

/**
 * Reads what a report is about. Only what is deployed takes an engine and a backend, and nothing takes a vendor; secrets
 * stay encrypted.
 * @throws CrosstrustError STACK_UNKNOWN, STACK_CONFIG_UNREADABLE, SETTINGS_INVALID, STACK_OUTPUTS_MISSING, ENGINE_FAILED …
 */
export async function readTrusts(sources: Sources, terminal: Terminal): Promise<ReportedTrust> {
  const { stack, configFile, workingTree = false, changes = false, against } = sources;
  if (!workingTree && !changes && against === undefined) {
    const outputs = outputsIn(await readState(await openToRead(sources, terminal)));
    return { source: "deployed", trust: readTrust(outputs, stack) };
  }
  const { model } = await readStackConfig(stack, configFile);
  // What a machine's environment says is no part of two files, or of one.
  const environment = changes ? process.env : {};
  const after = await readProviderConfig(stack, configFile, environment);
  const plan = { stack, region: after.awsRegion, tenantId: after.tenantId };
  if (workingTree) return { source: "working-tree", trust: plannedTrust(model, plan) };
  if (against !== undefined) {
    const before = await readOtherConfig(stack, against);
    const { awsRegion: region, tenantId } = before.surroundings;
    const surroundings = { before: before.surroundings, after, complete: before.model !== undefined };
    return {
      source: "against",
      trust: plannedTrust(model, plan),
      changes: {
        before: before.model && plannedTrust(before.model, { stack, region, tenantId }),
        diff: diffAccess(before.model, model, { stack, surroundings }),
      },
    };
  }
  const before = await readDeployed(await openToRead(sources, terminal));
  const surroundings = { before: before.surroundings, after };
  return {
    source: "changes",
    trust: plannedTrust(model, { ...plan, deployed: before.trust }),
    changes: { before: before.trust, diff: diffAccess(before.model, model, { stack, surroundings }) },
  };
}

async function openToRead({ stack, configFile }: Sources, terminal: Terminal): Promise<OpenStack> {
  terminal.progress("Reading what is deployed …");
  return openStack({ stack, configFile, terminal });
}
