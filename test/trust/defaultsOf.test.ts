import assert from "node:assert/strict";
import { defaultsOf } from "../../trust/defaultsOf.ts";

describe("defaultsOf", () => {
  it("gives the settings without their prefix", () => {
    const content = { "crosstrust:issuers": { okta: { kind: "okta" } }, "crosstrust:apis": "{}" };
    assert.deepEqual(defaultsOf(content), {
      settings: { issuers: { okta: { kind: "okta" } }, apis: "{}" },
      faults: [],
    });
  });

  it("refuses keys of providers, credentials, and defaults of the defaults", () => {
    const content = {
      "aws:region": "eu-west-1",
      "crosstrust:clientCredentials": { "okta/a": { clientSecret: "hush" } },
      "crosstrust:defaults": "other.yaml",
      issuers: {},
    };
    const { settings, faults } = defaultsOf(content);
    assert.deepEqual(settings, {});
    assert.deepEqual(
      faults.map(({ path, found }) => [path, found]),
      Object.keys(content).map((key) => [[key], undefined]),
    );
  });

  it("refuses what is encrypted, at any depth, and hands on no ciphertext", () => {
    const secret = { secure: "v1:abc" };
    const content = { "crosstrust:apis": { a: { list: [1, secret] }, b: { secure: "x", other: 1 }, c: secret } };
    const { settings, faults } = defaultsOf(content);
    assert.deepEqual(
      faults.map(({ path }) => path),
      [
        ["crosstrust:apis", "a", "list", 1],
        ["crosstrust:apis", "c"],
      ],
    );
    assert.doesNotMatch(JSON.stringify([settings, faults]), /v1:abc/);
    assert.deepEqual((settings["apis"] as Record<string, unknown>)["b"], { secure: "x", other: 1 });
  });

  it("refuses a file that holds no mapping", () => {
    for (const content of [null, [], "text", 1]) {
      const { settings, faults } = defaultsOf(content);
      assert.deepEqual([settings, faults.length, faults[0]?.path], [{}, 1, ["crosstrust:defaults"]]);
    }
  });
});
