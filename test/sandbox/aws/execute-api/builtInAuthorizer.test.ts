import assert from "node:assert/strict";
import type { CreateAuthorizerCommandInput } from "@aws-sdk/client-apigatewayv2";
import { FilterLogEventsCommand } from "@aws-sdk/client-cloudwatch-logs";
import { UpdateFunctionCodeCommand } from "@aws-sdk/client-lambda";
import type { JWTPayload } from "jose";
import type { AccessTable } from "../../../../components/aws/authorizer/decideAccess.mjs";
import { type AwsCloud, awsClouds, start } from "../support/AwsCloud.ts";
import { authorizerPackage } from "../support/authorizerPackage.ts";
import { audience, issuer, Issuer } from "../support/issuer.ts";
import { allowInvocation, makeFunction, makeRole, TestApi } from "../support/resources.ts";

const byScope = (scope: string) => [{ issuer: "okta", scopes: [scope], roles: [] }];
const table: AccessTable = {
  issuers: {
    okta: {
      iss: issuer,
      audiences: [audience],
      discoveryUrl: `${issuer}/.well-known/openid-configuration`,
      clientIdClaim: "cid",
    },
  },
  routes: {
    "GET /keys": byScope("keys.read"),
    "POST /keys": byScope("keys.write"),
    "GET /admin": [{ issuer: "okta", scopes: [], roles: ["Admin"] }],
  },
};
const backend = "export const handler = async ({ requestContext }) => requestContext.authorizer;";
/** The same handler by a clock that its caller sets. */
const clocked = `
  import { readFileSync } from "node:fs";
  import { createHandler } from "./createHandler.mjs";
  import { KeyCache } from "./KeyCache.mjs";
  const keys = new KeyCache();
  const table = JSON.parse(readFileSync(new URL("config.json", import.meta.url), "utf8"));
  export const handler = (event) =>
    createHandler({
      table, findKey: (issuer, kid) => keys.find(issuer, kid), now: () => Number(event.headers["x-now"]),
    })(event);`;

