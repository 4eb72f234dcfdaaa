import assert from "node:assert/strict";
import { brokenRules, stackNames } from "../scripts/lib/policy/brokenRules.ts";

describe("the stacks of the project", () => {
  it("are there", () => assert.ok(stackNames().includes("dev")));

  for (const stack of stackNames()) {
    it(`${stack} has a valid config that breaks no rule`, async () => {
      assert.deepEqual(await brokenRules(stack), []);
    });
  }
});
