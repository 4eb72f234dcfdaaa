import assert from "node:assert/strict";
import { isCredential, readClientCredentials } from "../../trust/clientCredentials.ts";
import { accessGrantsModel } from "./accessGrantsFixture.ts";

const { issuers } = accessGrantsModel();
const ref = "jumpcloud/s3-access-grants";
const good = { clientId: "id", clientSecret: "s3cr3t-value" };
const read = (value: unknown) => readClientCredentials(JSON.stringify(value), issuers);

describe("readClientCredentials", () => {
  it("reads them by issuer and client; none where the config has none", () => {
    assert.deepEqual(read({ [ref]: good }), { credentials: { [ref]: good }, faults: [] });
    assert.deepEqual(readClientCredentials(undefined, issuers), { credentials: {}, faults: [] });
  });

  for (const [what, value, path] of [
    ["what is no mapping", "s3cr3t-value", []],
    ["a client that there is not", { "jumpcloud/s3": good }, ["jumpcloud/s3"]],
    ["a missing secret", { [ref]: { clientId: "s3cr3t-value" } }, [ref]],
    ["an empty client id", { [ref]: { ...good, clientId: "" } }, [ref]],
    ["a secret with a space in it", { [ref]: { ...good, clientSecret: "s3cr3t-value " } }, [ref]],
    ["something besides", { [ref]: { ...good, secret: "s3cr3t-value" } }, [ref]],
  ] as const) {
    it(`refuses ${what}, and repeats none of it`, () => {
      const { credentials, faults } = read(value);
      assert.deepEqual(credentials, {});
      assert.deepEqual(
        faults.map((fault) => fault.path),
        [["crosstrust:clientCredentials", ...path]],
      );
      assert.doesNotMatch(JSON.stringify(faults), /s3cr3t/);
    });
  }

  it("refuses what is no JSON", () => {
    const { faults } = readClientCredentials("s3cr3t-value", issuers);
    assert.equal(faults.length, 1);
    assert.doesNotMatch(JSON.stringify(faults), /s3cr3t/);
  });
});

describe("isCredential", () => {
  it("is printable text without spaces, of at most 512 characters", () => {
    assert.deepEqual(["a", "~!x", "x".repeat(512)].map(isCredential), [true, true, true]);
    assert.deepEqual(["", "a b", "é", "a\n", "x".repeat(513), 1, undefined].map(isCredential), Array(7).fill(false));
  });
});
