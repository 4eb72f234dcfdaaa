import assert from "node:assert/strict";
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { delimiter, dirname, join } from "node:path";
import { LocalWorkspace, type OpMap, type Stack } from "@pulumi/pulumi/automation/index.js";
import { ApplicationAssociation } from "../../providers/jumpcloud/sdk/ApplicationAssociation.ts";
import { getUserGroupOutput } from "../../providers/jumpcloud/sdk/getUserGroup.ts";
import { getUser } from "../../providers/jumpcloud/sdk/getUser.ts";
import { GroupMembership } from "../../providers/jumpcloud/sdk/GroupMembership.ts";
import { IdentityProvider } from "../../providers/jumpcloud/sdk/IdentityProvider.ts";
import { OidcApplication } from "../../providers/jumpcloud/sdk/OidcApplication.ts";
import { Provider } from "../../providers/jumpcloud/sdk/Provider.ts";
import { User } from "../../providers/jumpcloud/sdk/User.ts";
import { UserGroup } from "../../providers/jumpcloud/sdk/UserGroup.ts";
import type { Engine } from "../../scripts/lib/engine/Engine.ts";
import { engineCommand } from "../../scripts/lib/engine/engineCommand.ts";
import { findEngine } from "../../scripts/lib/engine/findEngine.ts";
import { runProgram } from "../../scripts/lib/process/runProgram.ts";
import { inProject } from "../../scripts/lib/projectRoot.ts";
import { createBackend } from "../../scripts/lib/rehearsal/createBackend.ts";
import { createJumpCloudVendor } from "../../sandbox/jumpcloud/createJumpCloudVendor.ts";
import { parseFaults } from "../../sandbox/parseFaults.ts";
import { type Sandbox, startSandbox } from "../../sandbox/startSandbox.ts";
import { temporaryFolder } from "../scripts/support/temporaryFolder.ts";
import { languageHost } from "./support/languageHost.ts";
import { processesWith } from "./support/processesWith.ts";

const secret = "the-client-secret-of-entra";
const url = "https://login.microsoftonline.com/6c1e2f0a-8f5d-4b6e-9a57-2d3f4c5b6a70";

/** What the program declares. */
interface Declared {
  readonly name?: string;
  readonly secret?: string;
  /** Import the group of this id. */
  readonly group?: string;
  readonly application?: boolean;
  /** Credentials of a provider of its own. */
  readonly credentials?: { readonly clientId: string; readonly clientSecret: string };
}

