import assert from "node:assert/strict";
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { delimiter, dirname, join } from "node:path";
import { SSOAdmin } from "@aws-sdk/client-sso-admin";
import { LocalWorkspace, type OpMap, type Stack } from "@pulumi/pulumi/automation/index.js";
import { ApplicationAuthenticationMethod } from "../../providers/identitycenter/sdk/ApplicationAuthenticationMethod.ts";
import { ApplicationGrant } from "../../providers/identitycenter/sdk/ApplicationGrant.ts";
import { getTrustedTokenIssuerOutput } from "../../providers/identitycenter/sdk/getTrustedTokenIssuer.ts";
import { Provider } from "../../providers/identitycenter/sdk/Provider.ts";
import type { RequestHandler } from "../../providers/lib/aws/AwsServices.ts";
import { createAwsVendor } from "../../sandbox/aws/createAwsVendor.ts";
import { type Sandbox, startSandbox } from "../../sandbox/startSandbox.ts";
import type { Engine } from "../../scripts/lib/engine/Engine.ts";
import { engineCommand } from "../../scripts/lib/engine/engineCommand.ts";
import { findEngine } from "../../scripts/lib/engine/findEngine.ts";
import { runProgram } from "../../scripts/lib/process/runProgram.ts";
import { inProject } from "../../scripts/lib/projectRoot.ts";
import { createBackend } from "../../scripts/lib/rehearsal/createBackend.ts";
import { sdkHandler } from "../sandbox/aws/support/sdkHandler.ts";
import { temporaryFolder } from "../scripts/support/temporaryFolder.ts";
import { languageHost } from "./support/languageHost.ts";
import { processesWith } from "./support/processesWith.ts";

const region = "eu-central-1";
const GrantType = "urn:ietf:params:oauth:grant-type:jwt-bearer";
const issuerUrl = "https://oauth.id.jumpcloud.com/";

/** What the program declares. */
interface Declared {
  readonly audience?: string;
  readonly role?: string;
  /** Keys of a provider of its own. */
  readonly keys?: { readonly accessKey: string; readonly secretKey: string };
}

