import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { CognitoIdentityProvider } from "@aws-sdk/client-cognito-identity-provider";
import { decodeJwt } from "jose";
import { parse, stringify } from "yaml";
import { awsClient } from "../../scripts/lib/vendors/aws/awsClient.ts";
import { projectRoot } from "../../scripts/lib/projectRoot.ts";
import { runProgram } from "../../scripts/lib/process/runProgram.ts";
import { VendorConsole } from "../../scripts/lib/rehearsal/VendorConsole.ts";
import { clientProcessEnvironment } from "../../scripts/lib/rehearsal/clientProcessEnvironment.ts";
import { type Rehearsal, startRehearsal } from "../../scripts/lib/rehearsal/startRehearsal.ts";
import type { CheckResult } from "../../scripts/lib/report/RehearsalReport.ts";
import type { OperationReport } from "../../scripts/lib/stack/runOperation.ts";
import type { StackOutputs } from "../../scripts/lib/stack/readStackOutputs.ts";
import type { DeployedCognitoIssuer } from "../../trust/DeployedTrust.ts";
import { proxyClients } from "../sandbox/support/proxyClient.ts";
import { recordingTerminal } from "../scripts/support/recordingTerminal.ts";
import { runScript, type ScriptResult } from "../scripts/support/startScript.ts";
import { temporaryFolder, type TemporaryFolder } from "../scripts/support/temporaryFolder.ts";
import { tokenShape } from "../support/tokenShape.ts";
import { cognitoSettings, type CognitoSettings } from "../trust/cognitoFixture.ts";

interface Answer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