describe("the Lambda authorizer that the component declares", () => {
  const clouds = awsClouds();
  let tokens: Issuer;
  let cloud: AwsCloud;
  let api: TestApi;

  async function deploy(input: Partial<CreateAuthorizerCommandInput> = {}): Promise<void> {
    tokens = await Issuer.create();
    cloud = clouds({ hosts: tokens.hosts });
    const role = await makeRole(cloud);
    api = await TestApi.create(cloud);
    const Target = await api.lambdaTarget(await makeFunction(cloud, backend, { Role: role }));
    await allowInvocation(cloud, api.apiId);
    const functionArn = await makeFunction(cloud, "", {
      FunctionName: "authorizer",
      Role: role,
      Handler: "clocked.handler",
      Runtime: "nodejs24.x",
      Timeout: 10,
      Code: { ZipFile: await authorizerPackage(table, { "clocked.mjs": clocked }) },
    });
    const AuthorizerId = await api.lambdaAuthorizer(functionArn, input);
    await allowInvocation(cloud, api.apiId, `authorizers/${AuthorizerId}`, "authorizer");
    for (const key of [...Object.keys(table.routes), "GET /unknown"]) {
      await api.route(key, { Target, AuthorizationType: "CUSTOM", AuthorizerId });
    }
  }

  const cached = {
    AuthorizerResultTtlInSeconds: 60,
    IdentitySource: ["$request.header.Authorization", "$context.routeKey"],
  };
  const token = (claims: JWTPayload = {}) => tokens.token({ sub: "0oa1", cid: "0oa1", ...claims });
  const call = (method: string, path: string, sent: string) =>
    cloud.ask(method, `${api.endpoint}${path}`, {
      headers: { authorization: `Bearer ${sent}`, "x-now": String(cloud.clock.now().getTime()) },
    });
  const status = async (method: string, path: string, sent: string) => (await call(method, path, sent)).status;

  it("admits by the keys that the issuer publishes in the sandbox, and says whom", async () => {
    await deploy();
    const answer = await call("GET", "/keys", await token());
    assert.equal(answer.status, 200, answer.body);
    assert.deepEqual(JSON.parse(answer.body), {
      lambda: { issuer: "okta", iss: issuer, sub: "0oa1", client: "0oa1" },
    });
    assert.deepEqual(Object.values(tokens.asked), [1, 1]);
    assert.equal(await status("GET", "/keys", await token()), 200);
    assert.deepEqual(Object.values(tokens.asked), [1, 1]);
    assert.deepEqual(cloud.refusals, []);
  });

  it("answers every refusal with 403 and no token at all with 401, and logs the check", async () => {
    await deploy();
    assert.equal((await api.get("/keys")).status, 401);
    const now = Math.floor(start.getTime() / 1000);
    assert.equal(await status("POST", "/keys", await token()), 403);
    assert.equal(await status("GET", "/keys", await token({ aud: "other" })), 403);
    assert.equal(await status("GET", "/keys", await token({ exp: now })), 403);
    assert.equal(await status("GET", "/unknown", await token()), 403);
    assert.equal(await status("GET", "/admin", await token({ roles: "Admin" })), 403);
    assert.equal(await status("GET", "/admin", await token({ roles: ["Admin"], cid: undefined })), 403);
    assert.equal(await status("GET", "/admin", await token({ roles: ["Admin"] })), 200);
    const { events = [] } = await cloud.logs.send(
      new FilterLogEventsCommand({ logGroupName: "/aws/lambda/authorizer", filterPattern: "refused" }),
    );
    const lines = events.map(({ message }) => JSON.parse(message!) as Record<string, unknown>);
    assert.deepEqual(
      lines.map(({ refused, routeKey }) => [refused, routeKey]),
      [
        ["scope", "POST /keys"],
        ["audience", "GET /keys"],
        ["expiry", "GET /keys"],
        ["route", "GET /unknown"],
        ["role", "GET /admin"],
        ["client", "GET /admin"],
      ],
    );
  });

  it("refuses while the issuer is out of reach", async () => {
    await deploy();
    tokens.status = 503;
    assert.equal(await status("GET", "/keys", await token()), 403);
  });

  it("admits a token on one route and refuses it on another within the cache time", async () => {
    await deploy(cached);
    const sent = await token();
    assert.equal(await status("GET", "/keys", sent), 200);
    assert.equal(await status("POST", "/keys", sent), 403);
    assert.equal(await status("GET", "/keys", sent), 200);
  });

  it("lets an expired token pass within the cache time, and not after", async () => {
    await deploy(cached);
    const sent = await token({ exp: Math.floor(start.getTime() / 1000) + 10 });
    assert.equal(await status("GET", "/keys", sent), 200);
    cloud.clock.advance(59);
    assert.equal(await status("GET", "/keys", sent), 200);
    assert.equal(await status("POST", "/keys", sent), 403);
    cloud.clock.advance(1);
    assert.equal(await status("GET", "/keys", sent), 403);
  });

  it("lets a token whose grant was taken back pass within the cache time, and not after", async () => {
    await deploy(cached);
    const sent = await token({ exp: 9_999_999_999 });
    assert.equal(await status("GET", "/keys", sent), 200);
    const stricter = { ...table, routes: { ...table.routes, "GET /keys": byScope("keys.admin") } };
    await cloud.lambda.send(
      new UpdateFunctionCodeCommand({
        FunctionName: "authorizer",
        ZipFile: await authorizerPackage(stricter, { "clocked.mjs": clocked }),
      }),
    );
    cloud.clock.advance(59);
    assert.equal(await status("GET", "/keys", sent), 200);
    cloud.clock.advance(1);
    assert.equal(await status("GET", "/keys", sent), 403);
  });

  it("starts by its own handler, with nothing but what is in its archive", async () => {
    await deploy();
    const source = { ZipFile: await authorizerPackage(table) };
    const functionArn = await makeFunction(cloud, "", {
      FunctionName: "real",
      Role: await makeRole(cloud, "real"),
      Code: source,
    });
    const AuthorizerId = await api.lambdaAuthorizer(functionArn, { Name: "real" });
    await allowInvocation(cloud, api.apiId, `authorizers/${AuthorizerId}`, "real");
    const Target = await api.httpTarget("https://backend.example/");
    await api.route("GET /keys/real", { Target, AuthorizationType: "CUSTOM", AuthorizerId });
    // Its table has no such route: it was asked, and has refused.
    assert.equal(await status("GET", "/keys/real", await token()), 403);
    const { events = [] } = await cloud.logs.send(
      new FilterLogEventsCommand({ logGroupName: "/aws/lambda/real", filterPattern: "refused" }),
    );
    assert.deepEqual((JSON.parse(events[0]!.message!) as { refused: string }).refused, "route");
  });
});
