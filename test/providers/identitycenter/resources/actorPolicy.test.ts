import assert from "node:assert/strict";
import { actorPolicy, roleOf } from "../../../../providers/identitycenter/resources/actorPolicy.ts";

const role = "arn:aws:iam::123456789012:role/exchange";
const other = "arn:aws:iam::123456789012:role/other";

describe("The actor policy", () => {
  it("lets one role exchange tokens, and nothing else", () => {
    assert.deepEqual(actorPolicy(role), {
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Principal: { AWS: role }, Action: "sso-oauth:CreateTokenWithIAM", Resource: "*" }],
    });
  });

  it("is recognised as AWS may write it", () => {
    assert.equal(roleOf(JSON.stringify(actorPolicy(role))), role);
    const lists = {
      Principal: { AWS: [role] },
      Action: ["sso-oauth:CreateTokenWithIAM"],
      Resource: ["*"],
      Effect: "Allow",
    };
    assert.equal(roleOf(JSON.stringify({ Statement: lists, Version: "2012-10-17" })), role);
  });

  it("is another where anyone else, or anything else, is allowed", () => {
    const [statement] = actorPolicy(role).Statement;
    const others = [
      { Principal: { AWS: [role, other] } },
      { Principal: { AWS: "*" } },
      { Principal: "*" },
      { Principal: { AWS: role, Service: "ec2.amazonaws.com" } },
      { Action: "sso-oauth:*" },
      { Effect: "Deny" },
      { Condition: { StringEquals: { "aws:PrincipalOrgID": "o-1" } } },
    ];
    for (const change of others) {
      const policy = { Version: "2012-10-17", Statement: [{ ...statement, ...change }] };
      assert.equal(roleOf(JSON.stringify(policy)), undefined);
    }
    assert.equal(roleOf(JSON.stringify({ ...actorPolicy(role), Statement: [statement, statement] })), undefined);
    assert.equal(roleOf("null"), undefined);
  });
});
