import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { generatePassword } from "../../../scripts/lib/provision/generatePassword.ts";

describe("generatePassword", () => {
  it("makes passwords of 24 characters of all four kinds, none twice", () => {
    const passwords = Array.from({ length: 500 }, generatePassword);
    for (const password of passwords) {
      assert.match(password, /^[A-Za-z2-9\-_.!*+=#]{24}$/);
      for (const kind of [/[A-Z]/, /[a-z]/, /\d/, /[^A-Za-z0-9]/]) assert.match(password, kind);
    }
    assert.equal(new Set(passwords).size, passwords.length);
  });
});
