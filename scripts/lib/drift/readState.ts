import { delimiter, dirname } from "node:path";
import { CrosstrustError } from "../../../trust/CrosstrustError.ts";
import { runProgram } from "../process/runProgram.ts";
import { projectRoot } from "../projectRoot.ts";
import { redact } from "../redact.ts";
import type { OpenStack } from "../stack/openStack.ts";
import type { StateResource } from "./StateResource.ts";

interface ExportedResource extends Partial<StateResource> {
  readonly urn: string;
  readonly type: string;
  /** Waits to be deleted, after another one took its place. */
  readonly delete?: boolean;
}

/**
 * The resources that a stack manages, by its state. The Automation API's own export decrypts all secrets; here they stay as
 * they are.
 * @throws CrosstrustError STACK_OUTPUTS_MISSING where nothing is deployed; ENGINE_FAILED; INTERRUPTED
 */
export async function readState(open: OpenStack, signal: AbortSignal): Promise<readonly StateResource[]> {
  const state = JSON.parse(await exportStack(open, signal)) as {
    readonly deployment?: { readonly resources?: readonly ExportedResource[] } | null;
  };
  const resources = (state.deployment?.resources ?? []).filter((resource) => resource.delete !== true);
  if (resources.length === 0) {
    throw new CrosstrustError(
      "STACK_OUTPUTS_MISSING",
      `Stack ${open.name} manages nothing: nothing is deployed. Deploy it with \`npm run up -- --stack ${open.name}\`.`,
    );
  }
  return resources.map(({ urn, type, id, parent, dependencies = [], inputs = {}, outputs = {} }) => ({
    urn,
    type,
    name: urn.slice(urn.lastIndexOf("::") + 2),
    ...(id !== undefined && id !== "" && { id }),
    ...(parent !== undefined && { parent }),
    dependencies,
    inputs,
    outputs,
  }));
}

async function exportStack({ name, engine, automation }: OpenStack, signal: AbortSignal): Promise<string> {
  const { code, stdout, stderr } = await runProgram({
    command: engine.command,
    args: ["stack", "export", "--stack", name, "--non-interactive"],
    cwd: projectRoot,
    env: {
      ...process.env,
      ...automation.workspace.envVars,
      PATH: [dirname(engine.command), process.env["PATH"]].join(delimiter),
      PULUMI_SKIP_UPDATE_CHECK: "true",
    },
    signal,
  });
  if (signal.aborted) throw new CrosstrustError("INTERRUPTED", "Nothing was changed.");
  if (code === 0) return stdout;
  throw new CrosstrustError("ENGINE_FAILED", redact(stderr.replaceAll(/^error:\s*/gm, "")).trim());
}
