import assert from "node:assert/strict";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { delimiter, join } from "node:path";
import type { AdoptReport } from "../../scripts/lib/adopt/AdoptReport.ts";
import { runProgram } from "../../scripts/lib/process/runProgram.ts";
import { projectRoot } from "../../scripts/lib/projectRoot.ts";
import { clientProcessEnvironment } from "../../scripts/lib/rehearsal/clientProcessEnvironment.ts";
import { type Backend, createBackend } from "../../scripts/lib/rehearsal/createBackend.ts";
import { runScript } from "../scripts/support/startScript.ts";
import type { Operator } from "../../sandbox/operator/Operator.ts";
import type { SandboxRequest } from "../../sandbox/Vendor.ts";
import type { Purpose } from "../../scripts/lib/permissions/Purpose.ts";
import { type StackRights, stackRights } from "../../scripts/lib/permissions/stackRights.ts";
import { readProviderConfig } from "../../scripts/lib/stack/readProviderConfig.ts";
import { readStackConfig } from "../../scripts/lib/stack/readStackConfig.ts";
import { covers } from "../scripts/permissions/support/covers.ts";
import { operatorOf } from "../scripts/permissions/support/operatorOf.ts";
import { without, wordsOf } from "../scripts/permissions/support/singleRights.ts";
import { temporaryFolder, type TemporaryFolder } from "../scripts/support/temporaryFolder.ts";
import { isRead } from "./support/isRead.ts";
import { languageHost } from "./support/languageHost.ts";
import { RehearsedStack } from "./support/RehearsedStack.ts";

