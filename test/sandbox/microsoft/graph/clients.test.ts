import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { foreignVariables } from "../../../../sandbox/clientEnvironment.ts";
import { createMicrosoftVendor } from "../../../../sandbox/microsoft/createMicrosoftVendor.ts";
import { parseFaults } from "../../../../sandbox/parseFaults.ts";
import type { Sandbox } from "../../../../sandbox/startSandbox.ts";
import { sandboxes } from "../../support/sandboxes.ts";

const run = promisify(execFile);

describe("Microsoft Graph by its own unmodified client, through the proxy", () => {
  const start = sandboxes();

  async function runClient({ clientEnvironment }: Sandbox): Promise<unknown> {
    const own = Object.entries(process.env).filter(([name]) => !foreignVariables.includes(name));
    const env = { ...Object.fromEntries(own), ...clientEnvironment };
    const { stdout } = await run(process.execPath, [join(import.meta.dirname, "clients/graphClient.ts")], { env });
    return JSON.parse(stdout);
  }

  const expected = {
    principal: "Orders of acme",
    secretLength: 40,
    found: [[true, "Orders of acme"]],
    people: ["alice", "bob", "carol"],
    counted: 1,
    missing: [404, "Request_ResourceNotFound", true],
  };

  it("makes, changes, finds, pages, counts, is refused and deletes", async () => {
    const sandbox = await start({ vendors: { microsoft: createMicrosoftVendor } });
    assert.deepEqual(await runClient(sandbox), expected);
    assert.deepEqual(sandbox.refusals, []);
  });

  it("waits as long as it is told when it is throttled", async () => {
    const faults = parseFaults("microsoft.createApplication=429x1,microsoft.listUsers=503x1");
    const sandbox = await start({ vendors: { microsoft: createMicrosoftVendor }, faults });
    assert.deepEqual(await runClient(sandbox), expected);
  });
});
