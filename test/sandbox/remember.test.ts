import assert from "node:assert/strict";
import { forget, lookUp, remember } from "../../sandbox/remember.ts";

describe("entries that expire", () => {
  it("go when others come after their time", () => {
    const entries: Record<string, { expires: number }> = {};
    remember(entries, "old", { expires: 100 }, 50);
    remember(entries, "new", { expires: 200 }, 99);
    assert.deepEqual(Object.keys(entries), ["old", "new"]);
    remember(entries, "newer", { expires: 300 }, 100);
    assert.deepEqual(Object.keys(entries), ["new", "newer"]);
  });

  it("are a thousand at most: the oldest go first", () => {
    const entries: Record<string, { expires: number }> = {};
    for (let i = 0; i < 1005; i++) remember(entries, `entry-${i}`, { expires: 100 }, 50);
    assert.equal(Object.keys(entries).length, 1000);
    assert.equal(Object.keys(entries)[0], "entry-5");
  });

  it("are found by their own names alone", () => {
    const entries = { code: { expires: 1 } };
    assert.deepEqual(lookUp(entries, "code"), { expires: 1 });
    assert.equal(lookUp(entries, "constructor"), undefined);
    forget(entries, "code");
    assert.equal(lookUp(entries, "code"), undefined);
  });
});
