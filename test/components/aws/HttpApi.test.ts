import assert from "node:assert/strict";
import { InputPropertiesError, output } from "@pulumi/pulumi";
import type { TokenIssuer } from "../../../components/TokenIssuer.ts";
import { HttpApi } from "../../../components/aws/HttpApi.ts";
import type { HttpApiArgs } from "../../../components/aws/HttpApi.ts";
import type { RouteModel } from "../../../trust/TrustModel.ts";
import { runProgram } from "../support/runProgram.ts";
import { settled } from "../support/settled.ts";

function issuer(name: string, clientIdClaim: string): TokenIssuer {
  const url = `https://${name}.example`;
  return {
    issuer: output(url),
    audiences: output(["https://api.acme.example"]),
    discoveryUrl: output(`${url}/.well-known/openid-configuration`),
    tokenEndpoint: output(`${url}/token`),
    scopeClaim: output("scp" as const),
    clientIdClaim: output(clientIdClaim),
  };
}

const lambda = { kind: "lambda", function: "inventory" } as const;
const routes: readonly RouteModel[] = [
  { key: "GET /health", access: { kind: "public" }, backend: lambda },
  { key: "GET /keys", access: { kind: "jwt", issuer: "okta", scopes: ["keys.read", "keys.write"] }, backend: lambda },
  { key: "ANY /any/{id}/", access: { kind: "jwt", issuer: "okta", scopes: [] }, backend: lambda },
  {
    key: "GET /old",
    access: { kind: "jwt", issuer: "partners", scopes: ["keys.read"] },
    backend: { kind: "http", url: "https://old.acme.example/v1" },
  },
  {
    key: "POST /old",
    access: { kind: "jwt", issuer: "partners", scopes: ["keys.write"] },
    backend: { kind: "http", url: "https://old.acme.example/v1" },
  },
  {
    key: "$default",
    access: { kind: "jwt", issuer: "okta", scopes: ["all"] },
    backend: { kind: "lambda", function: "rest" },
  },
];

const args: Omit<HttpApiArgs, "issuers"> = {
  description: "The key inventory",
  routes,
  functions: { inventory: { environment: {} }, rest: { environment: { TABLE: "keys" } }, idle: { environment: {} } },
  accessLogs: { retentionDays: 30 },
};

function declare(changes: Partial<HttpApiArgs> = {}, options = {}) {
  return runProgram(() => {
    const issuers = {
      okta: issuer("okta", "cid"),
      partners: issuer("partners", "azp"),
      unused: issuer("unused", "client_id"),
    };
    return new HttpApi("inventory", { ...args, issuers, ...changes });
  }, options);
}

const api = "crosstrust:aws:HttpApi inventory";

