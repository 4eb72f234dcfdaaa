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
import { awsClouds } from "../support/AwsCloud.ts";
import { audience, issuer, Issuer } from "../support/issuer.ts";
import { plain, without } from "../support/plain.ts";
import { refused } from "../support/refused.ts";
import { TestApi } from "../support/resources.ts";

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

  it("keeps a Lambda authorizer's members, and does not let a route use it", async () => {
    const cloud = api.cloud;
    const request = {
      ApiId: api.apiId,
      AuthorizerType: "REQUEST",
      Name: "custom",
      IdentitySource: ["$request.header.Authorization", "$context.routeKey"],
      AuthorizerUri: "arn:aws:apigateway:eu-central-1:lambda:path/2015-03-31/functions/arn/invocations",
      AuthorizerPayloadFormatVersion: "2.0",
      AuthorizerResultTtlInSeconds: 0,
      EnableSimpleResponses: true,
    } satisfies CreateAuthorizerCommandInput;
    const { AuthorizerId, ...created } = plain(await cloud.apigateway.send(new CreateAuthorizerCommand(request)));
    assert.deepEqual(created, without(request, "ApiId"));
    await refused(
      api.route("GET /keys", { AuthorizationType: "CUSTOM", AuthorizerId }),
      "BadRequestException",
      400,
      "The sandbox does not support routes with a Lambda authorizer",
    );
    assert.equal(cloud.refusals.length, 1);
  });
});
