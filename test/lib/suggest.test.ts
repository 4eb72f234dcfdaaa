import assert from "node:assert/strict";
import { expectedName, suggest } from "../../lib/suggest.ts";

describe("suggest", () => {
  const rows: readonly (readonly [name: string, known: readonly string[], near: string | undefined])[] = [
    ["audiance", ["audience", "name"], "audience"],
    ["keys.raed", ["keys.read", "keys.write"], "keys.read"],
    ["Okta", ["okta"], "okta"],
    ["issuer", ["issuers", "apis"], "issuers"],
    ["scope", ["scopes"], "scopes"],
    ["key", ["kid", "keys"], "keys"],
    ["a", ["b"], "b"],
    ["entra", ["okta"], undefined],
    ["x", [], undefined],
  ];
  for (const [name, known, near] of rows) {
    it(`${near === undefined ? "finds nothing near" : `finds ${near} near`} ${name}`, () => {
      assert.equal(suggest(name, known), near);
    });
  }

  it("is asked first, then all names are told", () => {
    assert.equal(expectedName("okat", ["okta"]), 'Did you mean "okta"?');
    assert.equal(expectedName("entra", ["okta", "cognito"]), 'one of "okta", "cognito"');
    assert.equal(expectedName("entra", []), "none is declared");
  });
});
