import { copyFile, mkdir, readFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { LocalWorkspace, type Stack } from "@pulumi/pulumi/automation/index.js";
import { declareIssuers } from "../../../components/declareIssuers.ts";
import { collectClientSecrets } from "../../../components/describeTrust.ts";
import { mapValues } from "../../../lib/mapValues.ts";
import { readSettings } from "../../../components/readSettings.ts";
import type { Engine } from "../../../scripts/lib/engine/Engine.ts";
import { engineCommand } from "../../../scripts/lib/engine/engineCommand.ts";
import { inProject } from "../../../scripts/lib/projectRoot.ts";
import { type Backend, createBackend } from "../../../scripts/lib/rehearsal/createBackend.ts";
import type { Sandbox } from "../../../sandbox/startSandbox.ts";

export interface OktaStack {
  readonly stack: Stack;
  readonly backend: Backend;
  /** The resources of the provider's package in the engine's state, by URN; secrets decrypted. */
  resources(): Promise<Readonly<Record<string, OktaResource>>>;
}

export interface OktaResource {
  readonly id: string;
  readonly type: string;
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly outputs: Readonly<Record<string, unknown>>;
}

/**
 * The Okta part of the real program, as a stack of its own on a sandbox, with the project's config as it is.
 * @param prepare gives what the engine needs to find the provider, once the backend is there
 */
export async function createOktaStack(
  engine: Engine,
  sandbox: Sandbox,
  prepare: (backend: Backend) => Promise<Record<string, string>>,
): Promise<OktaStack> {
  const signal = new AbortController().signal;
  const config = await readFile(inProject("Pulumi.dev.yaml"), "utf8");
  const backend = await createBackend({ stack: "dev", config, engine, signal });
  // An inline program has no file, and so no Pulumi.yaml that names one.
  const workDir = join(dirname(backend.configFile), "inline");
  await mkdir(workDir);
  await copyFile(backend.configFile, join(workDir, basename(backend.configFile)));
  const stack = await LocalWorkspace.selectStack(
    { stackName: "dev", projectName: "crosstrust", program },
    {
      workDir,
      pulumiCommand: engineCommand(engine, signal),
      envVars: { ...sandbox.clientEnvironment, ...backend.environment, ...(await prepare(backend)) },
    },
  );
  return { stack, backend, resources: async () => readResources(stack) };
}

async function program() {
  const issuers = declareIssuers(readSettings());
  return { issuers: mapValues(issuers, ({ deployed }) => deployed), clientSecrets: collectClientSecrets(issuers) };
}

async function readResources(stack: Stack): Promise<Readonly<Record<string, OktaResource>>> {
  const exported = (await stack.exportStack()) as {
    deployment: { resources: readonly (OktaResource & { urn: string })[] };
  };
  const { resources } = exported.deployment;
  return Object.fromEntries(
    resources
      .filter(({ type }) => type.startsWith("okta:"))
      .map(({ urn, id, type, inputs, outputs }) => [urn, { id, type, inputs, outputs }]),
  );
}
