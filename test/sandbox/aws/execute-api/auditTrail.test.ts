import assert from "node:assert/strict";
import { UpdateStageCommand } from "@aws-sdk/client-apigatewayv2";
import { DescribeAlarmsCommand, PutMetricAlarmCommand } from "@aws-sdk/client-cloudwatch";
import {
  CreateLogGroupCommand,
  DescribeLogGroupsCommand,
  FilterLogEventsCommand,
  PutMetricFilterCommand,
} from "@aws-sdk/client-cloudwatch-logs";
import { accessLogFormat } from "../../../../components/aws/accessLogFormat.ts";
import { clientIdClaimOf } from "../../../../trust/clientIdClaimOf.ts";
import { tokenShape } from "../../../support/tokenShape.ts";
import { accountId, type AwsCloud, awsClouds, region } from "../support/AwsCloud.ts";
import { authorizerPackage } from "../support/authorizerPackage.ts";
import { audience, issuer, Issuer } from "../support/issuer.ts";
import { allowInvocation, makeFunction, makeRole, TestApi } from "../support/resources.ts";

const accessLog = "/aws/vendedlogs/apis/inventory";
const authorizerLog = "/aws/lambda/authorizer";
const noisyBackend = `export const handler = async ({ routeKey, requestContext }) => {
  console.log("called", routeKey, requestContext.requestId);
  return { statusCode: 200, body: "" };
};`;
const claims = ["okta", "entra", "cognito"] as const;
const clientClaims = claims.map((kind) => clientIdClaimOf({ kind }));

type Line = Readonly<Record<string, unknown>> & {
  readonly claims: Readonly<Record<string, string>>;
  readonly authorizer: Readonly<Record<string, string>>;
};

