import assert from "node:assert/strict";
import { Archive, Asset, Secret, unknownValue } from "../../../../providers/lib/PropertyValue.ts";
import type { PropertyMap } from "../../../../providers/lib/PropertyValue.ts";
import type { ProviderClient } from "../../../providers/lib/ProviderClient.ts";
import { change, importAgain, make, PluginRehearsal, unmake } from "../PluginRehearsal.ts";
import type { Made } from "../PluginRehearsal.ts";

const Api = "aws:apigatewayv2/api:Api";
const Authorizer = "aws:apigatewayv2/authorizer:Authorizer";
const Integration = "aws:apigatewayv2/integration:Integration";
const Route = "aws:apigatewayv2/route:Route";
const Stage = "aws:apigatewayv2/stage:Stage";
const Function = "aws:lambda/function:Function";
const Permission = "aws:lambda/permission:Permission";
const Role = "aws:iam/role:Role";
const RolePolicy = "aws:iam/rolePolicy:RolePolicy";
const LogGroup = "aws:cloudwatch/logGroup:LogGroup";

const trustPolicy = (service: string): PropertyMap => ({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action: "sts:AssumeRole", Principal: { Service: service } }],
});
const codeOf = (text: string): Archive =>
  new Archive({ hash: `archive of ${text}`, assets: { "index.mjs": new Asset({ hash: `asset of ${text}`, text }) } });