describe("a user pool and an API that trusts it, on the real engine", function () {
  this.timeout(120_000);
  let rehearsal: Rehearsal;
  let folder: TemporaryFolder;
  let outputs: StackOutputs;
  const clientOf = proxyClients();

  before(async () => {
    folder = await temporaryFolder();
    rehearsal = await startRehearsal({ stack: "dev", plugins: "bundled", terminal: recordingTerminal() });
    await configure();
  });
  after(async () => {
    await rehearsal.close();
    await folder.remove();
  });

  /** Puts the pool and its API in place of what the rehearsal's copy of the config has. */
  async function configure(change: (settings: CognitoSettings) => void = () => undefined): Promise<void> {
    const { configFile } = rehearsal.backend;
    const file = parse(await readFile(configFile, "utf8")) as { config: Record<string, unknown> };
    const settings = cognitoSettings();
    settings.apis.orders.routes["GET /orders/checked"] = {
      authorizer: "lambda",
      issuer: "portal",
      scopes: ["orders/read"],
      lambda: "orders",
    };
    change(settings);
    Object.assign(file.config, {
      "crosstrust:issuers": settings.issuers,
      "crosstrust:apis": settings.apis,
      "crosstrust:relyingParties": {},
    });
    await writeFile(configFile, stringify(file));
  }

  async function command(name: string, ...args: readonly string[]): Promise<ScriptResult> {
    const inherited = Object.fromEntries(Object.keys(process.env).map((key) => [key, undefined]));
    const env = { ...inherited, ...clientProcessEnvironment(rehearsal.environment) };
    return runScript([name, "--stack", "dev", "--config-file", rehearsal.backend.configFile, ...args], { env });
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

  const portal = (): DeployedCognitoIssuer => outputs.trust.issuers["portal"] as DeployedCognitoIssuer;

  async function send(method: string, at: string, headers: Record<string, string>, body = ""): Promise<Answer> {
    const url = new URL(at);
    const request = { method, url, target: url.pathname + url.search, headers: { host: url.host, ...headers } };
    const answer = await rehearsal.sandbox.fetch({ ...request, body: Buffer.from(body) });
    const text = Buffer.from(answer.body ?? "").toString();
    return { status: answer.status, body: text === "" ? {} : (JSON.parse(text) as Answer["body"]) };
  }

  async function askForToken(client: string, scope: string): Promise<Answer> {
    const { tokenEndpoint, clients } = portal();
    const credentials = `${clients[client]!.clientId}:${outputs.clientSecrets["portal"]![client]!}`;
    return send(
      "POST",
      tokenEndpoint,
      {
        authorization: `Basic ${Buffer.from(credentials).toString("base64")}`,
        "content-type": "application/x-www-form-urlencoded",
      },
      String(new URLSearchParams({ grant_type: "client_credentials", scope })),
    );
  }

  async function tokenOf(client: string, scope: string): Promise<string> {
    const { status, body } = await askForToken(client, scope);
    assert.equal(status, 200, JSON.stringify(body));
    return String(body["access_token"]);
  }

  async function call(route: string, token?: string): Promise<number> {
    const [method = "", path = ""] = route.split(" ");
    const { endpoint } = outputs.trust.apis["orders"]!;
    const headers: Record<string, string> = token === undefined ? {} : { authorization: `Bearer ${token}` };
    return (await send(method, endpoint + path, headers)).status;
  }

  it("makes nothing where another pool has the domain", async () => {
    const { AWS_ACCESS_KEY_ID = "", AWS_SECRET_ACCESS_KEY = "" } = rehearsal.environment;
    const aws = awsClient((config) => new CognitoIdentityProvider(config), {
      region: "eu-central-1",
      signal: new AbortController().signal,
      credentials: { accessKeyId: AWS_ACCESS_KEY_ID, secretAccessKey: AWS_SECRET_ACCESS_KEY },
      fetch: clientOf(rehearsal.sandbox) as unknown as typeof globalThis.fetch,
    });
    const { UserPool } = await aws.createUserPool({ PoolName: "another" });
    const UserPoolId = UserPool?.Id ?? "";
    const Domain = (cognitoSettings().issuers.portal.domain as { readonly prefix: string }).prefix;
    await aws.createUserPoolDomain({ UserPoolId, Domain });
    const { code, stderr } = await command("up");
    assert.equal(code, 2);
    assert.match(stderr, /FAILED {2}issuers\.portal\.domain: The domain \S+ is another user pool's\./);
    const { UserPools = [] } = await aws.listUserPools({ MaxResults: 60 });
    assert.deepEqual(
      UserPools.map(({ Id }) => Id),
      [UserPoolId],
    );
    await aws.deleteUserPoolDomain({ UserPoolId, Domain });
    await aws.deleteUserPool({ UserPoolId });
  });

  it("creates everything at the first up", async () => {
    const { changes } = await operation("up");
    assert.deepEqual(
      changes.filter(({ op }) => op !== "create"),
      [],
    );
    const pools = changes.filter(({ type }) => type.startsWith("aws:cognito/"));
    assert.equal(pools.length, 12);
    outputs = JSON.parse(await pulumi("stack", "output", "--json", "--show-secrets")) as StackOutputs;
  });

  it("changes nothing at a second up, and finds no drift", async () => {
    assert.deepEqual((await operation("up")).changes, []);
    const drift = async () =>
      (await operation("refresh")).drift
        .filter(({ type }) => type.startsWith("aws:cognito/"))
        .map(({ name, properties }) => [name, ...properties].join(" "));
    // The pool got its domain after it was made; the published provider shows it at the first refresh as well.
    assert.deepEqual(await drift(), ["portal domain"]);
    assert.deepEqual(await drift(), []);
    assert.deepEqual((await operation("preview")).changes, []);
  });

  it("says issuer, audiences and endpoints as they are", async () => {
    const deployed = portal();
    assert.match(deployed.issuer, /^https:\/\/cognito-idp\.eu-central-1\.amazonaws\.com\/eu-central-1_\w{9}$/);
    assert.equal(deployed.issuer.split("/").at(-1), deployed.userPoolId);
    const { batch, counter, local } = deployed.clients;
    assert.deepEqual(deployed.audiences, [batch!.clientId, counter!.clientId, local!.clientId]);
    const document = await send("GET", deployed.discoveryUrl, {});
    assert.deepEqual(
      [document.body["issuer"], document.body["token_endpoint"]],
      [deployed.issuer, deployed.tokenEndpoint],
    );
  });

  it("gives a machine a token that names it, and nobody else", async () => {
    const { clients, issuer } = portal();
    const claims = decodeJwt(await tokenOf("batch", "orders/read"));
    const { iss, aud, client_id, token_use, scope } = claims;
    assert.deepEqual(
      { iss, aud, client_id, token_use, scope },
      { iss: issuer, aud: undefined, client_id: clients["batch"]!.clientId, token_use: "access", scope: "orders/read" },
    );
    assert.equal(Number(claims.exp) - Number(claims.iat), 300);
  });

  it("lets a machine in by scope and by client id, at both kinds of authorizer", async () => {
    const [reader, counter] = [await tokenOf("batch", "orders/read"), await tokenOf("counter", "")];
    assert.equal(await call("GET /orders", reader), 200);
    assert.equal(await call("GET /orders/checked", reader), 200);
    assert.equal(await call("POST /orders", reader), 403);
    assert.equal(await call("GET /orders", counter), 403);
    assert.equal(await call("GET /orders/checked", counter), 403);
    assert.equal(await call("GET /orders/status", counter), 200);
    for (const route of ["GET /orders", "GET /orders/checked", "GET /orders/status"]) {
      assert.equal(await call(route), 401, route);
    }
    const [header = "", , signature = ""] = reader.split(".");
    const claims = Buffer.from(JSON.stringify({ ...decodeJwt(reader), scope: "orders/write" })).toString("base64url");
    assert.equal(await call("POST /orders", [header, claims, signature].join(".")), 401);
  });

  it("gives a machine no scope that is not its own, and a client of people no token in its own name", async () => {
    assert.deepEqual(await askForToken("batch", "https://stock.acme.example/count"), {
      status: 400,
      body: { error: "invalid_scope" },
    });
    const { status, body } = await askForToken("jsm", "openid");
    assert.deepEqual([status, body["error"]], [400, "unauthorized_client"]);
  });

  it("is proved by verify, but for what needs a person", async () => {
    const json = join(folder.path, "verify.json");
    const { code, stderr } = await command("verify", "--json", json);
    const { checks } = JSON.parse(await readFile(json, "utf8")) as { checks: readonly CheckResult[] };
    assert.deepEqual(
      checks.filter(({ ok }) => ok === false),
      [],
    );
    assert.equal(code, 0, stderr);
    const proved = checks.filter(({ ok }) => ok === true).map(({ name }) => name);
    for (const name of [
      "portal: issuer in openid-configuration",
      "portal: token endpoint in openid-configuration",
      "portal/batch: a token with its scopes",
      "portal/batch: an access token that names the client, and no audience",
      "portal/counter: no token with a scope that it may not have (orders/read)",
      "portal/counter: no token with a wrong secret",
      "portal/jsm: no token in its own name",
      "orders GET /orders: portal/batch with orders/read",
      "orders GET /orders: portal/counter with https://stock.acme.example/count",
      "orders GET /orders/status: portal/counter with https://stock.acme.example/count",
      "orders GET /orders/checked: portal/batch with orders/read",
    ]) {
      assert.ok(proved.includes(name), `${name} is not among\n${proved.join("\n")}`);
    }
    const open = checks.filter(({ ok }) => ok === null);
    assert.ok(open.some(({ reason }) => reason?.endsWith("--person portal/NAME=FILE")));
  });

  it("is proved by verify with a person's password, for every client that people sign in to", async () => {
    const [email, value] = ["dora@acme.example", "correct-Horse-battery-1"];
    const { userPoolId } = portal();
    await new VendorConsole(rehearsal.sandbox).createPoolUser(
      { region: outputs.trust.region, userPoolId, userName: email },
      { email, email_verified: "true" },
      { value, temporary: false },
    );
    const password = await folder.write("dora", value);
    const json = join(folder.path, "verify-people.json");
    const { code, stderr } = await command("verify", "--person", `portal/${email}=${password}`, "--json", json);
    assert.equal(code, 0, stderr);
    const text = await readFile(json, "utf8");
    assert.ok(!text.includes(value));
    assert.doesNotMatch(text, tokenShape);
    const { checks } = JSON.parse(text) as { checks: readonly CheckResult[] };
    const ofPeople = checks.filter(({ name }) => /portal\/(jsm|local)/.test(name));
    assert.deepEqual(
      ofPeople.filter(({ ok }) => ok !== true),
      [],
    );
    const names = ofPeople.map(({ name }) => name);
    for (const name of [
      "portal/local: an ID token for the client",
      "orders GET /orders: portal/local with orders/read",
      "orders GET /orders: portal/local, an ID token",
      "orders GET /orders/status: portal/local, an ID token",
      "orders GET /orders/status: portal/jsm, an ID token",
      "orders GET /orders/checked: portal/local with orders/read",
    ]) {
      assert.ok(names.includes(name), `${name} is not among\n${names.join("\n")}`);
    }
  });

  it("keeps no client's secret in plain in the state", async () => {
    const secrets = Object.values(outputs.clientSecrets["portal"] ?? {});
    assert.equal(secrets.length, 4);
    const state = await pulumi("stack", "export");
    for (const secret of secrets) assert.ok(secret.length > 20 && !state.includes(secret));
  });

  it("takes away logout URLs and audiences that the config no longer names", async () => {
    await configure(({ issuers }) => {
      issuers.portal.clients.jsm["logoutUrls"] = [];
      issuers.portal.clients.local["scopes"] = ["openid"];
    });
    const { changes } = await operation("up");
    assert.deepEqual(changes.map(({ op, name, properties }) => [op, name, ...properties].join(" ")).sort(), [
      "update orders/authorizer code",
      "update orders/portal jwtConfiguration",
      "update portal/jsm logoutUrls",
      "update portal/local allowedOauthScopes",
    ]);
    assert.deepEqual((await operation("preview", "--refresh")).changes, []);
  });

  it("asks the sandbox nothing that it does not know", () => {
    assert.deepEqual(rehearsal.sandbox.refusals, []);
  });

  it("leaves no user pool behind after destroy", async () => {
    const { issuer } = portal();
    const { resources, changes } = await operation("destroy", "--yes");
    assert.deepEqual({ resources, others: changes.filter(({ op }) => op !== "delete") }, { resources: 0, others: [] });
    const document = await send("GET", `${issuer}/.well-known/openid-configuration`, {});
    assert.equal(document.status, 404);
  });
});
