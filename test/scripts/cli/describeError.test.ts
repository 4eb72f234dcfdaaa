import assert from "node:assert/strict";
import { describeError } from "../../../scripts/lib/cli/describeError.ts";
import { CrosstrustError } from "../../../trust/CrosstrustError.ts";

describe("describeError", () => {
  it("says code, message, place, what was expected and what was found", () => {
    const error = new CrosstrustError("PORT_TAKEN", "The port is in use.", {
      where: "--port",
      expected: "a free port",
      actual: 8080,
    });
    assert.deepEqual(describeError(error), [
      "PORT_TAKEN: The port is in use.",
      "  where: --port",
      "  expected: a free port",
      "  found: 8080",
    ]);
  });

  it("indents what follows the first line of a message, empty lines apart", () => {
    const error = new CrosstrustError("SETTINGS_INVALID", "Two faults:\n\none\ntwo");
    assert.deepEqual(describeError(error), ["SETTINGS_INVALID: Two faults:\n\n  one\n  two"]);
  });

  it("calls what was not foreseen so, without its stack and without secrets", () => {
    assert.deepEqual(describeError(new TypeError("no Bearer abc.def")), [
      "UNEXPECTED: TypeError: no Bearer [secret]",
      "  Set DEBUG=1 for the stack. This is a mistake in crosstrust.",
    ]);
  });

  it("says first that the user stopped the command, where that is why it failed", () => {
    const failure = new CrosstrustError("ENGINE_FAILED", "The stack is half done.");
    assert.deepEqual(describeError(failure, { interrupted: true }), [
      "INTERRUPTED: stopped before the end.",
      "ENGINE_FAILED: The stack is half done.",
    ]);
    assert.deepEqual(describeError(new DOMException("aborted", "AbortError"), { interrupted: true }), [
      "INTERRUPTED: stopped before the end.",
    ]);
    assert.deepEqual(describeError(new CrosstrustError("INTERRUPTED", "Stopped."), { interrupted: true }), [
      "INTERRUPTED: Stopped.",
    ]);
  });
});
