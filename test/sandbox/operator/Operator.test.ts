import assert from "node:assert/strict";
import { Operator } from "../../../sandbox/operator/Operator.ts";
import type { DemandedRight } from "../../../sandbox/operator/DemandedRight.ts";
import type { OperatorRights } from "../../../sandbox/operator/OperatorRights.ts";

const allow = (Action: string | string[], Resource = "*", more: object = {}) => ({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action, Resource, ...more }],
});

const demanded: DemandedRight = {
  vendor: "okta",
  operation: "getApplication",
  kind: "scope",
  anyOf: ["okta.apps.read", "okta.apps.manage"],
  on: "acme-dev.okta.com",
  allowed: true,
};

describe("Operator", () => {
  it("may do everything unless told otherwise", () => {
    assert.deepEqual(new Operator({}, false).rights, {});
  });

  it("keeps its rights until others are set, policies as texts", () => {
    const operator = new Operator({ aws: { policies: [allow("iam:GetRole")] } }, false);
    const { rights } = operator;
    assert.deepEqual(rights.aws?.policies, [JSON.stringify(allow("iam:GetRole"))]);
    assert.equal(operator.rights, rights);
    operator.set({ jumpcloud: { role: "Read Only" } });
    assert.deepEqual(operator.rights, { jumpcloud: { role: "Read Only" } });
  });

  it("names all rights that no vendor could give, and keeps those before", () => {
    const operator = new Operator({ jumpcloud: { role: "Manager" } }, false);
    const wrong = {
      aws: {
        policies: [
          "{",
          { ...allow("iam:GetRole"), Statement: [{ Effect: "Allow", Action: "iam:GetRole" }] },
          allow("iam:PassRole", "*", { Condition: { StringEquals: { "aws:SourceVpc": "vpc-1" } } }),
          allow(Array.from({ length: 500 }, (_, index) => `logs:CreateLogGroup${index}`)),
        ],
      },
      okta: { scopes: ["okta.apps.read"], roles: ["JANITOR"] },
      graph: { "the-tenant": ["Mail.Send", "User.Read.All"] },
      jumpcloud: { role: "Janitor" },
    } as unknown as OperatorRights;
    assert.throws(() => operator.set(wrong), {
      code: "USAGE",
      message:
        "No operator has such rights: aws.policies[0]: This policy contains invalid Json; aws.policies[1]: Policy statement " +
        "must contain resources.; aws.policies[2]: the sandbox cannot judge the condition StringEquals of aws:SourceVpc; " +
        "aws.policies[3]: has 12473 characters, and a managed policy at most 6144; okta.scopes: the sandbox hands out no " +
        "service app; start it with okta.scopes; okta.roles: there is no role JANITOR; graph[the-tenant]: the sandbox's " +
        "Graph has no Mail.Send; jumpcloud.role: there is no role Janitor.",
    });
    assert.deepEqual(operator.rights, { jumpcloud: { role: "Manager" } });
  });

  it("notes each right that was needed once, in order, until it forgets them", () => {
    const operator = new Operator({}, false);
    const first: DemandedRight = { ...demanded, vendor: "aws", kind: "action", anyOf: ["iam:GetRole"], on: "*" };
    operator.demand(demanded);
    operator.demand(first);
    operator.demand({ ...demanded });
    operator.demand({ ...demanded, allowed: false });
    assert.deepEqual(operator.demanded, [first, { ...demanded, allowed: false }, demanded]);
    operator.forgetDemanded();
    assert.deepEqual(operator.demanded, []);
  });
});
