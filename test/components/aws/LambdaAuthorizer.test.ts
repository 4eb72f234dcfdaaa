import assert from "node:assert/strict";
import { LogGroup } from "@pulumi/aws/cloudwatch/logGroup.js";
import { InputPropertiesError, isUnknown, output } from "@pulumi/pulumi";
import type { asset } from "@pulumi/pulumi";
import { HttpApi } from "../../../components/aws/HttpApi.ts";
import type { HttpApiArgs } from "../../../components/aws/HttpApi.ts";
import type { TokenIssuer } from "../../../components/TokenIssuer.ts";
import type { RouteModel } from "../../../trust/TrustModel.ts";
import { type Registered, runProgram } from "../support/runProgram.ts";
import { settled } from "../support/settled.ts";
import { without } from "../support/without.ts";

function issuer(name: string): TokenIssuer {
  const url = `https://${name}.example/v2.0`;
  return {
    issuer: output(url),
    audiences: output([`${name}-api`]),
    discoveryUrl: output(`${url}/.well-known/openid-configuration`),
    tokenEndpoint: output(`${url}/token`),
    scopeClaim: output("roles" as const),
    clientIdClaim: output("azp"),
  };
}

const lambda = { kind: "lambda", function: "orders" } as const;
const exporting = { issuer: "workforce", scopes: [], roles: ["Orders.Export"] };
const reading = { issuer: "customers", scopes: ["orders.read"], roles: [] };
const routes: readonly RouteModel[] = [
  { key: "GET /orders", access: { kind: "jwt", issuer: "customers", scopes: ["orders.read"] }, backend: lambda },
  { key: "GET /orders/export", access: { kind: "lambda", admits: [exporting] }, backend: lambda },
  { key: "GET /orders/all", access: { kind: "lambda", admits: [reading, exporting] }, backend: lambda },
  { key: "GET /health", access: { kind: "public" }, backend: lambda },
];

function declare(changes: Partial<HttpApiArgs> = {}, options = {}) {
  return runProgram(() => {
    const issuers = { workforce: issuer("workforce"), customers: issuer("customers"), unused: issuer("unused") };
    const args: HttpApiArgs = {
      routes,
      functions: { orders: { environment: {} } },
      accessLogs: { retentionDays: 30 },
      lambdaAuthorizer: { cacheSeconds: 0 },
      issuers,
    };
    return new HttpApi("orders", { ...args, ...changes });
  }, options);
}

const component = "crosstrust:aws:LambdaAuthorizer orders/authorizer";
const functionName = "crosstrust-dev-orders--_authorizer";

/** What the component declared, and nothing of its API. */
const ofAuthorizer = (resources: readonly Registered[]) => resources.filter(({ parent }) => parent === component);

interface ArchiveInputs {
  readonly code: asset.AssetArchive;
}

async function archiveOf(resources: readonly Registered[]) {
  const fn = ofAuthorizer(resources).find(({ type }) => type === "aws:lambda/function:Function");
  const { code } = fn!.inputs as unknown as ArchiveInputs;
  const assets = (await code.assets) as Record<string, { readonly text?: Promise<string> }>;
  return { names: Object.keys(assets), assets, config: await assets["config.json"]!.text };
}

