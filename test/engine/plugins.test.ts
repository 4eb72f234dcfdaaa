import { Api } from "@pulumi/aws/apigatewayv2/api.js";
import { Authorizer } from "@pulumi/aws/apigatewayv2/authorizer.js";
import { Integration } from "@pulumi/aws/apigatewayv2/integration.js";
import { Route } from "@pulumi/aws/apigatewayv2/route.js";
import { Stage } from "@pulumi/aws/apigatewayv2/stage.js";
import { LogGroup } from "@pulumi/aws/cloudwatch/logGroup.js";
import { getRegionOutput } from "@pulumi/aws/getRegion.js";
import { Role } from "@pulumi/aws/iam/role.js";
import { RolePolicy } from "@pulumi/aws/iam/rolePolicy.js";
import { Function as LambdaFunction } from "@pulumi/aws/lambda/function.js";
import { Permission } from "@pulumi/aws/lambda/permission.js";
import { Provider as AwsProvider } from "@pulumi/aws/provider.js";
import { OAuth } from "@pulumi/okta/app/oauth.js";
import { Server } from "@pulumi/okta/auth/server.js";
import { ServerPolicy } from "@pulumi/okta/auth/serverPolicy.js";
import { ServerPolicyRule } from "@pulumi/okta/auth/serverPolicyRule.js";
import { ServerScope } from "@pulumi/okta/auth/serverScope.js";
import * as pulumi from "@pulumi/pulumi";
import { LocalWorkspace } from "@pulumi/pulumi/automation/index.js";
import type { EngineEvent, Stack } from "@pulumi/pulumi/automation/index.js";
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { startPlugins } from "../../sandbox/plugins/startPlugins.ts";
import type { RunningPlugins } from "../../sandbox/plugins/startPlugins.ts";
import { startSandbox } from "../../sandbox/startSandbox.ts";
import { findRealPlugin, installPlugin } from "./support/realPlugin.ts";
import type { Sandbox } from "../../sandbox/startSandbox.ts";

/** What the tests change between two runs of the program. */
interface Wishes {
  scopeDescription: string;
  logGroupName: string;
  imported?: { readonly id: string; readonly name: string };
  brokenRoute: boolean;
  code: string;
}

