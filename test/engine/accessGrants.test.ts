import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Identitystore } from "@aws-sdk/client-identitystore";
import { S3 } from "@aws-sdk/client-s3";
import { S3Control } from "@aws-sdk/client-s3-control";
import { SSOAdmin } from "@aws-sdk/client-sso-admin";
import { withoutKeys } from "../../lib/withoutKeys.ts";
import { awsClient, type AwsClientOptions } from "../../scripts/lib/vendors/aws/awsClient.ts";
import { inProject, projectRoot } from "../../scripts/lib/projectRoot.ts";
import { runProgram } from "../../scripts/lib/process/runProgram.ts";
import { clientProcessEnvironment } from "../../scripts/lib/rehearsal/clientProcessEnvironment.ts";
import { playAfterUp } from "../../scripts/lib/rehearsal/playByHand.ts";
import { prepareByHand } from "../../scripts/lib/rehearsal/prepareByHand.ts";
import { sandboxSend } from "../../scripts/lib/rehearsal/sandboxSend.ts";
import { type Rehearsal, startRehearsal } from "../../scripts/lib/rehearsal/startRehearsal.ts";
import { VendorConsole } from "../../scripts/lib/rehearsal/VendorConsole.ts";
import { Browser } from "../../scripts/lib/signIn/Browser.ts";
import { signIn } from "../../scripts/lib/signIn/signIn.ts";
import type { StackOutputs } from "../../scripts/lib/stack/readStackOutputs.ts";
import type { OperationReport } from "../../scripts/lib/stack/runOperation.ts";
import { freePort } from "../scripts/login/support/freePort.ts";
import { recordingTerminal } from "../scripts/support/recordingTerminal.ts";
import { runScript, type ScriptResult, startScript } from "../scripts/support/startScript.ts";
import { temporaryFolder, type TemporaryFolder } from "../scripts/support/temporaryFolder.ts";
import { type AdoptedConfig, adoptedConfig } from "./support/adoptedConfig.ts";

type Json = Readonly<Record<string, unknown>>;

/** What the company has already is not to be in the state; the application is, by a resource that adopts it. */
const isOthers = (type: string): boolean =>
  /:(AccessGrantsInstance|Bucket|Group|GroupMembership|TrustedTokenIssuer|User)$/.test(type) && type.startsWith("aws:");

const bucket = "acme-dev-reports";
const reader = inProject("test", "scripts", "dataAccess", "clients", "readObjects.ts");

