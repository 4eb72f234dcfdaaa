import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { connect } from "node:net";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { type RunningPlugins, startPlugins } from "../../../sandbox/plugins/startPlugins.ts";
import { ProviderClient } from "../../providers/lib/ProviderClient.ts";

const packages = ["aws", "azuread", "okta", "random"];
const main = fileURLToPath(new URL("../../../sandbox/plugins/main.ts", import.meta.url));

describe("startPlugins", () => {
  it("serves the packages in the form of PULUMI_DEBUG_PROVIDERS, and nobody once closed", async () => {
    const plugins = await startPlugins({});
    const served = portsOf(plugins);
    assert.deepEqual(Object.keys(served), packages);
    for (const port of Object.values(served)) {
      const client = new ProviderClient(port);
      assert.match(await client.pluginVersion(), /^\d+\.\d+\.\d+$/);
      client.close();
    }
    await plugins.close();
    await Promise.all(Object.values(served).map((port) => assert.rejects(connected(port), { code: "ECONNREFUSED" })));
    await plugins.close();
  });

  it("takes credentials from the environment it is given, and says which are missing", async () => {
    const plugins = await startPlugins({
      OKTA_ORG_NAME: "",
      OKTA_BASE_URL: "",
      OKTA_API_TOKEN: "",
      AWS_REGION: "eu-central-1",
      AWS_ACCESS_KEY_ID: "AKIA",
      AWS_SECRET_ACCESS_KEY: "secret",
    });
    const { aws = 0, okta = 0 } = portsOf(plugins);
    const clients = [new ProviderClient(aws), new ProviderClient(okta)] as const;

    assert.equal((await clients[0].configure({})).supportspreview, true);
    await assert.rejects(clients[1].configure({ orgName: "acme-dev" }), {
      details:
        "missing configuration: okta:baseUrl (such as okta.com, or OKTA_BASE_URL); " +
        "okta:apiToken (an API token, a secret; or OKTA_API_TOKEN)",
    });
    clients.forEach((client) => client.close());
    await plugins.close();
  });

  it("fails with what the process printed where it does not start", async () => {
    await assert.rejects(startPlugins({ NODE_OPTIONS: "--import=./absent.mjs" }), {
      code: "ENGINE_FAILED",
      message: /^The bundled plugins did not start:\n[^]*absent\.mjs/,
    });
  });

  for (const [ending, end] of [
    ["its parent is gone", (child: ReturnType<typeof start>) => child.stdin.end()],
    ["it is told to by SIGTERM", (child: ReturnType<typeof start>) => child.kill("SIGTERM")],
    ["it is told to by SIGINT", (child: ReturnType<typeof start>) => child.kill("SIGINT")],
  ] as const) {
    it(`ends when ${ending}, with nothing printed but its ports`, async () => {
      const child = start();
      const printed: string[] = [];
      createInterface({ input: child.stdout }).on("line", (line) => printed.push(line));
      await once(child.stdout, "data");
      end(child);
      const [code] = (await once(child, "close")) as [number | null];

      assert.equal(code, 0);
      assert.equal(printed.length, 1);
      assert.deepEqual(Object.keys(JSON.parse(printed[0]!) as object), packages);
    });
  }
});

function portsOf({ debugProviders }: RunningPlugins): Record<string, number> {
  return Object.fromEntries(
    debugProviders.split(",").map((entry) => {
      const [name = "", port] = entry.split(":");
      return [name, Number(port)];
    }),
  );
}

function start() {
  return spawn(process.execPath, ["--disable-warning=ExperimentalWarning", main], {
    stdio: ["pipe", "pipe", "inherit"],
  });
}

async function connected(port: number): Promise<void> {
  const socket = connect(port, "127.0.0.1");
  await once(socket, "connect");
  socket.destroy();
}
