import assert from "node:assert/strict";
import { callback, challenge, PoolDomain, verifier } from "./support/PoolDomain.ts";

const unauthorized = [400, { error: "unauthorized_client" }] as const;
const badClient = [400, { error: "invalid_client" }] as const;
const wrongSecret = [400, { error: "invalid_client", error_description: "invalid_client_secret" }] as const;
const badGrant = [400, { error: "invalid_grant" }] as const;
const badRequest = [400, { error: "invalid_request" }] as const;
const badScope = [400, { error: "invalid_scope" }] as const;

describe("Cognito's token endpoint", () => {
  let domain: PoolDomain;
  beforeEach(() => {
    domain = new PoolDomain();
    domain.addUser();
  });

  describe("for a code", () => {
    const grant = (code: string, more: Record<string, string> = {}) => ({
      ...{ grant_type: "authorization_code", code, redirect_uri: callback },
      ...more,
    });

    it("gives an ID token, an access token and a refresh token", async () => {
      const client = domain.addClient();
      const answer = await domain.form("/oauth2/token", grant(await domain.code(client)), client);
      assert.equal(answer.status, 200);
      assert.equal(answer.headers["content-type"], "application/json;charset=UTF-8");
      assert.equal(answer.headers["cache-control"], "no-cache, no-store, max-age=0, must-revalidate");
      assert.equal(answer.headers["access-control-allow-origin"], "*");
      const { id_token, access_token, refresh_token, ...rest } = JSON.parse(answer.text) as Record<string, string>;
      assert.deepEqual(rest, { expires_in: 3600, token_type: "Bearer" });
      assert.equal(id_token!.split(".").length, 3);
      assert.equal(access_token!.split(".").length, 3);
      assert.equal(refresh_token!.split(".").length, 5);
      assert.equal(JSON.stringify(domain.pool).includes(refresh_token!), false);
    });

    it("gives no ID token without openid", async () => {
      const client = domain.addClient({ AllowedOAuthScopes: ["aws.cognito.signin.user.admin"] });
      assert.equal((await domain.tokens(client)).id_token, undefined);
    });

    it("takes the secret from the form, and none from a public client", async () => {
      const client = domain.addClient();
      const post = { client_id: client.clientId, client_secret: "portal-secret" };
      assert.equal((await domain.token(grant(await domain.code(client), post)))[0], 200);
      const open = domain.addClient();
      open.secrets = [];
      assert.equal((await domain.token(grant(await domain.code(open), { client_id: open.clientId })))[0], 200);
    });

    it("takes either of two secrets", async () => {
      const client = domain.addClient();
      client.secrets.push({ id: "second", value: "another-secret", created: 0 });
      const post = { client_id: client.clientId, client_secret: "another-secret" };
      assert.equal((await domain.token(grant(await domain.code(client), post)))[0], 200);
    });

    it("refuses whoever is not the client", async () => {
      const client = domain.addClient();
      const code = await domain.code(client);
      const by = (more: Record<string, string>) => domain.token(grant(code, more));
      assert.deepEqual(await by({}), badRequest);
      assert.deepEqual(await by({ client_id: "nobody", client_secret: "x" }), badClient);
      assert.deepEqual(await by({ client_id: client.clientId }), wrongSecret);
      assert.deepEqual(await by({ client_id: client.clientId, client_secret: "wrong" }), wrongSecret);
      const open = domain.addClient();
      open.secrets = [];
      assert.deepEqual(await by({ client_id: open.clientId, client_secret: "x" }), wrongSecret);
      assert.deepEqual(await domain.token(grant(code, { client_secret: "portal-secret" }), client), badRequest);
      assert.deepEqual(await domain.token(grant(code, { client_id: "another" }), client), badRequest);
      assert.equal((await domain.token(grant(code), client))[0], 200);
    });

    it("refuses a code that comes again, and revokes what it was exchanged for", async () => {
      const client = domain.addClient();
      const code = await domain.code(client);
      const [, tokens] = await domain.token(grant(code), client);
      const { access_token, refresh_token } = tokens as { access_token: string; refresh_token: string };
      assert.equal((await domain.userInfo(access_token)).status, 200);
      assert.deepEqual(await domain.token(grant(code), client), badGrant);
      assert.equal((await domain.userInfo(access_token)).status, 401);
      assert.deepEqual(await domain.token({ grant_type: "refresh_token", refresh_token }, client), badGrant);
    });

    it("refuses another client's code, one that never was, and one that is five minutes old", async () => {
      const client = domain.addClient();
      assert.deepEqual(await domain.token(grant(await domain.code(client)), domain.addClient()), badGrant);
      assert.deepEqual(await domain.token(grant("constructor"), client), badGrant);
      const [fresh, stale] = [await domain.code(client), await domain.code(client)];
      domain.cloud.clock.advance(299);
      assert.equal((await domain.token(grant(fresh), client))[0], 200);
      domain.cloud.clock.advance(1);
      assert.deepEqual(await domain.token(grant(stale), client), badGrant);
    });

    it("refuses another redirect URI than the code's", async () => {
      const other = "https://portal.acme.example/other";
      const client = domain.addClient({ CallbackURLs: [callback, other] });
      const code = await domain.code(client);
      const refused = [400, { error: "unauthorized_client", error_description: "invalid_redirect" }];
      assert.deepEqual(await domain.token({ ...grant(code), redirect_uri: other }, client), refused);
      assert.deepEqual(await domain.token(grant(code), client), badGrant);
    });

    for (const [what, more, expected] of [
      ["the verifier", { code_verifier: verifier }, 200],
      ["another verifier", { code_verifier: verifier.replace("d", "e") }, 400],
      ["the challenge for a verifier", { code_verifier: challenge }, 400],
      ["no verifier", {}, 400],
    ] as const) {
      it(`answers ${what} of a code with a challenge with ${expected}`, async () => {
        const client = domain.addClient();
        const asked = { code_challenge: challenge, code_challenge_method: "S256" };
        const answer = await domain.token(grant(await domain.code(client, asked), more), client);
        if (expected === 200) assert.equal(answer[0], 200);
        else assert.deepEqual(answer, badGrant);
      });
    }

    it("refuses a verifier of a code without a challenge", async () => {
      const client = domain.addClient();
      assert.deepEqual(
        await domain.token(grant(await domain.code(client), { code_verifier: verifier }), client),
        badGrant,
      );
    });

    it("refuses an account that is disabled or gone meanwhile, and a client without the flow", async () => {
      const [user] = Object.values(domain.pool.users);
      const client = domain.addClient();
      const [first, second, third] = [await domain.code(client), await domain.code(client), await domain.code(client)];
      user!.enabled = false;
      assert.deepEqual(await domain.token(grant(first), client), badGrant);
      user!.enabled = true;
      client.settings.AllowedOAuthFlows = ["implicit"];
      assert.deepEqual(await domain.token(grant(second), client), unauthorized);
      client.settings.AllowedOAuthFlows = ["code"];
      Reflect.deleteProperty(domain.pool.users, user!.sub);
      assert.deepEqual(await domain.token(grant(third), client), badGrant);
    });

    it("refuses scopes whose attributes the client may not read", async () => {
      const client = domain.addClient({ ReadAttributes: ["email"] });
      assert.deepEqual(
        await domain.token(grant(await domain.code(client, { scope: "openid email" })), client),
        badGrant,
      );
    });
  });

  describe("for a refresh token", () => {
    const grant = (refresh_token = "") => ({ grant_type: "refresh_token", refresh_token });

    it("gives new tokens of the same sign-in, and no other refresh token", async () => {
      const client = domain.addClient();
      const first = await domain.tokens(client, { nonce: "n" });
      domain.cloud.clock.advance(4000);
      const [status, body] = await domain.token(grant(first.refresh_token), client);
      assert.equal(status, 200);
      const again = body as typeof first;
      assert.deepEqual(Object.keys(again).sort(), ["access_token", "expires_in", "id_token", "token_type"]);
      const [before, after] = [domain.seconds - 4000, domain.seconds];
      const { claims } = await domain.read(again.access_token);
      assert.deepEqual([claims["auth_time"], claims.iat, claims.exp], [before, after, after + 3600]);
      const idClaims = (await domain.read(again.id_token!)).claims;
      assert.equal(idClaims["origin_jti"], claims["origin_jti"]);
    });

    it("refuses another client's, one that never was, and one that ran out", async () => {
      const client = domain.addClient({ RefreshTokenValidity: 2, TokenValidityUnits: { RefreshToken: "hours" } });
      const { refresh_token } = await domain.tokens(client);
      assert.deepEqual(await domain.token(grant(), client), badRequest);
      assert.deepEqual(await domain.token(grant("nothing"), client), badGrant);
      assert.deepEqual(await domain.token(grant(refresh_token), domain.addClient()), badGrant);
      domain.cloud.clock.advance(7199);
      assert.equal((await domain.token(grant(refresh_token), client))[0], 200);
      domain.cloud.clock.advance(1);
      assert.deepEqual(await domain.token(grant(refresh_token), client), badGrant);
    });

    it("refuses those of an account that is disabled, or was signed out everywhere", async () => {
      const [user] = Object.values(domain.pool.users);
      const client = domain.addClient();
      const { refresh_token } = await domain.tokens(client);
      user!.enabled = false;
      assert.deepEqual(await domain.token(grant(refresh_token), client), badGrant);
      user!.enabled = true;
      user!.signedOutBefore = domain.seconds + 1;
      assert.deepEqual(await domain.token(grant(refresh_token), client), badGrant);
    });

    it("rotates it where the client wants that, with a grace period", async () => {
      const client = domain.addClient({ RefreshTokenRotation: { Feature: "ENABLED", RetryGracePeriodSeconds: 10 } });
      const first = (await domain.tokens(client)).refresh_token!;
      const [, body] = await domain.token(grant(first), client);
      const second = (body as { refresh_token: string }).refresh_token;
      assert.notEqual(second, first);
      domain.cloud.clock.advance(9);
      assert.equal((await domain.token(grant(first), client))[0], 200);
      domain.cloud.clock.advance(1);
      assert.deepEqual(await domain.token(grant(first), client), badGrant);
      assert.equal((await domain.token(grant(second), client))[0], 200);
      const strict = domain.addClient({ RefreshTokenRotation: { Feature: "ENABLED" } });
      const once = (await domain.tokens(strict)).refresh_token!;
      assert.equal((await domain.token(grant(once), strict))[0], 200);
      assert.deepEqual(await domain.token(grant(once), strict), badGrant);
    });
  });

  describe("for a client in its own name", () => {
    const grant = { grant_type: "client_credentials" };

    it("gives an access token for the scopes that it asks for, or all that it has", async () => {
      const machine = domain.addMachine({ AccessTokenValidity: 30, TokenValidityUnits: { AccessToken: "minutes" } });
      const [status, body] = await domain.token({ ...grant, scope: "orders/read" }, machine);
      const { access_token, ...rest } = body as { access_token: string };
      assert.deepEqual([status, rest], [200, { expires_in: 1800, token_type: "Bearer" }]);
      const { claims, header } = await domain.read(access_token);
      const { jti, ...others } = claims;
      assert.match(jti!, /^[0-9a-f-]{36}$/);
      assert.deepEqual(others, {
        ...{ sub: machine.clientId, token_use: "access", scope: "orders/read", auth_time: domain.seconds },
        iss: "https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_AbCdEf123",
        ...{ exp: domain.seconds + 1800, iat: domain.seconds, version: 2, client_id: machine.clientId },
      });
      assert.deepEqual(header, { kid: (await domain.jwks()).keys[1]!.kid, alg: "RS256" });
      const [, all] = await domain.token(grant, machine);
      assert.equal(
        (await domain.read((all as typeof rest & { access_token: string }).access_token)).claims["scope"],
        "orders/read orders/write",
      );
      assert.equal((await domain.userInfo(access_token)).status, 401);
    });

    it("refuses scopes that it lacks, clients without the flow, and clients without a secret", async () => {
      assert.deepEqual(await domain.token({ ...grant, scope: "orders/delete" }, domain.addMachine()), badScope);
      assert.deepEqual(
        await domain.token({ ...grant, scope: "orders/read orders/delete" }, domain.addMachine()),
        badScope,
      );
      assert.deepEqual(
        await domain.token(
          { ...grant, scope: "openid" },
          domain.addClient({ AllowedOAuthFlows: ["client_credentials"] }),
        ),
        badScope,
      );
      assert.deepEqual(await domain.token(grant, domain.addClient()), unauthorized);
      const open = domain.addMachine();
      open.secrets = [];
      assert.deepEqual(await domain.token({ ...grant, client_id: open.clientId }), unauthorized);
      const off = domain.addMachine({ AllowedOAuthFlowsUserPoolClient: false });
      assert.deepEqual(await domain.token(grant, off), unauthorized);
    });
  });

  it("refuses what is no grant", async () => {
    const client = domain.addClient();
    assert.deepEqual(await domain.token({}, client), badRequest);
    assert.deepEqual(await domain.token({ grant_type: "password" }, client), [
      400,
      { error: "unsupported_grant_type" },
    ]);
    assert.deepEqual(await domain.token({ grant_type: "authorization_code" }, client), badRequest);
    const json = await domain.cloud.ask(
      "POST",
      "https://acme-customers.auth.eu-central-1.amazoncognito.com/oauth2/token",
      {
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ grant_type: "client_credentials" }),
      },
    );
    assert.deepEqual([json.status, JSON.parse(json.body)], badRequest);
  });

  it("fails as it is told to, once", async () => {
    domain.cloud.faults.set("token", 503);
    const machine = domain.addMachine();
    assert.deepEqual(await domain.token({ grant_type: "client_credentials" }, machine), [
      503,
      { error: "server_error" },
    ]);
    assert.equal((await domain.token({ grant_type: "client_credentials" }, machine))[0], 200);
  });
});
