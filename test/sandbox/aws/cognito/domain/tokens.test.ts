import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { domainUrl, issuer, PoolDomain } from "./support/PoolDomain.ts";

describe("a user pool's tokens", () => {
  let domain: PoolDomain;
  beforeEach(() => {
    domain = new PoolDomain();
  });

  it("say what Cognito's say, each signed by a key of its own", async () => {
    const user = domain.addUser();
    const role = "arn:aws:iam::123456789012:role/admins";
    domain.addGroup("users", [user], { precedence: 5 });
    domain.addGroup("admins", [user], { precedence: 1, roleArn: role });
    domain.addGroup("others", []);
    const client = domain.addClient({ IdTokenValidity: 10, TokenValidityUnits: { IdToken: "minutes" } });
    const { id_token, access_token } = await domain.tokens(client, { nonce: "n-1", scope: "openid email profile" });
    const [id, access] = [await domain.read(id_token!), await domain.read(access_token)];
    const [{ kid: idKey }, { kid: accessKey }] = (await domain.jwks()).keys as [{ kid: string }, { kid: string }];
    assert.deepEqual(
      [id.header, access.header],
      [
        { kid: idKey, alg: "RS256" },
        { kid: accessKey, alg: "RS256" },
      ],
    );
    assert.notEqual(idKey, accessKey);
    const { jti, origin_jti, event_id, ...idClaims } = id.claims;
    const common = {
      sub: user.sub,
      iss: issuer,
      auth_time: domain.seconds,
      iat: domain.seconds,
      "cognito:groups": ["admins", "users"],
    };
    assert.deepEqual(idClaims, {
      ...common,
      at_hash: createHash("sha256").update(access_token).digest().subarray(0, 16).toString("base64url"),
      ...{ email: "alice@acme.example", email_verified: true, given_name: "Alice", family_name: "Archer" },
      ...{ "custom:tier": "gold", "cognito:username": user.sub, nonce: "n-1" },
      ...{ "cognito:roles": [role], "cognito:preferred_role": role },
      ...{ aud: client.clientId, token_use: "id", exp: domain.seconds + 600 },
    });
    const { jti: accessJti, ...accessClaims } = access.claims;
    assert.deepEqual(accessClaims, {
      ...common,
      ...{ version: 2, client_id: client.clientId, origin_jti, event_id, token_use: "access" },
      ...{ scope: "openid email profile", exp: domain.seconds + 3600, username: user.sub },
    });
    assert.equal(new Set([jti, accessJti, origin_jti, event_id]).size, 4);
  });

  it("have the user name of a pool whose people sign in with one", async () => {
    domain = new PoolDomain({}, { usernameAttributes: [] });
    domain.addUser({ username: "alice" });
    const client = domain.addClient();
    const { location } = await domain.signIn(client, {}, domain.browser(), { username: "Alice" });
    assert.ok(location.includes("code="));
    const [code] = Object.keys(domain.pool.codes);
    const [, body] = await domain.token(
      { grant_type: "authorization_code", code: code!, redirect_uri: "https://portal.acme.example/callback" },
      client,
    );
    const { id_token, access_token } = body as { id_token: string; access_token: string };
    assert.equal((await domain.read(id_token)).claims["cognito:username"], "alice");
    assert.equal((await domain.read(access_token)).claims["username"], "alice");
  });

  it("have no origin_jti where tokens cannot be revoked", async () => {
    domain.addUser();
    const { id_token, access_token } = await domain.tokens(domain.addClient({ EnableTokenRevocation: false }));
    assert.equal((await domain.read(id_token!)).claims["origin_jti"], undefined);
    assert.equal((await domain.read(access_token)).claims["origin_jti"], undefined);
  });

  for (const [scope, changes, expected] of [
    ["openid", {}, ["custom:tier", "email", "email_verified", "family_name", "given_name", "phone_number"]],
    ["openid email", {}, ["email", "email_verified"]],
    ["openid phone", {}, ["phone_number"]],
    ["openid profile", {}, ["custom:tier", "family_name", "given_name"]],
    ["openid profile", { ReadAttributes: ["given_name"] }, ["given_name"]],
    ["openid", { ReadAttributes: ["email", "custom:tier"] }, ["custom:tier", "email"]],
  ] as const) {
    it(`open with ${scope}${"ReadAttributes" in changes ? " and a list" : ""} these attributes: ${expected.join(", ")}`, async () => {
      const user = domain.addUser();
      const { access_token, id_token } = await domain.tokens(domain.addClient(changes), { scope });
      const answer = await domain.userInfo(access_token);
      assert.equal(answer.status, 200);
      assert.equal(answer.headers["content-type"], "application/json;charset=UTF-8");
      const { sub, username, ...attributes } = JSON.parse(answer.text) as Record<string, unknown>;
      assert.deepEqual([sub, username], [user.sub, user.sub]);
      assert.deepEqual(attributes, Object.fromEntries(expected.map((name) => [name, user.attributes[name]])));
      const { claims } = await domain.read(id_token!);
      assert.deepEqual(
        Object.keys(claims)
          .filter((name) => name !== "sub" && name in user.attributes)
          .sort(),
        expected,
      );
    });
  }
});

