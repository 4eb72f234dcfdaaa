import assert from "node:assert/strict";
import type { PropertyMap } from "../../../providers/lib/PropertyValue.ts";
import { startPlugins } from "../../../sandbox/plugins/startPlugins.ts";
import type { RunningPlugins } from "../../../sandbox/plugins/startPlugins.ts";
import { startSandbox } from "../../../sandbox/startSandbox.ts";
import type { Sandbox, SandboxOptions } from "../../../sandbox/startSandbox.ts";
import { ProviderClient } from "../../providers/lib/ProviderClient.ts";

export interface Made {
  readonly type: string;
  readonly id: string;
  readonly state: PropertyMap;
  readonly inputs: PropertyMap;
}

/** The bundled plugins on a sandbox, asked as the engine asks. */
export class PluginRehearsal {
  readonly sandbox: Sandbox;
  readonly #plugins: RunningPlugins;
  readonly #clients: ProviderClient[] = [];

  private constructor(sandbox: Sandbox, plugins: RunningPlugins) {
    this.sandbox = sandbox;
    this.#plugins = plugins;
  }

  static async start(options: SandboxOptions = {}): Promise<PluginRehearsal> {
    const sandbox = await startSandbox(options);
    return new PluginRehearsal(sandbox, await startPlugins(sandbox.clientEnvironment));
  }

  /** Connects to a plugin, unconfigured. */
  connect(name: "aws" | "azuread" | "okta" | "random"): ProviderClient {
    const port = /(\d+)/.exec(this.#plugins.debugProviders.split(`${name}:`)[1] ?? "")?.[1];
    const client = new ProviderClient(Number(port));
    this.#clients.push(client);
    return client;
  }

  async close(): Promise<void> {
    this.#clients.forEach((client) => client.close());
    await this.#plugins.close();
    await this.sandbox.close();
  }
}

/** Checks and creates, and asserts what holds of every type: nothing differs afterwards, nor after a refresh. */
export async function make(client: ProviderClient, type: string, news: PropertyMap): Promise<Made> {
  const { inputs, failures } = await client.check(type, news);
  assert.deepEqual(failures, []);
  const { id, state } = await client.create(type, inputs);
  const made = { type, id, state, inputs };
  assert.deepEqual((await client.diff(type, id, state, inputs)).detail, {});
  assert.deepEqual(await client.read(type, id, state, inputs), { id, state, inputs });
  return made;
}

/** Checks and updates; asserts the paths that differ before, and that nothing does afterwards. */
export async function change(
  client: ProviderClient,
  { type, id, state, inputs }: Made,
  news: PropertyMap,
  paths: Readonly<Record<string, string>>,
): Promise<Made> {
  const checked = await client.check(type, news, inputs);
  assert.deepEqual(checked.failures, []);
  assert.deepEqual((await client.diff(type, id, state, checked.inputs)).detail, paths);
  const updated = await client.update(type, id, state, checked.inputs);
  assert.deepEqual((await client.diff(type, id, updated, checked.inputs)).detail, {});
  const refreshed = await client.read(type, id, updated, checked.inputs);
  assert.deepEqual(refreshed.state, updated);
  return { type, id, state: updated, inputs: checked.inputs };
}

/** Imports by an id, and asserts that the found inputs, declared, differ in nothing. */
export async function importAgain(client: ProviderClient, importId: string, { type, id }: Made): Promise<PropertyMap> {
  const found = await client.read(type, importId);
  assert.equal(found.id, id);
  const { inputs, failures } = await client.check(type, found.inputs);
  assert.deepEqual(failures, []);
  assert.deepEqual((await client.diff(type, id, found.state, inputs)).detail, {});
  return found.inputs;
}

/** Deletes, asserts that the object is gone, and that deleting it again succeeds. */
export async function unmake(client: ProviderClient, { type, id, state, inputs }: Made): Promise<void> {
  await client.delete(type, id, state);
  assert.equal((await client.read(type, id, state, inputs)).id, "");
  await client.delete(type, id, state);
}
