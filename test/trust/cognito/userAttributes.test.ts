import assert from "node:assert/strict";
import { comesWith, personClaims, scopeOf, userAttributes } from "../../../trust/cognito/userAttributes.ts";

describe("userAttributes", () => {
  it("has the standard attributes of a pool, and none that only Cognito writes", () => {
    assert.equal(userAttributes.length, 19);
    for (const own of ["sub", "identities", "username"]) assert.equal(userAttributes.includes(own), false);
    assert.ok(userAttributes.every((attribute) => personClaims.includes(attribute)));
  });

  it("knows the scope of a claim, and that openid alone opens every attribute", () => {
    assert.deepEqual(["given_name", "email_verified", "phone_number", "address", "sub"].map(scopeOf), [
      "profile",
      "email",
      "phone",
      undefined,
      undefined,
    ]);
    const came = (...scopes: string[]) =>
      ["sub", "email", "given_name", "phone_number", "address"].filter((claim) => comesWith(claim, scopes));
    assert.deepEqual(came("openid"), ["sub", "email", "given_name", "phone_number", "address"]);
    assert.deepEqual(came("openid", "orders/read"), ["sub", "email", "given_name", "phone_number", "address"]);
    assert.deepEqual(came("openid", "email"), ["sub", "email"]);
    assert.deepEqual(came("openid", "profile", "email"), ["sub", "email", "given_name"]);
  });
});
