import assert from "node:assert/strict";
import { clientId, FakeIssuer, halfHash } from "./support/FakeIssuer.ts";
import { complete, start, visit } from "./support/startSignIn.ts";

describe("the ID token of a sign-in", () => {
  const hour = 3600;
  const seconds = Math.floor(Date.now() / 1000);
  const wrong: Readonly<Record<string, { set: (issuer: FakeIssuer) => void; says: RegExp; found?: unknown }>> = {
    "another nonce": { set: (issuer) => (issuer.claims = { nonce: "n" }), says: /nonce/ },
    "no nonce": { set: (issuer) => (issuer.claims = { nonce: undefined }), says: /nonce/ },
    "another audience": { set: (issuer) => (issuer.claims = { aud: "other" }), says: /aud/, found: "other" },
    "another issuer": {
      set: (issuer) => (issuer.claims = { iss: "https://id.acme.example" }),
      says: /iss/,
      found: "https://id.acme.example",
    },
    "two audiences and no azp": {
      set: (issuer) => (issuer.claims = { aud: [clientId, "b"] }),
      says: /aud/,
      found: [clientId, "b"],
    },
    "an authorized party that is another client": {
      set: (issuer) => (issuer.claims = { azp: "other" }),
      says: /azp/,
      found: "other",
    },
    "an end in the past": { set: (issuer) => (issuer.claims = { exp: seconds - hour }), says: /exp/ },
    "an access token that is not its own": { set: (issuer) => (issuer.claims = { at_hash: "x" }), says: /at_hash/ },
    "another key's signature": { set: (issuer) => (issuer.signsWithAnotherKey = true), says: /signature/ },
    "no ID token beside the access token": {
      set: (issuer) => (issuer.answer = { id_token: undefined }),
      says: /id_token/,
    },
  };
  for (const [what, { set, says, found }] of Object.entries(wrong)) {
    it(`refuses ${what}`, async () => {
      const issuer = new FakeIssuer();
      set(issuer);
      const [page, result] = await complete(issuer);
      assert.equal(page.status, 400);
      assert.match(page.body, /<h1>Not signed in<\/h1>/);
      assert.equal(result.status, "rejected");
      const { code, message, actual, cause } = result.reason as Record<string, unknown>;
      assert.equal(code, "TOKEN_UNREADABLE");
      assert.match(String(message), says);
      assert.deepEqual([actual, cause], [found, undefined]);
    });
  }

  it("takes an ID token without at_hash, and a token of the issuer's clock where this one is told of it", async () => {
    const issuer = new FakeIssuer();
    issuer.claims = { at_hash: undefined };
    issuer.now = new Date("2031-01-01T00:00:00Z");
    const { url, signedIn } = await start(issuer, {}, { now: () => issuer.now });
    await visit(issuer.authorize(url));
    const { idTokenExpires, accessTokenExpires } = await signedIn;
    assert.deepEqual(
      [idTokenExpires.toISOString(), accessTokenExpires?.toISOString()],
      ["2031-01-01T00:10:00.000Z", "2031-01-01T00:05:00.000Z"],
    );
  });

  for (const [alg, hash] of [
    ["ES384", "sha384"],
    ["Ed25519", "sha512"],
    ["EdDSA", "sha512"],
  ] as const) {
    it(`compares at_hash by the hash of ${alg}`, async () => {
      const issuer = new FakeIssuer(alg);
      const [page, result] = await complete(issuer);
      assert.equal(result.status, "fulfilled", JSON.stringify(result));
      assert.equal(page.status, 200);
      assert.equal(result.value.claims["at_hash"], halfHash(result.value.accessToken, hash));
      issuer.claims = { at_hash: halfHash("another", hash) };
      const [, refused] = await complete(issuer);
      assert.match(String((refused as PromiseRejectedResult).reason), /at_hash/);
    });
  }
});
