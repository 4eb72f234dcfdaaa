import { projectRoot } from "../projectRoot.ts";
import type { OpenStack } from "./openStack.ts";
import type { StateResource } from "./StateResource.ts";

interface ExportedResource extends Partial<StateResource> {
  readonly urn: string;
  readonly type: string;
  /** Waits to be deleted, after another one took its place. */
  readonly delete?: boolean;
}

interface ExportedStack {
  readonly deployment?: { readonly resources?: readonly ExportedResource[] } | null;
}

/**
 * The resources that a stack manages, by its state; none where nothing is deployed. The Automation API's own export decrypts
 * all secrets; here they stay as they are, and no passphrase is needed.
 * @throws CrosstrustError ENGINE_FAILED; INTERRUPTED
 */
export async function readState({ name, command, automation }: OpenStack): Promise<readonly StateResource[]> {
  const { stdout } = await command.run(["stack", "export", "--stack", name], projectRoot, automation.workspace.envVars);
  const resources = (JSON.parse(stdout) as ExportedStack).deployment?.resources ?? [];
  return resources
    .filter((resource) => resource.delete !== true)
    .map(({ urn, type, id, parent, dependencies = [], inputs = {}, outputs = {} }) => ({
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

/** The stack's outputs, by its state; none where nothing is deployed, or where the first deployment failed. */
export function outputsIn(state: readonly StateResource[]): Readonly<Record<string, unknown>> {
  return state.find(({ type }) => type === "pulumi:pulumi:Stack")?.outputs ?? {};
}
