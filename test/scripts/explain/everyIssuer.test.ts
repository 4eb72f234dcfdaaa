import assert from "node:assert/strict";
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from "jose";
import { chooseRoute } from "../../../scripts/lib/explain/chooseRoute.ts";
import { explainToken } from "../../../scripts/lib/explain/explainToken.ts";
import { issuerDocuments } from "../../../scripts/lib/explain/issuerDocuments.ts";
import { mapValues } from "../../../lib/mapValues.ts";
import type { DeployedTrust } from "../../../trust/DeployedTrust.ts";
import type { RouteAccess } from "../../../trust/TrustModel.ts";
import { temporaryFolder, type TemporaryFolder } from "../support/temporaryFolder.ts";

const tenant = "6c1e2f0a-8f5d-4b6e-9a57-2d3f4c5b6a70";
const other = "11111111-8f5d-4b6e-9a57-2d3f4c5b6a70";
const now = new Date("2026-05-01T12:00:00Z");
const noon = now.getTime() / 1000;
const keys = generateKeyPair("RS256");

/** For each kind of issuer, its `iss`, what its access tokens carry, and what a route asks for. */
const kinds = {
  okta: {
    iss: "https://acme.okta.com/oauth2/aus1",
    claims: { aud: "api", cid: "c", scp: ["a.read"] },
    scope: "a.read",
  },
  b2c: {
    iss: `https://acme.b2clogin.com/tfp/${tenant}/b2c_1_signin/v2.0/`,
    claims: { aud: "api", azp: "c", scp: "a.read" },
    scope: "a.read",
  },
  cognito: {
    iss: "https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_AbCdEfGhI",
    claims: { client_id: "api", token_use: "access", scope: "t/a.read" },
    scope: "t/a.read",
  },
  entra: {
    iss: `https://login.microsoftonline.com/${tenant}/v2.0`,
    claims: { aud: "api", azp: "c", roles: ["A"] },
    scope: undefined,
  },
} as const;
type Kind = keyof typeof kinds;

/** As much of a stack's outputs as is read, with a route of a JWT and one of a Lambda authorizer for each kind. */
function trustOf(): DeployedTrust {
  const routes = Object.entries(kinds).flatMap(([issuer, { scope }]): { key: string; access: RouteAccess }[] => {
    const scopes = scope === undefined ? [] : [scope];
    const roles = scope === undefined ? ["A"] : [];
    return [
      { key: `GET /${issuer}/jwt`, access: { kind: "jwt", issuer, scopes } },
      { key: `GET /${issuer}/lambda`, access: { kind: "lambda", admits: [{ issuer, scopes, roles }] } },
    ];
  });
  const known = mapValues(kinds, ({ iss }) => ({ issuer: iss, audiences: ["api"] }));
  const trust = {
    model: { apis: { orders: { routes } } },
    issuers: mapValues(kinds, ({ iss }, kind) => ({
      ...{ kind, issuer: iss, audiences: ["api"], clients: {} },
      discoveryUrl: `${iss.replace(/\/$/, "")}/.well-known/openid-configuration`,
    })),
    apis: { orders: { authorizers: known, lambdaAuthorizer: { cacheSeconds: 0, issuers: known } } },
  };
  return trust as unknown as DeployedTrust;
}

