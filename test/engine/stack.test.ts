import assert from "node:assert/strict";
import { ApiGatewayV2Client, GetApisCommand } from "@aws-sdk/client-apigatewayv2";
import { CloudWatchLogsClient, DescribeLogGroupsCommand } from "@aws-sdk/client-cloudwatch-logs";
import { IAMClient, ListRolesCommand } from "@aws-sdk/client-iam";
import { LambdaClient, ListFunctionsCommand } from "@aws-sdk/client-lambda";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { inProject, projectRoot } from "../../scripts/lib/projectRoot.ts";
import { runProgram } from "../../scripts/lib/process/runProgram.ts";
import { clientProcessEnvironment } from "../../scripts/lib/rehearsal/clientProcessEnvironment.ts";
import { prepareByHand } from "../../scripts/lib/rehearsal/prepareByHand.ts";
import { type Rehearsal, startRehearsal } from "../../scripts/lib/rehearsal/startRehearsal.ts";
import { readStackConfig } from "../../scripts/lib/stack/readStackConfig.ts";
import type { OperationReport } from "../../scripts/lib/stack/runOperation.ts";
import type {
  ClientSecrets,
  DeployedOktaIssuer,
  DeployedTrust,
  RelyingPartySecrets,
} from "../../trust/DeployedTrust.ts";
import type { ApiModel, TrustModel } from "../../trust/TrustModel.ts";
import { sdkHandler } from "../sandbox/aws/support/sdkHandler.ts";
import { recordingTerminal } from "../scripts/support/recordingTerminal.ts";
import { runScript, type ScriptResult, startScript } from "../scripts/support/startScript.ts";
import { temporaryFolder, type TemporaryFolder } from "../scripts/support/temporaryFolder.ts";

/** What the dev stack comes to: every resource, components and the stack itself included. */
const summary = (changes: OperationReport["changes"]): string[] =>
  changes.map(({ op, type, name, properties }) => [op, type, name, ...properties].join(" "));

