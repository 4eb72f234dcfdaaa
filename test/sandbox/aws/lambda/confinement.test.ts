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
    import dgram from "node:dgram";
    import dns, { lookup } from "node:dns";
    import { lookup as lookUp } from "node:dns/promises";
    import fs from "node:fs";
    import http from "node:http";
    import net from "node:net";
    import { spawnSync } from "node:child_process";
    import { promisify } from "node:util";
    import { Worker } from "node:worker_threads";
    const given = { dgram, dns, fs, http, lookup, lookUp, net, promisify, spawnSync, Worker };
    export const handler = async ({ body, outside }) => {
      const run = new (async () => {}).constructor("outside", ...Object.keys(given), body);
      try {
        return { done: (await run(outside, ...Object.values(given))) ?? null };
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
    "ask a name server by an imported name": ["return await promisify(lookup)('localhost')", "ENETUNREACH"],
    "ask a name server by an imported name, for a promise": ["return await lookUp('localhost')", "ENETUNREACH"],
    "ask a name server with a resolver of its own": [
      "const own = new dns.Resolver(); own.setServers(['127.0.0.1:9']); return await promisify(own.resolve4.bind(own))('a.b')",
      "ENETUNREACH",
    ],
    "ask a name server with a resolver of promises": [
      "const own = new dns.promises.Resolver(); own.setServers(['127.0.0.1:9']); return await own.resolve4('a.b')",
      "ENETUNREACH",
    ],
    "ask for a name by its address": ["return await dns.promises.reverse('127.0.0.1')", "ENETUNREACH"],
    listen: ["net.createServer().listen(0)", "ENETUNREACH"],
    "listen for HTTP": ["http.createServer().listen(0, '127.0.0.1')", "ENETUNREACH"],
    "listen at a path": ["net.createServer().listen(process.env.TMPDIR + '/socket')", "ENETUNREACH"],
    "send a datagram": ["dgram.createSocket('udp4').send('a', 9, '127.0.0.1')", "ENETUNREACH"],
    "listen for datagrams": ["dgram.createSocket('udp4').bind(0, '127.0.0.1')", "ENETUNREACH"],
    "join a multicast group": ["dgram.createSocket('udp4').addMembership('239.1.2.3', '127.0.0.1')", "ENETUNREACH"],
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
