import assert from "node:assert/strict";
import type { OutputMap } from "@pulumi/pulumi/automation/index.js";
import { findEngine } from "../../scripts/lib/engine/findEngine.ts";
import type { Engine } from "../../scripts/lib/engine/Engine.ts";
import { startPlugins } from "../../sandbox/plugins/startPlugins.ts";
import type { Sandbox } from "../../sandbox/startSandbox.ts";
import { sandboxes } from "../sandbox/support/sandboxes.ts";
import { oktaProgram } from "./support/oktaProgram.ts";
import { oktaSignInProgram, signInGroups } from "./support/oktaSignInProgram.ts";
import { findRealPlugin, installPlugin } from "./support/realPlugin.ts";
import {
  changes,
  countEach,
  createVendorStack,
  type StackResource,
  type VendorStack,
  type VendorStackOptions,
} from "./support/vendorStack.ts";

describe("The Okta part of the program, on the sandbox", function () {
  this.timeout(180_000);
  const start = sandboxes();
  const closing: (() => Promise<void>)[] = [];
  let engine: Engine;
  let plugin: string;

  before(async function () {
    const found = await findEngine();
    const real = await findRealPlugin("okta");
    if (found.engine === undefined || real === undefined) {
      const missing =
        found.engine === undefined ? "no Pulumi engine is there" : "the real okta plugin is not installed";
      process.stdout.write(`    ${missing}: skipped\n`);
      return this.skip();
    }
    engine = found.engine;
    plugin = real;
  });

  afterEach(async () => {
    for (const close of closing.splice(0).reverse()) await close();
  });

  type Program = VendorStackOptions["program"];

  async function real(sandbox: Sandbox, program: Program = oktaProgram): Promise<VendorStack> {
    return create(sandbox, program, async ({ home }) => {
      await installPlugin("okta", plugin, home);
      return {};
    });
  }

  async function bundled(sandbox: Sandbox, program: Program = oktaProgram): Promise<VendorStack> {
    const plugins = await startPlugins(sandbox.clientEnvironment);
    closing.push(async () => plugins.close());
    return create(sandbox, program, async () => ({ PULUMI_DEBUG_PROVIDERS: plugins.debugProviders }));
  }

  async function create(
    sandbox: Sandbox,
    program: Program,
    prepare: VendorStackOptions["prepare"],
  ): Promise<VendorStack> {
    const made = await createVendorStack({ engine, sandbox, vendor: "okta", program, prepare });
    closing.push(async () => made.backend.close());
    return made;
  }

  it("goes up by the real plugin, stays as it is, is refreshed, changed and destroyed", async () => {
    const sandbox = await start();
    const made = await real(sandbox);
    const { stack } = made;
    const created = changes((await stack.up()).summary.resourceChanges);
    const { create: resourceCount = 0 } = created;
    assert.deepEqual(Object.keys(created), ["create"]);
    const types = Object.values(await made.resources()).map(({ type }) => type);
    assert.deepEqual(countEach(types), {
      "okta:app/oAuth:OAuth": 7,
      "okta:auth/server:Server": 3,
      "okta:auth/serverPolicy:ServerPolicy": 7,
      "okta:auth/serverPolicyRule:ServerPolicyRule": 7,
      "okta:auth/serverScope:ServerScope": 7,
    });
    assert.deepEqual(changes((await stack.up()).summary.resourceChanges), { same: resourceCount });
    assert.deepEqual(changes((await stack.refresh()).summary.resourceChanges), { same: resourceCount });

    const [[, scope]] = Object.entries(await made.resources()).filter(([urn]) => urn.endsWith("okta/keys.read")) as [
      [string, StackResource],
    ];
    await editBehindTheEnginesBack(sandbox, scope);
    assert.deepEqual(changes((await stack.refresh()).summary.resourceChanges), { same: resourceCount - 1, update: 1 });
    assert.deepEqual(changes((await stack.up()).summary.resourceChanges), { same: resourceCount - 1, update: 1 });

    assert.deepEqual(changes((await stack.destroy()).summary.resourceChanges), { delete: resourceCount });
    assert.deepEqual(await ask(sandbox, "GET", "/api/v1/apps"), []);
    const servers = (await ask(sandbox, "GET", "/api/v1/authorizationServers")) as { name: string }[];
    assert.deepEqual(
      servers.map(({ name }) => name),
      ["default"],
    );
    assert.deepEqual(sandbox.refusals, []);
  });

  it("has the same outputs by the real plugin and by the bundled one", async () => {
    const sandbox = await start();
    const others = await start();
    const [one, other] = [await real(sandbox), await bundled(others)];
    const outputs = async (made: VendorStack) => {
      await made.stack.up();
      await made.stack.refresh();
      return { stack: await made.stack.outputs(), resources: await made.resources() };
    };
    const [byReal, byBundled] = [await outputs(one), await outputs(other)];
    assert.deepEqual(comparable(byBundled.stack["issuers"]?.value), comparable(byReal.stack["issuers"]?.value));
    assert.deepEqual(shapeOf(byBundled.stack["clientSecrets"]), shapeOf(byReal.stack["clientSecrets"]));
    assert.deepEqual(comparable(byBundled.resources), comparable(byReal.resources));
    assert.deepEqual([...sandbox.refusals, ...others.refusals], []);
  });

  it("has the same sign-in applications by the real plugin and by the bundled one, and leaves none behind", async () => {
    const [sandbox, others] = [await start(), await start()];
    for (const one of [sandbox, others]) {
      for (const name of signInGroups) await ask(one, "POST", "/api/v1/groups", { profile: { name } });
    }
    const outputs = async (one: Sandbox, { stack, resources }: VendorStack) => {
      const created = changes((await stack.up()).summary.resourceChanges);
      const { create: count = 0 } = created;
      assert.deepEqual(Object.keys(created), ["create"]);
      assert.deepEqual(changes((await stack.up()).summary.resourceChanges), { same: count });
      assert.deepEqual(changes((await stack.refresh()).summary.resourceChanges), { same: count });
      assert.deepEqual(changes((await stack.up()).summary.resourceChanges), { same: count });
      const [found, names] = [await resources(), await groupNames(one)];
      const text = JSON.stringify({ resources: found, stack: await stack.outputs() });
      const named = [...names].reduce((all, [id, name]) => all.replaceAll(id, name), text);
      assert.deepEqual(changes((await stack.destroy()).summary.resourceChanges), { delete: count });
      assert.deepEqual(await ask(one, "GET", "/api/v1/apps"), []);
      return JSON.parse(named) as { resources: object; stack: OutputMap };
    };
    const byReal = await outputs(sandbox, await real(sandbox, oktaSignInProgram));
    const byBundled = await outputs(others, await bundled(others, oktaSignInProgram));
    assert.deepEqual(comparable(byBundled.resources), comparable(byReal.resources));
    assert.deepEqual(comparable(byBundled.stack["issuers"]?.value), comparable(byReal.stack["issuers"]?.value));
    assert.deepEqual(shapeOf(byBundled.stack["clientSecrets"]), shapeOf(byReal.stack["clientSecrets"]));
    assert.deepEqual([...sandbox.refusals, ...others.refusals], []);
  });
});