describe("the bundled plugins on the real engine", function () {
  this.timeout(120_000);

  const wishes: Wishes = {
    scopeDescription: "List keys",
    logGroupName: "/access/inventory",
    brokenRoute: false,
    code: "export const handler = async () => ({ statusCode: 200 });",
  };
  let home: string;
  let sandbox: Sandbox;
  let plugins: RunningPlugins;
  let stack: Stack;
  let clientSecret: string;

  before(async function () {
    if (!(await engineOnPath())) {
      process.stdout.write("    skipped: there is no pulumi on the PATH\n");
      this.skip();
    }
    home = await mkdtemp(join(tmpdir(), "crosstrust-plugins-"));
    await Promise.all(["backend", "home", "work"].map((folder) => mkdir(join(home, folder))));
    sandbox = await startSandbox();
    plugins = await startPlugins(sandbox.clientEnvironment);
    stack = await LocalWorkspace.createOrSelectStack(
      { stackName: "test", projectName: "plugins", program: async () => program(wishes) },
      {
        workDir: join(home, "work"),
        pulumiHome: join(home, "home"),
        envVars: {
          PULUMI_BACKEND_URL: `file://${join(home, "backend")}`,
          PULUMI_CONFIG_PASSPHRASE: "correct horse",
          PULUMI_DEBUG_PROVIDERS: plugins.debugProviders,
          PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
          PULUMI_SKIP_UPDATE_CHECK: "true",
        },
      },
    );
    await stack.setAllConfig({
      "aws:region": { value: "eu-central-1" },
      "okta:orgName": { value: "acme-dev" },
      "okta:baseUrl": { value: "okta.com" },
    });
  });

  after(async () => {
    await (plugins as RunningPlugins | undefined)?.close();
    await (sandbox as Sandbox | undefined)?.close();
    if (home) await rm(home, { recursive: true, force: true });
  });

  it("creates everything that the program declares", async () => {
    const { summary, outputs } = await stack.up();

    assert.deepEqual(summary.resourceChanges, { create: 18 });
    const serverId = String(outputs["serverId"]?.value);
    assert.equal(outputs["issuer"]?.value, `https://acme-dev.okta.com/oauth2/${serverId}`);
    assert.match(
      String(outputs["invokeUrl"]?.value),
      /^https:\/\/[a-z0-9]{10}\.execute-api\.eu-central-1\.amazonaws\.com\/$/,
    );
    assert.deepEqual(sandbox.refusals, []);
  });

  it("configures each provider instance on its own", async () => {
    const outputs = await stack.outputs();

    assert.match(
      String(outputs["logGroupArn"]?.value),
      /^arn:aws:logs:eu-central-1:\d{12}:log-group:\/access\/inventory$/,
    );
    assert.match(String(outputs["elsewhereArn"]?.value), /^arn:aws:logs:us-east-1:\d{12}:log-group:elsewhere$/);
    assert.equal(outputs["region"]?.value, "eu-central-1");
  });

  it("keeps the client secret out of the plain state", async () => {
    const { clientSecret: output } = await stack.outputs();
    clientSecret = String(output?.value);

    assert.equal(output?.secret, true);
    assert.ok(clientSecret.length >= 40);
    assert.deepEqual(await filesThatHold(home, clientSecret), []);
  });

  it("changes nothing the second time", async () => {
    const { summary } = await stack.up();

    assert.deepEqual(summary.resourceChanges, { same: 18 });
  });

  it("shows exactly the change that was made to the program", async () => {
    wishes.scopeDescription = "List all keys";
    const differences = await changesOf((onEvent) => stack.preview({ onEvent }));

    assert.deepEqual(differences, [{ op: "update", name: "keys.read", detail: { description: "update" } }]);
    assert.deepEqual((await stack.up()).summary.resourceChanges, { same: 17, update: 1 });
  });

  it("uploads the code of a function when the code changes, and nothing else", async () => {
    wishes.code = "export const handler = async () => ({ statusCode: 204 });";
    const differences = await changesOf((onEvent) => stack.preview({ onEvent }));

    assert.deepEqual(differences, [{ op: "update", name: "inventory", detail: { code: "update" } }]);
    const before = (await stack.outputs())["codeSha256"]?.value as string;
    await stack.up();
    assert.notEqual((await stack.outputs())["codeSha256"]?.value, before);
  });

  it("leaves a state that the real okta plugin takes for its own, and takes over its state", async function () {
    const real = await findRealPlugin("okta");
    if (real === undefined) {
      process.stdout.write("    skipped: the real okta plugin is not installed\n");
      return this.skip();
    }
    await installPlugin("okta", real, join(home, "home"));
    const { envVars } = stack.workspace;
    const bundled = { ...envVars };
    const [aws = ""] = /aws:\d+/.exec(plugins.debugProviders) ?? [];
    Object.assign(envVars, sandbox.clientEnvironment, { PULUMI_DEBUG_PROVIDERS: aws });
    try {
      assert.deepEqual(await changesOf((onEvent) => stack.preview({ onEvent })), []);
      await stack.refresh();
    } finally {
      Object.assign(envVars, bundled);
    }
    assert.deepEqual(await changesOf((onEvent) => stack.preview({ onEvent })), []);
    return undefined;
  });

  it("finds a scope that was edited behind the engine's back, and puts it back", async () => {
    const { serverId, scopeId } = await ids(stack);
    const path = `/api/v1/authorizationServers/${serverId}/scopes/${scopeId}`;
    const scope = await askOkta(sandbox, "GET", path);
    await askOkta(sandbox, "PUT", path, { ...scope, description: "edited" });

    const refreshed = await stack.refresh();
    assert.deepEqual(refreshed.summary.resourceChanges, { same: 17, update: 1 });
    const differences = await changesOf((onEvent) => stack.preview({ onEvent }));
    assert.deepEqual(differences, [{ op: "update", name: "keys.read", detail: { description: "update" } }]);

    await stack.up();
    assert.equal((await askOkta(sandbox, "GET", path))["description"], "List all keys");
  });

  it("finds a scope that was deleted behind the engine's back, and creates it again", async () => {
    const { serverId, scopeId } = await ids(stack);
    await askOkta(sandbox, "DELETE", `/api/v1/authorizationServers/${serverId}/scopes/${scopeId}`);

    assert.deepEqual((await stack.refresh()).summary.resourceChanges, { delete: 1, same: 17 });
    assert.deepEqual((await stack.up()).summary.resourceChanges, { create: 1, same: 17 });
    assert.notEqual((await ids(stack)).scopeId, scopeId);
  });

  it("replaces what cannot be changed, the old one first where the program chose the name", async () => {
    wishes.logGroupName = "/access/renamed";
    const steps: string[] = [];
    await stack.up({
      onEvent: ({ resOutputsEvent }) => {
        const { op, urn } = resOutputsEvent?.metadata ?? { op: "same", urn: "" };
        if (urn.endsWith("::access")) steps.push(op);
      },
    });

    assert.deepEqual(steps, ["delete-replaced", "replace", "create-replacement"]);
    assert.match(String((await stack.outputs())["logGroupArn"]?.value), /:log-group:\/access\/renamed$/);
  });

  it("imports an object that was there before", async () => {
    const { serverId } = await ids(stack);
    const scope = await askOkta(sandbox, "POST", `/api/v1/authorizationServers/${serverId}/scopes`, {
      name: "keys.export",
      description: "Export keys",
      consent: "IMPLICIT",
      metadataPublish: "NO_CLIENTS",
    });
    wishes.imported = { id: `${serverId}/${String(scope["id"])}`, name: "keys.export" };

    assert.deepEqual((await stack.up()).summary.resourceChanges, { import: 1, same: 18 });
    assert.deepEqual((await stack.up()).summary.resourceChanges, { same: 19 });
  });

  it("tells a vendor's refusal with its code, and leaves nothing of it in the state", async () => {
    wishes.brokenRoute = true;
    const events: EngineEvent[] = [];
    await assert.rejects(stack.up({ onEvent: (event) => events.push(event) }));
    wishes.brokenRoute = false;

    // What the engine shows: the SDK's debug messages, which hold every answer as it is, it shows nobody unasked.
    const shown: readonly unknown[] = ["error", "warning", "info", "info#err"];
    const messages = events
      .flatMap(({ diagnosticEvent }) => (shown.includes(diagnosticEvent?.severity) ? [diagnosticEvent?.message] : []))
      .join("\n");
    assert.match(messages, /creating aws:apigatewayv2\/route:Route broken: \w+Exception: .+ \(HTTP 4\d\d\)/);
    assert.ok(!messages.includes(clientSecret));
    assert.deepEqual((await stack.up()).summary.resourceChanges, { same: 19 });
  });

  it("destroys everything", async () => {
    const { serverId } = await ids(stack);
    const { summary } = await stack.destroy();

    assert.deepEqual(summary.resourceChanges, { delete: 19 });
    const servers = (await askOkta(sandbox, "GET", "/api/v1/authorizationServers")) as unknown as { id: string }[];
    assert.ok(servers.every(({ id }) => id !== serverId));
    assert.deepEqual(sandbox.refusals, []);
  });
});

