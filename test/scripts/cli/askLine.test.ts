import assert from "node:assert/strict";
import { runProgram } from "../../../scripts/lib/process/runProgram.ts";
import { inProject } from "../../../scripts/lib/projectRoot.ts";

const program = `
  import { askLine } from ${JSON.stringify(inProject("scripts", "lib", "cli", "askLine.ts"))};
  await askLine("Which? ", { signal: new AbortController().signal }).then(
    (answer) => console.log(JSON.stringify(answer)),
    (error) => console.log(error.code),
  );
`;

async function ask(input: string): Promise<string> {
  const args = ["--input-type=module-typescript", "--eval", program];
  const { code, stdout, stderr } = await runProgram({ command: process.execPath, args, env: process.env, input });
  assert.equal(code, 0, stderr);
  assert.match(stderr, /^Which\? /);
  return stdout.trim();
}

describe("askLine", () => {
  it("gives the line, without the spaces around it", async () => {
    assert.equal(await ask(" dev \nmore\n"), '"dev"');
  });

  it("is interrupted where the input ends, instead of waiting for ever", async () => {
    assert.equal(await ask(""), "INTERRUPTED");
  });
});
