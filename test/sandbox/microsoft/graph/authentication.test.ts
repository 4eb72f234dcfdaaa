import assert from "node:assert/strict";
import { generateKeyPair, SignJWT, UnsecuredJWT } from "jose";
import { type GraphErrorBody, GraphTenant, operator } from "./support/graphTenant.ts";

describe("Microsoft Graph's authentication", () => {
  async function refused(tenant: GraphTenant, authorization: string): Promise<object> {
    const { status, headers, body } = await tenant.call<GraphErrorBody>("GET", "/v1.0/users", undefined, {
      authorization,
    });
    assert.equal(
      headers["www-authenticate"],
      'Bearer realm="", authorization_uri="https://login.microsoftonline.com/common/oauth2/authorize", client_id="00000003-0000-0000-c000-000000000000"',
    );
    return { status, code: body.error.code, message: body.error.message };
  }

  const invalid = (message: string) => ({ status: 401, code: "InvalidAuthenticationToken", message });

  it("takes a token of the caller's directory, of version 1 or 2", async () => {
    const tenant = new GraphTenant();
    const { tenantId } = tenant.directory;
    for (const iss of [`https://sts.windows.net/${tenantId}/`, `https://login.microsoftonline.com/${tenantId}/v2.0`]) {
      const authorization = `Bearer ${await tenant.token({ iss })}`;
      const { status } = await tenant.call("GET", "/v1.0/users", undefined, { authorization });
      assert.equal(status, 200);
    }
  });

  for (const [what, authorization] of [
    ["no token", ""],
    ["another scheme", "Basic abc"],
    ["an empty token", "Bearer "],
  ] as const) {
    it(`refuses ${what}`, async () => {
      assert.deepEqual(await refused(new GraphTenant(), authorization), invalid("Access token is empty."));
    });
  }

  it("refuses what is no token", async () => {
    const tenant = new GraphTenant();
    assert.deepEqual(
      await refused(tenant, "Bearer secret"),
      invalid("IDX14100: JWT is not well formed, there are no dots (.)."),
    );
    assert.deepEqual(
      await refused(tenant, "Bearer a.b.c"),
      invalid("CompactToken parsing failed with error code: 80049217"),
    );
  });

  for (const [what, claims, message] of [
    ["another audience", { aud: "https://vault.azure.net" }, "Access token validation failure. Invalid audience."],
    ["another issuer", { iss: "https://evil.example/" }, "Access token validation failure. Invalid issuer."],
    ["an unknown tenant", { tid: crypto.randomUUID() }, "Access token validation failure. Invalid issuer."],
    ["a past end", { exp: 1 }, "Lifetime validation failed, the token is expired."],
    ["no end", { exp: undefined }, "Lifetime validation failed, the token is not yet valid."],
    ["a later beginning", { nbf: 4_000_000_000 }, "Lifetime validation failed, the token is not yet valid."],
  ] as const) {
    it(`refuses a token of ${what}`, async () => {
      const tenant = new GraphTenant();
      assert.deepEqual(await refused(tenant, `Bearer ${await tenant.token(claims)}`), invalid(message));
    });
  }

  it("refuses a token that ended since", async () => {
    const tenant = new GraphTenant();
    const authorization = `Bearer ${await tenant.token()}`;
    tenant.clock.advance(3600);
    assert.deepEqual(
      await refused(tenant, authorization),
      invalid("Lifetime validation failed, the token is expired."),
    );
  });

  it("refuses a token of the other directory's issuer", async () => {
    const tenant = new GraphTenant();
    const { tenantId } = tenant.directoryOf("b2c");
    const token = await tenant.token({ tid: tenantId });
    assert.deepEqual(
      await refused(tenant, `Bearer ${token}`),
      invalid("Access token validation failure. Signature is invalid."),
    );
  });

  it("refuses forged and unsigned tokens", async () => {
    const tenant = new GraphTenant();
    const token = await tenant.token();
    const payload = JSON.parse(Buffer.from(token.split(".")[1]!, "base64url").toString()) as Record<string, unknown>;
    const { privateKey } = await generateKeyPair("RS256");
    const kid = tenant.directory.signingKey!.kid;
    const forged = await new SignJWT(payload).setProtectedHeader({ alg: "RS256", kid }).sign(privateKey);
    const shared = await new SignJWT(payload)
      .setProtectedHeader({ alg: "HS256", kid })
      .sign(Buffer.from(String(tenant.directory.signingKey!.privateJwk.n)));
    for (const one of [forged, shared, new UnsecuredJWT(payload).encode()]) {
      const { status, code } = (await refused(tenant, `Bearer ${one}`)) as { status: number; code: string };
      assert.deepEqual([status, code], [401, "InvalidAuthenticationToken"]);
    }
  });

  it("refuses an application that is gone or disabled", async () => {
    const identityNotFound = {
      status: 401,
      code: "Authorization_IdentityNotFound",
      message: "The identity of the calling application could not be established.",
    };
    const tenant = new GraphTenant();
    const unknown = await tenant.token({ appid: crypto.randomUUID() });
    assert.deepEqual(
      await tenant.refusal("GET", "/v1.0/users", undefined, { authorization: `Bearer ${unknown}` }),
      identityNotFound,
    );
    tenant.directory.servicePrincipals[tenant.callerId]!.accountEnabled = false;
    assert.deepEqual(await tenant.refusal("GET", "/v1.0/users"), identityNotFound);
  });

  it("keeps directories apart", async () => {
    const tenant = new GraphTenant();
    const { id } = await tenant.createUser();
    const b2c = tenant.directoryOf("b2c");
    const token = await tenant.token({ appid: operator.clientId }, b2c);
    const list = await tenant.ask("GET", "/v1.0/users", undefined, { authorization: `Bearer ${token}` });
    assert.deepEqual(list["value"], []);
    const { status } = await tenant.call("GET", `/v1.0/users/${id}`, undefined, { authorization: `Bearer ${token}` });
    assert.equal(status, 404);
  });
});