function program(wishes: Wishes): Record<string, pulumi.Input<unknown>> {
  const server = new Server("inventory", { name: "Inventory", audiences: ["https://api.acme.example"] });
  const scope = new ServerScope("keys.read", {
    authServerId: server.id,
    name: "keys.read",
    description: wishes.scopeDescription,
    default: true,
    metadataPublish: "NO_CLIENTS",
  });
  const policy = new ServerPolicy("all", {
    authServerId: server.id,
    description: "Everybody",
    priority: 1,
    clientWhitelists: ["ALL_CLIENTS"],
  });
  new ServerPolicyRule("machines", {
    authServerId: server.id,
    policyId: policy.id,
    priority: 1,
    grantTypeWhitelists: ["client_credentials"],
    scopeWhitelists: [scope.name],
  });
  const app = new OAuth("key-insight", {
    label: "Key Insight",
    type: "service",
    grantTypes: ["client_credentials"],
    responseTypes: ["token"],
  });
  if (wishes.imported) {
    const { id, name } = wishes.imported;
    const like = { authServerId: server.id, name, description: "Export keys", metadataPublish: "NO_CLIENTS" };
    new ServerScope(name, like, { import: id });
  }

  const trust = { Effect: "Allow" as const, Action: "sts:AssumeRole", Principal: { Service: "lambda.amazonaws.com" } };
  const role = new Role("inventory", { assumeRolePolicy: { Version: "2012-10-17", Statement: [trust] } });
  const access = new LogGroup("access", { name: wishes.logGroupName, retentionInDays: 30, tags: { team: "keys" } });
  new RolePolicy("logs", {
    role: role.id,
    policy: {
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Action: ["logs:CreateLogStream", "logs:PutLogEvents"], Resource: access.arn }],
    },
  });
  const lambda = new LambdaFunction("inventory", {
    role: role.arn,
    runtime: "nodejs22.x",
    handler: "index.handler",
    code: new pulumi.asset.AssetArchive({ "index.mjs": new pulumi.asset.StringAsset(wishes.code) }),
  });
  const api = new Api("inventory", { protocolType: "HTTP" });
  const authorizer = new Authorizer("okta", {
    apiId: api.id,
    authorizerType: "JWT",
    identitySources: ["$request.header.Authorization"],
    jwtConfiguration: { issuer: server.issuer, audiences: server.audiences },
  });
  const integration = new Integration("inventory", {
    apiId: api.id,
    integrationType: "AWS_PROXY",
    integrationUri: lambda.invokeArn,
    payloadFormatVersion: "2.0",
  });
  const route = new Route("GET /keys", {
    apiId: api.id,
    routeKey: "GET /keys",
    authorizationType: "JWT",
    authorizerId: authorizer.id,
    authorizationScopes: [scope.name],
    target: pulumi.interpolate`integrations/${integration.id}`,
  });
  if (wishes.brokenRoute) new Route("broken", { apiId: api.id, routeKey: "GET /keys" }, { dependsOn: route });
  const stage = new Stage(
    "live",
    {
      apiId: api.id,
      name: "$default",
      autoDeploy: true,
      accessLogSettings: { destinationArn: access.arn, format: "$context.requestId" },
    },
    { dependsOn: route },
  );
  new Permission("gateway", {
    action: "lambda:InvokeFunction",
    function: lambda.name,
    principal: "apigateway.amazonaws.com",
    sourceArn: pulumi.interpolate`${api.executionArn}/*/*/keys`,
  });
  const elsewhere = new AwsProvider("elsewhere", { region: "us-east-1" });
  const elsewhereGroup = new LogGroup("elsewhere", { name: "elsewhere" }, { provider: elsewhere });

  return {
    serverId: server.id,
    issuer: server.issuer,
    scopeId: scope.id,
    clientSecret: app.clientSecret,
    invokeUrl: stage.invokeUrl,
    codeSha256: lambda.codeSha256,
    logGroupArn: access.arn,
    elsewhereArn: elsewhereGroup.arn,
    region: getRegionOutput().region,
  };
}

