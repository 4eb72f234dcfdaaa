import assert from "node:assert/strict";
import { chmod, readdir, readFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { inProject } from "../../../scripts/lib/projectRoot.ts";
import { startScript, type StartedScript } from "../support/startScript.ts";
import { temporaryFolder, type TemporaryFolder } from "../support/temporaryFolder.ts";

/** An engine that only tells its version. */
const engine = (version: string): string => `[ "$1" = version ] && echo ${version}`;

/** A Go that "builds" an engine: it notes each build and puts a script where \`-o\` says. */
const go = (log: string, build = ""): string => `
[ "$1" = version ] && echo go version go1.26.0 && exit 0
echo "$PWD $*" >> ${log}
${build}
while [ "$1" != -o ]; do shift; done
echo "go: downloading example.com/one v1.0.0" >&2
echo "example.com/one" >&2
printf '#!/bin/sh\\necho v3.259.0\\n' > "$2"
chmod 755 "$2"`;

describe("ensureEngine", () => {
  let folder: TemporaryFolder;
  let closedProxy: Server;

  beforeEach(async () => {
    folder = await temporaryFolder();
    // Downloads are closed: every request to the outside goes to a proxy that refuses it.
    closedProxy = createServer().on("connect", (_request, socket) => socket.end("HTTP/1.1 403 Forbidden\r\n\r\n"));
    await new Promise<void>((resolve) => closedProxy.listen(0, "127.0.0.1", resolve));
  });

  afterEach(async () => {
    closedProxy.close();
    await folder.remove();
  });

  function start(): StartedScript {
    const proxy = `http://127.0.0.1:${(closedProxy.address() as AddressInfo).port}`;
    const env = {
      HOME: join(folder.path, "home"),
      XDG_CACHE_HOME: join(folder.path, "cache"),
      PATH: `${join(folder.path, "bin")}:/usr/bin:/bin`,
      PULUMI_HOME: undefined,
      NODE_USE_ENV_PROXY: "1",
      HTTPS_PROXY: proxy,
      https_proxy: proxy,
      NO_PROXY: undefined,
      no_proxy: undefined,
    };
    return startScript([], { env, script: inProject("test", "scripts", "support", "engineDriver.ts") });
  }

  it("takes the engine on the PATH", async () => {
    const command = await folder.script("bin/pulumi", engine("v3.300.1"));
    const { code, stdout, stderr } = await start().finished;
    assert.deepEqual({ code, stdout, stderr }, { code: 0, stdout: `found 3.300.1 ${command}\n`, stderr: "" });
  });

  it("takes the newest of those under ~/.pulumi/versions where the PATH has none, and 3.100 is newer than 3.90", async () => {
    await folder.script("home/.pulumi/versions/3.210.0/bin/pulumi", engine("v3.210.0"));
    const newest = await folder.script("home/.pulumi/versions/3.1000.0/bin/pulumi", engine("v3.1000.0"));
    await folder.script("home/.pulumi/versions/3.999.0/bin/pulumi", engine("v3.999.0"));
    const { stdout } = await start().finished;
    assert.equal(stdout, `found 3.1000.0 ${newest}\n`);
  });

  it("passes over those that will not do: too old, of another major version, broken", async () => {
    await folder.script("bin/pulumi", engine("v3.205.9"));
    await folder.script("home/.pulumi/bin/pulumi", engine("v4.0.0"));
    await folder.script("home/.pulumi/versions/3.260.0/bin/pulumi", "exit 3");
    const right = await folder.script("cache/crosstrust/engine/v3.259.0/bin/pulumi", engine("v3.259.0"));
    const { stdout } = await start().finished;
    assert.equal(stdout, `found 3.259.0 ${right}\n`);
  });

  it("says of each way why it failed, and what to do", async () => {
    const old = await folder.script("bin/pulumi", engine("v3.100.0"));
    const broken = await folder.script("home/.pulumi/bin/pulumi", "echo no version at all");
    await chmod(await folder.script("home/.pulumi/versions/3.259.0/bin/pulumi", "exit 0"), 0o644);
    await folder.script(
      "bin/go",
      `[ "$1" = version ] && exit 0; echo "verifying module: checksum mismatch" >&2; exit 1`,
    );
    const { code, stdout, stderr } = await start().finished;
    assert.equal(code, 2);
    assert.equal(stdout, "");
    assert.match(stderr, /^ENGINE_UNAVAILABLE: No Pulumi engine could be found, installed or built\.$/m);
    assert.ok(stderr.includes(`${old} is version 3.100.0; 3.206.0 or later is needed`), stderr);
    assert.ok(stderr.includes(`${broken} \`pulumi version\` answered no version`), stderr);
    assert.match(stderr, /installed: get\.pulumi\.com cannot be reached/);
    assert.match(stderr, /built: go build failed: verifying module: checksum mismatch/);
    assert.match(stderr, /Put `pulumi` on the PATH/);
    assert.deepEqual(await readdir(join(folder.path, "cache", "crosstrust", "engine")), []);
  });

  it("says that there is no Go, where there is none", async function () {
    const { stderr } = await start().finished;
    if (/built: (?!there is no Go)/.test(stderr)) return this.skip();
    assert.match(stderr, /built: there is no Go on the PATH/);
  });

  it("builds the pinned engine from the checksummed modules, once", async () => {
    const log = join(folder.path, "builds");
    await folder.script("bin/go", go(log));
    const built = join(folder.path, "cache", "crosstrust", "engine", "v3.259.0", "bin", "pulumi");
    assert.equal((await start().finished).stdout, `built 3.259.0 ${built}\n`);
    assert.equal((await start().finished).stdout, `found 3.259.0 ${built}\n`);
    const [line = "", ...more] = (await readFile(log, "utf8")).trim().split("\n");
    assert.deepEqual(more, []);
    assert.ok(line.startsWith(`${inProject("engine")} build `), line);
    assert.ok(line.includes(" -mod=readonly ") && line.includes(" -trimpath "), line);
    assert.ok(line.includes("version.Version=v3.259.0"), line);
    assert.ok(line.endsWith(" github.com/pulumi/pulumi/pkg/v3/cmd/pulumi"), line);
  });

  it("lets one of two runs build and the other wait for it", async () => {
    const log = join(folder.path, "builds");
    const release = join(folder.path, "release");
    await folder.script("bin/go", go(log, `while [ ! -e ${release} ]; do sleep 0.05; done`));
    const first = start();
    await first.said("Building the Pulumi engine");
    const second = start();
    await second.said("Another run is getting the engine");
    await folder.write("release", "");
    const [{ stdout: built }, { stdout: found }] = await Promise.all([first.finished, second.finished]);
    assert.match(built, /^built 3\.259\.0 /);
    assert.match(found, /^found 3\.259\.0 /);
    assert.equal((await readFile(log, "utf8")).trim().split("\n").length, 1);
  });

  it("takes over the lock of a run that was killed", async () => {
    await folder.write("cache/crosstrust/engine/v3.259.0.lock", '{"pid":4194305,"token":"x"}');
    await folder.script("bin/go", go(join(folder.path, "builds")));
    assert.match((await start().finished).stdout, /^built 3\.259\.0 /);
  });

  it("stops a build on Ctrl-C and keeps nothing of it", async () => {
    await folder.script(
      "bin/go",
      go(join(folder.path, "builds"), `echo "go: started" >&2; trap 'exit 1' INT; while true; do sleep 0.05; done`),
    );
    const started = start();
    await started.said("Building the Pulumi engine");
    started.child.kill("SIGINT");
    const { code, stderr } = await started.finished;
    assert.equal(code, 2);
    assert.match(stderr, /INTERRUPTED: Stopped while getting the engine; nothing was kept of it\./);
    assert.deepEqual(await readdir(join(folder.path, "cache", "crosstrust", "engine")), []);
  });
});
