import assert from "node:assert/strict";
import { secretChecks } from "../../../scripts/lib/verify/secretChecks.ts";
import type { VerifyContext } from "../../../scripts/lib/verify/VerifyContext.ts";
import { federatedModel } from "../../trust/cognitoFixture.ts";

describe("secretChecks", () => {
  it("looks at the secret that a user pool has at Entra ID, on the path of the portal behind the pool", async () => {
    const observe = async (secretExpires: string) => {
      const federation = { company: { secretExpires }, staff: {} };
      const issuers = { portal: { kind: "cognito", clients: {}, federation } };
      const trust = { model: federatedModel(), issuers, relyingParties: {} };
      const context = { trust, now: () => new Date("2026-11-22T12:00:00Z") } as unknown as VerifyContext;
      const [check, ...others] = secretChecks(context);
      assert.deepEqual([check?.name, others], ["portal/company: a secret that lasts", []]);
      return (await check?.run())?.ok;
    };
    assert.equal(await observe("2026-12-06T12:00:00Z"), false);
    assert.equal(await observe("2026-12-06T12:00:01Z"), true);
  });
});
