import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { readRefresh } from "../../../../scripts/lib/drift/managed/readRefresh.ts";
import { withoutKeys } from "../../../../lib/withoutKeys.ts";
import type { OpenStack } from "../../../../scripts/lib/stack/openStack.ts";
import { CrosstrustError } from "../../../../trust/CrosstrustError.ts";

interface Asked {
  readonly onEvent: (event: unknown) => void;
  readonly [option: string]: unknown;
}

function stack(refresh: (asked: Asked) => void, seen: unknown[] = []): OpenStack {
  const previewRefresh = async (asked: Asked): Promise<void> => {
    seen.push(withoutKeys(asked, ["onEvent"]));
    refresh(asked);
  };
  return { name: "dev", configFile: "/copy.yaml", automation: { previewRefresh } } as unknown as OpenStack;
}

const step = (urn: string, before: object, after: object | null) => ({
  resOutputsEvent: {
    metadata: { urn, op: "same", old: { custom: true, outputs: before }, new: after && { outputs: after } },
  },
});

describe("readRefresh", () => {
  it("asks the engine for a preview without the program and without secrets, and gives both sides", async () => {
    const seen: unknown[] = [];
    const open = stack(({ onEvent }) => {
      onEvent(step("urn:a", { name: "a" }, { name: "b" }));
      onEvent(step("urn:b", { name: "b" }, null));
      onEvent({
        resOutputsEvent: { metadata: { urn: "urn:c", op: "same", old: { outputs: {} }, new: { outputs: {} } } },
      });
    }, seen);
    assert.deepEqual(await readRefresh(open), {
      resources: [
        { urn: "urn:a", before: { name: "a" }, after: { name: "b" } },
        { urn: "urn:b", before: { name: "b" }, after: undefined },
      ],
      faults: [],
    });
    assert.deepEqual(seen, [{ showSecrets: false, runProgram: false, configFile: "/copy.yaml" }]);
  });

  it("keeps what was read where a vendor refuses the rest", async () => {
    const open = stack(({ onEvent }) => {
      onEvent(step("urn:a", {}, {}));
      const message = "<{%reset%}>reading urn:b: 403, Bearer abcdefgh<{%reset%}>\n";
      onEvent({ diagnosticEvent: { severity: "error", urn: "urn:b", message } });
      throw new CrosstrustError("ENGINE_FAILED", "refresh failed");
    });
    assert.deepEqual(await readRefresh(open), {
      resources: [{ urn: "urn:a", before: {}, after: {} }],
      faults: [{ urn: "urn:b", message: "reading urn:b: 403, Bearer [secret]" }],
    });
  });

  it("fails where nothing could be read, and where it was interrupted", async () => {
    for (const code of ["ENGINE_FAILED", "INTERRUPTED"] as const) {
      const open = stack(() => {
        throw new CrosstrustError(code, "no");
      });
      await assert.rejects(readRefresh(open), { code });
    }
  });
});