describe("the dev stack on the real engine", function () {
  this.timeout(120_000);
  let rehearsal: Rehearsal;
  let folder: TemporaryFolder;
  let userFiles: readonly string[];
  let model: TrustModel;
  let appsBefore: unknown;

  before(async () => {
    folder = await temporaryFolder();
    userFiles = await readUserFiles();
    rehearsal = await startRehearsal({ stack: "dev", plugins: "bundled", terminal: recordingTerminal() });
    ({ model } = await readStackConfig("dev"));
    await prepareByHand(rehearsal, "dev", recordingTerminal());
    appsBefore = await okta("GET", "/api/v1/apps");
  });

  after(async () => {
    await rehearsal.close();
    await folder.remove();
  });

  function environment(): Record<string, string | undefined> {
    const inherited = Object.fromEntries(Object.keys(process.env).map((key) => [key, undefined]));
    return { ...inherited, ...clientProcessEnvironment(rehearsal.environment) };
  }

  async function command(name: string, ...args: readonly string[]): Promise<ScriptResult> {
    const { configFile } = rehearsal.backend;
    return runScript([name, "--stack", "dev", "--config-file", configFile, ...args], { env: environment() });
  }

  async function operation(name: string, ...args: readonly string[]): Promise<OperationReport> {
    const json = join(folder.path, `${name}.json`);
    const { code, stderr } = await command(name, ...args, "--json", json);
    assert.equal(code, 0, stderr);
    return JSON.parse(await readFile(json, "utf8")) as OperationReport;
  }

  async function pulumi(...args: readonly string[]): Promise<string> {
    const env = clientProcessEnvironment(rehearsal.environment);
    const { command: engine } = rehearsal.engine;
    const { code, stdout, stderr } = await runProgram({
      command: engine,
      args: [...args, "--stack", "dev"],
      cwd: projectRoot,
      env,
    });
    assert.equal(code, 0, stderr);
    return stdout;
  }

  async function outputs(): Promise<{
    trust: DeployedTrust;
    clientSecrets: ClientSecrets;
    relyingPartySecrets: RelyingPartySecrets;
  }> {
    return JSON.parse(await pulumi("stack", "output", "--json", "--show-secrets")) as never;
  }

  async function okta(method: string, path: string, body?: object): Promise<unknown> {
    const url = new URL(`https://acme-dev.okta.com${path}`);
    const { oktaApiToken } = rehearsal.sandbox.credentials;
    const headers = {
      authorization: `SSWS ${oktaApiToken}`,
      accept: "application/json",
      "content-type": "application/json",
    };
    const text = Buffer.from(body === undefined ? "" : JSON.stringify(body));
    const answer = await rehearsal.sandbox.fetch({
      method,
      url,
      target: path,
      headers: { host: url.host, ...headers },
      body: text,
    });
    assert.ok(answer.status < 300, `${method} ${path}: ${answer.status}`);
    return JSON.parse(Buffer.from(answer.body ?? "").toString()) as unknown;
  }

  it("starts with nothing deployed, and says so", async () => {
    const { code, stderr } = await command("verify");
    assert.equal(code, 2);
    assert.match(stderr, /STACK_OUTPUTS_MISSING: Stack dev has no outputs: nothing is deployed\./);
  });

  it("creates everything at the first up", async () => {
    const { changes, resources } = await operation("up");
    assert.deepEqual(
      changes.filter(({ op }) => op !== "create"),
      [],
    );
    assert.equal(changes.length + providersOf(model), resources);
    const count = (type: string): number => changes.filter((change) => change.type === type).length;
    const okta = Object.values(model.issuers).filter((issuer) => issuer.kind === "okta");
    const microsoft = Object.values(model.issuers).filter((issuer) => issuer.kind === "entra" || issuer.kind === "b2c");
    const federations = Object.values(model.relyingParties).filter((party) => party.kind === "jumpcloud-federation");
    const people = federations.flatMap((party) => Object.values(party.people));
    const pools = Object.values(model.issuers).filter((issuer) => issuer.kind === "cognito");
    const atEntra = pools.flatMap(({ federation }) => Object.values(federation).filter(({ kind }) => kind === "entra"));
    const jumpcloud = Object.values(model.issuers).filter((issuer) => issuer.kind === "jumpcloud");
    const inJumpCloud = jumpcloud.flatMap((issuer) => Object.values(issuer.people));
    const dataAccess = Object.values(model.relyingParties).filter((party) => party.kind === "s3-access-grants");
    const apis = Object.values(model.apis);
    const sum = (counts: readonly number[]): number => counts.reduce((total, one) => total + one, 0);
    const issuersOf = ({ routes }: ApiModel): Set<string> =>
      new Set(routes.flatMap(({ access }) => (access.kind === "jwt" ? access.issuer : [])));
    const hasLambda = ({ routes }: ApiModel): boolean => routes.some(({ access }) => access.kind === "lambda");
    assert.deepEqual(
      {
        servers: count("okta:auth/server:Server"),
        scopes: count("okta:auth/serverScope:ServerScope"),
        apps: count("okta:app/oAuth:OAuth"),
        apis: count("aws:apigatewayv2/api:Api"),
        authorizers: count("aws:apigatewayv2/authorizer:Authorizer"),
        routes: count("aws:apigatewayv2/route:Route"),
        functions: count("aws:lambda/function:Function"),
        applications: count("azuread:index/application:Application"),
        roles: count("azuread:index/appRoleAssignment:AppRoleAssignment"),
        people: count("azuread:index/user:User"),
        identityProviders: count("jumpcloud:index/identityProvider:IdentityProvider"),
        jumpcloudUsers: count("jumpcloud:index/user:User"),
        members: count("jumpcloud:index/groupMembership:GroupMembership"),
        pools: count("aws:cognito/userPool:UserPool"),
        poolClients: count("aws:cognito/userPoolClient:UserPoolClient"),
        poolProviders: count("aws:cognito/identityProvider:IdentityProvider"),
        jumpcloudApplications: count("jumpcloud:index/oidcApplication:OidcApplication"),
        directoryUsers: count("aws:identitystore/user:User"),
        grants: count("aws:s3control/accessGrant:AccessGrant"),
      },
      {
        servers: okta.length,
        scopes: sum(okta.map(({ scopes }) => Object.keys(scopes).length)),
        apps: sum(okta.map(({ clients }) => Object.keys(clients).length)),
        apis: apis.length,
        authorizers: sum(apis.map((api) => issuersOf(api).size + (hasLambda(api) ? 1 : 0))),
        routes: sum(apis.map(({ routes }) => routes.length)),
        functions: sum(apis.map((api) => Object.keys(api.functions).length + (hasLambda(api) ? 1 : 0))),
        applications:
          sum(microsoft.map(({ clients }) => 1 + Object.keys(clients).length)) + federations.length + atEntra.length,
        roles: sum(microsoft.flatMap(({ clients }) => Object.values(clients).map(({ roles }) => roles.length))),
        people: people.length,
        identityProviders: federations.length,
        jumpcloudUsers:
          people.filter((person) => person.jumpcloud === "declared").length +
          inJumpCloud.filter(({ account }) => account === "declared").length,
        members: people.filter(({ routed }) => routed).length + sum(inJumpCloud.map(({ groups }) => groups.length)),
        pools: pools.length,
        poolClients: sum(pools.map(({ clients }) => Object.keys(clients).length)),
        poolProviders: sum(pools.map(({ federation }) => Object.keys(federation).length)),
        jumpcloudApplications: sum(jumpcloud.map(({ clients }) => Object.keys(clients).length)),
        directoryUsers: sum(dataAccess.map(({ identityCenter }) => Object.keys(identityCenter.users).length)),
        grants: sum(dataAccess.map(({ grants }) => Object.keys(grants).length)),
      },
    );
  });

  it("changes nothing at a second up", async () => {
    const { changes } = await operation("up");
    assert.deepEqual(summary(changes), []);
  });

  it("shows exactly a changed scope in a preview, and changes nothing by it", async () => {
    const { configFile } = rehearsal.backend;
    const before = await readFile(configFile, "utf8");
    assert.ok(before.includes("description: Change keys"));
    await writeFile(configFile, before.replace("description: Change keys", "description: Change and delete keys"));
    const expected = ["update okta:auth/serverScope:ServerScope okta/keys.write description"];
    assert.deepEqual(summary((await operation("preview")).changes), expected);
    assert.deepEqual(summary((await operation("preview")).changes), expected);
    await writeFile(configFile, before);
    assert.deepEqual(summary((await operation("preview")).changes), []);
  });

  it("finds a scope that was edited behind the engine's back, and puts it right", async () => {
    // Added after these were made; the published providers show it at the first refresh as well.
    const first = [
      "drift aws:cognito/userPool:UserPool portal domain",
      "drift aws:iam/role:Role inventory/inventory inlinePolicies",
      "drift aws:iam/role:Role orders/authorizer inlinePolicies",
      "drift aws:iam/role:Role orders/orders inlinePolicies",
      "drift aws:iam/role:Role reports-in-s3/exchange inlinePolicies",
      "drift aws:iam/role:Role reports-in-s3/identity inlinePolicies",
      "drift aws:iam/role:Role reports-in-s3/reports inlinePolicies",
      "drift aws:iam/role:Role tickets/tickets inlinePolicies",
      "drift azuread:index/application:Application customers identifierUris",
      "drift azuread:index/application:Application workforce identifierUris",
    ];
    assert.deepEqual(summary((await operation("refresh")).drift).sort(), first);
    assert.deepEqual(summary((await operation("refresh")).drift), []);

    const { trust } = await outputs();
    const scopes = `/api/v1/authorizationServers/${(trust.issuers["okta"] as DeployedOktaIssuer).serverId}/scopes`;
    const scope = ((await okta("GET", scopes)) as { id: string; name: string }[]).find(
      ({ name }) => name === "keys.read",
    );
    await okta("PUT", `${scopes}/${scope!.id}`, { ...scope, description: "List everything" });

    const { drift } = await operation("refresh");
    assert.deepEqual(summary(drift), ["drift okta:auth/serverScope:ServerScope okta/keys.read description"]);
    const { changes } = await operation("up");
    assert.deepEqual(summary(changes), ["update okta:auth/serverScope:ServerScope okta/keys.read description"]);
    assert.deepEqual(summary((await operation("preview", "--refresh")).drift), []);
  });

  it("keeps no secret in plain in the state", async () => {
    const { clientSecrets, relyingPartySecrets } = await outputs();
    const ofClients = Object.values(clientSecrets).flatMap((clients) => Object.values(clients));
    const ofParties = Object.values(relyingPartySecrets).flatMap(({ clientSecret, initialPasswords }) => [
      clientSecret,
      ...Object.values(initialPasswords),
    ]);
    assert.deepEqual([ofClients.length, ofParties.length], [17, 4]);
    const secrets = [...ofClients, ...ofParties];
    assert.ok(secrets.every((secret) => secret.length >= 20));
    const state = await pulumi("stack", "export");
    const { oktaApiToken, awsSecretAccessKey } = rehearsal.sandbox.credentials;
    for (const secret of [...secrets, oktaApiToken, awsSecretAccessKey]) assert.ok(!state.includes(secret));
  });

  it("asks before it destroys, and without a terminal refuses", async () => {
    const { code, stderr } = await command("destroy");
    assert.deepEqual(
      { code, stderr },
      { code: 2, stderr: "USAGE: Without a terminal to ask on, `destroy` wants --yes.\n  where: --yes\n" },
    );
  });

  it("leaves the vendors empty after destroy", async () => {
    const { changes, resources } = await operation("destroy", "--yes");
    assert.ok(changes.length > 0);
    assert.deepEqual({ resources, others: changes.filter(({ op }) => op !== "delete") }, { resources: 0, others: [] });

    const servers = (await okta("GET", "/api/v1/authorizationServers")) as { name: string }[];
    assert.deepEqual(
      servers.filter(({ name }) => name !== "default"),
      [],
    );
    assert.deepEqual(await okta("GET", "/api/v1/apps"), appsBefore);

    const { awsAccessKeyId: accessKeyId, awsSecretAccessKey: secretAccessKey } = rehearsal.sandbox.credentials;
    const requestHandler = sdkHandler((request) => rehearsal.sandbox.fetch(request)) as never;
    const client = { region: "eu-central-1", credentials: { accessKeyId, secretAccessKey }, requestHandler };
    assert.deepEqual((await new ApiGatewayV2Client(client).send(new GetApisCommand())).Items, []);
    assert.deepEqual((await new LambdaClient(client).send(new ListFunctionsCommand())).Functions, []);
    assert.deepEqual((await new IAMClient(client).send(new ListRolesCommand())).Roles, []);
    assert.deepEqual((await new CloudWatchLogsClient(client).send(new DescribeLogGroupsCommand())).logGroups, []);
  });

  it("stops half way on Ctrl-C with a state that the next run goes on from", async () => {
    const { configFile } = rehearsal.backend;
    const stopped = startScript(["up", "--stack", "dev", "--config-file", configFile], {
      env: environment(),
      detached: true,
    });
    await stopped.said("+ create   okta:auth/server:Server");
    process.kill(-Number(stopped.child.pid), "SIGINT");
    const { code, stdout, stderr } = await stopped.finished;
    assert.equal(code, 2, stdout + stderr);
    assert.match(stderr, /^INTERRUPTED: The engine stopped when it was told to/m);
    const state = JSON.parse(await pulumi("stack", "export")) as { deployment: { resources: { type: string }[] } };
    const made = state.deployment.resources.filter(({ type }) => !type.startsWith("pulumi:providers:"));

    const { changes, resources } = await operation("up");
    assert.ok(changes.length > 0);
    assert.deepEqual(summary(changes.filter(({ op }) => op !== "create")), []);
    assert.equal(made.length + changes.length + providersOf(model), resources);
    assert.deepEqual(summary((await operation("preview", "--refresh")).changes), []);
    assert.equal((await operation("destroy", "--yes")).resources, 0);
  });

  it("asked the sandbox nothing that it does not know", () => {
    assert.deepEqual(rehearsal.sandbox.refusals, []);
  });

  it("changed no file of the user's", async () => {
    assert.deepEqual(await readUserFiles(), userFiles);
  });
});

/** Providers that the program configures itself, one for each B2C tenant's issuer: resources that no change is told of. */
function providersOf({ issuers }: TrustModel): number {
  return Object.values(issuers).filter(({ kind }) => kind === "b2c").length;
}

async function readUserFiles(): Promise<readonly string[]> {
  return Promise.all(["Pulumi.dev.yaml", "Pulumi.yaml"].map((name) => readFile(inProject(name), "utf8")));
}