describe("The jumpcloud provider, started by the engine", function () {
  this.timeout(180_000);
  const closing: (() => Promise<unknown>)[] = [];
  let engine: Engine;
  let sandbox: Sandbox;
  let home: string;

  before(async function () {
    const found = await findEngine();
    if (found.engine === undefined) {
      process.stdout.write("    no Pulumi engine is there: skipped\n");
      return this.skip();
    }
    engine = found.engine;
  });
  afterEach(async () => {
    for (const close of closing.splice(0).reverse()) await close();
  });

  async function open(declared: () => Declared, faults = ""): Promise<Stack> {
    sandbox = await startSandbox({
      vendors: { jumpcloud: createJumpCloudVendor },
      ...(faults === "" ? {} : { faults: parseFaults(faults) }),
    });
    closing.push(() => sandbox.close());
    const signal = new AbortController().signal;
    const backend = await createBackend({ stack: "dev", config: "config: {}\n", engine, signal });
    closing.push(() => backend.close());
    home = dirname(backend.configFile);
    const workDir = join(home, "jumpcloud");
    await mkdir(workDir);
    // JSON is YAML too.
    const project = {
      name: "crosstrust",
      runtime: "nodejs",
      plugins: { providers: [{ name: "jumpcloud", path: inProject("providers", "jumpcloud") }] },
    };
    await writeFile(join(workDir, "Pulumi.yaml"), JSON.stringify(project));
    await writeFile(join(workDir, "Pulumi.dev.yaml"), await readFile(backend.configFile));
    return LocalWorkspace.selectStack(
      { stackName: "dev", projectName: "crosstrust", program: async () => program(declared()) },
      {
        workDir,
        pulumiCommand: engineCommand(engine, signal),
        envVars: { ...sandbox.clientEnvironment, ...backend.environment },
      },
    );
  }

  const ask = async (method: string, path: string, body?: object): Promise<unknown> => {
    const target = new URL(path, "https://console.jumpcloud.com");
    const response = await sandbox.fetch({
      method,
      url: target,
      target: target.pathname,
      headers: { host: target.host, "x-api-key": sandbox.credentials.jumpcloudApiKey },
      body: Buffer.from(body === undefined ? "" : JSON.stringify(body)),
    });
    return JSON.parse(Buffer.from(response.body ?? "").toString() || "null") as unknown;
  };

  it("goes up, stays as it is, is changed, refreshed and destroyed; the secret is nowhere in the clear", async () => {
    let declared: Declared = {};
    const stack = await open(() => declared);
    const up = await stack.up();
    assert.deepEqual(changes(up.summary.resourceChanges), { create: 5 });
    assert.equal(up.outputs["clientSecret"]?.secret, true);
    assert.equal(up.outputs["clientSecret"].value, secret);
    assert.equal(up.outputs["groupOfName"]?.value, up.outputs["group"]?.value);
    assert.equal(up.outputs["email"]?.value, "alice@acme.example");
    assert.deepEqual(changes((await stack.up()).summary.resourceChanges), { same: 5 });

    declared = { name: "Entra" };
    assert.deepEqual(changes((await stack.up()).summary.resourceChanges), { same: 4, update: 1 });
    declared = { name: "Entra", secret: `${secret}-rotated` };
    assert.deepEqual(changes((await stack.up()).summary.resourceChanges), { same: 4, update: 1 });
    assert.deepEqual(changes((await stack.refresh()).summary.resourceChanges), { same: 5 });
    assert.deepEqual(changes((await stack.up()).summary.resourceChanges), { same: 5 });
    for (const file of await filesIn(home)) assert.ok(!(await readFile(file, "utf8")).includes(secret), file);

    await ask("PUT", `/api/v2/usergroups/${String(up.outputs["group"]?.value)}`, { name: "people" });
    assert.deepEqual(changes((await stack.refresh()).summary.resourceChanges), { same: 4, update: 1 });
    assert.deepEqual(changes((await stack.up()).summary.resourceChanges), { same: 4, update: 1 });

    assert.deepEqual(changes((await stack.destroy()).summary.resourceChanges), { delete: 5 });
    assert.deepEqual(await ask("GET", "/api/v2/usergroups"), []);
    assert.deepEqual(await ask("GET", "/api/v2/identity-providers"), { identityProviders: [], totalCount: 0 });
    assert.deepEqual(sandbox.refusals, []);
    assert.deepEqual(await processesWith(home), []);
  });

  it("imports what is there, adopts an application, and leaves that in the end", async () => {
    let declared: Declared = {};
    const stack = await open(() => declared);
    const { id } = (await ask("POST", "/api/v2/usergroups", { name: "entra-people" })) as { id: string };
    const form = { displayLabel: "Service desk", redirectUris: ["https://a.example"], loginUrl: "https://a.example" };
    await ask("POST", "/.sandbox/applications", form);
    declared = { group: id, application: true };
    const up = await stack.up();
    assert.deepEqual(changes(up.summary.resourceChanges), { create: 6, import: 1 });
    assert.equal(up.outputs["group"]?.value, id);
    assert.deepEqual(changes((await stack.up()).summary.resourceChanges), { same: 7 });
    declared = { application: true };
    assert.deepEqual(changes((await stack.up()).summary.resourceChanges), { same: 7 });
    assert.deepEqual(changes((await stack.destroy()).summary.resourceChanges), { delete: 7 });
    const { totalCount } = (await ask("GET", "/api/applications")) as { totalCount: number };
    assert.equal(totalCount, 1);
  });

  it("takes an identity provider over by import, and gives it the secret that only the program knows", async function () {
    const folder = await temporaryFolder();
    closing.push(() => folder.remove());
    const host = await languageHost(folder.path);
    if (host === undefined) {
      process.stdout.write("      no pulumi-language-nodejs, which `pulumi import` wants: skipped\n");
      return this.skip();
    }
    const stack = await open(() => ({}));
    const { envVars } = stack.workspace;
    envVars["PATH"] = [host, dirname(process.execPath), process.env["PATH"]].join(delimiter);
    const oidc = { clientId: "client", clientSecret: "of-before", url };
    const body = { name: "Entra OIDC", type: "AZURE", oidc };
    const { id } = (await ask("POST", "/api/v2/identity-providers", body)) as { id: string };
    const type = "jumpcloud:index/identityProvider:IdentityProvider";
    await stack.import({ resources: [{ type, name: "entra", id }], generateCode: false, protect: false });
    assert.deepEqual(changes((await stack.up()).summary.resourceChanges), { create: 3, same: 1, update: 1 });
    assert.deepEqual(changes((await stack.up()).summary.resourceChanges), { same: 5 });
    assert.deepEqual(await ask("GET", `/api/v2/identity-providers/${id}`), {
      id,
      ...body,
      oidc: { ...oidc, clientSecret: "" },
    });
  });

  it("describes itself in a schema that Pulumi's own tools take", async () => {
    await open(() => ({}));
    const command = engine.command;
    const args = ["package", "get-schema", inProject("providers", "jumpcloud", "pulumi-resource-jumpcloud")];
    const env = { ...process.env, PULUMI_HOME: home, PULUMI_SKIP_UPDATE_CHECK: "true" };
    const run = await runProgram({
      command,
      args,
      cwd: join(home, "jumpcloud"),
      env,
      signal: new AbortController().signal,
    });
    assert.equal(run.code, 0, run.stderr);
    const { resources } = JSON.parse(run.stdout) as { resources: Record<string, { requiredInputs: string[] }> };
    assert.deepEqual(resources["jumpcloud:index/groupMembership:GroupMembership"]?.requiredInputs, [
      "groupId",
      "userId",
    ]);
    assert.equal(Object.keys(resources).length, 6);
  });

  it("is refused with clear words where the organisation has an identity provider", async () => {
    const stack = await open(() => ({}));
    const oidc = { clientId: "x", clientSecret: "y", url: "https://acme.okta.com" };
    await ask("POST", "/api/v2/identity-providers", { name: "Okta", type: "OKTA", oidc });
    const printed: string[] = [];
    await assert.rejects(stack.up({ onOutput: (text) => printed.push(text) }));
    assert.match(printed.join(""), /JumpCloud allows one: "Okta" \(type OKTA, id [0-9a-f]{24}\)\. Set adoptExisting/);
    assert.ok(!printed.join("").includes(secret));
  });

  it("comes through throttling and trouble, and takes a service account", async () => {
    const credentials = () => ({
      clientId: sandbox.credentials.jumpcloudClientId,
      clientSecret: sandbox.credentials.jumpcloudClientSecret,
    });
    const faults = "jumpcloud.createUserGroup=429x2,jumpcloud.getUser=503x1,jumpcloud.adminToken=503x1";
    const stack = await open(() => ({ credentials: credentials() }), faults);
    assert.deepEqual(changes((await stack.up()).summary.resourceChanges), { create: 6 });
    const { clientSecret } = credentials();
    for (const file of await filesIn(home)) assert.ok(!(await readFile(file, "utf8")).includes(clientSecret), file);
    assert.deepEqual(changes((await stack.destroy()).summary.resourceChanges), { delete: 6 });
    assert.deepEqual(sandbox.refusals, []);
  });
});

