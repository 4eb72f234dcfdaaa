import assert from "node:assert/strict";
import { authorizerContext } from "../../../trust/gateway/authorizerContext.ts";

function claimsOf(claims: Record<string, unknown>): Readonly<Record<string, string>> {
  return authorizerContext({ admitted: true, claims, matchedScopes: null }).jwt.claims;
}

describe("authorizerContext", () => {
  it("has every claim as a text", () => {
    assert.deepEqual(
      claimsOf({
        iss: "https://acme-dev.okta.com/oauth2/aus1",
        exp: 1767268800,
        large: 1e21,
        ratio: 0.5,
        verified: true,
        scp: ["keys.read", "keys.write"],
        levels: [1, 2],
        none: [],
        address: { city: "Bern", lines: ["a", "b"] },
        nobody: null,
      }),
      {
        iss: "https://acme-dev.okta.com/oauth2/aus1",
        exp: "1767268800",
        large: "1000000000000000000000",
        ratio: "0.5",
        verified: "true",
        scp: "[keys.read keys.write]",
        levels: "[1 2]",
        none: "[]",
        address: '{"city":"Bern","lines":["a","b"]}',
      },
    );
  });

  it("has the scopes that admitted, or null where none are asked for", () => {
    const admitted = { admitted: true, claims: {} } as const;
    assert.deepEqual(authorizerContext({ ...admitted, matchedScopes: ["a"] }), { jwt: { claims: {}, scopes: ["a"] } });
    assert.deepEqual(authorizerContext({ ...admitted, matchedScopes: null }), { jwt: { claims: {}, scopes: null } });
  });
});
