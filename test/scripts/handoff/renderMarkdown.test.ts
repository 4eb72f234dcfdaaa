import assert from "node:assert/strict";
import { plain, secretField } from "../../../scripts/lib/handoff/HandoffSheet.ts";
import { renderMarkdown } from "../../../scripts/lib/handoff/renderMarkdown.ts";

describe("renderMarkdown", () => {
  it("keeps each field in its row, whatever its label and value hold", () => {
    const fields = [
      plain("first|last", "a|b"),
      plain("Command", "say `this`"),
      secretField("Client | Secret", "the-secret", false),
    ];
    const sections = [{ title: "Values", fields, steps: [] }];
    const text = renderMarkdown({ name: "support", system: "Jira", sections, notes: [] });
    assert.deepEqual(text.split("\n").slice(4, 9), [
      "| Field | Value |",
      "| --- | --- |",
      "| first\\|last | `a\\|b` |",
      "| Command | `` say `this` `` |",
      "| Client \\| Secret | •••••••• (masked) |",
    ]);
  });
});
