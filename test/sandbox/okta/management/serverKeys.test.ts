import assert from "node:assert/strict";
import { OktaOrg, refusal, type OktaErrorBody } from "../support/oktaOrg.ts";

interface Key {
  readonly kid: string;
  readonly status: string;
  readonly [member: string]: unknown;
}

interface KeySet {
  readonly keys: readonly Key[];
}

describe("Okta's signing keys", () => {
  const managed = "/api/v1/authorizationServers/default/credentials";
  const published = "/oauth2/default/v1/keys";
  const day = 24 * 3600;

  it("are RSA of 2048 bits, and published by their public members alone", async () => {
    const org = new OktaOrg();
    const { keys } = await org.ask<KeySet>("GET", published);
    const [key] = keys;
    assert.equal(keys.length, 1);
    assert.deepEqual(Object.keys(key!), ["kty", "alg", "kid", "use", "e", "n"]);
    assert.deepEqual([key?.["kty"], key?.["alg"], key?.["use"]], ["RSA", "RS256", "sig"]);
    assert.equal(Buffer.from(key?.["n"] as string, "base64url").length, 256);
  });

  it("are made once, however many ask at the same time", async () => {
    const org = new OktaOrg();
    const [first, second] = await Promise.all([org.ask("GET", published), org.ask("GET", published)]);
    assert.deepEqual(first, second);
  });

  it("are listed to administrators with their status", async () => {
    const org = new OktaOrg();
    const keys = await org.ask<readonly Key[]>("GET", `${managed}/keys`);
    assert.deepEqual(
      keys.map(({ status }) => status),
      ["ACTIVE"],
    );
    assert.ok(!("d" in keys[0]!));
    assert.deepEqual(await org.ask("GET", `${managed}/keys/${keys[0]!.kid}`), keys[0]);
    assert.equal((await org.call("GET", `${managed}/keys/none`)).status, 404);
  });

  it("rotate when asked to: the one before stays published", async () => {
    const org = new OktaOrg();
    const before = await org.ask<KeySet>("GET", published);
    const rotated = await org.ask<readonly Key[]>("POST", `${managed}/lifecycle/keyRotate`, { use: "sig" });
    assert.deepEqual(
      rotated.map(({ status }) => status),
      ["ACTIVE", "EXPIRED"],
    );
    assert.equal(rotated[1]?.kid, before.keys[0]?.kid);
    const { keys } = await org.ask<KeySet>("GET", published);
    assert.deepEqual(
      keys.map(({ kid }) => kid),
      rotated.map(({ kid }) => kid),
    );
    await org.ask("POST", `${managed}/lifecycle/keyRotate`, { use: "sig" });
    const after = await org.ask<KeySet>("GET", published);
    assert.equal(after.keys.length, 2);
    assert.ok(after.keys.every(({ kid }) => kid !== before.keys[0]?.kid));
  });

  it("rotate for one use only", async () => {
    const answer = await new OktaOrg().call<OktaErrorBody>("POST", `${managed}/lifecycle/keyRotate`, { use: "enc" });
    assert.deepEqual(refusal(answer), {
      status: 400,
      errorCode: "E0000001",
      errorSummary: "Api validation failed: rotateKeys",
      errorCauses: ["Invalid value specified for key 'use' parameter."],
    });
  });

  it("rotate by themselves every 90 days, unless the server says MANUAL", async () => {
    const org = new OktaOrg();
    const manual = await org.createServer({ credentials: { signing: { rotationMode: "MANUAL" } } });
    const kids = async (id: string) =>
      (await org.ask<KeySet>("GET", `/oauth2/${id}/v1/keys`)).keys.map(({ kid }) => kid);
    const [automatic, kept] = [await kids("default"), await kids(manual.id)];
    org.clock.advance(90 * day - 1);
    assert.deepEqual(await kids("default"), automatic);
    org.clock.advance(1);
    assert.deepEqual((await kids("default")).slice(1), automatic);
    assert.deepEqual(await kids(manual.id), kept);
  });
});
