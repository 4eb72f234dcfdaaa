import assert from "node:assert/strict";
import type { EngineEvent } from "@pulumi/pulumi/automation/index.js";
import { findEngine } from "../../scripts/lib/engine/findEngine.ts";
import type { Engine } from "../../scripts/lib/engine/Engine.ts";
import { startPlugins } from "../../sandbox/plugins/startPlugins.ts";
import { defaultDirectories } from "../../sandbox/SandboxDirectory.ts";
import { startSandbox, type Sandbox, type SandboxOptions } from "../../sandbox/startSandbox.ts";
import { entraProgram, type Wishes } from "./support/entraProgram.ts";
import { findRealPlugin, installPlugin } from "./support/realPlugin.ts";
import { changes, countEach, createVendorStack, type VendorStack } from "./support/vendorStack.ts";

/** A stack that either plugin can work on. */
interface Rehearsed extends VendorStack {
  readonly sandbox: Sandbox;
  readonly wishes: Wishes;
  readonly use: (plugin: Plugin) => void;
}

type Plugin = "real" | "bundled";

describe("The Entra ID and B2C part of the program, on the sandbox", function () {
  // The real plugin waits up to 20 s for each level of objects to be there, or gone, on every replica.
  this.timeout(400_000);
  const closing: (() => Promise<void>)[] = [];
  let engine: Engine;
  let plugin: string;

  before(async function () {
    const found = await findEngine();
    const real = await findRealPlugin("azuread");
    if (found.engine === undefined || real === undefined) {
      const missing =
        found.engine === undefined ? "no Pulumi engine is there" : "the real azuread plugin is not installed";
      process.stdout.write(`    ${missing}: skipped\n`);
      return this.skip();
    }
    engine = found.engine;
    plugin = real;
  });

  after(async () => {
    for (const close of closing.splice(0).reverse()) await close();
  });

  async function rehearse(first: Plugin, options: SandboxOptions = {}): Promise<Rehearsed> {
    const sandbox = await startSandbox(options);
    closing.push(async () => sandbox.close());
    const plugins = await startPlugins(sandbox.clientEnvironment);
    closing.push(async () => plugins.close());
    const wishes: Wishes = { without: [] };
    const program = entraProgram(sandbox.clientEnvironment, wishes);
    const made = await createVendorStack({
      ...{ engine, sandbox, vendor: "azuread", program },
      async prepare({ home }) {
        await installPlugin("azuread", plugin, home);
        return {};
      },
    });
    closing.push(async () => made.backend.close());
    const attached = (names: readonly string[]): string =>
      plugins.debugProviders
        .split(",")
        .filter((entry) => names.includes(entry.split(":")[0] ?? ""))
        .join(",");
    const use = (kind: Plugin): void => {
      const { envVars } = made.stack.workspace;
      envVars["PULUMI_DEBUG_PROVIDERS"] = attached(kind === "real" ? ["random"] : ["azuread", "random"]);
    };
    use(first);
    return { ...made, sandbox, wishes, use };
  }

  describe("with Graph as it usually is", () => {
    let byReal: Rehearsed;
    let byBundled: Rehearsed;
    let resourceCount: number;
    const initially: Record<string, unknown> = {};

    before(async () => {
      byReal = await rehearse("real");
      byBundled = await rehearse("bundled");
      initially["real"] = await objectsIn(byReal.sandbox);
      initially["bundled"] = await objectsIn(byBundled.sandbox);
    });

    it("goes up by either plugin, stays as it is, and is refreshed", async () => {
      for (const { stack, resources } of [byReal, byBundled]) {
        const created = changes((await stack.up()).summary.resourceChanges);
        assert.deepEqual(Object.keys(created), ["create"]);
        resourceCount = created["create"]!;
        const types = Object.values(await resources()).map(({ type }) => type.split(":").at(-1)!);
        assert.deepEqual(countEach(types), {
          AppRoleAssignment: 5,
          Application: 9,
          ApplicationFederatedIdentityCredential: 1,
          ApplicationIdentifierUri: 2,
          ApplicationPassword: 7,
          ServicePrincipal: 9,
          ServicePrincipalDelegatedPermissionGrant: 1,
          User: 3,
        });
        assert.deepEqual(changes((await stack.up()).summary.resourceChanges), { same: resourceCount });
        assert.deepEqual(changes((await stack.refresh()).summary.resourceChanges), { same: resourceCount });
      }
    });

    it("has the same outputs by either", async () => {
      const [real, bundled] = [await outputsOf(byReal), await outputsOf(byBundled)];
      assert.deepEqual(bundled, real);
    });

    it("changes one optional claim by either, and nothing else", async () => {
      for (const { stack, wishes } of [byReal, byBundled]) {
        wishes.without.push("upn");
        assert.deepEqual(changes((await stack.up()).summary.resourceChanges), { same: resourceCount - 1, update: 1 });
        assert.deepEqual(changes((await stack.up()).summary.resourceChanges), { same: resourceCount });
      }
      assert.deepEqual(await outputsOf(byBundled), await outputsOf(byReal));
    });

    it("changes what is said of an API by either, and its identifier URI stays", async () => {
      for (const made of [byReal, byBundled]) {
        const before = await identifierUrisIn(made.sandbox);
        assert.equal(before.length, 2);
        made.wishes.description = "Orders, seen anew";
        const updated = changes((await made.stack.up()).summary.resourceChanges);
        assert.deepEqual(updated, { same: resourceCount - 2, update: 2 });
        assert.deepEqual(await identifierUrisIn(made.sandbox), before);
        assert.deepEqual(changes((await made.stack.up()).summary.resourceChanges), { same: resourceCount });
      }
    });

    it("is taken over by the other plugin, which finds nothing to change", async () => {
      for (const [made, other] of [
        [byReal, "bundled"],
        [byBundled, "real"],
      ] as const) {
        made.use(other);
        assert.deepEqual(await changesOf((onEvent) => made.stack.preview({ onEvent })), []);
        assert.deepEqual(changes((await made.stack.up()).summary.resourceChanges), { same: resourceCount });
        await made.stack.refresh();
        assert.deepEqual(await changesOf((onEvent) => made.stack.preview({ onEvent })), []);
      }
    });

    it("is destroyed, and leaves the directories as they were", async () => {
      for (const [made, plugin] of [
        [byReal, "real"],
        [byBundled, "bundled"],
      ] as const) {
        made.use(plugin);
        assert.deepEqual(changes((await made.stack.destroy()).summary.resourceChanges), { delete: resourceCount });
        assert.deepEqual(await objectsIn(made.sandbox), initially[plugin]);
        assert.deepEqual(made.sandbox.refusals, []);
      }
    });
  });

  for (const kind of ["bundled", "real"] as const) {
    it(`goes up by the ${kind} plugin where Graph is slow to replicate`, async () => {
      const { stack, sandbox } = await rehearse(kind, { graphConsistency: "eventual" });
      const created = changes((await stack.up()).summary.resourceChanges);
      assert.deepEqual(Object.keys(created), ["create"]);
      assert.deepEqual(changes((await stack.up()).summary.resourceChanges), { same: created["create"] });
      assert.deepEqual(sandbox.refusals, []);
    });
  }
});

