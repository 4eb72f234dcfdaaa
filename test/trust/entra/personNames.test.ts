import assert from "node:assert/strict";
import { describe, it } from "mocha";
import {
  domainFault,
  mailNicknameFault,
  mailNicknameOf,
  userPrincipalNameFault,
} from "../../../trust/entra/personNames.ts";

describe("personNames", () => {
  for (const name of [
    "alice@acme.example",
    "o'neil.b_c-d!#^~1@sub.acme.example",
    `${"a".repeat(64)}@${"b".repeat(40)}.example`,
  ]) {
    it(`takes ${name}`, () => assert.equal(userPrincipalNameFault(name), undefined));
  }
  for (const name of [
    "alice",
    "alice@",
    "@acme.example",
    "alice@acme",
    "alice.@acme.example",
    ".alice@acme.example",
    "al..ice@acme.example",
    "al ice@acme.example",
    "älice@acme.example",
    "alice@@acme.example",
    "alice@acme..example",
    "alice@.example",
    `${"a".repeat(65)}@acme.example`,
    `a@${"b".repeat(45)}.example`,
    "alice@acme.example\n",
  ]) {
    it(`refuses ${JSON.stringify(name)}`, () => assert.ok(userPrincipalNameFault(name)));
  }

  it("compares domains in any case", () => {
    assert.equal(domainFault("a@ACME.example", ["acme.Example"]), undefined);
    assert.deepEqual(domainFault("a@evil.example", ["acme.example", "acme.onmicrosoft.com"]), {
      message: '"evil.example" is none of the tenant\'s domains.',
      expected: "one of @acme.example, @acme.onmicrosoft.com",
    });
  });

  it("derives a mail nickname and knows which Entra ID takes", () => {
    assert.equal(mailNicknameOf("o'neil@acme.example"), "o'neil");
    assert.equal(mailNicknameFault("o'neil.b#"), undefined);
    for (const nickname of ["", ".a", "a.", "a b", "a@b", "a,b", "a".repeat(65), "ä"])
      assert.ok(mailNicknameFault(nickname), nickname);
  });
});
