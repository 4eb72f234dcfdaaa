import assert from "node:assert/strict";
import { createJumpCloudVendor } from "../../../sandbox/jumpcloud/createJumpCloudVendor.ts";
import { operations } from "../../../sandbox/jumpcloud/operations.ts";
import { type JumpCloudRole, jumpCloudRights, jumpCloudRoles } from "../../../sandbox/jumpcloud/rights.ts";
import { sandboxes } from "../support/sandboxes.ts";

const host = "console.jumpcloud.com";
const outsideTheApi = [
  "activateUser",
  "configureApplication",
  "deleteRoutingPolicy",
  "makeApplication",
  "putRoutingPolicy",
  "showLogin",
  "showUserConsole",
  "submitEmail",
  "submitPassword",
];

describe("the table of JumpCloud's rights", () => {
  it("has an entry for every operation of the admin API, and for no other", () => {
    assert.deepEqual(
      Object.keys(jumpCloudRights).sort(),
      operations.console.operations.filter((operation) => !outsideTheApi.includes(operation)),
    );
  });
});

describe("an operator's role at JumpCloud", () => {
  const start = sandboxes();

  const calls: readonly (readonly [method: string, target: string, body: string, roles: readonly JumpCloudRole[]])[] = [
    [
      "GET",
      "/api/systemusers",
      "",
      ["Administrator With Billing", "Administrator", "Manager", "Help Desk", "Read Only"],
    ],
    ["POST", "/api/v2/usergroups", '{"name":"readers"}', ["Administrator With Billing", "Administrator", "Manager"]],
    ["DELETE", "/api/v2/identity-providers/none", "", ["Administrator With Billing", "Administrator"]],
  ];
  for (const [method, target, body, expected] of calls) {
    it(`lets ${expected.join(", ")} ${method} ${target}, and nobody else`, async () => {
      const sandbox = await start({ vendors: { jumpcloud: createJumpCloudVendor } });
      const ask = async () =>
        sandbox.fetch({
          ...{ method, target, url: new URL(target, `https://${host}`), body: Buffer.from(body) },
          headers: { host, "x-api-key": sandbox.credentials.jumpcloudApiKey, "content-type": "application/json" },
        });
      const allowed: JumpCloudRole[] = [];
      for (const role of jumpCloudRoles) {
        sandbox.operator.set({ jumpcloud: { role } });
        const response = await ask();
        if (response.status !== 403) allowed.push(role);
        else {
          const isV2 = target.startsWith("/api/v2/");
          const said = isV2
            ? { code: 403, message: "Forbidden", status: "Forbidden" }
            : { message: "Forbidden", error: "Forbidden" };
          assert.deepEqual(JSON.parse(String(response.body)), said);
        }
      }
      assert.deepEqual(allowed, expected);
      const [refused, passed] = sandbox.demandedRights;
      assert.deepEqual([refused?.allowed, passed?.allowed], [false, true]);
      assert.deepEqual([...(passed?.anyOf ?? [])].sort(), [...expected].sort());
    });
  }
});
