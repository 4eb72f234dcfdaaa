import assert from "node:assert/strict";
import type { EngineEvent } from "@pulumi/pulumi/automation/events.js";
import type { Terminal } from "../../../scripts/lib/ScriptCommand.ts";
import type { OpenStack } from "../../../scripts/lib/stack/openStack.ts";
import { runOperation } from "../../../scripts/lib/stack/runOperation.ts";
import { CrosstrustError } from "../../../trust/CrosstrustError.ts";

type Said = readonly [severity: "error" | "warning" | "info", message: string, urn?: string];

/** A stack whose preview fails after its engine has said something. */
function failing(said: readonly Said[]): OpenStack {
  const preview = ({ onEvent }: { onEvent: (event: EngineEvent) => void }): Promise<never> => {
    said.forEach(([severity, message, urn], sequence) => {
      const diagnosticEvent = { severity, message, color: "never", ...(urn && { urn }) };
      onEvent({ sequence, timestamp: 0, diagnosticEvent });
    });
    return Promise.reject(new CrosstrustError("ENGINE_FAILED", "code 255"));
  };
  return { name: "dev", configFile: undefined, automation: { preview } } as unknown as OpenStack;
}

describe("runOperation", () => {
  it("fails with what was said, each thing once, and warns of the rest", async () => {
    const notes: string[] = [];
    const terminal = { interactive: false, note: (line: string) => notes.push(line) } as unknown as Terminal;
    const stack = failing([
      ["error", "<{%fg 1%}>The config has 1 fault.<{%reset%}>\n"],
      ["error", "The config has 1 fault."],
      ["warning", "old"],
      ["warning", "old"],
      ["info", "hello"],
      ["error", "refused", "urn:pulumi:dev::p::t:t:T::jumpcloud"],
      ["error", "refused"],
    ]);
    await assert.rejects(runOperation(stack, "preview", terminal), {
      code: "ENGINE_FAILED",
      message: "preview failed.\nThe config has 1 fault.\njumpcloud: refused\nrefused",
    });
    assert.deepEqual(notes, ["warning: old", "warning: old"]);
  });
});
