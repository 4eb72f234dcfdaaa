import assert from "node:assert/strict";
import { withoutKeys } from "../../../../lib/withoutKeys.ts";
import { isAllowed, isArnLike, isAssumableBy } from "../../../../sandbox/aws/iam/evaluate.ts";
import type { Role } from "../../../../sandbox/aws/iam/Role.ts";

const put = "logs:PutLogEvents";
const stream = "arn:aws:logs:eu-central-1:1:log-group:/aws/lambda/a:log-stream:s";
const allow = { Effect: "Allow", Action: "logs:*", Resource: "*" };

function role(...statements: object[]): Role {
  const document = JSON.stringify({ Version: "2012-10-17", Statement: statements });
  return {
    name: "a",
    path: "/",
    id: "AROA",
    arn: "arn",
    createDate: "",
    maxSessionDuration: 3600,
    assumeRolePolicyDocument: document,
    tags: [],
    inlinePolicies: [{ name: "p", document }],
    attachedPolicies: [],
  };
}

describe("isAllowed", () => {
  const cases: [what: string, statements: object[], allowed: boolean][] = [
    ["nothing is said", [], false],
    ["a statement allows it", [allow], true],
    ["another action is allowed", [{ ...allow, Action: ["logs:Create*", "s3:*"] }], false],
    ["the action is written in another case", [{ ...allow, Action: "LOGS:putlogevents" }], true],
    ["another resource is allowed", [{ ...allow, Resource: "arn:aws:logs:*:1:log-group:/aws/lambda/b:*" }], false],
    [
      "the resource is allowed by a pattern",
      [{ ...allow, Resource: "arn:aws:logs:*:1:log-group:/aws/lambda/?:*" }],
      true,
    ],
    ["a statement denies it", [allow, { ...allow, Effect: "Deny", Action: put }], false],
    ["a statement denies something else", [allow, { ...allow, Effect: "Deny", Action: "logs:Delete*" }], true],
    ["all but another action is allowed", [{ Effect: "Allow", NotAction: "s3:*", Resource: "*" }], true],
    ["all but this resource is allowed", [{ Effect: "Allow", Action: "*", NotResource: stream }], false],
    ["it is allowed on a condition", [{ ...allow, Condition: { Bool: { a: "true" } } }], false],
    ["it is denied on a condition", [allow, { ...allow, Effect: "Deny", Condition: { Bool: { a: "true" } } }], false],
  ];
  for (const [what, statements, allowed] of cases) {
    it(`says ${allowed ? "yes" : "no"} when ${what}`, () => {
      const holder = statements.length > 0 ? role(...statements) : { ...role(allow), inlinePolicies: [] };
      assert.equal(isAllowed(holder, put, stream), allowed);
    });
  }

  it("counts attached policies", () => {
    const attachedPolicies = ["arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole"];
    assert.equal(isAllowed({ ...role(allow), inlinePolicies: [], attachedPolicies }, put, stream), true);
  });
});

describe("isAssumableBy", () => {
  const trust = { Effect: "Allow", Principal: { Service: ["lambda.amazonaws.com"] }, Action: "sts:AssumeRole" };
  const lambda = "lambda.amazonaws.com";

  it("asks for the service and the action, without a condition or a denial", () => {
    assert.equal(isAssumableBy(role(trust), lambda), true);
    assert.equal(isAssumableBy(role(trust), "ec2.amazonaws.com"), false);
    assert.equal(isAssumableBy(role({ ...trust, Action: "sts:TagSession" }), lambda), false);
    assert.equal(isAssumableBy(role({ ...trust, Principal: { AWS: "*" } }), lambda), false);
    assert.equal(isAssumableBy(role({ ...trust, Condition: { Bool: { a: "true" } } }), lambda), false);
    assert.equal(isAssumableBy(role(trust, { ...trust, Effect: "Deny" }), lambda), false);
  });

  it("counts a denial for everybody and for all but some, and actions that are not named", () => {
    const deny = { Effect: "Deny", Action: "sts:AssumeRole" };
    assert.equal(isAssumableBy(role(trust, { ...deny, Principal: "*" }), lambda), false);
    assert.equal(isAssumableBy(role(trust, { ...deny, Principal: { AWS: "*" } }), lambda), false);
    assert.equal(
      isAssumableBy(role(trust, { ...deny, NotPrincipal: { Service: "ec2.amazonaws.com" } }), lambda),
      false,
    );
    assert.equal(isAssumableBy(role(trust, { ...deny, Principal: { AWS: "arn:aws:iam::1:root" } }), lambda), true);
    const rest = withoutKeys(trust, ["Action"]);
    assert.equal(isAssumableBy(role({ ...rest, NotAction: "sts:TagSession" }), lambda), true);
    assert.equal(isAssumableBy(role({ ...rest, NotAction: "sts:Assume*" }), lambda), false);
  });
});

describe("isArnLike", () => {
  it("matches part by part", () => {
    const arn = "arn:aws:execute-api:eu-central-1:1:api/$default/GET/keys";
    assert.equal(isArnLike(arn, "arn:aws:execute-api:eu-central-1:1:api/*/*/keys"), true);
    assert.equal(isArnLike(arn, "arn:aws:execute-api:*:*:api/*"), true);
    assert.equal(isArnLike(arn, "arn:aws:execute-api:eu-central-1:1:api/$default/GET/key?"), true);
    assert.equal(isArnLike(arn, "arn:aws:execute-api:eu-central-1:1:ap.*"), false);
    assert.equal(isArnLike(arn, "arn:*"), false);
    assert.equal(isArnLike(arn, "*"), false);
  });
});
