import assert from "node:assert/strict";
import {
  DeleteIntegrationCommand,
  DeleteRouteCommand,
  GetIntegrationCommand,
  GetRouteCommand,
  GetRoutesCommand,
  UpdateIntegrationCommand,
  UpdateRouteCommand,
} from "@aws-sdk/client-apigatewayv2";
import { awsClouds } from "../support/AwsCloud.ts";
import { allPages } from "../support/allPages.ts";
import { Issuer } from "../support/issuer.ts";
import { plain, without } from "../support/plain.ts";
import { refused } from "../support/refused.ts";
import { TestApi } from "../support/resources.ts";

describe("API Gateway: routes", () => {
  const clouds = awsClouds();
  let api: TestApi;

  beforeEach(async () => {
    api = await TestApi.create(clouds({ hosts: (await Issuer.create()).hosts }));
  });

  it("creates, changes and deletes a route", async () => {
    const AuthorizerId = await api.authorizer();
    const Target = await api.httpTarget("https://backend.example/");
    const id = {
      ApiId: api.apiId,
      RouteId: await api.route("GET /keys", {
        Target,
        AuthorizationType: "JWT",
        AuthorizerId,
        AuthorizationScopes: ["keys.read"],
      }),
    };
    const route = plain(await api.cloud.apigateway.send(new GetRouteCommand(id)));
    assert.deepEqual(route, {
      ApiKeyRequired: false,
      AuthorizationScopes: ["keys.read"],
      AuthorizationType: "JWT",
      AuthorizerId,
      RouteId: id.RouteId,
      RouteKey: "GET /keys",
      Target,
    });
    const rename = { ...id, RouteKey: "GET /all", AuthorizationScopes: [] };
    await api.cloud.apigateway.send(new UpdateRouteCommand(rename));
    const renamed = plain(await api.cloud.apigateway.send(new GetRouteCommand(id)));
    assert.deepEqual(renamed, without({ ...route, RouteKey: "GET /all" }, "AuthorizationScopes"));
    await api.cloud.apigateway.send(new DeleteRouteCommand(id));
    await refused(
      api.cloud.apigateway.send(new GetRouteCommand(id)),
      "NotFoundException",
      404,
      "Invalid Route identifier specified",
    );
  });

  it("is open when no authorization type is given, whatever authorizer is", async () => {
    const id = { ApiId: api.apiId, RouteId: await api.route("GET /keys", { AuthorizerId: await api.authorizer() }) };
    const route = await api.cloud.apigateway.send(new GetRouteCommand(id));
    assert.equal(route.AuthorizationType, "NONE");
    assert.equal(route.AuthorizerId, undefined);
  });

  it("refuses JWT without a JWT authorizer of the API", async () => {
    const other = await TestApi.create(api.cloud);
    for (const AuthorizerId of [undefined, "abcdef", await other.authorizer()]) {
      await refused(
        api.route("GET /keys", { AuthorizationType: "JWT", AuthorizerId }),
        "BadRequestException",
        400,
        "Invalid authorizer ID specified. Setting the authorization type to JWT requires a valid JWT authorizer.",
      );
    }
  });

  it("admits 10 scopes, and not one more", async () => {
    const jwt = { AuthorizationType: "JWT", AuthorizerId: await api.authorizer() } as const;
    const scopes = Array.from({ length: 11 }, (_, number) => `s${number}`);
    await api.route("GET /ten", { ...jwt, AuthorizationScopes: scopes.slice(1) });
    await refused(
      api.route("GET /eleven", { ...jwt, AuthorizationScopes: scopes }),
      "BadRequestException",
      400,
      "A route can have at most 10 authorization scopes",
    );
  });

  it("refuses a key that another route has, or that differs in a variable's name alone", async () => {
    await api.route("GET /keys/{keyId}");
    await refused(
      api.route("GET /keys/{keyId}"),
      "ConflictException",
      409,
      "Route with key GET /keys/{keyId} already exists for this API",
    );
    await refused(
      api.route("GET /keys/{id}"),
      "ConflictException",
      409,
      'The provided route key "GET /keys/{id}" has a conflicting variable on the same hierarchical level as ' +
        '"GET /keys/{keyId}"',
    );
    const RouteId = await api.route("POST /keys/{id}");
    const rename = new UpdateRouteCommand({ ApiId: api.apiId, RouteId, RouteKey: "GET /keys/{keyId}" });
    await refused(api.cloud.apigateway.send(rename), "ConflictException", 409, /already exists/);
  });

  for (const key of ["get /keys", "GET keys", "GET", "FETCH /keys", "GET /a b", "$connect"]) {
    it(`refuses the key "${key}"`, async () => {
      await refused(
        api.route(key),
        "BadRequestException",
        400,
        "The provided route key is not formatted properly for HTTP protocol. Format should be " +
          '"<HTTP METHOD> /<RESOURCE PATH>" or "$default"',
      );
    });
  }

  for (const key of ["GET /{a+}/b", "GET /{a}/{a}", "GET /{}", "GET /a//b", "GET /a%20b", "GET /keys/"]) {
    it(`refuses the key "${key}"`, async () => {
      await refused(api.route(key), "BadRequestException", 400, /path/);
    });
  }

  it("refuses a target that is no integration of the API", async () => {
    for (const Target of ["integrations/abcdefg", "abcdefg"]) {
      await refused(api.route("GET /keys", { Target }), "BadRequestException", 400, /^Invalid integration target/);
    }
  });

  it("admits 300 routes, and lists them all page by page", async () => {
    for (let number = 0; number < 300; number++) await api.route(`GET /r${number}`);
    await refused(api.route("GET /more"), "ConflictException", 429, /^Maximum number of Routes for this API/);
    const pages = await allPages((NextToken) =>
      api.cloud.apigateway.send(new GetRoutesCommand({ ApiId: api.apiId, NextToken })),
    );
    assert.equal(new Set(pages.flat().map((route) => route.RouteKey)).size, 300);
    assert.equal(pages.length, 12);
  });

  describe("integrations", () => {
    it("has AWS's defaults, and changes", async () => {
      const target = await api.lambdaTarget("arn:aws:lambda:eu-central-1:123456789012:function:inventory");
      const id = { ApiId: api.apiId, IntegrationId: target.split("/")[1] };
      const integration = plain(await api.cloud.apigateway.send(new GetIntegrationCommand(id)));
      assert.deepEqual(integration, {
        ConnectionType: "INTERNET",
        IntegrationId: id.IntegrationId,
        IntegrationMethod: "POST",
        IntegrationType: "AWS_PROXY",
        IntegrationUri: "arn:aws:lambda:eu-central-1:123456789012:function:inventory",
        PayloadFormatVersion: "2.0",
        TimeoutInMillis: 30_000,
      });
      await api.cloud.apigateway.send(new UpdateIntegrationCommand({ ...id, TimeoutInMillis: 50 }));
      assert.equal((await api.cloud.apigateway.send(new GetIntegrationCommand(id))).TimeoutInMillis, 50);
    });

    it("keeps an integration that a route names", async () => {
      const Target = await api.httpTarget("https://backend.example/");
      const IntegrationId = Target.split("/")[1];
      const RouteId = await api.route("GET /keys", { Target });
      const remove = () => api.cloud.apigateway.send(new DeleteIntegrationCommand({ ApiId: api.apiId, IntegrationId }));
      await refused(
        remove(),
        "ConflictException",
        409,
        `Cannot delete Integration because it is referenced by the following Routes with Ids: [${RouteId}]`,
      );
      await api.cloud.apigateway.send(new DeleteRouteCommand({ ApiId: api.apiId, RouteId }));
      assert.equal((await remove()).$metadata.httpStatusCode, 204);
    });

    it("refuses what is no backend", async () => {
      const wrong = ["ftp://backend.example", "backend.example", "https://{host}/x", "https://"];
      for (const uri of wrong) {
        await refused(api.httpTarget(uri), "BadRequestException", 400, "Invalid HTTP endpoint specified for URI");
      }
      await refused(
        api.httpTarget("https://backend.example/", "FETCH"),
        "BadRequestException",
        400,
        /integration method/,
      );
      await refused(api.lambdaTarget("arn:aws:s3:::bucket"), "BadRequestException", 400, /Lambda function/);
      await refused(
        api.lambdaTarget("arn:aws:lambda:eu-central-1:123456789012:function:f", 30_001),
        "BadRequestException",
        400,
        /timeoutInMillis/,
      );
    });

    it("admits 300 of them", async () => {
      for (let number = 0; number < 300; number++) await api.httpTarget("https://backend.example/");
      await refused(
        api.httpTarget("https://backend.example/"),
        "ConflictException",
        429,
        /^Maximum number of Integrations for this API/,
      );
    });
  });
});