describe("The identitycenter provider, started by the engine", function () {
  this.timeout(180_000);
  const closing: (() => Promise<unknown>)[] = [];
  let engine: Engine;
  let sandbox: Sandbox;
  let sso: SSOAdmin;
  let home: string;
  let instanceArn: string;
  let ApplicationArn: string;

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

  async function open(declared: () => Declared, env: Record<string, string> = {}): Promise<Stack> {
    sandbox = await startSandbox({ vendors: { aws: createAwsVendor }, awsRegion: region });
    closing.push(() => sandbox.close());
    await prepare();
    const signal = new AbortController().signal;
    const backend = await createBackend({ stack: "dev", config: "config: {}\n", engine, signal });
    closing.push(() => backend.close());
    home = dirname(backend.configFile);
    const workDir = join(home, "identitycenter");
    await mkdir(workDir);
    // JSON is YAML too.
    const project = {
      name: "crosstrust",
      runtime: "nodejs",
      plugins: { providers: [{ name: "identitycenter", path: inProject("providers", "identitycenter") }] },
    };
    await writeFile(join(workDir, "Pulumi.yaml"), JSON.stringify(project));
    await writeFile(join(workDir, "Pulumi.dev.yaml"), await readFile(backend.configFile));
    const program = async () => declare(declared());
    return LocalWorkspace.selectStack(
      { stackName: "dev", projectName: "crosstrust", program },
      {
        workDir,
        pulumiCommand: engineCommand(engine, signal),
        envVars: { ...sandbox.clientEnvironment, ...backend.environment, ...env },
      },
    );
  }

  /** An application and a trusted token issuer, as AWS's own package declares them. */
  async function prepare(): Promise<void> {
    const { awsAccessKeyId: accessKeyId, awsSecretAccessKey: secretAccessKey } = sandbox.credentials;
    const requestHandler = sdkHandler((request) => sandbox.fetch(request)) as RequestHandler;
    sso = new SSOAdmin({ region, credentials: { accessKeyId, secretAccessKey }, requestHandler });
    const { Instances } = await sso.listInstances({});
    instanceArn = Instances?.[0]?.InstanceArn ?? "";
    await sso.createTrustedTokenIssuer({
      InstanceArn: instanceArn,
      Name: "jumpcloud",
      TrustedTokenIssuerType: "OIDC_JWT",
      TrustedTokenIssuerConfiguration: {
        OidcJwtConfiguration: {
          ClaimAttributePath: "email",
          IdentityStoreAttributePath: "emails.value",
          IssuerUrl: issuerUrl,
          JwksRetrievalOption: "OPEN_ID_DISCOVERY",
        },
      },
    });
    const made = await sso.createApplication({
      ApplicationProviderArn: "arn:aws:sso::aws:applicationProvider/custom",
      InstanceArn: instanceArn,
      Name: "s3-access-grants",
    });
    ApplicationArn = made.ApplicationArn ?? "";
  }

  const roleArn = (name: string): string => `arn:aws:iam::${sandbox.credentials.awsAccountId}:role/${name}`;

  async function declare({ audience = "client", role = "exchange", keys }: Declared) {
    const opts = keys === undefined ? {} : { provider: new Provider("own", { ...keys, region }) };
    const issuer = getTrustedTokenIssuerOutput({ instanceArn, issuerUrl }, opts);
    const trustedTokenIssuers = [
      { trustedTokenIssuerArn: issuer.trustedTokenIssuerArn, authorizedAudiences: [audience] },
    ];
    const applicationArn = ApplicationArn;
    const grant = new ApplicationGrant("jwt-bearer", { applicationArn, trustedTokenIssuers }, opts);
    const method = new ApplicationAuthenticationMethod("iam", { applicationArn, roleArn: roleArn(role) }, opts);
    return { grant: grant.id, region: grant.region, policy: method.actorPolicy };
  }

  async function audiences(): Promise<readonly (readonly string[])[]> {
    const { Grant } = await sso.getApplicationGrant({ ApplicationArn, GrantType });
    return Grant?.JwtBearer?.AuthorizedTokenIssuers?.map(({ AuthorizedAudiences = [] }) => AuthorizedAudiences) ?? [];
  }

  it("goes up, stays as it is, is changed, shows drift and puts it right, and is destroyed", async () => {
    let declared: Declared = {};
    const stack = await open(() => declared);
    const up = await stack.up();
    assert.deepEqual(changes(up.summary.resourceChanges), { create: 3 });
    assert.equal(up.outputs["grant"]?.value, ApplicationArn);
    assert.equal(up.outputs["region"]?.value, region);
    assert.match(up.outputs["policy"]?.value as string, /:role\/exchange"/);
    assert.deepEqual(changes((await stack.up()).summary.resourceChanges), { same: 3 });
    assert.deepEqual(changes((await stack.previewRefresh()).changeSummary), { same: 3 });

    declared = { audience: "other-client", role: "other" };
    assert.deepEqual(changes((await stack.preview()).changeSummary), { same: 1, update: 2 });
    assert.deepEqual(changes((await stack.up()).summary.resourceChanges), { same: 1, update: 2 });
    assert.deepEqual(await audiences(), [["other-client"]]);

    const { Grant } = await sso.getApplicationGrant({ ApplicationArn, GrantType });
    const [issuer] = Grant?.JwtBearer?.AuthorizedTokenIssuers ?? [];
    await sso.putApplicationGrant({
      ApplicationArn,
      GrantType,
      Grant: {
        JwtBearer: { AuthorizedTokenIssuers: [{ ...issuer, AuthorizedAudiences: ["other-client", "mallory"] }] },
      },
    });
    assert.deepEqual(changes((await stack.previewRefresh()).changeSummary), { same: 2, update: 1 });
    await sso.putApplicationAuthenticationMethod({
      ApplicationArn,
      AuthenticationMethodType: "IAM",
      AuthenticationMethod: {
        Iam: {
          ActorPolicy: {
            Version: "2012-10-17",
            Statement: [{ Effect: "Allow", Principal: "*", Action: "sso-oauth:CreateTokenWithIAM", Resource: "*" }],
          },
        },
      },
    });
    assert.deepEqual(changes((await stack.previewRefresh()).changeSummary), { same: 1, update: 2 });
    assert.deepEqual(changes((await stack.refresh()).summary.resourceChanges), { same: 1, update: 2 });
    const righted = await stack.up();
    assert.deepEqual(changes(righted.summary.resourceChanges), { same: 1, update: 2 });
    assert.match(righted.outputs["policy"]?.value as string, /:role\/other"/);
    assert.deepEqual(await audiences(), [["other-client"]]);

    await sso.deleteApplicationGrant({ ApplicationArn, GrantType });
    assert.deepEqual(changes((await stack.previewRefresh()).changeSummary), { same: 2, delete: 1 });
    assert.deepEqual(changes((await stack.destroy()).summary.resourceChanges), { delete: 3 });
    const { AuthenticationMethods } = await sso.listApplicationAuthenticationMethods({ ApplicationArn });
    assert.deepEqual(AuthenticationMethods, []);
    assert.deepEqual(sandbox.refusals, []);
    assert.deepEqual(await processesWith(home), []);
  });

  it("refuses to replace what is there, and imports it", async function () {
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
    const { TrustedTokenIssuers } = await sso.listTrustedTokenIssuers({ InstanceArn: instanceArn });
    const TrustedTokenIssuerArn = TrustedTokenIssuers?.[0]?.TrustedTokenIssuerArn;
    await sso.putApplicationGrant({
      ApplicationArn,
      GrantType,
      Grant: { JwtBearer: { AuthorizedTokenIssuers: [{ TrustedTokenIssuerArn, AuthorizedAudiences: ["before"] }] } },
    });
    const printed: string[] = [];
    await assert.rejects(stack.up({ onOutput: (text) => printed.push(text) }));
    assert.match(printed.join(""), /a JWT bearer grant already \(arn:.+ for before\).+Set adoptExisting/s);
    assert.deepEqual(await audiences(), [["before"]]);

    const type = "identitycenter:index/applicationGrant:ApplicationGrant";
    await stack.import({
      resources: [{ type, name: "jwt-bearer", id: ApplicationArn }],
      generateCode: false,
      protect: false,
    });
    const up = await stack.up();
    assert.equal(up.summary.resourceChanges?.update, 1);
    assert.deepEqual(await audiences(), [["client"]]);
    assert.deepEqual(changes((await stack.up()).summary.resourceChanges), { same: 3 });
  });

  it("takes keys of its own, which are nowhere in the clear, and describes itself in a schema", async () => {
    const keys = () => ({
      accessKey: sandbox.credentials.awsAccessKeyId,
      secretKey: sandbox.credentials.awsSecretAccessKey,
    });
    const stack = await open(() => ({ keys: keys() }), { AWS_ACCESS_KEY_ID: "", AWS_SECRET_ACCESS_KEY: "" });
    assert.deepEqual(changes((await stack.up()).summary.resourceChanges), { create: 4 });
    const { secretKey } = keys();
    for (const file of await filesIn(home)) assert.ok(!(await readFile(file, "utf8")).includes(secretKey), file);
    assert.deepEqual(changes((await stack.destroy()).summary.resourceChanges), { delete: 4 });

    const run = await runProgram({
      command: engine.command,
      args: ["package", "get-schema", inProject("providers", "identitycenter", "pulumi-resource-identitycenter")],
      cwd: join(home, "identitycenter"),
      env: { ...process.env, PULUMI_HOME: home, PULUMI_SKIP_UPDATE_CHECK: "true" },
      signal: new AbortController().signal,
    });
    assert.equal(run.code, 0, run.stderr);
    const { resources, functions } = JSON.parse(run.stdout) as Record<
      "resources" | "functions",
      Record<string, { requiredInputs?: string[] }>
    >;
    assert.deepEqual(Object.keys(functions), [
      "identitycenter:index/getAccessGrantsInstance:getAccessGrantsInstance",
      "identitycenter:index/getTrustedTokenIssuer:getTrustedTokenIssuer",
    ]);
    assert.deepEqual(
      Object.values(resources).map(({ requiredInputs }) => requiredInputs),
      [
        ["applicationArn", "roleArn"],
        ["applicationArn", "trustedTokenIssuers"],
      ],
    );
  });
});

function changes(summary: OpMap = {}): Record<string, number> {
  return Object.fromEntries(Object.entries(summary).filter(([, count]) => count > 0));
}

async function filesIn(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}