describe("npm run explain, with the issuer's key set and without network", () => {
  let folder: TemporaryFolder;
  let jwksFile: string;
  before(async () => {
    folder = await temporaryFolder();
    const key = { ...(await exportJWK((await keys).publicKey)), kid: "key-1", use: "sig", alg: "RS256" };
    jwksFile = await folder.write("jwks.json", JSON.stringify({ keys: [key] }));
  });
  after(async () => folder.remove());

  async function explain(key: string, token: string) {
    const documents = await issuerDocuments({
      jwksFile,
      fetch: () => assert.fail("the network was asked"),
      signal: new AbortController().signal,
    });
    const trust = trustOf();
    const issuers = mapValues(trust.issuers, ({ issuer }) => issuer);
    return explainToken(token === "" ? "" : `Bearer ${token}`, {
      route: chooseRoute(trust, key, undefined),
      issuers,
      documents,
      now,
    });
  }

  async function tokenOf(kind: Kind, claims: JWTPayload = {}, header: object = {}): Promise<string> {
    const all = { iss: kinds[kind].iss, sub: "s", iat: noon - 60, exp: noon + 600, ...kinds[kind].claims, ...claims };
    return new SignJWT(all).setProtectedHeader({ alg: "RS256", kid: "key-1", ...header }).sign((await keys).privateKey);
  }

  for (const kind of Object.keys(kinds) as Kind[]) {
    for (const authorizer of ["jwt", "lambda"]) {
      it(`admits a right token of ${kind} on a route of a ${authorizer} authorizer, and refuses an expired one`, async () => {
        const route = `GET /${kind}/${authorizer}`;
        const right = await explain(route, await tokenOf(kind));
        assert.equal(right.admitted, true, right.summary);
        const expired = await explain(route, await tokenOf(kind, { exp: noon - 1 }));
        assert.deepEqual([expired.admitted, expired.check, expired.expected], [false, "expiry", `after ${noon}`]);
      });
    }
  }

  const encrypted = "eyJhbGciOiJSU0EifQ.a2V5a2V5a2V5.aXZpdml2aXY.Y2lwaGVydGV4dA.dGFndGFndGFn";
  type Case = readonly [
    kind: Kind,
    token: () => Promise<string> | string,
    check: string,
    summary: RegExp,
    change: RegExp,
  ];
  const cases: Readonly<Record<string, Case>> = {
    "an issuer with a slash too many": [
      "okta",
      () => tokenOf("okta", { iss: `${kinds.okta.iss}/` }),
      "issuer",
      /ends in a slash/,
      /stack's outputs have the issuer/,
    ],
    "the organisation's own issuer": [
      "okta",
      () => tokenOf("okta", { iss: "https://acme.okta.com" }),
      "issuer",
      /from the Okta organisation itself/,
      /from the token endpoint of https:\/\/acme\.okta\.com\/oauth2\/aus1/,
    ],
    "a token of version 1": [
      "entra",
      () => tokenOf("entra", { iss: `https://sts.windows.net/${tenant}/` }),
      "issuer",
      /of version 1/,
      /requestedAccessTokenVersion to 2/,
    ],
    "another tenant": [
      "entra",
      () => tokenOf("entra", { iss: kinds.entra.iss.replace(tenant, other) }),
      "issuer",
      /another tenant/,
      /token endpoint of the tenant 6c1e/,
    ],
    "another pool": [
      "cognito",
      () => tokenOf("cognito", { iss: kinds.cognito.iss.replace("AbCdEfGhI", "ZzZzZzZzZ") }),
      "issuer",
      /another user pool/,
      /domain of the pool eu-central-1_AbCdEfGhI/,
    ],
    "another policy": [
      "b2c",
      () => tokenOf("b2c", { iss: kinds.b2c.iss.replace("signin", "other") }),
      "issuer",
      /another policy \(b2c_1_other\)/,
      /token endpoint of the issuer's policy/,
    ],
    "another issuer of the stack": [
      "okta",
      () => tokenOf("okta", { iss: kinds.entra.iss }),
      "issuer",
      /another issuer \(entra\)/,
      /from the issuer okta, not entra/,
    ],
    "another audience": [
      "okta",
      () => tokenOf("okta", { aud: "other" }),
      "audience",
      /for another audience \(aud\)/,
      /whose audience is api/,
    ],
    "an ID token": [
      "okta",
      () => tokenOf("okta", { aud: "c", nonce: "n" }),
      "audience",
      /an ID token/,
      /Send the access_token/,
    ],
    "an ID token of a pool": [
      "cognito",
      () => tokenOf("cognito", { aud: "api", token_use: "id", client_id: undefined, scope: undefined }),
      "scope",
      /ID token, which holds no scope/,
      /Send the access_token/,
    ],
    "an expired token": [
      "b2c",
      () => tokenOf("b2c", { exp: noon - 300 }),
      "expiry",
      /expired 5 min ago/,
      /Fetch a fresh token/,
    ],
    "one that is not valid yet": [
      "okta",
      () => tokenOf("okta", { nbf: noon + 60 }),
      "not-before",
      /60 s ahead/,
      /Set the clock/,
    ],
    "one of the future": [
      "okta",
      () => tokenOf("okta", { iat: noon + 60 }),
      "issued-at",
      /60 s ahead/,
      /Set the clock/,
    ],
    "another scope": [
      "okta",
      () => tokenOf("okta", { scp: ["b.read"] }),
      "scope",
      /none of the route's scopes/,
      /Name a\.read in the token request/,
    ],
    "another algorithm": [
      "okta",
      async () => new SignJWT({}).setProtectedHeader({ alg: "HS256" }).sign(new Uint8Array(32)),
      "algorithm",
      /not signed with an RSA algorithm/,
      /RS256/,
    ],
    "an unknown key": [
      "okta",
      () => tokenOf("okta", {}, { kid: "key-2" }),
      "key-id",
      /no RSA key/,
      /Fetch a fresh token/,
    ],
    "another signature": [
      "okta",
      async () => (await tokenOf("okta")).replace(/\.[^.]+$/, `.${"A".repeat(342)}`),
      "signature",
      /signature does not belong/,
      /send it unchanged/,
    ],
    "no token": ["okta", () => "", "identity-source", /carries no token/, /header Authorization/],
    "a malformed token": ["okta", () => "a.b.c", "structure", /is not a signed JWT/, /three parts/],
    "an opaque token": ["okta", () => "00aBcDeFgHiJkLmN", "structure", /opaque/, /with a scope of this API/],
    "an opaque token of Microsoft's": [
      "entra",
      () => "EwBAA8l6BAAUkj1NuJYtTVha",
      "structure",
      /opaque/,
      /\{identifierUri\}\/\.default/,
    ],
    "an encrypted token": [
      "okta",
      () => encrypted,
      "structure",
      /encrypted \(JWE\)/,
      /sign access tokens for this API and not encrypt/,
    ],
  };
  for (const [what, [kind, token, check, summary, change]] of Object.entries(cases)) {
    it(`says what to change for ${what}, the same at both authorizers where they decide alike`, async () => {
      const made = await token();
      const jwt = await explain(`GET /${kind}/jwt`, made);
      assert.equal(jwt.check, check);
      assert.match(jwt.summary, summary);
      assert.match(jwt.change.join("\n"), change);
      const lambda = await explain(`GET /${kind}/lambda`, made);
      assert.equal(lambda.admitted, false);
      // RS256 alone, and no ID token whatever it is for: there the Lambda authorizer is the stricter one.
      if (kind !== "entra" || check !== "scope") assert.equal(lambda.check, check);
    });
  }

  it("says which role is missing where a Lambda authorizer asks for roles", async () => {
    const { check, summary, change } = await explain("GET /entra/lambda", await tokenOf("entra", { roles: ["B"] }));
    assert.equal(check, "role");
    assert.match(summary, /holds none of the route's roles/);
    assert.match(change.join("\n"), /Assign the client one of them \(crosstrust:issuers\.entra\.clients\)/);
  });
});