/** By id, which differs from one sandbox to the next. */
async function groupNames(sandbox: Sandbox): Promise<ReadonlyMap<string, string>> {
  const groups = (await ask(sandbox, "GET", "/api/v1/groups")) as { id: string; profile: { name: string } }[];
  return new Map(groups.map(({ id, profile }) => [id, profile.name]));
}

async function ask(sandbox: Sandbox, method: string, target: string, body?: object): Promise<unknown> {
  const { clientEnvironment, credentials } = sandbox;
  const url = new URL(target, `https://${clientEnvironment["OKTA_ORG_NAME"]}.${clientEnvironment["OKTA_BASE_URL"]}`);
  const headers = { authorization: `SSWS ${credentials.oktaApiToken}` };
  const response = await sandbox.fetch({ method, url, target, headers, body: Buffer.from(JSON.stringify(body ?? {})) });
  return JSON.parse(response.body as string);
}

async function editBehindTheEnginesBack(sandbox: Sandbox, { id, outputs }: StackResource): Promise<void> {
  const path = `/api/v1/authorizationServers/${outputs["authServerId"] as string}/scopes/${id}`;
  await ask(sandbox, "PUT", path, { ...((await ask(sandbox, "GET", path)) as object), description: "Edited by hand" });
}

/** Who has a secret, and whether the engine knows it for one. */
function shapeOf(output: OutputMap[string] | undefined): object {
  const byIssuer = (output?.value ?? {}) as Record<string, Record<string, string>>;
  const clients = Object.entries(byIssuer).map(([issuer, secrets]) => [issuer, Object.keys(secrets)]);
  return { secret: output?.secret, clients };
}

/** Secrets as the engine exports them. */
const secretMark = "4dabf18193072939515e22adb298388d";

/** What the real plugin says and the bundled one leaves out: the vendor's settings that it does not manage, as text. */
const leftOut = new Set(["id", "appSettingsJson"]);

/**
 * A value without what differs from one sandbox to the next (ids, keys, secrets, the moment), and without what is empty:
 * the real plugin says `""`, `0`, `false`, `null` or `[]` of what it was not told, where the bundled one says nothing.
 */
function comparable(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(comparable);
  if (typeof value === "string") return value.replaceAll(/\b(aus|scp|00p|0pr|0oa|rst)[A-Za-z0-9]{17}\b/g, "$1…");
  if (typeof value !== "object" || value === null) return value;
  if (secretMark in value) return "plaintext" in value && value.plaintext !== "null" ? "a secret" : null;
  const members = Object.entries(value)
    .filter(([name]) => !name.startsWith("__") && !leftOut.has(name))
    .map(([name, member]) => [name, differing.test(name) ? typeof member : comparable(member)] as const)
    .filter(([, member]) => !isEmpty(member));
  return Object.fromEntries(members.toSorted(([one], [other]) => (one < other ? -1 : 1)));
}

const differing = /^(kid|credentialsLastRotated|credentialsNextRotation)$/;

function isEmpty(value: unknown): boolean {
  return !value || (Array.isArray(value) && value.length === 0);
}
