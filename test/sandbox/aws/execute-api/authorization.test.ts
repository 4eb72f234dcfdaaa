import assert from "node:assert/strict";
import { CreateAuthorizerCommand } from "@aws-sdk/client-apigatewayv2";
import { type AwsCloud, awsClouds } from "../support/AwsCloud.ts";
import { audience, issuer, Issuer } from "../support/issuer.ts";
import { TestApi } from "../support/resources.ts";

describe("an API with a JWT authorizer", () => {
  const clouds = awsClouds();
  let tokens: Issuer;
  let cloud: AwsCloud;
  let api: TestApi;

  beforeEach(async () => {
    tokens = await Issuer.create();
    cloud = clouds({ hosts: tokens.hosts });
    api = await TestApi.create(cloud);
    const target = await api.httpTarget("https://backend.example/keys");
    const jwt = { Target: target, AuthorizationType: "JWT", AuthorizerId: await api.authorizer() } as const;
    await api.route("GET /keys", { ...jwt, AuthorizationScopes: ["keys.read", "keys.write"] });
    await api.route("GET /any", jwt);
    await api.route("GET /open", { Target: target });
  });

  const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

  it("admits a token with one of the route's scopes", async () => {
    const answer = await api.get("/keys", bearer(await tokens.token()));
    assert.equal(answer.status, 200);
    assert.equal(answer.headers["x-crosstrust-stand-in"], "true");
    assert.match(String(answer.headers["apigw-requestid"]), /^[\w+/]{15}=$/);
  });

  it("refuses a request without a token, and says what it wants", async () => {
    const answer = await api.get("/keys");
    assert.equal(answer.status, 401);
    assert.equal(answer.body, '{"message":"Unauthorized"}');
    assert.equal(answer.headers["www-authenticate"], "Bearer");
    assert.equal(answer.headers["content-type"], "application/json");
    assert.match(String(answer.headers["apigw-requestid"]), /^[\w+/]{15}=$/);
  });

  it("refuses a wrong audience with the reason", async () => {
    const answer = await api.get("/keys", bearer(await tokens.token({ aud: "https://other.example" })));
    assert.equal(answer.status, 401);
    assert.equal(
      answer.headers["www-authenticate"],
      'Bearer scope="" error="invalid_token" error_description="the token does not have a valid audience"',
    );
  });

  it("refuses a token without the scope as forbidden, without a challenge", async () => {
    const answer = await api.get("/keys", bearer(await tokens.token({ scp: ["other"] })));
    assert.equal(answer.status, 403);
    assert.equal(answer.body, '{"message":"Forbidden"}');
    assert.equal(answer.headers["www-authenticate"], undefined);
  });

  it("asks for no scope where the route names none", async () => {
    assert.equal((await api.get("/any", bearer(await tokens.token({ scp: [] })))).status, 200);
  });

  it("leaves a route without an authorizer open", async () => {
    assert.equal((await api.get("/open")).status, 200);
    assert.equal((await api.get("/open", bearer("nonsense"))).status, 200);
  });

  it("judges by the sandbox's clock", async () => {
    const token = await tokens.token();
    cloud.clock.advance(599);
    assert.equal((await api.get("/keys", bearer(token))).status, 200);
    cloud.clock.advance(2);
    assert.equal((await api.get("/keys", bearer(token))).status, 401);
  });

  it("keeps the issuer's documents for two hours, and no failure at all", async () => {
    const [discovery, keys] = ["/oauth2/aus1/.well-known/openid-configuration", "/oauth2/aus1/v1/keys"];
    const token = await tokens.token({ exp: 9_999_999_999 });
    const before = tokens.asked[discovery] ?? 0;
    tokens.status = 503;
    assert.equal((await api.get("/keys", bearer(token))).status, 401);
    assert.equal(tokens.asked[discovery], before + 1);
    tokens.status = 200;
    for (let call = 0; call < 3; call++) assert.equal((await api.get("/keys", bearer(token))).status, 200);
    assert.equal(tokens.asked[discovery], before + 2);
    assert.equal(tokens.asked[keys], 1);
    cloud.clock.advance(2 * 3600 - 1);
    await api.get("/keys", bearer(token));
    assert.equal(tokens.asked[keys], 1);
    cloud.clock.advance(1);
    await api.get("/keys", bearer(token));
    assert.equal(tokens.asked[keys], 2);
    assert.equal(tokens.asked[discovery], before + 3);
  });

  it("tells two authorizers of one issuer apart by their audiences", async () => {
    const other = await api.authorizer("reports", { Issuer: issuer, Audience: ["https://reports.acme.example"] });
    await api.route("GET /reports", {
      Target: await api.httpTarget("https://backend.example/reports"),
      AuthorizationType: "JWT",
      AuthorizerId: other,
    });
    const token = await tokens.token({ aud: audience });
    assert.equal((await api.get("/keys", bearer(token))).status, 200);
    assert.equal((await api.get("/reports", bearer(token))).status, 401);
  });

  it("reads the token from a query string parameter when told so", async () => {
    const { AuthorizerId } = await cloud.apigateway.send(
      new CreateAuthorizerCommand({
        ApiId: api.apiId,
        Name: "by-query",
        AuthorizerType: "JWT",
        IdentitySource: ["$request.querystring.token"],
        JwtConfiguration: { Issuer: issuer, Audience: [audience] },
      }),
    );
    const target = await api.httpTarget("https://backend.example/keys");
    await api.route("GET /query", { Target: target, AuthorizationType: "JWT", AuthorizerId });
    const token = await tokens.token();
    assert.equal((await api.get(`/query?token=${token}`)).status, 200);
    assert.equal((await api.get("/query", bearer(token))).status, 401);
  });
});
