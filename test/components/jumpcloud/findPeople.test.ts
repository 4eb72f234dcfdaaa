import assert from "node:assert/strict";
import { findPeople } from "../../../components/jumpcloud/findPeople.ts";
import { runProgram } from "../support/runProgram.ts";

const emails = { dora: "dora@acme.example", erik: "erik@acme.example" };

describe("findPeople", () => {
  it("finds each account by its email", async () => {
    const { result, calls } = await runProgram(() => findPeople("people", emails, "account: declared"));
    assert.deepEqual(result, { dora: "person-with-dora@acme.example", erik: "person-with-erik@acme.example" });
    assert.deepEqual(
      calls,
      Object.values(emails).map((email) => ({ token: "jumpcloud:index/getUser:getUser", inputs: { email } })),
    );
  });

  it("asks for nothing where everybody is declared", async () => {
    const { result, calls } = await runProgram(() => findPeople("people", {}, "account: declared"));
    assert.deepEqual([result, calls], [{}, []]);
  });
});
