import assert from "node:assert/strict";
import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { AwsCloud } from "../support/AwsCloud.ts";
import { invokeFunction } from "../support/invokeFunction.ts";
import { makeFunction } from "../support/resources.ts";

describe("a Lambda function's process", () => {
  const cloud = new AwsCloud();
  let outside: string;

  const source = `
    import fs from "node:fs";
    import net from "node:net";
    import dns from "node:dns";
    import { spawnSync } from "node:child_process";
    import { Worker } from "node:worker_threads";
    export const handler = async ({ body, outside }) => {
      const run = new (async () => {}).constructor("outside, fs, net, dns, spawnSync, Worker", body);
      try {
        return { done: (await run(outside, fs, net, dns, spawnSync, Worker)) ?? null };
      } catch (error) {
        return error.cause?.code ?? error.code;
      }
    };`;

  before(async () => {
    outside = await mkdtemp(join(tmpdir(), "crosstrust-outside-"));
    await writeFile(join(outside, "secret"), "secret");
    await makeFunction(cloud, source);
  });

  after(async () => {
    await cloud.close();
    await rm(outside, { recursive: true, force: true });
  });

  const forbidden: Record<string, [body: string, code: string]> = {
    "read outside of its folder": ["return fs.readFileSync(outside + '/secret', 'utf8')", "ERR_ACCESS_DENIED"],
    "read the sandbox's code": [
      "return fs.readFileSync(process.argv[1] + '/../../lambda.ts', 'utf8')",
      "ERR_ACCESS_DENIED",
    ],
    "list a folder above its own": ["return fs.readdirSync('..')", "ERR_ACCESS_DENIED"],
    "follow a link out of its folder": [
      "fs.symlinkSync(outside, process.env.TMPDIR + '/link'); return fs.readdirSync(process.env.TMPDIR + '/link')",
      "ERR_ACCESS_DENIED",
    ],
    "write outside of its temporary folder": ["fs.writeFileSync(outside + '/new', '')", "ERR_ACCESS_DENIED"],
    "write into its own code": ["fs.writeFileSync('index.mjs', '')", "ERR_ACCESS_DENIED"],
    "start a process": ["return spawnSync('ls').pid", "ERR_ACCESS_DENIED"],
    "start a thread": ["new Worker('1', { eval: true })", "ERR_ACCESS_DENIED"],
    "open a connection": ["net.connect(8080, '127.0.0.1')", "ENETUNREACH"],
    fetch: ["return (await fetch('http://127.0.0.1:8080/')).status", "ENETUNREACH"],
    "ask a name server": ["return await dns.promises.resolve4('example.com')", "ENETUNREACH"],
  };
  for (const [what, [body, code]] of Object.entries(forbidden)) {
    it(`cannot ${what}`, async () => {
      assert.equal((await invokeFunction(cloud, { body, outside })).value, code);
      assert.deepEqual(await readdir(outside), ["secret"]);
    });
  }

  it("may write to its temporary folder", async () => {
    const body =
      "const file = process.env.TMPDIR + '/a'; fs.writeFileSync(file, 'b'); return fs.readFileSync(file, 'utf8')";
    assert.deepEqual((await invokeFunction(cloud, { body, outside })).value, { done: "b" });
  });
});