describe("HttpApi", () => {
  it("declares an HTTP API named after project, stack and API", async () => {
    const { ofType } = await declare();
    assert.deepEqual(
      ofType("aws:apigatewayv2/api:Api").map(({ name, inputs, parent }) => ({ name, inputs, parent })),
      [
        {
          name: "inventory",
          inputs: { name: "crosstrust-dev-inventory", protocolType: "HTTP", description: "The key inventory" },
          parent: api,
        },
      ],
    );
  });

  it("declares one JWT authorizer for each issuer that a route names, fed by the issuer's outputs", async () => {
    const { ofType } = await declare();
    const shared = {
      apiId: "Api(inventory)",
      authorizerType: "JWT",
      identitySources: ["$request.header.Authorization"],
    };
    const audiences = ["https://api.acme.example"];
    assert.deepEqual(
      ofType("aws:apigatewayv2/authorizer:Authorizer").map(({ name, inputs, parent }) => ({ name, inputs, parent })),
      [
        {
          name: "inventory/okta",
          inputs: { ...shared, name: "okta", jwtConfiguration: { issuer: "https://okta.example", audiences } },
          parent: api,
        },
        {
          name: "inventory/partners",
          inputs: { ...shared, name: "partners", jwtConfiguration: { issuer: "https://partners.example", audiences } },
          parent: api,
        },
      ],
    );
  });

  it("declares each route with its authorizer and scopes, and none for a public one", async () => {
    const { ofType } = await declare();
    const apiId = "Api(inventory)";
    const toInventory = "integrations/Integration(inventory/lambda:inventory)";
    const toOld = "integrations/Integration(inventory/https://old.acme.example/v1)";
    const okta = { apiId, authorizationType: "JWT", authorizerId: "Authorizer(inventory/okta)" };
    const partners = { apiId, authorizationType: "JWT", authorizerId: "Authorizer(inventory/partners)" };
    assert.deepEqual(Object.fromEntries(ofType("aws:apigatewayv2/route:Route").map((r) => [r.name, r.inputs])), {
      "inventory/$default": {
        ...okta,
        routeKey: "$default",
        target: "integrations/Integration(inventory/lambda:rest)",
        authorizationScopes: ["all"],
      },
      "inventory/ANY /any/{id}/": { ...okta, routeKey: "ANY /any/{id}/", target: toInventory },
      "inventory/GET /health": {
        apiId,
        routeKey: "GET /health",
        target: toInventory,
        authorizationType: "NONE",
      },
      "inventory/GET /keys": {
        ...okta,
        routeKey: "GET /keys",
        target: toInventory,
        authorizationScopes: ["keys.read", "keys.write"],
      },
      "inventory/GET /old": {
        ...partners,
        routeKey: "GET /old",
        target: toOld,
        authorizationScopes: ["keys.read"],
      },
      "inventory/POST /old": {
        ...partners,
        routeKey: "POST /old",
        target: toOld,
        authorizationScopes: ["keys.write"],
      },
    });
  });

  it("leaves no route open that does not say public", async () => {
    const { ofType } = await declare();
    const open = ofType("aws:apigatewayv2/route:Route").filter(({ inputs }) => inputs["authorizationType"] !== "JWT");
    assert.deepEqual(
      open.map(({ inputs }) => inputs["routeKey"]),
      ["GET /health"],
    );
    assert.equal("authorizerId" in open[0]!.inputs, false);
  });

  it("declares one integration for each backend, in the form of its kind", async () => {
    const { ofType } = await declare();
    const apiId = "Api(inventory)";
    const proxied = { apiId, integrationType: "AWS_PROXY", integrationMethod: "POST", payloadFormatVersion: "2.0" };
    assert.deepEqual(
      Object.fromEntries(ofType("aws:apigatewayv2/integration:Integration").map((r) => [r.name, r.inputs])),
      {
        "inventory/https://old.acme.example/v1": {
          apiId,
          integrationType: "HTTP_PROXY",
          integrationMethod: "ANY",
          integrationUri: "https://old.acme.example/v1",
          payloadFormatVersion: "1.0",
        },
        "inventory/lambda:inventory": {
          ...proxied,
          integrationUri: "invoke-arn:of:Function(inventory/inventory)",
        },
        "inventory/lambda:rest": { ...proxied, integrationUri: "invoke-arn:of:Function(inventory/rest)" },
      },
    );
  });

  it("declares only the functions that a route goes to, each invoked by its own routes alone", async () => {
    const { ofType } = await declare();
    assert.deepEqual(
      ofType("aws:lambda/function:Function").map(({ inputs }) => inputs["name"]),
      ["crosstrust-dev-inventory--inventory", "crosstrust-dev-inventory--rest"],
    );
    const execution = "arn:aws:execute-api:eu-central-1:111122223333:inventory";
    assert.deepEqual(
      ofType("aws:lambda/permission:Permission").map(({ inputs }) => [inputs["function"], inputs["sourceArn"]]),
      [
        ["crosstrust-dev-inventory--inventory", `${execution}/*/*/any/{id}`],
        ["crosstrust-dev-inventory--inventory", `${execution}/*/GET/health`],
        ["crosstrust-dev-inventory--inventory", `${execution}/*/GET/keys`],
        ["crosstrust-dev-inventory--rest", `${execution}/*/$default`],
      ],
    );
  });

  it("goes live once every route is there, and logs who called without the token", async () => {
    const { ofType } = await declare();
    const [stage] = ofType("aws:apigatewayv2/stage:Stage");
    const { accessLogSettings, ...rest } = stage!.inputs as { accessLogSettings: Record<string, string> };
    assert.deepEqual(rest, { apiId: "Api(inventory)", name: "$default", autoDeploy: true });
    assert.equal(accessLogSettings["destinationArn"], "arn:of:LogGroup(inventory)");
    assert.deepEqual(JSON.parse(accessLogSettings["format"]!), {
      requestId: "$context.requestId",
      requestTime: "$context.requestTime",
      sourceIp: "$context.identity.sourceIp",
      httpMethod: "$context.httpMethod",
      routeKey: "$context.routeKey",
      status: "$context.status",
      latency: "$context.responseLatency",
      claims: {
        iss: "$context.authorizer.claims.iss",
        sub: "$context.authorizer.claims.sub",
        cid: "$context.authorizer.claims.cid",
        azp: "$context.authorizer.claims.azp",
      },
      authorizerError: "$context.authorizer.error",
      integrationError: "$context.integrationErrorMessage",
    });
    const ofTheCaller = /identity\.userAgent|context\.(?:path|protocol|domainName|customDomain)|header|query/i;
    assert.doesNotMatch(accessLogSettings["format"]!, ofTheCaller);
    assert.equal(accessLogSettings["format"]!.includes("\n"), false);
    for (const { key } of routes) {
      assert.ok(stage!.dependsOn.includes(`inventory/${key}`), key);
    }
    const log = ofType("aws:cloudwatch/logGroup:LogGroup").find(({ name }) => name === "inventory");
    assert.deepEqual(log!.inputs, { name: "/aws/vendedlogs/apis/crosstrust-dev-inventory", retentionInDays: 30 });
  });

  it("says what was deployed, with the authorizers that its routes use", async () => {
    const { result } = await declare();
    const audiences = ["https://api.acme.example"];
    assert.deepEqual(await settled(result.deployed), {
      value: {
        apiId: "Api(inventory)",
        endpoint: "https://inventory.execute-api.eu-central-1.amazonaws.com",
        logGroup: "/aws/vendedlogs/apis/crosstrust-dev-inventory",
        authorizers: {
          okta: { authorizerId: "Authorizer(inventory/okta)", issuer: "https://okta.example", audiences },
          partners: { authorizerId: "Authorizer(inventory/partners)", issuer: "https://partners.example", audiences },
        },
      },
      known: true,
      secret: false,
    });
  });

  it("declares no authorizer for an API whose routes are all public", async () => {
    const { ofType, result } = await declare({ routes: [routes[0]!] });
    assert.deepEqual(ofType("aws:apigatewayv2/authorizer:Authorizer"), []);
    assert.deepEqual((await settled(result.deployed)).value.authorizers, {});
  });

  it("previews with everything that AWS will only say later unknown", async () => {
    const { result, ofType } = await declare({}, { preview: true });
    assert.equal((await settled(result.deployed)).known, false);
    assert.equal(ofType("aws:apigatewayv2/route:Route").length, routes.length);
  });

  it("refuses routes that name what is not there or stand twice, all at once", async () => {
    const broken: RouteModel[] = [
      { key: "GET /a", access: { kind: "jwt", issuer: "nobody", scopes: [] }, backend: lambda },
      { key: "GET /a", access: { kind: "public" }, backend: { kind: "lambda", function: "nothing" } },
    ];
    await assert.rejects(declare({ routes: broken }), (error: unknown) => {
      assert.ok(InputPropertiesError.isInstance(error));
      assert.deepEqual(error.errors, [
        { propertyPath: "routes[0].access.issuer", reason: "there is no issuer nobody" },
        { propertyPath: "routes[1].key", reason: "GET /a stands twice" },
        { propertyPath: "routes[1].backend.function", reason: "there is no function nothing" },
      ]);
      return true;
    });
  });
});
