import assert from "node:assert/strict";
import { expectedIssuers } from "../../../scripts/lib/preflight/expectedIssuers.ts";
import { inspectSecrets } from "../../../scripts/lib/preflight/inspectSecrets.ts";
import type { DeployedTrust } from "../../../trust/DeployedTrust.ts";
import { federatedModel } from "../../trust/cognitoFixture.ts";

const tenantId = "6c1e2f0a-8f5d-4b6e-9a57-2d3f4c5b6a70";
const now = new Date("2026-11-22T12:00:00Z");

/** A pool that has people of Entra ID, with a secret that ends, and of Okta. */
const modelOf = (generation: string) =>
  federatedModel(({ issuers }) => Object.assign(issuers.portal.federation.company, { secret: { generation } }));

const secretsOf = (expires: string, generation = "1") => {
  const federation = { company: { secretExpires: expires }, staff: {} };
  const deployed = {
    model: modelOf("1"),
    issuers: { portal: { kind: "cognito", clients: {}, federation } },
    relyingParties: {},
  } as unknown as DeployedTrust;
  return inspectSecrets(modelOf(generation), deployed, now).map(({ severity, where }) => [severity, where]);
};

describe("the preflight of a pool's federation", () => {
  it("looks at the tenant's documents, which Cognito reads and the gateway does not", () => {
    const issuer = `https://login.microsoftonline.com/${tenantId}/v2.0`;
    const known = { model: modelOf("1"), jumpCloudIssuer: undefined, deployed: undefined };
    assert.deepEqual(
      expectedIssuers({ ...known, tenantId }).map((one) => [one.name, one.issuer, one.compare, one.readByGateway]),
      [["issuers.portal.federation.company", issuer, "exact", false]],
    );
    assert.deepEqual(expectedIssuers({ ...known, tenantId: undefined }), []);
  });

  it("says when the pool's secret at Entra ID ends, unless the config names another", () => {
    const where = "issuers.portal.federation.company";
    assert.deepEqual(secretsOf("2026-11-22T12:00:00Z"), [["error", where]]);
    assert.deepEqual(secretsOf("2026-12-06T11:59:59Z"), [["warning", where]]);
    assert.deepEqual(secretsOf("2026-12-06T12:00:00Z"), []);
    assert.deepEqual(secretsOf("2026-01-01T00:00:00Z", "2"), []);
    assert.deepEqual(secretsOf("2027-01-01T00:00:00Z", "2"), []);
  });
});
