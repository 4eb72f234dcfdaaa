import assert from "node:assert/strict";
import {
  CreateAuthorizerCommand,
  type CreateAuthorizerCommandInput,
  DeleteAuthorizerCommand,
  GetAuthorizerCommand,
  GetAuthorizersCommand,
  UpdateAuthorizerCommand,
  UpdateRouteCommand,
} from "@aws-sdk/client-apigatewayv2";
import { json } from "../../../../sandbox/http/responses.ts";
import { accountId, awsClouds, region } from "../support/AwsCloud.ts";
import { audience, issuer, Issuer } from "../support/issuer.ts";
import { plain, without } from "../support/plain.ts";
import { refused } from "../support/refused.ts";
import { invocationOf, TestApi } from "../support/resources.ts";

describe("API Gateway: authorizers", () => {
  const clouds = awsClouds();
  let tokens: Issuer;
  let api: TestApi;

  beforeEach(async () => {
    tokens = await Issuer.create();
    api = await TestApi.create(clouds({ hosts: tokens.hosts }));
  });

  const send = (input: Partial<CreateAuthorizerCommandInput>) =>
    api.cloud.apigateway.send(
      new CreateAuthorizerCommand({
        ApiId: api.apiId,
        AuthorizerType: "JWT",
        Name: "okta",
        IdentitySource: ["$request.header.Authorization"],
        JwtConfiguration: { Issuer: issuer, Audience: [audience] },
        ...input,
      }),
    );

  it("creates, changes, lists and deletes a JWT authorizer", async () => {
    const { $metadata, ...created } = await send({});
    assert.equal($metadata.httpStatusCode, 201);
    const { AuthorizerId } = created;
    assert.match(AuthorizerId!, /^[a-z0-9]{6}$/);
    assert.deepEqual(created, {
      AuthorizerId,
      AuthorizerType: "JWT",
      Name: "okta",
      IdentitySource: ["$request.header.Authorization"],
      JwtConfiguration: { Issuer: issuer, Audience: [audience] },
    });
    const id = { ApiId: api.apiId, AuthorizerId };
    await api.cloud.apigateway.send(new UpdateAuthorizerCommand({ ...id, JwtConfiguration: { Audience: ["b", "a"] } }));
    const found = plain(await api.cloud.apigateway.send(new GetAuthorizerCommand(id)));
    assert.deepEqual(found, { ...created, JwtConfiguration: { Issuer: issuer, Audience: ["b", "a"] } });
    const { Items } = await api.cloud.apigateway.send(new GetAuthorizersCommand({ ApiId: api.apiId }));
    assert.deepEqual(Items, [found]);
    await api.cloud.apigateway.send(new DeleteAuthorizerCommand(id));
    await refused(
      api.cloud.apigateway.send(new GetAuthorizerCommand(id)),
      "NotFoundException",
      404,
      "Invalid Authorizer identifier specified",
    );
  });

  const unreachable: Record<string, string> = {
    "that answers with an error": issuer,
    "that nobody owns": "https://nobody.example",
    "that is not https": "http://acme-dev.okta.com/oauth2/aus1",
    "that is no address": "acme",
  };
  for (const [what, Issuer] of Object.entries(unreachable)) {
    it(`refuses an issuer ${what}, in AWS's words`, async () => {
      if (Issuer === issuer) tokens.status = 500;
      await refused(
        send({ JwtConfiguration: { Issuer, Audience: [audience] } }),
        "BadRequestException",
        400,
        `Caught exception when connecting to ${Issuer}/.well-known/openid-configuration for issuer ${Issuer}. Please try ` +
          `again later. Error: Invalid issuer: ${Issuer}. Issuer must have a valid discovery endpoint ended with ` +
          "'/.well-known/openid-configuration'",
      );
      const { Items } = await api.cloud.apigateway.send(new GetAuthorizersCommand({ ApiId: api.apiId }));
      assert.deepEqual(Items, []);
    });
  }

  it("does not double an issuer's trailing slash, and keeps it", async () => {
    const asked: string[] = [];
    const cloud = clouds({
      hosts: ({ url }) => {
        asked.push(url.href);
        return json(200, { jwks_uri: "https://tenant.example/keys" });
      },
    });
    api = await TestApi.create(cloud);
    const { JwtConfiguration } = await send({
      JwtConfiguration: { Issuer: "https://tenant.example/", Audience: ["a"] },
    });
    assert.deepEqual(asked, ["https://tenant.example/.well-known/openid-configuration"]);
    assert.equal(JwtConfiguration?.Issuer, "https://tenant.example/");
  });

  it("leaves an authorizer as it was when its new issuer cannot be read", async () => {
    const { AuthorizerId } = await send({});
    const id = { ApiId: api.apiId, AuthorizerId };
    const change = new UpdateAuthorizerCommand({
      ...id,
      Name: "new",
      JwtConfiguration: { Issuer: "https://nobody.example" },
    });
    await refused(api.cloud.apigateway.send(change), "BadRequestException", 400, /^Caught exception/);
    const found = await api.cloud.apigateway.send(new GetAuthorizerCommand(id));
    assert.equal(found.Name, "okta");
    assert.equal(found.JwtConfiguration?.Issuer, issuer);
  });

  const wrong: Record<string, Partial<CreateAuthorizerCommandInput>> = {
    "no issuer": { JwtConfiguration: { Audience: [audience] } },
    "no audience": { JwtConfiguration: { Issuer: issuer, Audience: [] } },
    "51 audiences": { JwtConfiguration: { Issuer: issuer, Audience: Array.from({ length: 51 }, (_, n) => `a${n}`) } },
    "no identity source": { IdentitySource: [] },
    "two identity sources": { IdentitySource: ["$request.header.A", "$request.header.B"] },
    "an identity source of another kind": { IdentitySource: ["$context.routeKey"] },
    "a Lambda authorizer's member": { AuthorizerResultTtlInSeconds: 300 },
  };
  for (const [what, input] of Object.entries(wrong)) {
    it(`refuses ${what}`, async () => {
      await refused(send(input), "BadRequestException", 400, /JWT authorizer/);
      assert.equal(api.cloud.refusals.length, 0);
    });
  }

  it("admits 50 audiences and 10 authorizers, and not one more", async () => {
    await send({ JwtConfiguration: { Issuer: issuer, Audience: Array.from({ length: 50 }, (_, n) => `a${n}`) } });
    for (let number = 1; number < 10; number++) await send({ Name: `a${number}` });
    await refused(
      send({ Name: "a10" }),
      "ConflictException",
      429,
      "Maximum number of Authorizers for this API has been reached. Please contact AWS if you need additional Authorizers.",
    );
  });

  it("refuses a second authorizer of the same name", async () => {
    await send({});
    await refused(
      send({}),
      "BadRequestException",
      400,
      /^Authorizer name must be unique\. Authorizer okta already exists/,
    );
  });

  it("keeps an authorizer that a route names", async () => {
    const { AuthorizerId } = await send({});
    const RouteId = await api.route("GET /keys", { AuthorizationType: "JWT", AuthorizerId });
    const remove = () => api.cloud.apigateway.send(new DeleteAuthorizerCommand({ ApiId: api.apiId, AuthorizerId }));
    await refused(
      remove(),
      "ConflictException",
      409,
      "Cannot delete authorizer 'okta', is referenced in route: GET /keys",
    );
    await api.cloud.apigateway.send(new UpdateRouteCommand({ ApiId: api.apiId, RouteId, AuthorizationType: "NONE" }));
    assert.equal((await remove()).$metadata.httpStatusCode, 204);
  });

  describe("of Lambda", () => {
    const uri = invocationOf(`arn:aws:lambda:${region}:${accountId}:function:authorizer`);
    const create = (input: Partial<CreateAuthorizerCommandInput> = {}) =>
      api.cloud.apigateway.send(new CreateAuthorizerCommand({ ...request(), ...input }));
    const request = () =>
      ({
        ApiId: api.apiId,
        AuthorizerType: "REQUEST",
        Name: "custom",
        IdentitySource: ["$request.header.Authorization", "$context.routeKey"],
        AuthorizerUri: uri,
        AuthorizerPayloadFormatVersion: "2.0",
        AuthorizerResultTtlInSeconds: 0,
        EnableSimpleResponses: true,
      }) satisfies CreateAuthorizerCommandInput;

    it("are kept with all their members, and changed", async () => {
      const { AuthorizerId, ...created } = plain(await create());
      assert.deepEqual(created, without(request(), "ApiId"));
      const id = { ApiId: api.apiId, AuthorizerId };
      await api.cloud.apigateway.send(new UpdateAuthorizerCommand({ ...id, AuthorizerResultTtlInSeconds: 60 }));
      const found = plain(await api.cloud.apigateway.send(new GetAuthorizerCommand(id)));
      assert.deepEqual(found, { ...created, AuthorizerId, AuthorizerResultTtlInSeconds: 60 });
    });

    it("guard routes of type CUSTOM and of no other, and are kept while one names them", async () => {
      const { AuthorizerId } = await create();
      const jwt = (await send({})).AuthorizerId;
      const RouteId = await api.route("GET /keys", { AuthorizationType: "CUSTOM", AuthorizerId });
      const asCustom =
        "Invalid authorizer ID specified. Setting the authorization type to CUSTOM or COGNITO_USER_POOLS requires a valid authorizer.";
      for (const wrong of [jwt, undefined, "nobody"]) {
        const route = api.route("GET /b", { AuthorizationType: "CUSTOM", AuthorizerId: wrong });
        await refused(route, "BadRequestException", 400, asCustom);
      }
      await refused(
        api.route("GET /b", { AuthorizationType: "JWT", AuthorizerId }),
        "BadRequestException",
        400,
        "Invalid authorizer ID specified. Setting the authorization type to JWT requires a valid JWT authorizer.",
      );
      await refused(
        api.route("GET /b", { AuthorizationType: "CUSTOM", AuthorizerId, AuthorizationScopes: ["a"] }),
        "BadRequestException",
        400,
        /scopes/,
      );
      const remove = () => api.cloud.apigateway.send(new DeleteAuthorizerCommand({ ApiId: api.apiId, AuthorizerId }));
      await refused(remove(), "ConflictException", 409, /is referenced in route: GET \/keys/);
      await api.cloud.apigateway.send(new UpdateRouteCommand({ ApiId: api.apiId, RouteId, AuthorizationType: "NONE" }));
      assert.equal((await remove()).$metadata.httpStatusCode, 204);
    });

    const wrong: Record<string, [input: Partial<CreateAuthorizerCommandInput>, message: string | RegExp]> = {
      "no payload format version": [
        { AuthorizerPayloadFormatVersion: undefined },
        "AuthorizerPayloadFormatVersion is a required parameter for REQUEST authorizer",
      ],
      "caching without identity sources": [
        { AuthorizerResultTtlInSeconds: 60, IdentitySource: [] },
        "Identity source must be set if authorizer caching is enabled (TTL is greater than 0)",
      ],
      "no function": [{ AuthorizerUri: undefined }, /URI/],
      "a function by its own ARN": [
        { AuthorizerUri: `arn:aws:lambda:${region}:${accountId}:function:authorizer` },
        /^Invalid Authorizer URI: /,
      ],
      "an identity source of REST APIs": [
        { IdentitySource: ["method.request.header.Authorization"] },
        "Invalid identity source specified: method.request.header.Authorization",
      ],
      "a JWT configuration": [{ JwtConfiguration: { Issuer: issuer, Audience: [audience] } }, /JWT configuration/],
      "a time to live of more than an hour": [{ AuthorizerResultTtlInSeconds: 3601 }, /authorizerResultTtlInSeconds/],
    };
    for (const [what, [input, message]] of Object.entries(wrong)) {
      it(`are refused with ${what}`, async () => {
        await refused(create(input), "BadRequestException", 400, message);
        assert.equal(api.cloud.refusals.length, 0);
      });
    }

    it("are refused an update that takes their identity sources and leaves the caching", async () => {
      const { AuthorizerId } = await create({ AuthorizerResultTtlInSeconds: 60 });
      const id = { ApiId: api.apiId, AuthorizerId };
      const change = new UpdateAuthorizerCommand({ ...id, IdentitySource: [] });
      await refused(api.cloud.apigateway.send(change), "BadRequestException", 400, /^Identity source must be set/);
      assert.equal((await api.cloud.apigateway.send(new GetAuthorizerCommand(id))).IdentitySource?.length, 2);
    });

    const unsupported: Record<string, Partial<CreateAuthorizerCommandInput>> = {
      "with payload format version 1.0": { AuthorizerPayloadFormatVersion: "1.0" },
      "that answer with IAM policies": { EnableSimpleResponses: false },
      "that are invoked by a role": { AuthorizerCredentialsArn: `arn:aws:iam::${accountId}:role/invoker` },
    };
    for (const [what, input] of Object.entries(unsupported)) {
      it(`${what} are refused by that name, and listed`, async () => {
        const message = `The sandbox does not support Lambda authorizers ${what}`;
        await refused(create(input), "BadRequestException", 400, message);
        assert.deepEqual(
          api.cloud.refusals.map(({ reason }) => reason),
          [message],
        );
      });
    }
  });
});
