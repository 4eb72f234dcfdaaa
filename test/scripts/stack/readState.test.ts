import assert from "node:assert/strict";
import { projectRoot } from "../../../scripts/lib/projectRoot.ts";
import type { OpenStack } from "../../../scripts/lib/stack/openStack.ts";
import { outputsIn, readState } from "../../../scripts/lib/stack/readState.ts";

function stackWith(deployment: object | null): { readonly open: OpenStack; readonly runs: unknown[][] } {
  const runs: unknown[][] = [];
  const run = async (...parts: unknown[]): Promise<object> => {
    runs.push(parts);
    return Promise.resolve({ stdout: JSON.stringify({ version: 3, deployment }), stderr: "", code: 0 });
  };
  const workspace = { envVars: { PULUMI_HOME: "/somewhere" } };
  return { open: { name: "dev", command: { run }, automation: { workspace } } as unknown as OpenStack, runs };
}

const urnOf = (type: string, name: string): string => `urn:pulumi:dev::crosstrust::${type}::${name}`;
const secret = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", ciphertext: "v1:abc" };

describe("readState", () => {
  it("asks the engine for the state with its secrets encrypted, and no more", async () => {
    const { open, runs } = stackWith({ resources: [] });
    assert.deepEqual(await readState(open), []);
    assert.deepEqual(runs, [[["stack", "export", "--stack", "dev"], projectRoot, { PULUMI_HOME: "/somewhere" }]]);
  });

  it("reads what each resource is, and leaves secrets as they are", async () => {
    const stack = "pulumi:pulumi:Stack";
    const api = "aws:apigatewayv2/api:Api";
    const { open } = stackWith({
      resources: [
        {
          urn: urnOf(stack, "crosstrust-dev"),
          type: stack,
          custom: false,
          outputs: { trust: {}, clientSecrets: secret },
        },
        {
          urn: urnOf(`crosstrust:aws:HttpApi$${api}`, "orders"),
          type: api,
          custom: true,
          id: "a1b2c3",
          parent: urnOf("crosstrust:aws:HttpApi", "orders"),
          dependencies: [urnOf(stack, "crosstrust-dev")],
          inputs: { name: "orders" },
          outputs: { apiEndpoint: "https://a1b2c3.example" },
        },
      ],
    });
    const state = await readState(open);
    assert.deepEqual(state, [
      {
        urn: urnOf(stack, "crosstrust-dev"),
        type: stack,
        name: "crosstrust-dev",
        dependencies: [],
        inputs: {},
        outputs: { trust: {}, clientSecrets: secret },
      },
      {
        urn: urnOf(`crosstrust:aws:HttpApi$${api}`, "orders"),
        type: api,
        name: "orders",
        id: "a1b2c3",
        parent: urnOf("crosstrust:aws:HttpApi", "orders"),
        dependencies: [urnOf(stack, "crosstrust-dev")],
        inputs: { name: "orders" },
        outputs: { apiEndpoint: "https://a1b2c3.example" },
      },
    ]);
    assert.deepEqual(outputsIn(state), { trust: {}, clientSecrets: secret });
  });

  it("leaves out what waits to be deleted after its replacement", async () => {
    const type = "okta:app/oAuth:OAuth";
    const client = { urn: urnOf(type, "okta/deploy"), type };
    const { open } = stackWith({
      resources: [
        { ...client, id: "new" },
        { ...client, id: "old", delete: true },
      ],
    });
    assert.deepEqual(
      (await readState(open)).map(({ id }) => id),
      ["new"],
    );
  });

  it("has nothing of a stack that was never deployed", async () => {
    const state = await readState(stackWith(null).open);
    assert.deepEqual([state, outputsIn(state)], [[], {}]);
  });
});
