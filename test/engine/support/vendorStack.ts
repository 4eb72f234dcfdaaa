import { copyFile, mkdir, readFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { runtime } from "@pulumi/pulumi";
import { LocalWorkspace, type OpMap, type Stack } from "@pulumi/pulumi/automation/index.js";
import type { Engine } from "../../../scripts/lib/engine/Engine.ts";
import { engineCommand } from "../../../scripts/lib/engine/engineCommand.ts";
import { inProject } from "../../../scripts/lib/projectRoot.ts";
import { type Backend, createBackend } from "../../../scripts/lib/rehearsal/createBackend.ts";
import type { Sandbox } from "../../../sandbox/startSandbox.ts";
import { parseSettings } from "../../../trust/parseSettings.ts";
import type { TrustModel } from "../../../trust/TrustModel.ts";

export interface VendorStack {
  readonly stack: Stack;
  readonly backend: Backend;
  /** The resources of the vendor's package in the engine's state, by URN; secrets decrypted. */
  readonly resources: () => Promise<Readonly<Record<string, StackResource>>>;
}

export interface StackResource {
  readonly id: string;
  readonly type: string;
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly outputs: Readonly<Record<string, unknown>>;
}

export interface VendorStackOptions {
  readonly engine: Engine;
  readonly sandbox: Sandbox;
  /** The package whose resources count, such as `okta`. */
  readonly vendor: string;
  /** Declares one vendor's part of the project's own config; its result is the stack's outputs. */
  readonly program: (model: TrustModel) => Promise<Record<string, unknown>>;
  /** What the engine needs to find the provider, once the backend is there. */
  readonly prepare: (backend: Backend) => Promise<Record<string, string>>;
}

/** One vendor's part of the real program, as a stack of its own on a sandbox, with the project's config as it is. */
export async function createVendorStack(options: VendorStackOptions): Promise<VendorStack> {
  const { engine, sandbox, vendor, program, prepare } = options;
  const signal = new AbortController().signal;
  const config = await readFile(inProject("Pulumi.dev.yaml"), "utf8");
  const backend = await createBackend({ stack: "dev", config, engine, signal });
  // An inline program has no file, and so no Pulumi.yaml that names one.
  const workDir = join(dirname(backend.configFile), "inline");
  await mkdir(workDir);
  await copyFile(backend.configFile, join(workDir, basename(backend.configFile)));
  const stack = await LocalWorkspace.selectStack(
    { stackName: "dev", projectName: "crosstrust", program: async () => program(readModel()) },
    {
      workDir,
      pulumiCommand: engineCommand(engine, signal),
      envVars: { ...sandbox.clientEnvironment, ...backend.environment, ...(await prepare(backend)) },
    },
  );
  return { stack, backend, resources: async () => readResources(stack, `${vendor}:`) };
}

/** What changed, and what stayed the same; nothing else counts. */
export function changes(summary: OpMap | undefined): Record<string, number> {
  return Object.fromEntries(Object.entries(summary ?? {}).filter(([, count]) => count > 0));
}

export function countEach(values: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const value of values.toSorted()) counts[value] = (counts[value] ?? 0) + 1;
  return counts;
}

/** Without what only a deployment of the whole needs: other vendors' credentials. */
function readModel(): TrustModel {
  const prefix = "crosstrust:";
  const entries = Object.entries(runtime.allConfig()).filter(([key]) => key.startsWith(prefix));
  return parseSettings(Object.fromEntries(entries.map(([key, value]) => [key.slice(prefix.length), value]))).model;
}

async function readResources(stack: Stack, prefix: string): Promise<Readonly<Record<string, StackResource>>> {
  const exported = (await stack.exportStack()) as {
    deployment: { resources: readonly (StackResource & { urn: string })[] };
  };
  const { resources } = exported.deployment;
  return Object.fromEntries(
    resources
      .filter(({ type }) => type.startsWith(prefix))
      .map(({ urn, id, type, inputs, outputs }) => [urn, { id, type, inputs, outputs }]),
  );
}