describe("LambdaAuthorizer", () => {
  it("declares a function with a role and a log of its own, an authorizer and one permission, and nothing else", async () => {
    const { resources } = await declare();
    assert.deepEqual(
      ofAuthorizer(resources)
        .map(({ type, name }) => [type, name])
        .sort(),
      [
        ["aws:apigatewayv2/authorizer:Authorizer", "orders/authorizer"],
        ["aws:cloudwatch/logGroup:LogGroup", "orders/authorizer"],
        ["aws:iam/role:Role", "orders/authorizer"],
        ["aws:iam/rolePolicy:RolePolicy", "orders/authorizer"],
        ["aws:lambda/function:Function", "orders/authorizer"],
        ["aws:lambda/permission:Permission", "orders/authorizer"],
      ],
    );
  });

  it("is asked by a REQUEST authorizer with simple responses and without a cache", async () => {
    const { resources } = await declare();
    const authorizer = ofAuthorizer(resources).find(({ type }) => type.endsWith(":Authorizer"));
    assert.deepEqual(authorizer!.inputs, {
      apiId: "Api(orders)",
      name: "_lambda",
      authorizerType: "REQUEST",
      authorizerUri: "invoke-arn:of:Function(orders/authorizer)",
      authorizerPayloadFormatVersion: "2.0",
      enableSimpleResponses: true,
      identitySources: ["$request.header.Authorization"],
      authorizerResultTtlInSeconds: 0,
    });
  });

  it("has its answers cached by route alone", async () => {
    const { resources, result } = await declare({ lambdaAuthorizer: { cacheSeconds: 60 } });
    const { inputs } = ofAuthorizer(resources).find(({ type }) => type.endsWith(":Authorizer"))!;
    assert.deepEqual(inputs["identitySources"], ["$request.header.Authorization", "$context.routeKey"]);
    assert.equal(inputs["authorizerResultTtlInSeconds"], 60);
    assert.equal((await settled(result.deployed)).value.lambdaAuthorizer?.cacheSeconds, 60);
  });

  it("may be invoked by this authorizer alone, and may write to its own log alone", async () => {
    const { resources } = await declare();
    const own = ofAuthorizer(resources);
    assert.deepEqual(own.find(({ type }) => type.endsWith(":Permission"))!.inputs, {
      statementId: "authorizer",
      action: "lambda:InvokeFunction",
      function: functionName,
      principal: "apigateway.amazonaws.com",
      sourceArn: "arn:aws:execute-api:eu-central-1:111122223333:orders/authorizers/Authorizer(orders/authorizer)",
    });
    const { inputs } = own.find(({ type }) => type.endsWith(":RolePolicy"))!;
    assert.deepEqual(JSON.parse(inputs["policy"] as string), {
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Allow",
          Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
          Resource: "arn:of:LogGroup(orders/authorizer):*",
        },
      ],
    });
    const fn = own.find(({ type }) => type.endsWith(":Function"))!;
    assert.deepEqual(without(fn.inputs, "code"), {
      name: functionName,
      role: "arn:of:Role(orders/authorizer)",
      runtime: "nodejs24.x",
      handler: "index.handler",
      timeout: 10,
    });
  });

  it("carries its code, jose and the table of the routes that ask for it, in one order", async () => {
    const { resources } = await declare();
    const { names, config } = await archiveOf(resources);
    assert.deepEqual(names.sort(), [
      "KeyCache.mjs",
      "Refusal.mjs",
      "config.json",
      "createHandler.mjs",
      "decideAccess.mjs",
      "index.mjs",
      "node_modules/jose/LICENSE.md",
      "node_modules/jose/dist/webapi",
      "node_modules/jose/package.json",
      "publishedKeys.mjs",
      "requirePermission.mjs",
    ]);
    assert.deepEqual(JSON.parse(config!), {
      issuers: {
        customers: tableIssuer("customers"),
        workforce: tableIssuer("workforce"),
      },
      routes: { "GET /orders/all": [reading, exporting], "GET /orders/export": [exporting] },
    });
    const turned = await declare({ routes: routes.toReversed() });
    assert.equal((await archiveOf(turned.resources)).config, config);
  });

  function tableIssuer(name: string) {
    const iss = `https://${name}.example/v2.0`;
    const discoveryUrl = `${iss}/.well-known/openid-configuration`;
    return { iss, audiences: [`${name}-api`], discoveryUrl, clientIdClaim: "azp" };
  }

  it("guards the routes that ask for it, and issuers that only it trusts get no JWT authorizer", async () => {
    const { ofType } = await declare();
    const apiId = "Api(orders)";
    const target = "integrations/Integration(orders/lambda:orders)";
    const custom = { authorizationType: "CUSTOM", authorizerId: "Authorizer(orders/authorizer)" };
    assert.deepEqual(Object.fromEntries(ofType("aws:apigatewayv2/route:Route").map((r) => [r.name, r.inputs])), {
      "orders/GET /health": { apiId, routeKey: "GET /health", target, authorizationType: "NONE" },
      "orders/GET /orders": {
        apiId,
        routeKey: "GET /orders",
        target,
        authorizationType: "JWT",
        authorizerId: "Authorizer(orders/customers)",
        authorizationScopes: ["orders.read"],
      },
      "orders/GET /orders/all": { apiId, routeKey: "GET /orders/all", target, ...custom },
      "orders/GET /orders/export": { apiId, routeKey: "GET /orders/export", target, ...custom },
    });
    assert.deepEqual(
      ofType("aws:apigatewayv2/authorizer:Authorizer").map(({ inputs }) => [inputs["authorizerType"], inputs["name"]]),
      [
        ["REQUEST", "_lambda"],
        ["JWT", "customers"],
      ],
    );
  });

  it("is there before the API goes live, and in its access log", async () => {
    const { ofType } = await declare();
    const [stage] = ofType("aws:apigatewayv2/stage:Stage");
    assert.equal(stage!.dependsOn.filter((name) => name === "orders/authorizer").length, 6);
    const { format } = stage!.inputs["accessLogSettings"] as { format: string };
    assert.deepEqual((JSON.parse(format) as { authorizer: unknown }).authorizer, {
      issuer: "$context.authorizer.issuer",
      iss: "$context.authorizer.iss",
      sub: "$context.authorizer.sub",
      client: "$context.authorizer.client",
      refused: "$context.authorizer.refused",
    });
  });

  it("says what was deployed", async () => {
    const { result } = await declare();
    assert.deepEqual((await settled(result.deployed)).value.lambdaAuthorizer, {
      authorizerId: "Authorizer(orders/authorizer)",
      functionName,
      logGroup: `/aws/lambda/${functionName}`,
      cacheSeconds: 0,
      issuers: {
        customers: { issuer: "https://customers.example/v2.0", audiences: ["customers-api"] },
        workforce: { issuer: "https://workforce.example/v2.0", audiences: ["workforce-api"] },
      },
    });
  });

  it("is not there where no route asks for it", async () => {
    const { resources, result } = await declare({ routes: [routes[0]!, routes[3]!] });
    assert.deepEqual(ofAuthorizer(resources), []);
    assert.equal("lambdaAuthorizer" in (await settled(result.deployed)).value, false);
  });

  it("leaves its code unknown in a preview where an issuer is", async () => {
    const { resources } = await runProgram(
      () => {
        // What a vendor makes is not known before the update.
        const made = new LogGroup("made").arn;
        const unknown = { ...issuer("workforce"), audiences: made.apply((arn) => [arn]) };
        return new HttpApi("orders", {
          routes: [routes[1]!],
          functions: { orders: { environment: {} } },
          accessLogs: { retentionDays: 30 },
          issuers: { workforce: unknown },
        });
      },
      { preview: true },
    );
    const fn = ofAuthorizer(resources).find(({ type }) => type.endsWith(":Function"))!;
    assert.equal(isUnknown(fn.inputs["code"]), true);
    assert.equal(fn.inputs["handler"], "index.handler");
  });

  it("refuses routes that admit nobody, or an issuer that is not there", async () => {
    const broken: RouteModel[] = [
      { key: "GET /a", access: { kind: "lambda", admits: [] }, backend: lambda },
      {
        key: "GET /b",
        access: { kind: "lambda", admits: [exporting, { ...reading, issuer: "nobody" }] },
        backend: lambda,
      },
    ];
    await assert.rejects(declare({ routes: broken }), (error: unknown) => {
      assert.ok(InputPropertiesError.isInstance(error));
      assert.deepEqual(error.errors, [
        { propertyPath: "routes[0].access.admits", reason: "nobody would be admitted" },
        { propertyPath: "routes[1].access.admits[1].issuer", reason: "there is no issuer nobody" },
      ]);
      return true;
    });
  });
});
