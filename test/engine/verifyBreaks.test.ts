import assert from "node:assert/strict";
import { dataAccessBreaks } from "./support/breaks/dataAccessBreaks.ts";
import { directoryBreaks } from "./support/breaks/directoryBreaks.ts";
import { portalBreaks } from "./support/breaks/portalBreaks.ts";
import { RehearsedStack } from "./support/RehearsedStack.ts";

describe("verify, of a stack that somebody changed by hand", function () {
  this.timeout(180_000);
  let deployed: RehearsedStack | undefined;
  const stack = (): RehearsedStack => {
    assert.ok(deployed);
    return deployed;
  };

  before(async () => {
    deployed = await RehearsedStack.deploy();
  });
  after(() => deployed?.close());

  async function notOk(now?: () => Date): Promise<readonly string[]> {
    const checks = await stack().verify(now);
    return checks.filter(({ ok }) => ok !== true).map(({ name, actual }) => `${name}: ${actual}`);
  }

  it("finds nothing before", async () => {
    assert.deepEqual(await notOk(), []);
  });

  for (const { what, make, fails, now } of [directoryBreaks, portalBreaks, dataAccessBreaks].flatMap((all) =>
    all(stack),
  )) {
    it(`finds ${what}`, async () => {
      const mend = await make();
      try {
        const checks = await stack().verify(now);
        const found = checks.filter(({ ok }) => ok === false).map(({ name }) => name);
        const unforeseen = found.filter((name) => !fails.some((pattern) => pattern.test(name)));
        const missed = fails.filter((pattern) => !found.some((name) => pattern.test(name)));
        assert.deepEqual({ unforeseen, missed }, { unforeseen: [], missed: [] });
      } finally {
        await mend();
      }
    });
  }

  it("finds nothing once all of it is mended", async () => {
    assert.deepEqual(await notOk(), []);
  });
});