interface Difference {
  readonly op: string;
  readonly name: string;
  readonly detail: Readonly<Record<string, string>>;
}

/** What a preview would change, resource by resource. */
async function changesOf(preview: (onEvent: (event: EngineEvent) => void) => Promise<unknown>): Promise<Difference[]> {
  const differences: Difference[] = [];
  await preview(({ resourcePreEvent }) => {
    const { op, urn, detailedDiff } = resourcePreEvent?.metadata ?? { op: "same", urn: "" };
    if (op === "same") return;
    const detail = Object.entries(detailedDiff ?? {}).map(([path, { diffKind }]) => [path, diffKind] as const);
    differences.push({ op, name: urn.split("::").at(-1) ?? "", detail: Object.fromEntries(detail) });
  });
  return differences;
}

async function ids(stack: Stack): Promise<{ serverId: string; scopeId: string }> {
  const { serverId, scopeId } = await stack.outputs();
  return { serverId: String(serverId?.value), scopeId: String(scopeId?.value) };
}

async function askOkta(
  sandbox: Sandbox,
  method: string,
  path: string,
  body?: object,
): Promise<Readonly<Record<string, unknown>>> {
  const answer = await sandbox.fetch({
    method,
    url: new URL(`https://acme-dev.okta.com${path}`),
    target: path,
    headers: {
      host: "acme-dev.okta.com",
      authorization: `SSWS ${sandbox.credentials.oktaApiToken}`,
      accept: "application/json",
      "content-type": "application/json",
    },
    body: Buffer.from(body ? JSON.stringify(body) : ""),
  });
  assert.ok(answer.status < 300, `${method} ${path}: ${answer.status}`);
  const text = Buffer.from(answer.body ?? "").toString();
  return text === "" ? {} : (JSON.parse(text) as Record<string, unknown>);
}

async function filesThatHold(folder: string, text: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name));
  const contents = await Promise.all(files.map(async (file) => [file, await readFile(file)] as const));
  return contents.filter(([, content]) => content.includes(text)).map(([file]) => file);
}

async function engineOnPath(): Promise<boolean> {
  return promisify(execFile)("pulumi", ["version"]).then(
    () => true,
    () => false,
  );
}
