import assert from "node:assert/strict";
import type { OpenStack } from "../../../scripts/lib/stack/openStack.ts";
import { readStackOutputs } from "../../../scripts/lib/stack/readStackOutputs.ts";

const trust = {
  version: 1,
  project: "crosstrust",
  stack: "dev",
  region: "eu-central-1",
  model: { issuers: { okta: { kind: "okta" } }, apis: {}, relyingParties: {} },
  issuers: {
    okta: {
      kind: "okta",
      issuer: "https://acme-dev.okta.com/oauth2/aus1",
      audiences: ["https://api.acme.example"],
      discoveryUrl: "https://acme-dev.okta.com/oauth2/aus1/.well-known/openid-configuration",
      metadataUrl: "https://acme-dev.okta.com/oauth2/aus1/.well-known/oauth-authorization-server",
      tokenEndpoint: "https://acme-dev.okta.com/oauth2/aus1/v1/token",
      scopeClaim: "scp",
      serverId: "aus1",
      clients: { reader: { clientId: "0oa1" } },
    },
  },
  apis: {},
};

function stackWith(outputs: Readonly<Record<string, unknown>>): OpenStack {
  const entries = Object.entries(outputs).map(([name, value]) => [name, { value, secret: name === "clientSecrets" }]);
  return {
    name: "dev",
    automation: { outputs: async () => Object.fromEntries(entries) as unknown },
  } as unknown as OpenStack;
}

describe("readStackOutputs", () => {
  it("gives the deployed trust and the clients' secrets as they are", async () => {
    const clientSecrets = { okta: { reader: "s3cr3t" } };
    assert.deepEqual(await readStackOutputs(stackWith({ trust, clientSecrets, other: 1 })), { trust, clientSecrets });
  });

  it("says that nothing is deployed where there are no outputs", async () => {
    await assert.rejects(readStackOutputs(stackWith({})), {
      code: "STACK_OUTPUTS_MISSING",
      message: "Stack dev has no outputs: nothing is deployed. Deploy it with `npm run up -- --stack dev`.",
    });
  });

  it("names what is not as this program writes it, and repeats no secret", async () => {
    const clientSecrets = { okta: { reader: { nested: "s3cr3t" } } };
    await assert.rejects(
      readStackOutputs(stackWith({ trust: { ...trust, version: 2 }, clientSecrets })),
      (error: Error & { where: string }) => {
        assert.equal(error.where, "stack outputs trust.version, clientSecrets.okta.reader");
        assert.doesNotMatch(JSON.stringify(error) + error.message, /s3cr3t/);
        return true;
      },
    );
  });

  it("sends no token or secret to an address without TLS", async () => {
    const okta = { ...trust.issuers.okta, tokenEndpoint: "http://acme-dev.okta.com/oauth2/aus1/v1/token" };
    await assert.rejects(readStackOutputs(stackWith({ trust: { ...trust, issuers: { okta } }, clientSecrets: {} })), {
      code: "STACK_OUTPUTS_MISSING",
      where: "stack outputs trust.issuers.okta.tokenEndpoint",
    });
  });
});