describe("S3 Access Grants in a company that has everything already, on the real engine", function () {
  this.timeout(180_000);
  let rehearsal: Rehearsal;
  let folder: TemporaryFolder;
  let outputs: StackOutputs;
  let port: number;
  let applicationId: string;
  let sso: SSOAdmin;
  let store: Identitystore;
  let control: S3Control;
  let s3: S3;
  let things: Json;

  before(async () => {
    folder = await temporaryFolder();
    port = await freePort();
    const configFile = await folder.write("Pulumi.dev.yaml", adoptedConfig(port));
    rehearsal = await startRehearsal({ stack: "dev", configFile, plugins: "bundled", terminal: recordingTerminal() });
    const { awsAccessKeyId: accessKeyId, awsSecretAccessKey: secretAccessKey } = rehearsal.sandbox.credentials;
    const send = sandboxSend(rehearsal.sandbox);
    const options: AwsClientOptions = {
      region: "eu-central-1",
      credentials: { accessKeyId, secretAccessKey },
      signal: new AbortController().signal,
      fetch: async (url, init = {}) => send(new Request(url).url, init),
    };
    sso = awsClient((config) => new SSOAdmin(config), options);
    store = awsClient((config) => new Identitystore(config), options);
    control = awsClient((config) => new S3Control(config), options);
    s3 = awsClient((config) => new S3(config), options);
    await prepareByHand(rehearsal, "dev", recordingTerminal());
    await joinGroup("dora@acme.example");
    for (const Key of ["team-a/1.csv", "team-b/1.csv"]) {
      await s3.putObject({ Bucket: bucket, Key, Body: `${Key} of Acme` });
    }
    const { results } = await jumpcloud<{ results: readonly Json[] }>("/api/applications");
    applicationId = String(results[0]?.["_id"]);
    things = await inventory();
  });
  after(async () => {
    await rehearsal.close();
    await folder.remove();
  });

  /** As SCIM does. */
  async function joinGroup(email: string): Promise<void> {
    const { IdentityStoreId, user, group } = await directory();
    const UserId = user.find(({ Emails = [] }) => Emails[0]?.Value === email)?.UserId ?? "";
    await store.createGroupMembership({ IdentityStoreId, GroupId: group[0]?.GroupId, MemberId: { UserId } });
  }

  async function directory() {
    const { Instances = [] } = await sso.listInstances({});
    const { IdentityStoreId, InstanceArn } = Instances[0] ?? {};
    const [{ Users: user = [] }, { Groups: group = [] }] = await Promise.all([
      store.listUsers({ IdentityStoreId }),
      store.listGroups({ IdentityStoreId }),
    ]);
    return { IdentityStoreId, InstanceArn, user, group };
  }

  async function jumpcloud<Answer = Json>(path: string): Promise<Answer> {
    const headers = { "x-api-key": rehearsal.sandbox.credentials.jumpcloudApiKey };
    const response = await sandboxSend(rehearsal.sandbox)(`https://console.jumpcloud.com${path}`, { headers });
    assert.ok(response.ok, path);
    return (await response.json()) as Answer;
  }

  /** All that was there before the stack, and all that the stack could leave behind. */
  async function inventory(): Promise<Json> {
    const { IdentityStoreId, InstanceArn, user, group } = await directory();
    const AccountId = rehearsal.sandbox.credentials.awsAccountId;
    const GroupId = group[0]?.GroupId;
    const { GroupMemberships = [] } = await store.listGroupMemberships({ IdentityStoreId, GroupId });
    const { AccessGrantsInstanceArn, IdentityCenterInstanceArn } = await control.getAccessGrantsInstance({ AccountId });
    return {
      jumpcloud: await new VendorConsole(rehearsal.sandbox).jumpcloudInventory(),
      identityCenter: [
        ...user.map(({ UserId }) => UserId),
        GroupId,
        ...GroupMemberships.map((one) => one.MembershipId),
      ],
      tokenIssuers: (await sso.listTrustedTokenIssuers({ InstanceArn })).TrustedTokenIssuers,
      applications: (await sso.listApplications({ InstanceArn })).Applications,
      instance: [AccessGrantsInstanceArn, IdentityCenterInstanceArn],
      locations: (await control.listAccessGrantsLocations({ AccountId })).AccessGrantsLocationsList,
      grants: (await control.listAccessGrants({ AccountId })).AccessGrantsList,
      buckets: (await s3.listBuckets({})).Buckets?.map(({ Name }) => Name),
      objects: (await s3.listObjectsV2({ Bucket: bucket })).Contents?.map(({ Key }) => Key),
    };
  }

  /** Puts a change into the rehearsal's copy of the config, and keeps the credentials that were taken. */
  async function configure(change: (config: AdoptedConfig) => unknown = () => undefined): Promise<void> {
    const { configFile } = rehearsal.backend;
    const text = await readFile(configFile, "utf8");
    const [taken = ""] = /^ {2}crosstrust:clientCredentials:\n {4}.*\n/m.exec(text) ?? [];
    const [salt = ""] = /^encryptionsalt: .*\n/m.exec(text) ?? [];
    assert.notEqual(taken, "");
    const settings = adoptedConfig(port, (config) => {
      config.application["applicationId"] = applicationId;
      change(config);
    });
    await writeFile(configFile, `${salt}${settings}${taken}`);
  }

  function environment(): NodeJS.ProcessEnv {
    const inherited = Object.fromEntries(Object.keys(process.env).map((key) => [key, undefined]));
    return { ...inherited, ...clientProcessEnvironment(rehearsal.environment) };
  }

  async function command(name: string, ...args: readonly string[]): Promise<ScriptResult> {
    const config = ["--stack", "dev", "--config-file", rehearsal.backend.configFile];
    return runScript([name, ...config, ...args], { env: environment() });
  }

  async function operation(name: string, ...args: readonly string[]): Promise<OperationReport> {
    const json = join(folder.path, `${name}.json`);
    const { code, stderr } = await command(name, ...args, "--json", json);
    assert.equal(code, 0, stderr);
    return JSON.parse(await readFile(json, "utf8")) as OperationReport;
  }

  async function pulumi(...args: readonly string[]): Promise<string> {
    const env = clientProcessEnvironment(rehearsal.environment);
    const engine = { command: rehearsal.engine.command, args: [...args, "--stack", "dev"], cwd: projectRoot, env };
    const { code, stdout, stderr } = await runProgram(engine);
    assert.equal(code, 0, stderr);
    return stdout;
  }

  /** Nothing that was there before is gone or another. */
  async function assertKept(): Promise<void> {
    const now = await inventory();
    for (const [kind, all] of Object.entries(things)) {
      const texts = (now[kind] as readonly unknown[]).map((one) => JSON.stringify(one));
      const gone = (all as readonly unknown[]).filter((one) => !texts.includes(JSON.stringify(one)));
      assert.deepEqual(gone, [], kind);
    }
  }

  it("says all that is missing or in the way before anything is changed", async () => {
    await configure(({ application, users, groups, identityCenter, party, locations }) => {
      application["applicationId"] = "0".repeat(24);
      users.dora = { source: "declared", email: "dora@acme.example", givenName: "Dora", surname: "Dean" };
      Object.assign(users, { erin: { source: "adopted", email: "erin@acme.example" } });
      groups.analysts["displayName"] = "Nobody";
      delete identityCenter["trustedTokenIssuer"];
      delete party["instance"];
      locations.reports["create"] = true;
    });
    const { code, stdout, stderr } = await command("up");
    assert.deepEqual([code, stdout], [2, ""], stderr);
    for (const line of [
      /FAILED {2}issuers\.jumpcloud\.clients\.s3-access-grants\.applicationId: JumpCloud has no application with the id 0{24}\./,
      /FAILED {2}relyingParties\.s3\.identityCenter\.users\.dora: AWS has a user with the email dora@acme\.example /,
      /FAILED {2}relyingParties\.s3\.identityCenter\.users\.erin: AWS does not have a user with the email erin@acme\.example/,
      /FAILED {2}relyingParties\.s3\.identityCenter\.groups\.analysts: AWS does not have a group named Nobody/,
      /FAILED {2}relyingParties\.s3\.identityCenter\.trustedTokenIssuer: AWS has .+ already.+\n.+adopt: true/,
      /FAILED {2}relyingParties\.s3\.instance: AWS has .+ already.+\n.+adopt: true/,
      /FAILED {2}relyingParties\.s3\.locations\.reports\.bucket: The account has the bucket acme-dev-reports already/,
    ]) {
      assert.match(stderr, line);
    }
    assert.equal(stderr.match(/^ *FAILED /gm)?.length, 7, stderr);
    assert.deepEqual(await inventory(), things);
  });

  it("takes no trusted token issuer that compares something else", async () => {
    const TrustedTokenIssuerArn = String((things["tokenIssuers"] as Json[])[0]?.["TrustedTokenIssuerArn"]);
    const compare = (ClaimAttributePath: string): Promise<unknown> =>
      sso.updateTrustedTokenIssuer({
        TrustedTokenIssuerArn,
        TrustedTokenIssuerConfiguration: { OidcJwtConfiguration: { ClaimAttributePath } },
      });
    await compare("sub");
    await configure();
    const { code, stderr } = await command("up");
    await compare("email");
    assert.equal(code, 2, stderr);
    assert.match(stderr, /compares sub with emails\.value, and here email is compared/);
    await assertKept();
  });

  it("takes no Access Grants instance that knows nobody of Identity Center", async () => {
    const account = { AccountId: rehearsal.sandbox.credentials.awsAccountId };
    const { InstanceArn } = await directory();
    await control.dissociateAccessGrantsIdentityCenter(account);
    const { code, stderr } = await command("up");
    await control.associateAccessGrantsIdentityCenter({ ...account, IdentityCenterArn: InstanceArn });
    assert.equal(code, 2, stderr);
    assert.match(
      stderr,
      /associated with no Identity Center instance[^]*`aws s3control associate-access-grants-identity-center /,
    );
    await assertKept();
  });

  it("leaves an instance that is not to be adopted as it is where nobody looked before", async () => {
    await configure(({ party }) => delete party["instance"]);
    const { code, stderr } = await command("up", "--skip-preflight");
    assert.equal(code, 2, stderr);
    assert.match(stderr, /AccessGrantsInstanceAlreadyExists/);
    await assertKept();
  });

  it("adopts all of it, and then changes nothing", async () => {
    await configure();
    await operation("up");
    outputs = JSON.parse(await pulumi("stack", "output", "--json", "--show-secrets")) as StackOutputs;
    const { jumpcloud } = outputs.trust.issuers;
    assert.ok(jumpcloud?.kind === "jumpcloud");
    assert.equal(jumpcloud.applications["s3-access-grants"]?.applicationId, applicationId);
    assert.deepEqual((await operation("up")).changes, []);
    const { changes, drift } = await operation("preview", "--refresh");
    assert.deepEqual(changes, []);
    // Policies that were added after the roles were made, as with the published provider.
    assert.deepEqual(
      drift.map(({ type, name, properties }) => `${type} ${name} ${properties.join(" ")}`).sort(),
      ["exchange", "identity", "reports"].map((role) => `aws:iam/role:Role s3/${role} inlinePolicies`),
    );
    const state = JSON.parse(await pulumi("stack", "export")) as { deployment: { resources: readonly Json[] } };
    assert.deepEqual(state.deployment.resources.map(({ type }) => String(type)).filter(isOthers), []);
    await assertKept();
  });

  it("gives a person what their group of Identity Center was granted, by the real commands", async () => {
    const people = await playAfterUp(
      new VendorConsole(rehearsal.sandbox),
      sandboxSend(rehearsal.sandbox),
      outputs,
      join(folder.path, "people"),
    );
    const [option, named = ""] = people.options;
    assert.deepEqual([option, people.options.length], ["--person", 2]);
    const password = await readFile(named.slice(named.indexOf("=") + 1), "utf8");
    const session = join(folder.path, "session.json");
    await logIn(session, password);

    // The SDK itself runs the command, as a profile of somebody's ~/.aws/config says.
    const { awsAccessKeyId, awsSecretAccessKey } = rehearsal.sandbox.credentials;
    const own = `[work]\naws_access_key_id = ${awsAccessKeyId}\naws_secret_access_key = ${awsSecretAccessKey}\n`;
    const main = inProject("scripts", "main.ts");
    const options = ["--stack dev", `--config-file ${rehearsal.backend.configFile}`, `--session ${session}`];
    const asking = `${process.execPath} ${main} data-access ${options.join(" ")} --profile work s3://${bucket}/team-a`;
    const config = `[profile team-a]\nregion = eu-central-1\ncredential_process = ${asking}\n`;
    const { code, stdout, stderr } = await runProgram({
      command: process.execPath,
      args: [reader, bucket, "team-a/1.csv", "team-b/1.csv"],
      env: {
        ...withoutKeys(environment() as Record<string, string>, ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"]),
        AWS_PROFILE: "team-a",
        AWS_CONFIG_FILE: await folder.write("config", config),
        AWS_SHARED_CREDENTIALS_FILE: await folder.write("credentials", own),
      },
      cwd: projectRoot,
    });
    assert.equal(code, 0, stderr);
    assert.deepEqual(JSON.parse(stdout), { "team-a/1.csv": "team-a/1.csv of Acme", "team-b/1.csv": "AccessDenied" });

    const refused = await command("data-access", "--session", session, `s3://${bucket}/team-b`);
    assert.deepEqual([refused.code, refused.stdout], [2, ""]);
    assert.match(refused.stderr, /AccessDenied/);
  });

  /** Dora signs in at the address that `login` prints; her browser goes back to the loopback address. */
  async function logIn(session: string, password: string): Promise<void> {
    const config = ["--stack", "dev", "--config-file", rehearsal.backend.configFile];
    const args = ["login", ...config, "--issuer", "jumpcloud", "--no-browser", "--save", session];
    const login = startScript(args, { env: environment() });
    let printed = "";
    login.child.stderr?.on("data", (text: string) => (printed += text));
    await login.said("code_challenge_method=S256");
    const [address = ""] = /https:\/\/oauth\.id\.jumpcloud\.com\/oauth2\/auth\?\S+/.exec(printed) ?? [];
    const browser = new Browser({
      send: sandboxSend(rehearsal.sandbox),
      catches: ({ hostname }) => hostname === "localhost",
    });
    const person = { userName: "dora@acme.example", password, passwordHost: "console.jumpcloud.com" };
    const end = await signIn(browser, await browser.open(address), person);
    assert.ok(end.kind === "caught", JSON.stringify(end));
    const back = await fetch(end.url);
    assert.equal(back.status, 200, await back.text());
    const { code, stdout, stderr } = await login.finished;
    assert.equal(code, 0, stderr);
    assert.match(stdout, /dora@acme\.example/);
  }

  it("asks the sandbox nothing that it does not know", () => {
    assert.deepEqual(rehearsal.sandbox.refusals, []);
  });

  it("leaves what was adopted at destroy, and nothing of its own", async () => {
    assert.equal((await operation("destroy", "--yes")).resources, 0);
    assert.deepEqual(await inventory(), things);
  });
});