describe("the audit trail of an API", function () {
  this.timeout(20_000);
  const clouds = awsClouds();
  let cloud: AwsCloud;
  let api: TestApi;
  let tokens: Issuer;

  beforeEach(async () => {
    tokens = await Issuer.create();
    cloud = clouds({ hosts: tokens.hosts });
    // Lambda functions have no clock but the machine's.
    cloud.clock.advance((Date.now() - cloud.clock.now().getTime()) / 1000);
    api = await TestApi.create(cloud);
    await cloud.logs.send(new CreateLogGroupCommand({ logGroupName: accessLog }));
    const DestinationArn = `arn:aws:logs:${region}:${accountId}:log-group:${accessLog}`;
    const AccessLogSettings = { DestinationArn, Format: accessLogFormat(clientClaims, true) };
    await cloud.apigateway.send(new UpdateStageCommand({ ApiId: api.apiId, StageName: "$default", AccessLogSettings }));
    const role = await makeRole(cloud);
    const Target = await api.lambdaTarget(await makeFunction(cloud, noisyBackend, { Role: role }));
    await allowInvocation(cloud, api.apiId);
    const jwt = { Target, AuthorizationType: "JWT" as const, AuthorizerId: await api.authorizer() };
    await api.route("GET /keys", { ...jwt, AuthorizationScopes: ["keys.read"] });
    await api.route("GET /files/{path+}", jwt);
    await api.route("GET /health", { Target });
    const table = {
      issuers: {
        okta: {
          iss: issuer,
          audiences: [audience],
          discoveryUrl: `${issuer}/.well-known/openid-configuration`,
          clientIdClaim: "cid",
        },
      },
      routes: { "GET /admin": [{ issuer: "okta", scopes: ["keys.admin"], roles: [] }] },
    };
    const functionArn = await makeFunction(cloud, "", {
      FunctionName: "authorizer",
      Role: role,
      Runtime: "nodejs24.x",
      Timeout: 10,
      Code: { ZipFile: await authorizerPackage(table) },
    });
    const AuthorizerId = await api.lambdaAuthorizer(functionArn);
    await allowInvocation(cloud, api.apiId, `authorizers/${AuthorizerId}`, "authorizer");
    await api.route("GET /admin", { Target, AuthorizationType: "CUSTOM", AuthorizerId });
  });

  const token = (more: Record<string, unknown> = {}) => {
    const now = Math.floor(Date.now() / 1000);
    return tokens.token({ sub: "alice", cid: "0oa1", scp: ["keys.read"], iat: now - 5, exp: now + 600, ...more });
  };

  async function messages(logGroupName: string, filterPattern = ""): Promise<string[]> {
    const { events } = await cloud.logs.send(new FilterLogEventsCommand({ logGroupName, filterPattern }));
    return events!.map(({ message }) => message!);
  }

  async function lineOf({ headers }: { headers: Readonly<Record<string, unknown>> }): Promise<Line> {
    const found = await messages(accessLog, `{ $.requestId = "${String(headers["apigw-requestid"])}" }`);
    assert.equal(found.length, 1);
    return JSON.parse(found[0]!) as Line;
  }

  it("says who called which route, from where, and how it went", async () => {
    const line = await lineOf(await api.get("/keys", { authorization: `Bearer ${await token()}` }));
    const { requestTime, latency, requestId, ...known } = line;
    assert.match(String(requestTime), /^\d\d\/\w{3}\/\d{4}:/);
    assert.match(String(latency), /^\d+$/);
    assert.match(String(requestId), /^[\w+/]{15}=$/);
    assert.deepEqual(known, {
      sourceIp: "127.0.0.1",
      httpMethod: "GET",
      routeKey: "GET /keys",
      status: "200",
      claims: { iss: issuer, sub: "alice", cid: "0oa1", azp: "-", client_id: "-" },
      authorizer: { issuer: "-", iss: "-", sub: "-", client: "-", refused: "-" },
      authorizerError: "-",
      integrationError: "-",
    });
    for (const [claim, client] of [
      ["azp", "7e1f"],
      ["client_id", "4pool"],
    ] as const) {
      const sent = await token({ cid: undefined, [claim]: client });
      assert.equal((await lineOf(await api.get("/keys", { authorization: sent }))).claims[claim], client);
    }
  });

  it("says why a request was refused, and of a Lambda authorizer whom it knew", async () => {
    const refused = await lineOf(await api.get("/keys", { authorization: await token({ scp: ["other"] }) }));
    assert.equal(refused["status"], "403");
    assert.equal(refused.claims["cid"], "-");
    const unknown = await lineOf(await api.get("/keys", { authorization: await token({ aud: "other" }) }));
    assert.deepEqual(
      [unknown["status"], unknown["authorizerError"]],
      ["401", "the token does not have a valid audience"],
    );
    const known = await api.get("/admin", { authorization: `Bearer ${await token()}` });
    const { authorizer, status } = await lineOf(known);
    assert.equal(status, "403");
    assert.deepEqual(authorizer, { issuer: "okta", iss: issuer, sub: "alice", client: "0oa1", refused: "scope" });
    const [line = ""] = await messages(authorizerLog, '{ $.refused = "scope" }');
    assert.deepEqual(JSON.parse(line), {
      refused: "scope",
      issuer: "okta",
      client: "0oa1",
      routeKey: "GET /admin",
      requestId: known.headers["apigw-requestid"],
    });
  });

  it("holds no token in any log, wherever a caller puts one", async () => {
    const good = await token({ scp: ["keys.read", "keys.admin"] });
    const sent = [good, await token({ scp: [] }), await token({ aud: "other" }), await token({ exp: 1 })];
    const paths = ["/keys", "/admin", "/health", "/files/a", "/nowhere"];
    for (const one of sent) {
      for (const path of paths) {
        await api.get(path, { authorization: `Bearer ${one}` });
        await api.get(path, { authorization: one });
        await api.get(`${path}?access_token=${one}`, { cookie: `session=${one}`, "user-agent": one });
      }
      await api.get(`/files/${one}`, { authorization: `Bearer ${good}` });
      await api.get(`/files/${one}`);
      await api.get(`/${one}`);
      await api.get("/keys", { authorization: `Basic ${one}`, referer: `https://acme.example/?t=${one}` });
    }
    const { logGroups } = await cloud.logs.send(new DescribeLogGroupsCommand());
    const groups = logGroups!.map(({ logGroupName }) => logGroupName!).sort();
    assert.deepEqual(groups, [authorizerLog, "/aws/lambda/inventory", accessLog]);
    for (const group of groups) {
      const lines = await messages(group);
      assert.ok(lines.length > 10, `${group}: ${lines.length}`);
      for (const line of lines) {
        assert.doesNotMatch(line, tokenShape);
        for (const one of sent) assert.ok(!line.includes(one.slice(one.lastIndexOf(".") + 1)), group);
      }
    }
    assert.equal((await messages(accessLog)).length, sent.length * (paths.length * 3 + 4));
  });

  it("gives the alarm on a burst of refusals, and not on other answers", async () => {
    for (const [name, status] of [
      ["unauthorized", 401],
      ["forbidden", 403],
    ] as const) {
      await cloud.logs.send(
        new PutMetricFilterCommand({
          logGroupName: accessLog,
          filterName: name,
          filterPattern: `{ $.status = "${status}" }`,
          metricTransformations: [{ metricName: name, metricNamespace: "crosstrust", metricValue: "1" }],
        }),
      );
      await cloud.cloudwatch.send(
        new PutMetricAlarmCommand({
          AlarmName: name,
          MetricName: name,
          Namespace: "crosstrust",
          Statistic: "Sum",
          Period: 300,
          EvaluationPeriods: 1,
          Threshold: 10,
          ComparisonOperator: "GreaterThanOrEqualToThreshold",
          TreatMissingData: "notBreaching",
        }),
      );
    }
    const states = async () => {
      const { MetricAlarms } = await cloud.cloudwatch.send(new DescribeAlarmsCommand());
      return MetricAlarms!.map(({ StateValue }) => StateValue);
    };
    for (let times = 0; times < 9; times++) await api.get("/keys", { "user-agent": '","status":"200' });
    for (let times = 0; times < 20; times++) await api.get("/health", { "user-agent": '","status":"403' });
    assert.deepEqual(await states(), ["OK", "OK"]);
    await api.get("/keys");
    assert.deepEqual(await states(), ["ALARM", "OK"]);
    cloud.clock.advance(300);
    assert.deepEqual(await states(), ["OK", "OK"]);
  });
});
