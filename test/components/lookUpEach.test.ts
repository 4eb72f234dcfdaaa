import assert from "node:assert/strict";
import { RunError } from "@pulumi/pulumi";
import { lookUpEach } from "../../components/lookUpEach.ts";

const sought = (what: string) => ({ where: `people.${what}`, what, advice: "declare them" });

describe("lookUpEach", () => {
  it("gives each answer by its name", async () => {
    const answers = await lookUpEach({ one: sought("dora"), two: sought("erik") }, (name) =>
      Promise.resolve(`id-of-${name}`),
    );
    assert.deepEqual(answers, { one: "id-of-dora", two: "id-of-erik" });
  });

  it("tells every lookup that failed, with its place and what to change, in one error without a stack", async () => {
    const find = (name: string) => Promise.reject(new Error(`nobody is called ${name}`));
    await assert.rejects(lookUpEach({ two: sought("erik"), one: sought("dora") }, find), (error: unknown) => {
      assert.ok(RunError.isInstance(error));
      assert.deepEqual(error.message.split("\n"), [
        "people.dora: nobody is called dora; declare them",
        "people.erik: nobody is called erik; declare them",
      ]);
      return true;
    });
  });
});