async function program({ name = "Entra OIDC", secret: clientSecret = secret, ...declared }: Declared) {
  const { group: importId, application, credentials } = declared;
  const opts = credentials === undefined ? {} : { provider: new Provider("own", credentials) };
  const args = { name, type: "AZURE", url, clientId: "client", clientSecret } as const;
  const provider = new IdentityProvider("entra", args, opts);
  const imported = importId === undefined ? opts : { ...opts, import: importId };
  const group = new UserGroup("people", { name: "entra-people" }, imported);
  const user = new User("alice", { username: "alice", email: "alice@acme.example" }, opts);
  const membership = new GroupMembership("alice", { groupId: group.id, userId: user.id }, opts);
  if (application) {
    const desk = new OidcApplication("desk", { name: "Service desk" }, opts);
    new ApplicationAssociation("desk", { applicationId: desk.id, groupId: group.id }, opts);
  }
  const found = membership.id.apply(async () => getUser({ email: "ALICE@acme.example" }, opts));
  return {
    clientSecret: provider.clientSecret,
    group: group.id,
    groupOfName: getUserGroupOutput({ name: group.name }, opts).id,
    email: found.email,
  };
}

function changes(summary: OpMap = {}): Record<string, number> {
  return Object.fromEntries(Object.entries(summary).filter(([, count]) => count > 0));
}

async function filesIn(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}
