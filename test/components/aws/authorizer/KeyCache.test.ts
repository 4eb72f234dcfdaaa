import assert from "node:assert/strict";
import { KeyCache } from "../../../../components/aws/authorizer/KeyCache.mjs";
import { Refusal } from "../../../../components/aws/authorizer/Refusal.mjs";

const iss = "https://tenant.example/v2.0";
const discoveryUrl = `${iss}/.well-known/openid-configuration`;
const jwksUri = "https://keys.example/keys";
const issuer = { iss, discoveryUrl, audiences: ["a"], clientIdClaim: "azp" };

describe("KeyCache", () => {
  let now = 1_000_000;
  let asked: string[] = [];
  let discovery: unknown;
  let keys: unknown[];
  let answer: (url: string) => Response | Promise<Response>;
  let cache: KeyCache;

  beforeEach(() => {
    asked = [];
    discovery = { issuer: iss, jwks_uri: jwksUri };
    keys = [key("k1")];
    answer = (url) => Response.json(url === discoveryUrl ? discovery : { keys });
    cache = new KeyCache({
      now: () => now,
      fetch: async (input, init) => {
        const url = input instanceof Request ? input.url : String(input);
        asked.push(url);
        assert.equal(init?.redirect, "error");
        assert.ok(init.signal instanceof AbortSignal);
        return answer(url);
      },
    });
  });

  const key = (kid: string) => ({ kty: "RSA", kid, n: "n", e: "AQAB" });
  const find = async (kid = "k1") => (await cache.find(issuer, kid)).kid;
  const refused = (check: string, kid = "k1") =>
    assert.rejects(cache.find(issuer, kid), (error) => error instanceof Refusal && error.check === check);

  it("reads the discovery document and the keys once, and asks again after ten minutes", async () => {
    for (let call = 0; call < 3; call++) assert.equal(await find(), "k1");
    assert.deepEqual(asked, [discoveryUrl, jwksUri]);
    now += 10 * 60_000 - 1;
    await find();
    assert.equal(asked.length, 2);
    now += 1;
    keys = [key("k2")];
    await refused("key-id");
    assert.equal(asked.length, 4);
    assert.equal(await find("k2"), "k2");
  });

  it("asks again for an unknown key id, but only once in 30 seconds", async () => {
    await find();
    keys = [key("k1"), key("k2")];
    await refused("key-id", "k2");
    now += 29_999;
    await refused("key-id", "k2");
    assert.equal(asked.length, 2);
    now += 1;
    assert.equal(await find("k2"), "k2");
    assert.equal(asked.length, 4);
    await refused("key-id", "k3");
    assert.equal(asked.length, 4);
  });

  it("asks once for all who wait", async () => {
    assert.deepEqual(await Promise.all([find(), find(), find()]), ["k1", "k1", "k1"]);
    assert.equal(asked.length, 2);
  });

  it("does not hold one issuer's keys for another's", async () => {
    await find();
    const other = { ...issuer, iss: "https://other.example", discoveryUrl: "https://other.example/d" };
    await assert.rejects(cache.find(other, "k1"), { check: "discovery" });
  });

  it("refuses while an issuer is out of reach, and asks it again after two seconds", async () => {
    answer = () => Promise.reject(new TypeError("fetch failed"));
    await refused("discovery");
    await refused("discovery");
    assert.equal(asked.length, 1);
    now += 2_000;
    answer = (url) => (url === discoveryUrl ? Response.json(discovery) : new Response(null, { status: 500 }));
    await refused("jwks");
    assert.equal(asked.length, 3);
    now += 2_000;
    answer = (url) => Response.json(url === discoveryUrl ? discovery : { keys });
    assert.equal(await find(), "k1");
  });

  it("counts the two seconds from when the failure was known, as whoever asks would wait for it again", async () => {
    answer = () => {
      now += 3_000;
      return Promise.reject(new DOMException("timeout", "TimeoutError"));
    };
    await refused("discovery");
    await refused("discovery");
    now += 1_999;
    await refused("discovery");
    assert.equal(asked.length, 1);
    now += 1;
    await refused("discovery");
    assert.equal(asked.length, 2);
  });

  it("uses the keys that it has for ten minutes while an issuer is out of reach, and none after that", async () => {
    await find();
    answer = () => Promise.reject(new TypeError("fetch failed"));
    now += 60_000;
    await refused("key-id", "k2");
    assert.equal(await find(), "k1");
    now += 9 * 60_000;
    await refused("discovery");
  });

  const broken: Record<string, [check: string, change: () => void]> = {
    "a discovery document of another issuer": [
      "discovery",
      () => (discovery = { issuer: `${iss}/`, jwks_uri: jwksUri }),
    ],
    "a discovery document without an issuer": ["discovery", () => (discovery = { jwks_uri: jwksUri })],
    "keys without https": ["discovery", () => (discovery = { issuer: iss, jwks_uri: "http://keys.example/" })],
    "no address of keys": ["discovery", () => (discovery = { issuer: iss })],
    "a discovery document that is no object": ["discovery", () => (discovery = [])],
    "keys that are no list": ["jwks", () => (keys = {} as unknown[])],
    "a redirect": ["discovery", () => (answer = () => new Response(null, { status: 302, headers: { location: "/" } }))],
    "what is no JSON": ["discovery", () => (answer = () => new Response("<html>"))],
    "more than 150,000 bytes": ["jwks", () => (keys = [key("k1"), { padding: "x".repeat(150_000) }])],
    "a key for encryption": ["key-id", () => (keys = [{ ...key("k1"), use: "enc" }])],
    "a key that is null": ["key-id", () => (keys = [null])],
  };
  for (const [what, [check, change]] of Object.entries(broken)) {
    it(`refuses ${what}`, async () => {
      change();
      await refused(check);
    });
  }

  it("asks nobody without https", async () => {
    await assert.rejects(cache.find({ ...issuer, discoveryUrl: "http://tenant.example/d" }, "k1"), {
      check: "discovery",
    });
    assert.deepEqual(asked, []);
  });
});
