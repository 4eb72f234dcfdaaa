import assert from "node:assert/strict";
import { RunError } from "@pulumi/pulumi";
import { identityCenterInstance } from "../../../../components/aws/accessGrants/identityCenterInstance.ts";
import { runProgram } from "../../support/runProgram.ts";

const one = "arn:aws:sso:::instance/ssoins-0123456789abcdef";
const other = "arn:aws:sso:::instance/ssoins-fedcba9876543210";

async function find(wanted: string | undefined, ...arns: readonly string[]) {
  const identityStoreIds = arns.map((arn) => `store-of-${arn.slice(-4)}`);
  const answers = { "aws:ssoadmin/getInstances:getInstances": { arns, identityStoreIds, region: "eu-central-1" } };
  return (await runProgram(() => identityCenterInstance(wanted), { answers })).result;
}

describe("identityCenterInstance", () => {
  it("is the region's only one", async () => {
    assert.deepEqual(await find(undefined, one), {
      instanceArn: one,
      identityStoreId: "store-of-cdef",
      region: "eu-central-1",
    });
  });

  it("is the one that is asked for, with its own store", async () => {
    const { instanceArn, identityStoreId } = await find(other, one, other);
    assert.deepEqual([instanceArn, identityStoreId], [other, "store-of-3210"]);
  });

  for (const [what, wanted, arns, said] of [
    ["there is none", undefined, [], /no single Identity Center instance in eu-central-1: it has none/],
    ["there are two and none is asked for", undefined, [one, other], /no single .*: it has .*cdef, .*3210/],
    ["the one that is asked for is not there", other, [one], /no Identity Center instance .*3210 in eu-central-1/],
  ] as const) {
    it(`stops the program where ${what}`, async () => {
      await assert.rejects(find(wanted, ...arns), (error: unknown) => {
        assert.ok(RunError.isInstance(error), "a RunError is printed without a stack trace");
        assert.match(error.message, said);
        return true;
      });
    });
  }
});
