import assert from "node:assert/strict";
import { homedir } from "node:os";
import { toFailure } from "../../../scripts/lib/cli/toFailure.ts";
import { renderFailure } from "../../../scripts/lib/markdown/renderFailure.ts";
import { inProject } from "../../../scripts/lib/projectRoot.ts";
import { CrosstrustError } from "../../../trust/CrosstrustError.ts";

const advised = (said: string): string => toFailure(new CrosstrustError("ENGINE_FAILED", said), "dev").advice;

describe("a failure in a comment", () => {
  it("says what to do, then what was said", () => {
    const failure = toFailure(
      new CrosstrustError("STACK_UNKNOWN", "There is no stack x.", { expected: "dev" }),
      "x`\n#",
    );
    assert.equal(
      renderFailure(failure),
      "**STACK\\_UNKNOWN** – Name a stack that there is, make it with `pulumi stack init x___`, or log in to the backend that has it (`pulumi login`).\n\n```text\nSTACK_UNKNOWN: There is no stack x.\n  expected: dev\n```",
    );
  });

  for (const [said, advice] of [
    ["error: incorrect passphrase", /PULUMI_CONFIG_PASSPHRASE/],
    ["the stack is currently locked by another update", /^Wait until the other update/],
    ["error: failed to load backend: dial tcp: connection refused", /^Log in to the backend/],
    ["no resource plugin 'pulumi-resource-okta' found in the workspace", /`pulumi install`/],
    ["okta: the API returned an error: 401 Unauthorized", /^A vendor refuses the credentials/],
    ["api error TooManyRequestsException: 429", /^A vendor takes no more requests/],
    ["POST /applications: 500 Internal Server Error", /^A vendor failed by itself/],
    [
      "Error: thrown by the program",
      /^Put right what the engine and the vendors say; `npm run preflight -- --stack dev`/,
    ],
  ] as const) {
    it(`says what to do about "${said}"`, () => assert.match(advised(said), advice));
  }

  it("names no folder of the machine, and no secret", () => {
    const text = `at ${inProject("index.ts")}:1:2, in ${inProject(".")} and ${homedir()}/.pulumi, SSWS abcdefghijkl`;
    for (const error of [new CrosstrustError("ENGINE_FAILED", text, { where: text }), new Error(text)]) {
      const said = toFailure(error, "dev").lines.join("\n");
      assert.match(said, /at index\.ts:1:2, in \. and ~\/\.pulumi, SSWS \[secret\]/);
      assert.ok(!said.includes(inProject(".")) && !said.includes("abcdefghijkl"), said);
    }
  });
});