describe("the bundled aws plugin", () => {
  let rehearsal: PluginRehearsal;
  let aws: ProviderClient;
  let account: string;
  let role: Made;
  let lambda: Made;
  let api: Made;

  before(async () => {
    rehearsal = await PluginRehearsal.start();
    aws = rehearsal.connect("aws");
    await aws.configure({ region: "eu-central-1" });
    account = rehearsal.sandbox.credentials.awsAccountId;
    role = await make(aws, Role, { name: "inventory", assumeRolePolicy: trustPolicy("lambda.amazonaws.com") });
    lambda = await make(aws, Function, {
      name: "inventory",
      role: role.state["arn"]!,
      runtime: "nodejs22.x",
      handler: "index.handler",
      code: codeOf("export const handler = async () => ({});"),
      environment: { variables: { STAGE: "dev", PEPPER: new Secret("hidden") } },
    });
    api = await make(aws, Api, { name: "inventory", protocolType: "HTTP" });
  });

  after(async () => {
    assert.deepEqual(rehearsal.sandbox.refusals, []);
    await rehearsal.close();
  });

  it("tells who calls, and from where", async () => {
    const { result } = await aws.invoke("aws:index/getCallerIdentity:getCallerIdentity");
    assert.equal(result["accountId"], account);
    assert.match(result["arn"] as string, new RegExp(`^arn:aws:(iam|sts)::${account}:`));
    assert.deepEqual((await aws.invoke("aws:index/getRegion:getRegion")).result, {
      endpoint: "ec2.eu-central-1.amazonaws.com",
      id: "eu-central-1",
      name: "eu-central-1",
      region: "eu-central-1",
    });
  });

  it("manages a role", async () => {
    const made = await make(aws, Role, {
      assumeRolePolicy: trustPolicy("lambda.amazonaws.com"),
      description: "d",
      tags: { team: "keys", tier: "1" },
    });
    assert.match(made.id, /^thing-[0-9a-f]{7}$/);
    assert.equal(made.state["arn"], `arn:aws:iam::${account}:role/${made.id}`);
    assert.deepEqual(made.state["managedPolicyArns"], []);
    await importAgain(aws, made.id, made);
    const changed = await change(
      aws,
      made,
      {
        assumeRolePolicy: trustPolicy("apigateway.amazonaws.com"),
        maxSessionDuration: 7200,
        tags: { team: "access" },
      },
      {
        assumeRolePolicy: "UPDATE",
        description: "DELETE",
        maxSessionDuration: "UPDATE",
        "tags.team": "UPDATE",
        "tags.tier": "DELETE",
        "tagsAll.team": "UPDATE",
        "tagsAll.tier": "DELETE",
      },
    );
    const { detail, deleteBeforeReplace } = await aws.diff(Role, made.id, changed.state, {
      ...changed.inputs,
      path: "/services/",
    });
    assert.deepEqual(detail, { path: "UPDATE_REPLACE" });
    assert.equal(deleteBeforeReplace, false);
    await unmake(aws, changed);
  });

  it("takes a policy document in other words for the same", async () => {
    const text = JSON.stringify({
      Statement: [{ Principal: { Service: ["lambda.amazonaws.com"] }, Action: ["sts:AssumeRole"], Effect: "Allow" }],
      Version: "2012-10-17",
    });
    assert.deepEqual(
      (await aws.diff(Role, role.id, role.state, { ...role.inputs, assumeRolePolicy: text })).detail,
      {},
    );
  });

  it("manages a role's inline policy", async () => {
    const policyFor = (action: string): PropertyMap => ({
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Action: [action], Resource: "*" }],
    });
    const made = await make(aws, RolePolicy, { role: role.id, policy: policyFor("logs:PutLogEvents") });
    assert.match(made.id, /^inventory:thing-[0-9a-f]{7}$/);
    await importAgain(aws, made.id, made);
    const { state } = await aws.read(Role, role.id, role.state, role.inputs);
    assert.equal((state["inlinePolicies"] as PropertyMap[])[0]?.["name"], made.state["name"]);
    const news = { ...made.inputs, policy: policyFor("logs:CreateLogStream") };
    const changed = await change(aws, made, news, { policy: "UPDATE" });
    await unmake(aws, changed);
    await assert.rejects(aws.read(RolePolicy, "nonsense"), { details: /expected role:policy/ });
  });

  it("manages a log group", async () => {
    const made = await make(aws, LogGroup, { name: "/access/inventory", retentionInDays: 30, tags: { team: "keys" } });
    assert.equal(made.state["arn"], `arn:aws:logs:eu-central-1:${account}:log-group:/access/inventory`);
    await importAgain(aws, made.id, made);
    const changed = await change(
      aws,
      made,
      { name: "/access/inventory", tags: { team: "access" } },
      { retentionInDays: "UPDATE", "tags.team": "UPDATE", "tagsAll.team": "UPDATE" },
    );
    assert.equal(changed.state["retentionInDays"], 0);
    const renamed = await aws.diff(LogGroup, made.id, changed.state, { ...changed.inputs, name: "/other" });
    assert.deepEqual([renamed.detail, renamed.deleteBeforeReplace], [{ name: "UPDATE_REPLACE" }, true]);
    await unmake(aws, changed);
    const { failures } = await aws.check(LogGroup, { retentionInDays: 31 });
    assert.match(failures[0]?.reason ?? "", /^must be one of 0, 1, 3, 5, 7, 14, 30,/);
  });

  it("names a log group after a prefix", async () => {
    const made = await make(aws, LogGroup, { namePrefix: "/access/" });
    assert.match(made.id, /^\/access\/\d{18}[0-9a-f]{8}$/);
    assert.equal(made.state["namePrefix"], "/access/");
    const preview = await aws.create(LogGroup, made.inputs, true);
    assert.equal(preview.state["name"], unknownValue);
    await unmake(aws, made);
  });

  it("puts a resource into the region that it names, and replaces it when it names another", async () => {
    const made = await make(aws, LogGroup, { name: "elsewhere", region: "us-east-1" });
    assert.match(made.state["arn"] as string, /^arn:aws:logs:us-east-1:/);
    const { inputs } = await aws.check(LogGroup, { name: "elsewhere" });
    assert.deepEqual((await aws.diff(LogGroup, made.id, made.state, inputs)).detail, { region: "UPDATE_REPLACE" });
    await unmake(aws, made);
  });

  it("adds the provider's default tags to all, and takes them for nobody's own", async () => {
    const tagging = rehearsal.connect("aws");
    await tagging.configure({ region: "eu-central-1", defaultTags: '{"tags":{"env":"dev"}}' });
    const made = await make(tagging, LogGroup, { name: "tagged", tags: { team: "keys" } });
    assert.deepEqual(made.state["tags"], { team: "keys" });
    assert.deepEqual(made.state["tagsAll"], { env: "dev", team: "keys" });
    assert.deepEqual((await aws.diff(LogGroup, made.id, made.state, made.inputs)).detail, { "tagsAll.env": "DELETE" });
    await unmake(tagging, made);
  });

  it("manages a function, its code and its configuration", async () => {
    const { state, inputs } = lambda;
    assert.equal(state["arn"], `arn:aws:lambda:eu-central-1:${account}:function:inventory`);
    assert.equal(
      state["invokeArn"],
      `arn:aws:apigateway:eu-central-1:lambda:path/2015-03-31/functions/${state["arn"]}/invocations`,
    );
    assert.equal(state["qualifiedArn"], `${state["arn"]}:$LATEST`);
    assert.deepEqual(state["environment"], { variables: { STAGE: "dev", PEPPER: new Secret("hidden") } });

    const recoded = await change(
      aws,
      lambda,
      { ...inputs, code: codeOf("export const handler = async () => 2;") },
      { code: "UPDATE" },
    );
    assert.notEqual(recoded.state["codeSha256"], state["codeSha256"]);
    lambda = await change(
      aws,
      recoded,
      {
        ...inputs,
        code: recoded.inputs["code"]!,
        memorySize: 256,
        timeout: 10,
        environment: { variables: { STAGE: "prod" } },
      },
      {
        memorySize: "UPDATE",
        timeout: "UPDATE",
        "environment.variables.STAGE": "UPDATE",
        "environment.variables.PEPPER": "DELETE",
      },
    );
    assert.equal(lambda.state["codeSha256"], recoded.state["codeSha256"]);
    const imported = await aws.read(Function, "inventory");
    assert.equal(imported.inputs["memorySize"], 256);
    const preview = await aws.update(Function, "inventory", lambda.state, { ...inputs, code: codeOf("3") }, true);
    assert.deepEqual(
      [preview["codeSha256"], preview["lastModified"], preview["arn"]],
      [unknownValue, unknownValue, lambda.state["arn"]],
    );
    const renamed = await aws.diff(Function, "inventory", lambda.state, { ...lambda.inputs, name: "other" });
    assert.deepEqual([renamed.detail, renamed.deleteBeforeReplace], [{ name: "UPDATE_REPLACE" }, true]);
  });

  it("uploads the same bytes for the same code", async () => {
    const twin = await make(aws, Function, {
      role: role.state["arn"]!,
      runtime: "nodejs22.x",
      handler: "index.handler",
      code: lambda.inputs["code"]!,
    });
    assert.equal(twin.state["codeSha256"], lambda.state["codeSha256"]);
    await unmake(aws, twin);
  });

  it("manages a permission", async () => {
    const made = await make(aws, Permission, {
      action: "lambda:InvokeFunction",
      function: "inventory",
      principal: "apigateway.amazonaws.com",
      sourceArn: `${api.state["executionArn"] as string}/*/*/keys`,
    });
    assert.match(made.id, /^thing-[0-9a-f]{7}$/);
    await importAgain(aws, `inventory/${made.id}`, made);
    const { replaces } = await aws.diff(Permission, made.id, made.state, { ...made.inputs, principal: account });
    assert.deepEqual(replaces, ["principal"]);
    await unmake(aws, made);
  });

  it("manages an API", async () => {
    const made = await make(aws, Api, {
      protocolType: "HTTP",
      description: "d",
      tags: { a: "1" },
    });
    assert.equal(made.state["apiEndpoint"], `https://${made.id}.execute-api.eu-central-1.amazonaws.com`);
    assert.equal(made.state["executionArn"], `arn:aws:execute-api:eu-central-1:${account}:${made.id}`);
    await importAgain(aws, made.id, made);
    const changed = await change(
      aws,
      made,
      { protocolType: "HTTP", tags: { b: "2" } },
      {
        description: "DELETE",
        "tags.a": "DELETE",
        "tags.b": "ADD",
        "tagsAll.a": "DELETE",
        "tagsAll.b": "ADD",
      },
    );
    const replaced = await aws.diff(Api, made.id, changed.state, { ...changed.inputs, protocolType: "WEBSOCKET" });
    assert.deepEqual(replaced.detail, { protocolType: "UPDATE_REPLACE" });
    await unmake(aws, changed);
  });

  it("manages an authorizer, an integration, a route and a stage", async () => {
    const apiId = api.id;
    const okta = rehearsal.connect("okta");
    await okta.configure({ orgName: "acme-dev", baseUrl: "okta.com" });
    const issuer = await make(okta, "okta:auth/server:Server", {
      name: "Keys",
      audiences: ["https://api.acme.example"],
    });
    const jwtConfiguration = { issuer: issuer.state["issuer"] as string, audiences: ["https://b", "https://a"] };
    const jwt = { apiId, name: "okta", authorizerType: "JWT", identitySources: ["$request.header.Authorization"] };
    const authorizer = await make(aws, Authorizer, { ...jwt, jwtConfiguration });
    const integration = await make(aws, Integration, {
      apiId,
      integrationType: "AWS_PROXY",
      integrationUri: lambda.state["invokeArn"]!,
      payloadFormatVersion: "2.0",
    });
    const guarded = { authorizationType: "JWT", authorizerId: authorizer.id };
    const target = `integrations/${integration.id}`;
    const route = await make(aws, Route, {
      apiId,
      ...guarded,
      routeKey: "GET /keys",
      authorizationScopes: ["keys.write", "keys.read"],
      target,
    });
    const log = await make(aws, LogGroup, { name: "/access/keys" });
    const accessLogSettings = { destinationArn: log.state["arn"] as string, format: "$context.requestId" };
    const stage = await make(aws, Stage, { apiId, name: "$default", autoDeploy: true, accessLogSettings });

    assert.deepEqual(route.state["authorizationScopes"], ["keys.read", "keys.write"]);
    assert.equal(integration.state["integrationMethod"], "POST");
    assert.equal(stage.state["invokeUrl"], `https://${apiId}.execute-api.eu-central-1.amazonaws.com/`);
    assert.equal(stage.state["executionArn"], `${api.state["executionArn"] as string}/$default`);
    for (const made of [authorizer, integration, route, stage]) {
      await importAgain(aws, `${apiId}/${made.id}`, made);
      const moved = await aws.diff(made.type, made.id, made.state, { ...made.inputs, apiId: unknownValue });
      assert.deepEqual(moved.detail, { apiId: "UPDATE_REPLACE" });
      assert.equal(moved.deleteBeforeReplace, made === authorizer || made === stage);
    }

    const narrowed = { ...jwt, jwtConfiguration: { ...jwtConfiguration, audiences: ["https://a"] } };
    const authorizer2 = await change(aws, authorizer, narrowed, { "jwtConfiguration.audiences[1]": "DELETE" });
    const open = { apiId, routeKey: "GET /keys", target };
    const route2 = await change(aws, route, open, {
      authorizationScopes: "DELETE",
      authorizationType: "UPDATE",
      authorizerId: "DELETE",
    });
    const integration2 = await change(
      aws,
      integration,
      { ...integration.inputs, timeoutMilliseconds: 5000, description: "d" },
      { timeoutMilliseconds: "UPDATE", description: "ADD" },
    );
    const throttled = {
      apiId,
      name: "$default",
      autoDeploy: true,
      defaultRouteSettings: { throttlingBurstLimit: 5, throttlingRateLimit: 2.5 },
    };
    const stage2 = await change(aws, stage, throttled, {
      accessLogSettings: "DELETE",
      "defaultRouteSettings.throttlingBurstLimit": "ADD",
      "defaultRouteSettings.throttlingRateLimit": "ADD",
    });
    for (const made of [stage2, route2, integration2, authorizer2, log]) await unmake(aws, made);
    await unmake(okta, issuer);
  });

  it("manages a Lambda authorizer and the route that it guards", async () => {
    const apiId = api.id;
    const request = {
      apiId,
      name: "custom",
      authorizerType: "REQUEST",
      authorizerUri: lambda.state["invokeArn"] as string,
      authorizerPayloadFormatVersion: "2.0",
      enableSimpleResponses: true,
    };
    const header = "$request.header.Authorization";
    const authorizer = await make(aws, Authorizer, {
      ...request,
      identitySources: [header],
      authorizerResultTtlInSeconds: 0,
    });
    await importAgain(aws, `${apiId}/${authorizer.id}`, authorizer);
    const guarded = { authorizationType: "CUSTOM", authorizerId: authorizer.id };
    const route = await make(aws, Route, { apiId, ...guarded, routeKey: "GET /export" });
    const byRoute = { ...request, identitySources: [header, "$context.routeKey"], authorizerResultTtlInSeconds: 60 };
    const cached = await change(aws, authorizer, byRoute, {
      authorizerResultTtlInSeconds: "ADD",
      "identitySources[0]": "UPDATE",
      "identitySources[1]": "ADD",
    });
    assert.deepEqual(cached.state["identitySources"], ["$context.routeKey", header]);
    const uncached = { ...request, identitySources: [header], authorizerResultTtlInSeconds: 0 };
    const again = await change(aws, cached, uncached, {
      authorizerResultTtlInSeconds: "UPDATE",
      "identitySources[0]": "UPDATE",
      "identitySources[1]": "DELETE",
    });
    assert.equal(again.state["authorizerResultTtlInSeconds"], 0);
    for (const made of [route, again]) await unmake(aws, made);
  });

  it("previews a function whose code is not known yet", async () => {
    const { inputs, failures } = await aws.check(Function, {
      name: "authorizer",
      role: role.state["arn"]!,
      runtime: "nodejs24.x",
      handler: "index.handler",
      code: unknownValue,
    });
    assert.deepEqual(failures, []);
    const preview = await aws.create(Function, inputs, true);
    assert.equal(preview.state["code"], unknownValue);
  });

  it("checks what AWS would refuse", async () => {
    const { failures } = await aws.check(Authorizer, {
      authorizerType: "OIDC",
      authorizerResultTtlInSeconds: 4000,
      jwtConfiguration: { audience: ["a"] },
    });
    assert.deepEqual(
      failures.map(({ property, reason }) => `${property} ${reason}`),
      [
        ' "apiId": missing, but required',
        "authorizerResultTtlInSeconds must be between 0 and 3600",
        'authorizerType must be one of "JWT", "REQUEST"',
        ' "jwtConfiguration.audience": unknown input; did you mean "audiences"?',
      ],
    );
  });

  it("tells AWS's own code and words, and blots out every secret", async () => {
    const { inputs } = await aws.check(Route, { apiId: "absent0000", routeKey: "GET /keys" });
    await assert.rejects(aws.create(Route, inputs), {
      details: /^creating aws:apigatewayv2\/route:Route thing: NotFoundException: .+ \(HTTP 404\)$/,
    });
    const wrong = rehearsal.connect("aws");
    await wrong.configure({ region: "eu-central-1", accessKey: "AKIAWRONG", secretKey: new Secret("wrong/secret") });
    await assert.rejects(wrong.invoke("aws:index/getCallerIdentity:getCallerIdentity"), (error: Error) => {
      assert.match(error.message, /InvalidClientTokenId: .+ \(HTTP 403\)/);
      assert.ok(!error.message.includes("wrong/secret"));
      return true;
    });
  });
});
