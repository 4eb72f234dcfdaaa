import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { createLocalJWKSet, decodeJwt, decodeProtectedHeader, type JSONWebKeySet, jwtVerify } from "jose";
import { JumpCloudOrg } from "../support/JumpCloudOrg.ts";
import { OidcApp, redirectUri, refusalOf, verifier } from "../support/OidcApp.ts";

const grantDescription =
  "The provided authorization grant (e.g., authorization code, resource owner credentials) or refresh token is invalid, expired, revoked, does not match the redirection URI used in the authorization request, or was issued to another client.";
const clientDescription =
  "Client authentication failed (e.g., unknown client, no client authentication included, or unsupported authentication method).";

describe("JumpCloud's token endpoint", () => {
  it("gives an ID token about the person, with opaque tokens beside it", async () => {
    const app = await OidcApp.make();
    const code = await app.code();
    app.org.clock.advance(5);
    const { status, body, headers } = await app.redeem(code);
    assert.equal(status, 200);
    assert.equal(headers["cache-control"], "no-store");
    const { access_token: accessToken, id_token: idToken = "", refresh_token: refreshToken, ...rest } = body;
    assert.deepEqual(rest, { expires_in: 3600, scope: "openid email profile offline_access", token_type: "bearer" });
    assert.match(accessToken, /^ory_at_[\w-]{43}\.[\w-]{43}$/);
    assert.match(String(refreshToken), /^ory_rt_[\w-]{43}\.[\w-]{43}$/);
    const keys = (await app.org.send("GET", `${app.issuer}.well-known/jwks.json`)).body as JSONWebKeySet;
    const { payload, protectedHeader } = await jwtVerify(idToken, createLocalJWKSet(keys), {
      currentDate: app.org.clock.now(),
    });
    assert.deepEqual(protectedHeader, { alg: "RS256", kid: keys.keys[0]?.kid, typ: "JWT" });
    const now = Math.floor(app.org.clock.now().getTime() / 1000);
    const { jti, ...claims } = payload;
    assert.match(String(jti), /^[0-9a-f-]{36}$/);
    assert.deepEqual(claims, {
      iss: "https://oauth.id.jumpcloud.com/",
      sub: app.dora.id,
      aud: [app.clientId],
      email: "dora@acme.example",
      email_verified: true,
      nonce: "nonce-of-the-app",
      at_hash: createHash("sha256").update(accessToken).digest().subarray(0, 16).toString("base64url"),
      auth_time: now - 5,
      rat: now - 5,
      iat: now,
      exp: now + 3600,
    });
    for (const secret of [accessToken, refreshToken, code]) {
      assert.ok(!JSON.stringify(app.org.state).includes(String(secret)));
    }
  });

  it("says of the person only what the application maps, under the names that it maps to", async () => {
    const claimsOf = async (settings: object): Promise<object> => {
      const app = await OidcApp.make({ settings });
      const { iss, sub, aud, nonce, at_hash, auth_time, rat, iat, exp, jti, ...claims } = decodeJwt(
        (await app.tokens()).id_token ?? "",
      );
      assert.ok([iss, sub, aud, nonce, at_hash, auth_time, rat, iat, exp, jti].every((claim) => claim !== undefined));
      return claims;
    };
    assert.deepEqual(await claimsOf({ attributeMapping: undefined }), {});
    assert.deepEqual(await claimsOf({ attributeMapping: { email: { email: "mail" }, profile: {} } }), {
      mail: "dora@acme.example",
      email_verified: true,
      given_name: "Dora",
      family_name: "Dean",
    });
    const app = await OidcApp.make();
    assert.equal(decodeJwt((await app.tokens({ scope: "openid profile" })).id_token ?? "")["email"], undefined);
    await app.ask("PUT", `/.sandbox/applications/${app.id}`, { attributeMapping: {} });
    assert.equal(decodeJwt((await app.tokens()).id_token ?? "")["email"], undefined);
  });

  it("says the user attributes that an application's configuration names, whatever the scopes", async () => {
    const app = await OidcApp.make({ settings: { attributeMapping: undefined } });
    const seen = await app.ask("GET", `/api/applications/${app.id}`);
    const value = [
      { name: "email", value: "email" },
      { name: "first", value: "firstname" },
      { name: "nothing", value: "constructor" },
    ];
    await app.ask("PUT", `/api/applications/${app.id}`, { ...seen, config: { databaseAttributes: { value } } });
    const claims = decodeJwt((await app.tokens({ scope: "openid" })).id_token ?? "");
    assert.deepEqual([claims["email"], claims["first"], claims["nothing"]], ["dora@acme.example", "Dora", undefined]);
  });

  it("gives no ID token without openid, and no refresh token without offline_access or the grant", async () => {
    const app = await OidcApp.make();
    const plain = await app.tokens({ scope: "email", nonce: undefined });
    assert.deepEqual([plain.id_token, plain.refresh_token, plain.scope], [undefined, undefined, "email"]);
    assert.ok((await app.tokens({ scope: "openid offline" })).refresh_token);
    const without = await OidcApp.make({ settings: { refreshToken: false } });
    const tokens = await without.tokens({ scope: "openid" });
    assert.deepEqual([tokens.refresh_token, typeof tokens.id_token], [undefined, "string"]);
    assert.deepEqual(refusalOf(await without.refresh("x")).slice(0, 2), [400, "unauthorized_client"]);
    const { location } = await without.browser.get(without.authorizeUrl({ scope: "openid offline_access" }));
    assert.equal(new URL(location).searchParams.get("error"), "invalid_scope");
  });

  it("signs with one key over a restart, and another in each region", async () => {
    const app = await OidcApp.make();
    const { id_token: idToken = "" } = await app.tokens();
    const state = JSON.parse(JSON.stringify(app.org.state)) as object;
    const kidOf = async (org: JumpCloudOrg, issuer: string): Promise<string | undefined> =>
      ((await org.send("GET", `${issuer}.well-known/jwks.json`)).body as JSONWebKeySet).keys[0]?.kid;
    const { kid } = decodeProtectedHeader(idToken);
    assert.equal(await kidOf(new JumpCloudOrg({ state }), app.issuer), kid);
    for (const domain of ["eu.jumpcloud.com", "in.jumpcloud.com"]) {
      const elsewhere = await OidcApp.make({ domain });
      const claims = decodeJwt((await elsewhere.tokens()).id_token ?? "");
      assert.equal(claims.iss, `https://oauth.id.${domain}/`);
      assert.notEqual(await kidOf(elsewhere.org, elsewhere.issuer), kid);
    }
  });

  it("publishes where everything is", async () => {
    const app = await OidcApp.make();
    const { body } = await app.org.send("GET", `${app.issuer}.well-known/openid-configuration`);
    const document = body as Record<string, unknown>;
    const endpoints = Object.entries(document).filter(([name]) => /^(issuer|jwks_uri|.*_endpoint)$/.test(name));
    assert.deepEqual(Object.fromEntries(endpoints), {
      issuer: "https://oauth.id.jumpcloud.com/",
      authorization_endpoint: "https://oauth.id.jumpcloud.com/oauth2/auth",
      token_endpoint: "https://oauth.id.jumpcloud.com/oauth2/token",
      jwks_uri: "https://oauth.id.jumpcloud.com/.well-known/jwks.json",
      userinfo_endpoint: "https://oauth.id.jumpcloud.com/userinfo",
      revocation_endpoint: "https://oauth.id.jumpcloud.com/oauth2/revoke",
      end_session_endpoint: "https://oauth.id.jumpcloud.com/oauth2/sessions/logout",
    });
    assert.deepEqual(document["id_token_signing_alg_values_supported"], ["RS256"]);
  });

  it("loads a state file that knows no issuer", async () => {
    const app = await OidcApp.make();
    const state = JSON.parse(JSON.stringify(app.org.state)) as {
      organizations: { us: { issuer?: object; applications: { client?: object; attributeMapping?: object }[] } };
    };
    delete state.organizations.us.issuer;
    for (const application of state.organizations.us.applications) {
      delete application.client;
      delete application.attributeMapping;
    }
    const org = new JumpCloudOrg({ state });
    const { headers } = await org.send("GET", app.authorizeUrl());
    assert.match(String(headers["location"]), /error=invalid_client/);
    assert.equal((await org.send("GET", `${app.issuer}.well-known/jwks.json`)).status, 200);
  });

  describe("knows clients by the one method that is set for them:", () => {
    const basicOf = ({ clientId, clientSecret }: OidcApp): Record<string, string> => ({
      authorization: `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString("base64")}`,
    });
    const none = { client_id: undefined, client_secret: undefined };

    it("client_secret_post", async () => {
      const app = await OidcApp.make();
      const code = await app.code();
      assert.deepEqual(refusalOf(await app.redeem(code, none, basicOf(app))), [
        ...[401, "invalid_client"],
        `${clientDescription} The OAuth 2.0 Client supports client authentication method 'client_secret_post', but method 'client_secret_basic' was requested. You must configure the OAuth 2.0 client's 'token_endpoint_auth_method' value to accept 'client_secret_basic'.`,
      ]);
      const wrong = [401, "invalid_client", clientDescription];
      assert.deepEqual(refusalOf(await app.redeem(code, { client_secret: "wrong" })), wrong);
      assert.deepEqual(refusalOf(await app.redeem(code, { client_secret: undefined })), wrong);
      assert.deepEqual(refusalOf(await app.redeem(code, { client_id: "unknown" })), wrong);
      const missing = refusalOf(await app.redeem(code, none));
      assert.deepEqual(missing.slice(0, 2), [400, "invalid_request"]);
      assert.match(missing[2], /Client credentials missing or malformed/);
      assert.equal((await app.redeem(code)).status, 200);
    });

    it("client_secret_basic", async () => {
      const app = await OidcApp.make({ settings: { tokenEndpointAuthMethod: "client_secret_basic" } });
      const code = await app.code();
      const refused = refusalOf(await app.redeem(code));
      assert.deepEqual(refused.slice(0, 2), [401, "invalid_client"]);
      assert.match(
        refused[2],
        /supports client authentication method 'client_secret_basic', but method 'client_secret_post'/,
      );
      assert.equal((await app.redeem(code, none, basicOf(app))).status, 200);
    });

    it("none, with PKCE", async () => {
      const app = await OidcApp.make({ settings: { tokenEndpointAuthMethod: "none" } });
      const code = await app.code();
      const open = { client_secret: undefined };
      assert.equal(refusalOf(await app.redeem(code, { client_secret: "x" }))[1], "invalid_client");
      assert.equal(refusalOf(await app.redeem(code, { ...open, code_verifier: undefined }))[1], "invalid_grant");
      assert.equal((await app.redeem(code, open)).status, 200);
    });
  });

  describe("refuses a code", () => {
    const refused: readonly [string, Record<string, string | undefined>, string][] = [
      [
        "with another redirect URI",
        { redirect_uri: `${redirectUri}/` },
        " The 'redirect_uri' from this request does not match the one from the authorize request.",
      ],
      [
        "without its redirect URI",
        { redirect_uri: undefined },
        " The 'redirect_uri' from this request does not match the one from the authorize request.",
      ],
      ["without its verifier", { code_verifier: undefined }, " The PKCE code verifier must be at least 43 characters."],
      [
        "with another verifier",
        { code_verifier: "w".repeat(43) },
        " The PKCE code challenge did not match the code verifier.",
      ],
      [
        "with a verifier too long",
        { code_verifier: "v".repeat(129) },
        " The PKCE code verifier can not be longer than 128 characters.",
      ],
      ["that is none", { code: "ory_ac_made.up" }, ""],
      ["that is empty", { code: "" }, ""],
    ];
    for (const [what, form, hint] of refused) {
      it(`${what}, and takes it rightly after that`, async () => {
        const app = await OidcApp.make();
        const code = await app.code();
        assert.deepEqual(refusalOf(await app.redeem(code, form)), [400, "invalid_grant", grantDescription + hint]);
        assert.equal((await app.redeem(code)).status, 200);
      });
    }

    it("a second time, and ends what the first gave", async () => {
      const app = await OidcApp.make();
      const code = await app.code();
      const { body: first } = await app.redeem(code);
      assert.equal((await app.userInfo(first.access_token)).status, 200);
      assert.deepEqual(refusalOf(await app.redeem(code)), [
        ...[400, "invalid_grant"],
        `${grantDescription} The authorization code has already been used.`,
      ]);
      assert.equal((await app.userInfo(first.access_token)).status, 401);
      assert.deepEqual(refusalOf(await app.refresh(first.refresh_token)).slice(0, 2), [401, "token_inactive"]);
    });

    it("after ten minutes", async () => {
      const app = await OidcApp.make();
      const [kept, late] = [await app.code(), await app.code()];
      app.org.clock.advance(599);
      assert.equal((await app.redeem(kept)).status, 200);
      app.org.clock.advance(1);
      assert.deepEqual(refusalOf(await app.redeem(late)), [400, "invalid_grant", grantDescription]);
    });

    it("of another client", async () => {
      const app = await OidcApp.make();
      const code = await app.code();
      const other = await app.ask("POST", "/.sandbox/applications", {
        ...{ displayLabel: "other", redirectUris: [redirectUri], loginUrl: "http://localhost:5000/login" },
        tokenEndpointAuthMethod: "client_secret_post",
      });
      const { clientId, clientSecret } = other["oidc"] as Record<string, string>;
      assert.deepEqual(refusalOf(await app.redeem(code, { client_id: clientId, client_secret: clientSecret })), [
        ...[400, "invalid_grant"],
        `${grantDescription} The OAuth 2.0 Client ID from this request does not match the one from the authorize request.`,
      ]);
    });

    it("of a person who may not use the application any more", async () => {
      const app = await OidcApp.make();
      const code = await app.code();
      const left = { op: "remove", type: "user", id: app.dora.id };
      await app.ask("POST", `/api/v2/usergroups/${app.group.id}/members`, left);
      assert.equal(refusalOf(await app.redeem(code))[1], "invalid_grant");
    });

    it("with a verifier where no challenge was, and with a nonce too short", async () => {
      const app = await OidcApp.make();
      const bare = await app.code({ code_challenge: undefined, code_challenge_method: undefined });
      assert.match(refusalOf(await app.redeem(bare))[2], /Unable to find initial PKCE data/);
      assert.equal((await app.redeem(bare, { code_verifier: undefined })).status, 200);
      const short = await app.code({ nonce: "1234567" });
      const refusal = refusalOf(await app.redeem(short));
      assert.deepEqual(refusal.slice(0, 2), [403, "insufficient_entropy"]);
      assert.match(refusal[2], /minimum entropy of 8 characters/);
    });
  });

  it("refuses other grants, and what is no form", async () => {
    const app = await OidcApp.make();
    for (const [form, text] of [
      [{ grant_type: "client_credentials" }, /malformed/],
      [{ grant_type: "password" }, /malformed/],
      [{ grant_type: undefined }, /'grant_type' is missing/],
    ] as const) {
      const refusal = refusalOf(await app.token(form));
      assert.deepEqual(refusal.slice(0, 2), [400, "invalid_request"]);
      assert.match(refusal[2], text);
    }
    const json = { "content-type": "application/json" };
    assert.match(refusalOf(await app.redeem("x", {}, json))[2], /The POST body can not be empty\.$/);
  });

  describe("refreshes", () => {
    it("with a new ID token and a new refresh token, and ends the old access token", async () => {
      const app = await OidcApp.make();
      const first = await app.tokens();
      app.org.clock.advance(60);
      const { status, body: second } = await app.refresh(first.refresh_token);
      assert.equal(status, 200);
      const [old, fresh] = [decodeJwt(first.id_token ?? ""), decodeJwt(second.id_token ?? "")];
      assert.notEqual(fresh.jti, old.jti);
      assert.deepEqual(
        [fresh["auth_time"], fresh.iat, fresh["nonce"], fresh["email"]],
        [old["auth_time"], (old.iat ?? 0) + 60, undefined, "dora@acme.example"],
      );
      assert.notEqual(second.refresh_token, first.refresh_token);
      assert.equal((await app.userInfo(first.access_token)).status, 401);
      assert.equal((await app.userInfo(second.access_token)).status, 200);
      assert.equal((await app.refresh(second.refresh_token)).status, 200);
    });

    it("once: a second time ends the whole chain", async () => {
      const app = await OidcApp.make();
      const first = await app.tokens();
      const { body: second } = await app.refresh(first.refresh_token);
      const inactive =
        "Token is inactive because it is malformed, expired or otherwise invalid. Token validation failed.";
      assert.deepEqual(refusalOf(await app.refresh(first.refresh_token)), [401, "token_inactive", inactive]);
      assert.deepEqual(refusalOf(await app.refresh(second.refresh_token)), [401, "token_inactive", inactive]);
      assert.equal((await app.userInfo(second.access_token)).status, 401);
    });

    it("not with what is none or too old, nor for who may not use the application any more", async () => {
      const app = await OidcApp.make();
      const none = refusalOf(await app.refresh("ory_rt_made.up"));
      assert.deepEqual(none, [400, "invalid_grant", `${grantDescription} The refresh token has not been found.`]);
      const { refresh_token: token } = await app.tokens();
      await app.ask("PUT", `/api/systemusers/${app.dora.id}`, { suspended: true });
      assert.equal(refusalOf(await app.refresh(token))[1], "invalid_grant");
      await app.ask("PUT", `/api/systemusers/${app.dora.id}`, { suspended: false });
      app.org.clock.advance(30 * 86_400);
      assert.equal(refusalOf(await app.refresh(token))[1], "invalid_grant");
    });
  });

  it("revokes either token with all that came of the sign-in", async () => {
    const app = await OidcApp.make();
    const revoke = async (token: string, secret = app.clientSecret) => {
      const form = { client_id: app.clientId, client_secret: secret, token };
      const type = { "content-type": "application/x-www-form-urlencoded" };
      return app.org.send("POST", `${app.issuer}oauth2/revoke`, type, new URLSearchParams(form).toString());
    };
    const tokens = await app.tokens();
    assert.equal((await revoke(tokens.access_token, "wrong")).status, 401);
    assert.equal((await revoke("made-up")).status, 200);
    assert.equal((await app.userInfo(tokens.access_token)).status, 200);
    assert.equal((await revoke(tokens.refresh_token ?? "")).status, 200);
    assert.equal((await app.userInfo(tokens.access_token)).status, 401);
    assert.equal(refusalOf(await app.refresh(tokens.refresh_token))[1], "token_inactive");
  });

  it("tells an access token's holder of the person", async () => {
    const app = await OidcApp.make();
    const { access_token: token } = await app.tokens();
    const { body } = await app.userInfo(token);
    const at = Math.floor(app.org.clock.now().getTime() / 1000);
    assert.deepEqual(body, {
      ...{ email: "dora@acme.example", email_verified: true, aud: [app.clientId], sub: app.dora.id },
      ...{ iss: "https://oauth.id.jumpcloud.com/", auth_time: at, rat: at, iat: at },
    });
    const refused = await app.userInfo("made-up");
    assert.deepEqual(refusalOf(refused).slice(0, 2), [401, "request_unauthorized"]);
    assert.match(String(refused.headers["www-authenticate"]), /^Bearer error="request_unauthorized"/);
    app.org.clock.advance(3600);
    assert.equal((await app.userInfo(token)).status, 401);
  });

  it("fails as it was asked to, in OAuth's form", async () => {
    const app = await OidcApp.make();
    const code = await app.code();
    app.org.faults.set("oauth2TokenExchange", [503, 429]);
    assert.deepEqual(refusalOf(await app.redeem(code)).slice(0, 2), [503, "server_error"]);
    assert.equal((await app.redeem(code)).status, 429);
    assert.equal((await app.redeem(code, { code_verifier: verifier })).status, 200);
  });
});
