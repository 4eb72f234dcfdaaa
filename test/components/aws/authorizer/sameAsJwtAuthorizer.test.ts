import assert from "node:assert/strict";
import { decide } from "../../../../trust/gateway/decide.ts";
import { decideLambda } from "../../../../trust/gateway/decideLambda.ts";
import { randomNumbers } from "../../../support/random.ts";
import { config, documents, goodClaims, issuer, makeKey, now, seconds, sign } from "../../../trust/gateway/tokens.ts";
import type { SigningKey } from "../../../trust/gateway/tokens.ts";

/** What each claim is tried with, beside what a good token has. */
const mutations: Record<string, readonly unknown[]> = {
  iss: [undefined, null, `${issuer}/`, issuer.toUpperCase(), [issuer]],
  aud: [undefined, null, "other", ["other", "https://api.example.com"], [], [1], "", { a: 1 }],
  client_id: ["https://api.example.com", "other", 1],
  exp: [undefined, seconds, seconds + 1, seconds - 1, String(seconds + 100), null, 1e30, -1],
  nbf: [seconds, seconds + 1, seconds - 1, "0", null, 0.5],
  iat: [undefined, seconds + 1, seconds + 100, null, "x", seconds + 0.4],
  scp: [undefined, [], "keys.read", "keys.read keys.write", ["keys.write"], [1, "keys.read"], { 0: "keys.read" }, " "],
  scope: ["keys.read", "keys.write", ["keys.read"], null, 7],
};
const headers: readonly Record<string, unknown>[] = [
  {},
  {},
  {},
  {},
  { kid: "k2" },
  { kid: undefined },
  { typ: "at+jwt" },
];
const spellings: readonly ((token: string) => string | undefined)[] = [
  (token) => `Bearer ${token}`,
  (token) => `Bearer ${token}`,
  (token) => `Bearer ${token}`,
  (token) => token,
  (token) => `bearer ${token}`,
  (token) => `Bearer  ${token} `,
  (token) => ` ${token}`,
  (token) => token.slice(0, -4),
  (token) => `${token}.x`,
  () => undefined,
  () => "Bearer ",
];

describe("the Lambda authorizer on a route with one issuer and scopes", () => {
  let key: SigningKey;
  before(async () => {
    key = await makeKey("RS256", "k1");
  });

  it("admits what the JWT authorizer admits, and nothing else", async () => {
    const random = randomNumbers(20_261_122);
    const pick = <T>(values: readonly T[]): T => values[random(values.length)]!;
    const counts = { admitted: 0, refused: 0 };
    for (let run = 0; run < 1500; run++) {
      const claims = goodClaims();
      const changed = random(5) === 0 ? 0 : 1 + random(2);
      for (let change = 0; change < changed; change++) {
        const name = pick(Object.keys(mutations));
        claims[name] = pick(mutations[name]!);
      }
      const authorization = pick(spellings)(await sign(key, claims, pick(headers)));
      const jwt = await decide(authorization, config, documents([key.jwk]), now);
      const access = await decideLambda(authorization, "GET /keys", table(config.scopes), documents([key.jwk]), now);
      assert.equal(access.admitted, jwt.admitted, JSON.stringify({ run, claims, jwt, access }));
      if (jwt.admitted && access.admitted) assert.deepEqual(access.matched, jwt.matchedScopes);
      counts[jwt.admitted ? "admitted" : "refused"]++;
    }
    assert.ok(counts.admitted > 200 && counts.refused > 500, JSON.stringify(counts));
  });

  function table(scopes: readonly string[]) {
    const okta = {
      iss: issuer,
      audiences: config.audiences,
      discoveryUrl: `${issuer}/.well-known/openid-configuration`,
      clientIdClaim: "cid",
    };
    return { issuers: { okta }, routes: { "GET /keys": [{ issuer: "okta", scopes, roles: [] }] } };
  }
});
