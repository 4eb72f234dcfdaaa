import assert from "node:assert/strict";
import { FaultPlan } from "../../sandbox/FaultPlan.ts";
import { parseFaults } from "../../sandbox/parseFaults.ts";
import type { Vendor } from "../../sandbox/Vendor.ts";

const vendor = (name: Vendor["name"], operations?: string[]): Vendor => ({
  name,
  owns: () => false,
  respond: () => Promise.reject(new Error("not asked")),
  ...(operations && { operations }),
});

describe("FaultPlan", () => {
  it("fails the first calls, as many as asked for, or all", () => {
    const plan = new FaultPlan(parseFaults("okta.createScope=429x2,aws.CreateApi=503"));
    const take = (times: number, ...call: Parameters<FaultPlan["take"]>) =>
      Array.from({ length: times }, () => plan.take(...call)?.status);
    assert.deepEqual(take(4, "okta", "createScope"), [429, 429, undefined, undefined]);
    assert.deepEqual(take(3, "aws", "CreateApi"), [503, 503, 503]);
    assert.deepEqual(take(1, "aws", "createScope"), [undefined]);
    assert.deepEqual(take(1, "okta", "deleteScope"), [undefined]);
  });

  it("refuses faults that could never happen, all at once", () => {
    const plan = new FaultPlan(
      parseFaults("okta.createScop=429,okta.createScope=429,aws.CreateApi=503,aws.GetApi=500"),
    );
    assert.throws(() => plan.check([vendor("okta", ["createScope", "listScopes"])]), {
      code: "USAGE",
      message: [
        "The faults cannot be made to happen:",
        `"okta.createScop": okta has no such operation; it has createScope, listScopes`,
        `"aws.CreateApi": the vendor aws is not part of this sandbox`,
        `"aws.GetApi": the vendor aws is not part of this sandbox`,
      ].join("\n  "),
    });
    plan.check([vendor("okta", ["createScope", "createScop"]), vendor("aws")]);
  });
});