/** What a preview would change: each step, with the resource and the paths that differ. */
async function changesOf(preview: (onEvent: (event: EngineEvent) => void) => Promise<unknown>): Promise<unknown[]> {
  const found: unknown[] = [];
  await preview(({ resourcePreEvent }) => {
    const { op, urn, detailedDiff } = resourcePreEvent?.metadata ?? { op: "same", urn: "" };
    if (op !== "same") found.push([op, urn, detailedDiff]);
  });
  return found;
}

/** Every object of both directories that the program could leave behind, by id. */
async function objectsIn(sandbox: Sandbox): Promise<unknown> {
  const found: Record<string, unknown> = {};
  for (const { tenantId, name } of defaultDirectories) {
    for (const kind of ["applications", "servicePrincipals", "users", "oauth2PermissionGrants"]) {
      found[`${name} ${kind}`] = (await listIn(sandbox, tenantId, kind)).map(({ id }) => id).sort();
    }
  }
  return found;
}

/** The identifier URIs of every application in both directories. */
async function identifierUrisIn(sandbox: Sandbox): Promise<readonly string[]> {
  const all = defaultDirectories.map(({ tenantId }) => listIn(sandbox, tenantId, "applications"));
  return (await Promise.all(all)).flat().flatMap(({ identifierUris }) => identifierUris ?? []);
}

