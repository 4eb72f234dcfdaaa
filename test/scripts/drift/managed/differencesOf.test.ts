import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { differencesOf } from "../../../../scripts/lib/drift/managed/differencesOf.ts";

const secret = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", ciphertext: "[secret]" };
const archive = (hash: string, path: string) => ({
  "4dabf18193072939515e22adb298388d": "0def7320c3a5731c473e5ecbe6d01bc7",
  hash,
  path,
});

describe("differencesOf", () => {
  for (const [name, declared, actual] of [
    ["the ways of writing nothing", [undefined, null, "", [], {}], [{}, [], "", null, undefined]],
    ["absent and empty members", { a: 1, b: "" }, { a: 1, c: [] }],
    ["a list in another order", ["a", "b", { c: 1 }], [{ c: 1 }, "b", "a"]],
    ["a policy written in another way", '{"A":1,"B":["x","y"]}', '{ "B": ["y","x"], "A": 1 }'],
    ["the providers' own notes", { __meta: "1", a: 1 }, { __meta: "2", a: 1 }],
    ["two secrets, which it cannot read", secret, secret],
    ["an archive at another place", archive("12ab", "/one"), archive("12ab", "/other")],
  ] as const) {
    it(`finds none in ${name}`, () => assert.deepEqual(differencesOf(declared, actual, "p"), []));
  }

  it("names the innermost place that differs, in the order of the names", () => {
    const declared = { jwt: { issuer: "https://a", audiences: ["one"] }, name: "n" };
    const actual = { jwt: { issuer: "https://b", audiences: ["one", "two"] }, name: "n" };
    assert.deepEqual(differencesOf(declared, actual, "configuration"), [
      { path: "configuration.jwt.audiences", declared: ["one"], actual: ["one", "two"] },
      { path: "configuration.jwt.issuer", declared: "https://a", actual: "https://b" },
    ]);
  });

  it("looks into the one item of a list that changed", () => {
    const differences = differencesOf([{ id: 1, on: true }, { id: 2 }], [{ id: 2 }, { id: 1, on: false }], "items");
    assert.deepEqual(differences, [{ path: "items[0].on", declared: true, actual: false }]);
  });

  it("finds a member that was added, and a value of another type", () => {
    assert.deepEqual(differencesOf({}, { a: false }, "p"), [{ path: "p", declared: undefined, actual: { a: false } }]);
    assert.deepEqual(differencesOf({ a: 0 }, { a: "0" }, "p"), [{ path: "p.a", declared: 0, actual: "0" }]);
    assert.deepEqual(differencesOf({ a: true }, { a: false }, "p"), [{ path: "p.a", declared: true, actual: false }]);
  });

  it("looks into a policy", () => {
    const policy = (effect: string) => JSON.stringify({ Statement: [{ Effect: effect, Action: "s3:*" }] });
    assert.deepEqual(differencesOf(policy("Deny"), policy("Allow"), "policy"), [
      { path: "policy.Statement[0].Effect", declared: "Deny", actual: "Allow" },
    ]);
  });

  it("compares an archive by its content", () => {
    assert.deepEqual(differencesOf(archive("12ab", "/one"), archive("34cd", "/one"), "code"), [
      { path: "code", declared: "content 12ab", actual: "content 34cd" },
    ]);
  });

  it("finds a list of the same items in another number", () => {
    assert.deepEqual(differencesOf(["a"], ["a", "a"], "p"), [{ path: "p", declared: ["a"], actual: ["a", "a"] }]);
  });

  it("says no more of a secret than whether it is there", () => {
    assert.deepEqual(differencesOf("[secret]", { client_secret: "shown" }, "p"), []);
    assert.deepEqual(differencesOf({ a: "[secret]", b: 1 }, { a: "shown", b: 1 }, "p"), []);
    assert.deepEqual(differencesOf(["[secret]"], ["shown"], "p"), []);
    assert.deepEqual(differencesOf("[secret]", "", "p"), [{ path: "p", declared: "[secret]", actual: undefined }]);
    assert.deepEqual(differencesOf(undefined, "[secret]", "p"), [
      { path: "p", declared: undefined, actual: "[secret]" },
    ]);
  });
});
