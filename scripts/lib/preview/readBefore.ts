import { existsSync } from "node:fs";
import { CrosstrustError } from "../../../trust/CrosstrustError.ts";
import type { DeployedTrust } from "../../../trust/DeployedTrust.ts";
import type { TrustSurroundings } from "../../../trust/diff/settings/diffSurroundings.ts";
import type { TrustModel } from "../../../trust/TrustModel.ts";
import type { OpenStack } from "../stack/openStack.ts";
import { readProviderConfig } from "../stack/readProviderConfig.ts";
import { readStackConfig } from "../stack/readStackConfig.ts";
import { projectOf, readStackFile } from "../stack/stackFile.ts";
import { readTrust } from "../stack/readStackOutputs.ts";
import { outputsIn, readState } from "../stack/readState.ts";
import { surroundingsOf } from "./surroundingsOf.ts";

/** What a change is compared with. */
export interface Before {
  /** Undefined where nothing is declared there. */
  readonly model: TrustModel | undefined;
  readonly surroundings: TrustSurroundings;
}

export interface DeployedBefore extends Before {
  /** Undefined where nothing is deployed. */
  readonly trust: DeployedTrust | undefined;
}

const nothing: Before = { model: undefined, surroundings: {} };

/**
 * What is deployed, by the stack's state, whose secrets stay encrypted. A first deployment that failed left no outputs:
 * what there is of it counts as nothing.
 * @throws CrosstrustError STACK_OUTPUTS_MISSING where another version of the program deployed it; ENGINE_FAILED; INTERRUPTED
 */
export async function readDeployed(open: OpenStack): Promise<DeployedBefore> {
  const outputs = outputsIn(await readState(open));
  if (Object.keys(outputs).length === 0) return { ...nothing, trust: undefined };
  const trust = readTrust(outputs, open.name);
  return { model: trust.model, surroundings: surroundingsOf(trust), trust };
}

/**
 * What another config declares, over the defaults that its own project has; nothing where it is not there, or has no setting of this program.
 * @throws CrosstrustError STACK_CONFIG_UNREADABLE, SETTINGS_INVALID
 */
export async function readOtherConfig(stack: string, file: string): Promise<Before> {
  if (!existsSync(file)) return nothing;
  const project = projectOf(file);
  const { document } = await readStackFile(stack, file, project);
  const content: unknown = document.toJS();
  const config = isMapping(content) ? content["config"] : undefined;
  if (content === null || (isMapping(config) && !Object.keys(config).some((key) => key.startsWith("crosstrust:")))) {
    return nothing;
  }
  const { model } = await readStackConfig(stack, file, project).catch((error: unknown) => {
    throw error instanceof CrosstrustError
      ? new CrosstrustError(error.code, error.message, { where: error.where ?? `--against ${file}`, cause: error })
      : error;
  });
  return { model, surroundings: await readProviderConfig(stack, file, {}, project) };
}

function isMapping(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