interface Listed {
  readonly id: string;
  readonly identifierUris?: readonly string[];
}

async function listIn(sandbox: Sandbox, tenantId: string, kind: string): Promise<readonly Listed[]> {
  const url = new URL(`https://graph.microsoft.com/v1.0/${kind}`);
  const response = await sandbox.fetch({
    ...{ method: "GET", url, target: url.pathname, body: Buffer.alloc(0) },
    headers: { authorization: `Bearer ${await tokenOf(sandbox, tenantId)}` },
  });
  return (JSON.parse(response.body as string) as { value: readonly Listed[] }).value;
}

async function tokenOf(sandbox: Sandbox, tenantId: string): Promise<string> {
  const { clientId, clientSecret } = sandbox.credentials.directories[tenantId]!;
  const url = new URL(`https://login.microsoftonline.com/${tenantId}/oauth2/v2.0/token`);
  const form = new URLSearchParams({
    grant_type: "client_credentials",
    client_id: clientId,
    client_secret: clientSecret,
    scope: "https://graph.microsoft.com/.default",
  });
  const response = await sandbox.fetch({
    ...{ method: "POST", url, target: url.pathname, body: Buffer.from(form.toString()) },
    headers: { "content-type": "application/x-www-form-urlencoded" },
  });
  return (JSON.parse(response.body as string) as { access_token: string }).access_token;
}

/** The stack's outputs and every resource's, without what differs from one sandbox to the next. */
async function outputsOf({ stack, resources }: Rehearsed): Promise<unknown> {
  await stack.refresh();
  return comparable({ stack: await stack.outputs(), resources: await resources() });
}

/** Secrets as the engine exports them. */
const secretMark = "4dabf18193072939515e22adb298388d";

/**
 * What the published plugin keeps for itself, and the id, which stands beside the outputs too. Inputs are the program's, and
 * filled in differently.
 */
const leftOut = new Set(["__pulumi_raw_state_delta", "id", "inputs"]);

/** Ids, times and generated texts as what they are; what is null as absent. */
function comparable(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(comparable);
  if (typeof value === "string") return value.replaceAll(generatedId, "…").replaceAll(time, "a time");
  if (typeof value !== "object" || value === null) return value;
  if (secretMark in value) return "a secret";
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name, member]) => !leftOut.has(name) && member !== null)
      .map(([name, member]) => [name, "secret" in value && value.secret === true ? "a secret" : comparable(member)])
      .map(([name, member]) => [name, name === "appRoles" ? inOneOrder(member) : member]),
  );
}

/** Roles are made at once, and Graph shows them in the order in which they came. */
function inOneOrder(roles: unknown): unknown {
  const key = (role: unknown): string => JSON.stringify(role);
  return Array.isArray(roles) ? roles.toSorted((one, other) => (key(one) < key(other) ? -1 : 1)) : roles;
}

/** UUIDs; those that Graph itself and the program chose are the same everywhere, and so are the directories'. */
const generatedId =
  /\b(?!00000003-|6c1e2f0a-|b2c0a1d4-|[0-9a-f]{8}-[0-9a-f]{4}-5)[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/g;
const time = /\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z/g;
