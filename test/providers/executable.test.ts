import assert from "node:assert/strict";
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { inProject } from "../../scripts/lib/projectRoot.ts";
import { ProviderClient } from "./lib/ProviderClient.ts";

for (const name of ["identitycenter", "jumpcloud"])
  describe(`pulumi-resource-${name}`, () => {
    const folder = inProject("providers", name);
    const executable = join(folder, `pulumi-resource-${name}`);
    const running: ChildProcess[] = [];
    afterEach(() => {
      for (const child of running.splice(0)) child.kill("SIGKILL");
    });

    const start = (command: string, args: string[], env: NodeJS.ProcessEnv): ChildProcess => {
      const child = spawn(command, args, { env, stdio: ["ignore", "pipe", "pipe"] });
      running.push(child);
      return child;
    };
    const environment = { PATH: `${dirname(process.execPath)}:/usr/bin:/bin` };

    async function portOf(child: ChildProcess): Promise<number> {
      const [line] = (await once(createInterface({ input: child.stdout! }), "line")) as [string];
      assert.match(line, /^\d+$/);
      return Number(line);
    }

    it("prints its port and nothing else, answers, and ends when it is told to", async () => {
      const child = start(executable, ["127.0.0.1:1"], environment);
      const noise: string[] = [];
      child.stderr!.setEncoding("utf8").on("data", (text: string) => noise.push(text));
      const client = new ProviderClient(await portOf(child));
      assert.equal(await client.pluginVersion(), "0.1.0");
      client.close();
      child.kill("SIGTERM");
      assert.deepEqual(await once(child, "exit"), [0, null]);
      assert.deepEqual(noise, []);
    });

    it("ends with the engine, even one that was killed", async () => {
      const engine = start("/bin/sh", ["-c", '"$0" & echo $! >&2; wait', executable], environment);
      const port = await portOf(engine);
      const client = new ProviderClient(port);
      assert.equal(await client.pluginVersion(), "0.1.0");
      client.close();
      engine.kill("SIGKILL");
      // The plugin holds its end of the pipe until it is gone.
      await once(engine, "close");
    });

    it("says what it needs where there is no node", async () => {
      const child = start("/bin/sh", [executable], { PATH: "/nonexistent" });
      assert.deepEqual(await ending(child), [
        2,
        `The ${name} provider needs Node 22.18 or later, and there is no node on the PATH.\n`,
      ]);
    });

    it("says what it needs where node is too old", async () => {
      const older = "data:text/javascript,Object.defineProperty(process,'versions',{value:{node:'22.17.0'}})";
      const child = start(process.execPath, ["--import", older, join(folder, "start.mjs")], environment);
      const [code, message] = await ending(child);
      assert.equal(code, 2);
      assert.match(message, /needs Node 22\.18 or later; the node on the PATH \(.+\) is 22\.17\.0\.\n$/);
    });
  });

async function ending(child: ChildProcess): Promise<[code: number, stderr: string]> {
  const texts: string[] = [];
  child.stderr!.setEncoding("utf8").on("data", (text: string) => texts.push(text));
  const [code] = (await once(child, "close")) as [number];
  return [code, texts.join("")];
}
