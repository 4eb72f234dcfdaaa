import assert from "node:assert/strict";
import { answersOf } from "../../../scripts/lib/handoff/answersOf.ts";
import { CrosstrustError } from "../../../trust/CrosstrustError.ts";

const questions = ["jumpcloud/one, client id (nothing leaves it as it is): ", "jumpcloud/one, client secret: "];

async function answer(input: string): Promise<readonly string[]> {
  const { ask, end } = answersOf(input);
  const answers: string[] = [];
  for (const [index, question] of questions.entries()) answers.push(await ask(question, index === 1));
  end();
  return answers;
}

const refused = (said: RegExp) => (error: unknown) => {
  assert.ok(error instanceof CrosstrustError);
  assert.equal(error.code, "USAGE");
  assert.match(error.message, said);
  assert.doesNotMatch([error.message, error.expected].join(), /hush/);
  return true;
};

describe("answersOf", () => {
  it("gives a line for each question, whatever ends the lines", async () => {
    for (const input of ["id\nhush\n", "id\nhush", " id \r\nhush\r\n\r\n"]) {
      assert.deepEqual(await answer(input), ["id", "hush"]);
    }
  });

  it("refuses an input that ends too early, and says before what", async () => {
    await assert.rejects(answer(""), refused(/^It ends before jumpcloud\/one, client id; nothing was taken\.$/));
    await assert.rejects(answer("hush\n"), refused(/^It ends before jumpcloud\/one, client secret; /));
  });

  it("refuses an input with more than was asked for", async () => {
    await assert.rejects(answer("id\nhush\nhush-of-another\n"), refused(/^It goes on after the last application; /));
  });
});