describe("adopt, of a set-up that the stack knows nothing of", function () {
  this.timeout(240_000);
  let folder: TemporaryFolder;
  let deployed: RehearsedStack | undefined;
  let backend: Backend | undefined;
  let environment: Record<string, string | undefined>;
  let requests: SandboxRequest[] = [];
  let rights: StackRights;
  let report: AdoptReport;
  /** The folder of the language host, without which the engine imports nothing into a project of Node's. */
  let host: string | undefined;

  before(async () => {
    folder = await temporaryFolder();
    host = await languageHost(folder.path);
    deployed = await RehearsedStack.deploy({ onRequest: (request) => requests.push(request) });
    const { rehearsal } = deployed;
    // Another backend with the same passphrase: a stack that manages nothing, on vendors that have everything.
    const own = join(folder.path, "forgotten");
    const passphrase = rehearsal.environment["PULUMI_CONFIG_PASSPHRASE"] ?? "";
    await mkdir(own, { recursive: true });
    await writeFile(join(own, "passphrase"), passphrase);
    const config = await overDefaults(await readFile(rehearsal.backend.configFile, "utf8"));
    backend = await createBackend({
      stack: "dev",
      config,
      engine: rehearsal.engine,
      folder: own,
      signal: new AbortController().signal,
    });
    const inherited = Object.fromEntries(Object.keys(process.env).map((key) => [key, undefined]));
    environment = {
      ...inherited,
      ...clientProcessEnvironment({ ...rehearsal.environment, ...backend.environment }),
    };
  });
  after(async () => {
    await deployed?.close();
    await backend?.close();
    await folder.remove();
  });

  function operator(): Operator {
    assert.ok(deployed);
    return deployed.rehearsal.sandbox.operator;
  }

  /** An API token of Okta's has its administrator's permissions, and no scopes. */
  function become(rights: StackRights): void {
    operator().set({ ...operatorOf(rights), okta: { permissions: rights.okta?.permissions } });
  }

  async function rightsTo(purpose: Purpose): Promise<StackRights> {
    assert.ok(backend);
    const { model } = await readStackConfig("dev", backend.configFile);
    const { awsRegion, tenantId } = await readProviderConfig("dev", backend.configFile);
    return stackRights({ model, stack: "dev", purpose, awsRegion, tenantId });
  }

  /** What an administrator does at Microsoft, so that rights to what one owns are enough (docs/adopt.md). */
  async function ownAdopted(): Promise<void> {
    assert.ok(deployed);
    const stack = deployed;
    const adopted = new Set(report.resources.flatMap(({ importId }) => importId ?? []));
    for (const [tenantId, { clientId }] of Object.entries(stack.rehearsal.sandbox.credentials.directories)) {
      const list = async (path: string) => {
        const { value } = await stack.graph("GET", path, undefined, tenantId);
        return value as readonly { readonly id: string; readonly appId: string }[];
      };
      const [applications, principals] = [await list("/applications"), await list("/servicePrincipals")];
      const deployer = principals.find(({ appId }) => appId === clientId)?.id;
      const reference = { "@odata.id": `https://graph.microsoft.com/v1.0/directoryObjects/${deployer}` };
      const objects = [
        ...applications.map(({ id }) => `/applications/${id}`),
        ...principals.map(({ id }) => `/servicePrincipals/${id}`),
      ].filter((path) => adopted.has(path));
      assert.ok(objects.length > 1, tenantId);
      for (const path of objects) await stack.graph("POST", `${path}/owners/$ref`, reference, tenantId);
    }
  }

  /** The same settings, with the APIs in a file of defaults, and one more there that the stack takes away. */
  async function overDefaults(config: string): Promise<string> {
    const start = config.indexOf("  crosstrust:apis:\n");
    const end = config.indexOf("  crosstrust:relyingParties:\n");
    assert.ok(start > 0 && end > start);
    const apis = config.slice(start, end).replaceAll(/^ {2}/gm, "");
    const gone = "  gone:\n    routes:\n      GET /gone: { public: true, lambda: gone }\n";
    const defaults = await folder.write("environments/defaults.yaml", `${apis}${gone}`);
    const rest = `${config.slice(0, start)}  crosstrust:apis: { gone: null }\n${config.slice(end)}`;
    return rest.replace(/^config:\n/m, `config:\n  crosstrust:defaults: ${defaults}\n`);
  }

  async function script(...args: readonly string[]) {
    assert.ok(backend);
    return runScript([...args, "--stack", "dev", "--config-file", backend.configFile], { env: environment });
  }

  function skipWithoutHost(test: Mocha.Context): void {
    if (host !== undefined) return;
    process.stdout.write("    skipped: there is no pulumi-language-nodejs, which `pulumi import` asks for\n");
    test.skip();
  }

  async function pulumi(...args: readonly string[]): Promise<void> {
    assert.ok(backend && deployed && host !== undefined);
    const { code, stderr, stdout } = await runProgram({
      command: deployed.rehearsal.engine.command,
      args: [...args, "--stack", "dev", "--config-file", backend.configFile, "--non-interactive"],
      cwd: projectRoot,
      env: { ...environment, PATH: [host, process.env["PATH"]].join(delimiter) },
      signal: new AbortController().signal,
    });
    assert.equal(code, 0, `${stdout}\n${stderr}`);
  }

  interface Change {
    readonly op: string;
    readonly type: string;
  }

  async function preview(): Promise<readonly Change[]> {
    const file = join(folder.path, "preview.json");
    const { code, stderr } = await script("preview", "--json", file);
    assert.equal(code, 0, stderr);
    const { changes } = JSON.parse(await readFile(file, "utf8")) as { changes: readonly Change[] };
    // A component that holds nothing of a vendor's is nothing to adopt.
    return changes.filter(({ type }) => !type.startsWith("crosstrust:"));
  }

  it("finds all of it, and changes nothing, with the rights for that and no other", async () => {
    requests = [];
    rights = await rightsTo("adopt");
    become(rights);
    operator().forgetDemanded();
    const [out, json] = [join(folder.path, "import.json"), join(folder.path, "adopt.json")];
    const { code, stdout, stderr } = await script("adopt", "--out", out, "--json", json);
    assert.equal(code, 0, stderr);
    report = JSON.parse(await readFile(json, "utf8")) as AdoptReport;
    assert.deepEqual(report.counts, { found: 203, missing: 0, ambiguous: 0, "not-importable": 11, "not-read": 0 });
    assert.deepEqual(report.files, [out, join(folder.path, "import.customers.json")]);
    assert.match(stdout, /^adopt dev: 203 found, 11 to be created, 0 undecided$/m);
    assert.deepEqual(
      requests.filter((request) => !isRead(request)).map(({ method, url }) => `${method} ${url.href}`),
      [],
    );
    const secrets = Object.values(deployed?.outputs.clientSecrets ?? {}).flatMap((one) => Object.values(one));
    const written = await Promise.all([...report.files, json].map((file) => readFile(file, "utf8")));
    for (const secret of secrets) assert.ok([stdout, stderr, ...written].every((text) => !text.includes(secret)));
    const read = wordsOf(await rightsTo("read"));
    const needless = without(rights).filter(
      ({ words, rest }) => !read.includes(words) && operator().demanded.every((right) => covers(rest, right)),
    );
    assert.deepEqual(needless, []);
  });

  it("names the right that is missing where one is", async () => {
    const missing = "cognito-idp:ListUserPools";
    become({ ...rights, aws: rights.aws.filter(({ action }) => action !== missing) });
    const json = join(folder.path, "refused.json");
    const { code } = await script("adopt", "--out", join(folder.path, "refused.import.json"), "--json", json);
    become(rights);
    assert.equal(code, 1);
    const { resources } = JSON.parse(await readFile(json, "utf8")) as AdoptReport;
    const [pool] = resources.filter(({ type }) => type === "aws:cognito/userPool:UserPool");
    assert.match(pool?.reason ?? "", /not authorized to perform: cognito-idp:ListUserPools/);
  });

  it("leaves nothing to be created or replaced once that is imported, but what cannot be", async function () {
    skipWithoutHost(this);
    for (const name of ["import.json", "import.customers.json"]) {
      await pulumi("import", "--file", join(folder.path, name), "--protect=false", "--generate-code=false", "--yes");
    }
    const changes = await preview();
    const count = (op: string): Record<string, number> => {
      const types = changes.filter((change) => change.op === op).map(({ type }) => type);
      return Object.fromEntries(
        [...new Set(types)].sort().map((type) => [type, types.filter((one) => one === type).length]),
      );
    };
    assert.deepEqual(count("create"), {
      "azuread:index/applicationPassword:ApplicationPassword": 8,
      "random:index/randomPassword:RandomPassword": 3,
    });
    assert.deepEqual([count("replace"), count("delete")], [{}, {}]);
    assert.deepEqual(count("update"), {
      "aws:cognito/identityProvider:IdentityProvider": 1,
      "aws:lambda/function:Function": 4,
      "jumpcloud:index/identityProvider:IdentityProvider": 1,
    });
  });

  it("is managed by who owns it after the next deployment, over defaults of its own", async function () {
    skipWithoutHost(this);
    operator().set({});
    await ownAdopted();
    become(await rightsTo("deploy"));
    const { code, stderr } = await script("up", "--yes", "--skip-preflight");
    assert.equal(code, 0, stderr);
    assert.deepEqual(await preview(), []);
    assert.deepEqual(deployed?.rehearsal.sandbox.refusals, []);
  });
});
