import assert from "node:assert/strict";
import type { Applicant } from "../../../trust/access/Applicant.ts";
import { grantableScopes, isOpenToAll, matchingRule } from "../../../trust/access/oktaGrants.ts";
import type { AccessPolicyModel, OktaIssuerModel } from "../../../trust/TrustModel.ts";

function policy(name: string, clients: "all" | string[], ...rules: ("all" | string[])[]): AccessPolicyModel {
  return {
    name,
    description: name,
    priority: 1,
    clients,
    rules: rules.map((scopes, index) => ({
      name: `${name}-${index + 1}`,
      priority: index + 1,
      scopes,
      accessTokenMinutes: 60,
    })),
  };
}

const policies = [
  policy("named", ["reader"], ["a"], ["b", "c"]),
  policy("everyone", "all", ["c"]),
  policy("admins", ["admin", "reader"], "all"),
];

function issuer(accessPolicies: readonly AccessPolicyModel[]): OktaIssuerModel {
  const scopes = { d: { default: false }, c: { default: false }, b: { default: false }, a: { default: true } };
  return { kind: "okta", audience: "x", scopes, clients: {}, accessPolicies };
}

describe("Okta's access policies", () => {
  const rows: readonly (readonly [why: string, applicant: Applicant, scopes: string[], rule: string | undefined])[] = [
    ["the first rule that covers the scope", { client: "reader" }, ["a"], "named-1"],
    ["the next rule of the policy", { client: "reader" }, ["b"], "named-2"],
    ["a rule that covers all scopes", { client: "reader" }, ["c", "b"], "named-2"],
    ["the next policy where no rule covers all scopes", { client: "reader" }, ["a", "b"], "admins-1"],
    ["no policy for other clients", { client: "admin" }, ["c"], "everyone-1"],
    ["the policy that names the client", { client: "admin" }, ["a"], "admins-1"],
    ["the policy for all clients", { client: "unknown" }, ["c"], "everyone-1"],
    ["nothing for a client that no policy lets have it", { client: "unknown" }, ["a"], undefined],
    ["the policy for all clients to whatever application", "any-application", ["c"], "everyone-1"],
    ["nothing more to whatever application", "any-application", ["b"], undefined],
  ];
  for (const [why, applicant, scopes, rule] of rows) {
    it(`answer ${JSON.stringify(applicant)} asking for ${scopes.join(" ")} by ${why}`, () => {
      assert.equal(matchingRule(policies, applicant, scopes)?.name, rule);
    });
  }

  it("grant every declared scope that some rule covers, sorted", () => {
    assert.deepEqual(grantableScopes(issuer(policies), { client: "reader" }), ["a", "b", "c", "d"]);
    assert.deepEqual(grantableScopes(issuer(policies.slice(0, 2)), { client: "reader" }), ["a", "b", "c"]);
    assert.deepEqual(grantableScopes(issuer(policies), { client: "unknown" }), ["c"]);
    assert.deepEqual(grantableScopes(issuer([]), { client: "reader" }), []);
  });

  it("are open to all where one of them is for all clients", () => {
    assert.equal(isOpenToAll(issuer(policies)), true);
    assert.equal(isOpenToAll(issuer(policies.slice(0, 1))), false);
  });
});
