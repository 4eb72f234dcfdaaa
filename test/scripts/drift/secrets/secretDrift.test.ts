import assert from "node:assert/strict";
import { describe, it } from "mocha";
import type { DriftContext } from "../../../../scripts/lib/drift/DriftContext.ts";
import { secretDrift } from "../../../../scripts/lib/drift/secrets/secretDrift.ts";

const now = new Date("2026-11-22T12:00:00Z");

async function told(secretExpires: string | undefined, days = 30): Promise<readonly string[]> {
  const trust = {
    issuers: {
      workforce: { kind: "entra", clients: { nightly: { clientId: "1", ...(secretExpires && { secretExpires }) } } },
    },
    relyingParties: {},
  };
  const findings = await secretDrift(days)({ trust, now } as unknown as DriftContext);
  return findings.map(({ rule, where, severity }) => `${severity} ${rule} ${where}`);
}

describe("secretDrift", () => {
  const place = "issuers.workforce.clients.nightly, secret";

  it("tells of a secret that ended, to the moment", async () => {
    assert.deepEqual(await told("2026-11-22T12:00:00Z"), [`error secret-expired ${place}`]);
    assert.deepEqual(await told("2026-11-22T12:00:01Z"), [`warning secret-expiring ${place}`]);
  });

  it("tells of one that ends within the days asked for", async () => {
    assert.deepEqual(await told("2026-12-22T12:00:00Z"), [`warning secret-expiring ${place}`]);
    assert.deepEqual(await told("2026-12-22T12:00:01Z"), []);
    assert.deepEqual(await told("2026-12-22T12:00:01Z", 31), [`warning secret-expiring ${place}`]);
    assert.deepEqual(await told("2026-11-22T12:00:01Z", 0), []);
    assert.deepEqual(await told("2026-11-22T12:00:00Z", 0), [`error secret-expired ${place}`]);
  });

  it("lets secrets be that do not end, and tells of an end that is no date", async () => {
    assert.deepEqual(await told(undefined), []);
    assert.deepEqual(await told("someday"), [`error secret-expired ${place}`]);
  });

  it("knows the secrets of user pools and of JumpCloud too, with how to renew them", async () => {
    const trust = {
      issuers: {
        portal: { kind: "cognito", clients: {}, federation: { company: { secretExpires: "2026-11-30T00:00:00Z" } } },
      },
      relyingParties: { jumpcloud: { kind: "jumpcloud-federation", secretExpires: "2026-11-30T00:00:00Z" } },
    };
    const findings = await secretDrift(30)({ trust, now } as unknown as DriftContext);
    assert.deepEqual(
      findings.map(({ where, path, advice }) => [where, path, /^Give (\S+) another generation/.exec(advice)?.[1]]),
      [
        [
          "issuers.portal.federation.company, secret",
          ["crosstrust:issuers", "portal", "federation", "company"],
          "issuers.portal.federation.company.secret",
        ],
        [
          "relyingParties.jumpcloud, secret",
          ["crosstrust:relyingParties", "jumpcloud"],
          "relyingParties.jumpcloud.application.secret",
        ],
      ],
    );
  });
});
