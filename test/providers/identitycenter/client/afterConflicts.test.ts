import assert from "node:assert/strict";
import { afterConflicts } from "../../../../providers/identitycenter/client/afterConflicts.ts";

const { signal } = new AbortController();

class Refusal extends Error {
  constructor(name: string) {
    super(name);
    this.name = name;
  }
}

describe("afterConflicts", () => {
  it("waits longer each time, and takes the first answer that is no conflict", async () => {
    const waits: number[] = [];
    const errors = [new Refusal("ConflictException"), new Refusal("ConflictException")];
    const ask = async (): Promise<string> => {
      const error = errors.shift();
      if (error) throw error;
      return "done";
    };
    assert.equal(await afterConflicts(ask, { signal, wait: async (time) => waits.push(time) }), "done");
    assert.deepEqual(waits, [1000, 2000]);
  });

  it("gives up after four waits, with AWS's own words", async () => {
    const waits: number[] = [];
    const ask = (): Promise<never> => Promise.reject(new Refusal("ConflictException"));
    await assert.rejects(afterConflicts(ask, { signal, wait: async (time) => waits.push(time) }), {
      name: "ConflictException",
    });
    assert.deepEqual(waits, [1000, 2000, 4000, 8000]);
  });

  it("does not ask again after any other refusal", async () => {
    let asked = 0;
    const ask = (): Promise<never> => {
      asked += 1;
      return Promise.reject(new Refusal("ValidationException"));
    };
    await assert.rejects(afterConflicts(ask, { signal }), { name: "ValidationException" });
    assert.equal(asked, 1);
  });

  it("ends waiting when the engine cancels", async () => {
    const cancelled = new AbortController();
    const ask = (): Promise<never> => {
      cancelled.abort(new Error("cancelled"));
      return Promise.reject(new Refusal("ConflictException"));
    };
    await assert.rejects(afterConflicts(ask, { signal: cancelled.signal }), { name: "AbortError" });
  });
});