describe("Cognito's userInfo endpoint", () => {
  const invalid =
    'error="invalid_token", error_description="Access token is expired, disabled, or deleted, or the user has globally signed out."';
  let domain: PoolDomain;
  beforeEach(() => {
    domain = new PoolDomain();
  });

  it("refuses a request without a token", async () => {
    for (const headers of [{}, { authorization: "Basic x" }, { authorization: "Bearer" }]) {
      const { status, headers: answer } = await domain.send("GET", `${domainUrl}/oauth2/userInfo`, headers, "");
      const text = 'error="invalid_request", error_description="Bad OAuth2 request at UserInfo Endpoint"';
      assert.deepEqual([status, answer["www-authenticate"]], [400, text]);
    }
  });

  it("refuses every token but an access token with openid, in its time, of somebody who is there", async () => {
    const user = domain.addUser();
    const client = domain.addClient({ AllowedOAuthScopes: ["openid", "aws.cognito.signin.user.admin"] });
    const refused = async (token: string) => {
      const { status, headers } = await domain.userInfo(token);
      assert.deepEqual([status, headers["www-authenticate"]], [401, invalid]);
    };
    const { id_token, access_token } = await domain.tokens(client);
    await refused("nothing");
    await refused(id_token!);
    await refused(`${access_token.slice(0, -6)}AAAAAA`);
    await refused((await domain.tokens(client, { scope: "aws.cognito.signin.user.admin" })).access_token);
    const elsewhere = new PoolDomain();
    elsewhere.addUser();
    await refused((await elsewhere.tokens(elsewhere.addClient())).access_token);
    assert.equal((await domain.userInfo(access_token)).status, 200);
    user.enabled = false;
    await refused(access_token);
    user.enabled = true;
    user.signedOutBefore = domain.seconds + 1;
    await refused(access_token);
    delete user.signedOutBefore;
    domain.cloud.clock.advance(3599);
    assert.equal((await domain.userInfo(access_token)).status, 200);
    domain.cloud.clock.advance(1);
    await refused(access_token);
  });
});

describe("Cognito's revocation endpoint", () => {
  let domain: PoolDomain;
  beforeEach(() => {
    domain = new PoolDomain();
    domain.addUser();
  });

  it("voids a refresh token with all that came of its sign-in, and nothing else", async () => {
    const client = domain.addClient();
    const [first, second] = [await domain.tokens(client), await domain.tokens(client)];
    const { status, text } = await domain.form("/oauth2/revoke", { token: first.refresh_token! }, client);
    assert.deepEqual([status, text], [200, ""]);
    assert.equal((await domain.userInfo(first.access_token)).status, 401);
    assert.equal((await domain.userInfo(second.access_token)).status, 200);
    const grant = (refresh_token: string) => ({ grant_type: "refresh_token", refresh_token });
    assert.equal((await domain.token(grant(first.refresh_token!), client))[0], 400);
    assert.equal((await domain.token(grant(second.refresh_token!), client))[0], 200);
    assert.equal((await domain.form("/oauth2/revoke", { token: first.refresh_token! }, client)).status, 200);
  });

  it("refuses what is no refresh token, and whoever is not the client", async () => {
    const client = domain.addClient();
    const tokens = await domain.tokens(client);
    const revoke = async (fields: Record<string, string>, by = client) => {
      const { status, text } = await domain.form("/oauth2/revoke", fields, by);
      return [status, text === "" ? "" : (JSON.parse(text) as { error: string }).error];
    };
    assert.deepEqual(await revoke({}), [400, "invalid_request"]);
    assert.deepEqual(await revoke({ token: tokens.access_token }), [400, "unsupported_token_type"]);
    assert.deepEqual(await revoke({ token: tokens.id_token! }), [400, "unsupported_token_type"]);
    assert.deepEqual(await revoke({ token: "nothing" }), [200, ""]);
    const stranger = { ...client, secrets: [{ id: "x", value: "wrong", created: 0 }] };
    assert.deepEqual(await revoke({ token: tokens.refresh_token! }, stranger), [401, "invalid_client"]);
    assert.deepEqual(await revoke({ token: tokens.refresh_token! }, domain.addClient()), [200, ""]);
    assert.equal((await domain.userInfo(tokens.access_token)).status, 200);
    const off = domain.addClient({ EnableTokenRevocation: false });
    assert.deepEqual(await revoke({ token: (await domain.tokens(off)).refresh_token! }, off), [400, "invalid_request"]);
  });
});
