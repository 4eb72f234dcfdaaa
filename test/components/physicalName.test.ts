import assert from "node:assert/strict";
import { physicalName } from "../../components/physicalName.ts";
import { runProgram } from "./support/runProgram.ts";

async function nameOf(...parts: string[]): Promise<string> {
  return (await runProgram(() => physicalName(...parts))).result;
}

async function nameOn(stack: string): Promise<string> {
  return (await runProgram(() => physicalName("a"), { stack })).result;
}

describe("physicalName", () => {
  it("tells project, stack and parts", async () => {
    assert.equal(await nameOf("inventory", "list"), "crosstrust-dev-inventory--list");
  });

  it("keeps apart what only differs in where a part ends", async () => {
    assert.notEqual(await nameOf("a", "b-c"), await nameOf("a-b", "c"));
  });

  it("replaces what a stack may be called and a Lambda function may not, and keeps it apart", async () => {
    assert.match(await nameOn("eu.west.1"), /^crosstrust-eu-west-1-a-[0-9a-f]{8}$/);
    assert.notEqual(await nameOn("eu.west.1"), await nameOn("eu.west-1"));
    assert.equal(await nameOn("eu-west-1"), "crosstrust-eu-west-1-a");
    assert.equal((await nameOn(`x.${"y".repeat(80)}`)).length, 64);
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
