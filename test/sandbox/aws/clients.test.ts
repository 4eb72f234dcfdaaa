import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { createAwsVendor } from "../../../sandbox/aws/createAwsVendor.ts";
import { json } from "../../../sandbox/http/responses.ts";
import type { Vendor } from "../../../sandbox/Vendor.ts";
import { sandboxes } from "../support/sandboxes.ts";
import { temporaryFolders } from "../../scripts/support/temporaryFolder.ts";

const run = promisify(execFile);
const script = join(import.meta.dirname, "support", "sdkClient.ts");

/** An issuer's host, for an authorizer to be made. */
const issuerVendor = (): Vendor => ({
  name: "okta",
  owns: (host) => host === "acme-dev.okta.com",
  respond: async () => json(200, { jwks_uri: "https://acme-dev.okta.com/keys", keys: [] }),
});

describe("the AWS SDK, unmodified, through the proxy", () => {
  const start = sandboxes();
  const temporaryFolder = temporaryFolders();

  it("makes an API with all that belongs to it, which is still there after a restart", async () => {
    const stateFile = join(await temporaryFolder(), "state.json");
    const options = { stateFile, vendors: { okta: issuerVendor, aws: createAwsVendor } };
    const client = async (action: string) => {
      const sandbox = await start(options);
      const { stdout } = await run(process.execPath, [script, action], {
        env: { PATH: process.env["PATH"], ...sandbox.clientEnvironment },
      });
      await sandbox.close();
      assert.deepEqual(sandbox.refusals, []);
      return JSON.parse(stdout) as { account: string; answers: [status: number, body: string][]; object: unknown };
    };
    const made = await client("make");
    assert.match(made.account, /^\d{12}$/);
    assert.deepEqual(made.object, ["as it was sent", 14]);
    assert.deepEqual(made.answers, [
      [200, '{"hello":"GET /hello"}'],
      [401, '{"message":"Unauthorized"}'],
      [404, '{"message":"Not Found"}'],
    ]);
    assert.deepEqual(await client("call"), made);
  });
});
