import assert from "node:assert/strict";
import type { EngineEvent, StepEventMetadata } from "@pulumi/pulumi/automation/events.js";
import { describeChange, describeOutcome } from "../../../scripts/lib/stack/describeChanges.ts";
import { ChangeReader, type ResourceChange } from "../../../scripts/lib/stack/ResourceChange.ts";

const urn = "urn:pulumi:dev::crosstrust::crosstrust:okta:Issuer$okta:auth/serverScope:ServerScope::okta-keys.read";
const type = "okta:auth/serverScope:ServerScope";

type Metadata = Readonly<Record<string, unknown>>;

const complete = (metadata: Metadata): StepEventMetadata =>
  ({ urn, type, provider: "", ...metadata }) as unknown as StepEventMetadata;

const starting = (metadata: Metadata): EngineEvent => ({
  sequence: 1,
  timestamp: 0,
  resourcePreEvent: { metadata: complete(metadata) },
});

const done = (metadata: Metadata): EngineEvent => ({
  sequence: 2,
  timestamp: 0,
  resOutputsEvent: { metadata: complete(metadata) },
});

/** What a reader says of a resource's last event. */
function resourceChange(...events: readonly EngineEvent[]): ResourceChange | undefined {
  const reader = new ChangeReader();
  return events.map((event) => reader.read(event)).at(-1);
}

describe("ChangeReader", () => {
  it("tells of a resource that was made, by its name and type", () => {
    assert.deepEqual(resourceChange(done({ op: "create", diffs: ["name"] })), {
      op: "create",
      type,
      name: "okta-keys.read",
      urn,
      properties: [],
    });
  });

  it("names the top-level properties of an update once each, in order", () => {
    const detailedDiff = { "tags.b": {}, "list[0].x": {}, description: {} };
    const change = resourceChange(done({ op: "update", detailedDiff, diffs: ["description"] }));
    assert.deepEqual(change?.properties, ["description", "list", "tags"]);
  });

  it("tells of a replacement once, and of nothing that stays as it is", () => {
    for (const op of ["same", "read", "create-replacement", "delete-replaced"])
      assert.equal(resourceChange(done({ op })), undefined);
    assert.equal(resourceChange(done({ op: "replace", keys: ["name"] }))?.op, "replace");
  });

  it("compares outputs in a refresh, whatever the engine calls what it found", () => {
    const state = (outputs: unknown): unknown => ({ outputs });
    const refresh = (before: unknown, after: unknown, op = "same"): ResourceChange | undefined =>
      resourceChange(starting({ op: "refresh" }), done({ op, old: before, new: after }));
    assert.equal(refresh(state({ a: { b: [1] } }), state({ a: { b: [1] } })), undefined);
    const drifted = refresh(state({ a: { b: [1] }, c: 1 }), state({ a: { b: [2] }, d: 1 }));
    assert.deepEqual(
      { op: drifted?.op, properties: drifted?.properties },
      { op: "drift", properties: ["a", "c", "d"] },
    );
    assert.equal(refresh(state({ a: 1 }), state({ a: 2 }), "update")?.op, "drift");
    assert.equal(refresh(state({}), undefined, "delete")?.op, "gone");
  });

  it("tells what is done to a resource after it was read back", () => {
    const refreshing = [starting({ op: "refresh" }), done({ op: "same", old: { outputs: {} }, new: { outputs: {} } })];
    const change = resourceChange(...refreshing, starting({ op: "update" }), done({ op: "update", diffs: ["name"] }));
    assert.deepEqual({ op: change?.op, properties: change?.properties }, { op: "update", properties: ["name"] });
  });

  it("passes over the engine's own providers", () => {
    assert.equal(resourceChange(done({ op: "create", type: "pulumi:providers:okta" })), undefined);
  });

  it("passes over every other event", () => {
    assert.equal(resourceChange({ sequence: 1, timestamp: 0, cancelEvent: {} }), undefined);
  });
});

describe("describeChange", () => {
  it("is a line with the properties that differ", () => {
    assert.equal(
      describeChange({ op: "update", type, name: "keys.read", urn, properties: ["description"] }),
      `~ update   ${type}  keys.read  [description]`,
    );
  });
});

describe("describeOutcome", () => {
  it("counts changes by kind, or says that there are none", () => {
    const change = { op: "create", type, name: "keys.read", urn, properties: [] };
    const report = { operation: "up", stack: "dev", engine: "3.259.0", resources: 9, drift: [] } as const;
    assert.equal(
      describeOutcome({ ...report, changes: [change, change, { ...change, op: "delete" }] }, 1.26),
      "up dev: create 2, delete 1; 9 resources (1.3 s)",
    );
    assert.equal(describeOutcome({ ...report, changes: [] }, 2), "up dev: nothing changed; 9 resources (2.0 s)");
    const drift = [{ ...change, op: "drift" }];
    assert.equal(
      describeOutcome({ ...report, operation: "refresh", changes: [], drift }, 2),
      "refresh dev: drift 1; 9 resources (2.0 s)",
    );
    assert.equal(
      describeOutcome({ ...report, operation: "preview", changes: [], drift }, 2),
      "preview dev: nothing to change, drift 1; 9 resources (2.0 s)",
    );
  });
});
