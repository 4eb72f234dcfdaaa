import assert from "node:assert/strict";
import { physicalName } from "../../components/physicalName.ts";
import { runProgram } from "./support/runProgram.ts";

async function nameOf(...parts: string[]): Promise<string> {
  return (await runProgram(() => physicalName(...parts))).result;
}

describe("physicalName", () => {
  it("tells project, stack and parts", async () => {
    assert.equal(await nameOf("inventory", "list"), "crosstrust-dev-inventory--list");
  });

  it("keeps apart what only differs in where a part ends", async () => {
    assert.notEqual(await nameOf("a", "b-c"), await nameOf("a-b", "c"));
  });

  it("shortens to 64 characters what would be longer, and keeps it stable and apart", async () => {
    const [one, other] = [`${"x".repeat(60)}1`, `${"x".repeat(60)}2`];
    assert.equal((await nameOf("y".repeat(49))).length, 64);
    assert.equal(await nameOf("y".repeat(49)), `crosstrust-dev-${"y".repeat(49)}`);
    assert.equal((await nameOf(one)).length, 64);
    assert.equal(await nameOf(one), await nameOf(one));
    assert.notEqual(await nameOf(one), await nameOf(other));
    assert.match(await nameOf(one), /^crosstrust-dev-x+-[0-9a-f]{8}$/);
  });
});
