import assert from "node:assert/strict";
import type { OpenStack } from "../../../scripts/lib/stack/openStack.ts";
import { readStackOutputs } from "../../../scripts/lib/stack/readStackOutputs.ts";

const trust = {
  version: 2,
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
  relyingParties: {},
};
const relyingPartySecrets = {};

function stackWith(outputs: Readonly<Record<string, unknown>>): OpenStack {
  const entries = Object.entries(outputs).map(([name, value]) => [name, { value, secret: name !== "trust" }]);
  return {
    name: "dev",
    automation: { outputs: async () => Object.fromEntries(entries) as unknown },
  } as unknown as OpenStack;
}

describe("readStackOutputs", () => {
  it("gives the deployed trust and the clients' secrets as they are", async () => {
    const clientSecrets = { okta: { reader: "s3cr3t" } };
    const secrets = { jumpcloud: { clientSecret: "s", initialPasswords: { alice: "p" } } };
    const outputs = { trust, clientSecrets, relyingPartySecrets: secrets };
    assert.deepEqual(await readStackOutputs(stackWith({ ...outputs, other: 1 })), outputs);
  });

  it("says that nothing is deployed where there are no outputs", async () => {
    await assert.rejects(readStackOutputs(stackWith({})), {
      code: "STACK_OUTPUTS_MISSING",
      message: "Stack dev has no outputs: nothing is deployed. Deploy it with `npm run up -- --stack dev`.",
    });
  });

  it("takes no pool whose people would be sent to sign in without https, or of whom it is not said where", async () => {
    const pool = { ...trust.issuers.okta, kind: "cognito", userPoolId: "eu-central-1_a", domain: "a.example" };
    const company = { issuer: "http://login.acme.example", clientId: "c", redirectUri: "https://a.example/x" };
    for (const [federation, place] of [
      [{ company }, "company.issuer"],
      [undefined, undefined],
    ] as const) {
      const issuers = { portal: { ...pool, federation } };
      const outputs = { trust: { ...trust, issuers }, clientSecrets: {}, relyingPartySecrets };
      await assert.rejects(readStackOutputs(stackWith(outputs)), {
        code: "STACK_OUTPUTS_MISSING",
        where: ["stack outputs trust.issuers.portal.federation", ...(place === undefined ? [] : [place])].join("."),
      });
    }
  });

  it("names what is not as this program writes it, and repeats no secret", async () => {
    const clientSecrets = { okta: { reader: { nested: "s3cr3t" } } };
    await assert.rejects(
      readStackOutputs(stackWith({ trust: { ...trust, region: 7 }, clientSecrets, relyingPartySecrets })),
      (error: Error & { where: string }) => {
        assert.equal(error.where, "stack outputs trust.region, clientSecrets.okta.reader");
        assert.doesNotMatch(JSON.stringify(error) + error.message, /s3cr3t/);
        return true;
      },
    );
  });

  it("asks to deploy again what another version of the program deployed", async () => {
    const old = { trust: { ...trust, version: 1, relyingParties: undefined }, clientSecrets: {} };
    await assert.rejects(readStackOutputs(stackWith(old)), {
      code: "STACK_OUTPUTS_MISSING",
      message:
        "Stack dev was deployed by another version of this program. Deploy it again with `npm run up -- --stack dev`.",
      where: "stack outputs trust.version",
      expected: 2,
      actual: 1,
    });
  });

  it("wants of an issuer what its kind has", async () => {
    const { okta } = trust.issuers;
    const issuers = { workforce: { ...okta, kind: "entra", scopeClaim: "roles", tenantId: "t" } };
    await assert.rejects(
      readStackOutputs(stackWith({ trust: { ...trust, issuers }, clientSecrets: {}, relyingPartySecrets })),
      {
        where:
          "stack outputs trust.issuers.workforce.applicationObjectId, trust.issuers.workforce.servicePrincipalId, trust.issuers.workforce.identifierUri, trust.issuers.workforce.tokenScope",
      },
    );
  });

  it("sends no token or secret to an address without TLS", async () => {
    const okta = { ...trust.issuers.okta, tokenEndpoint: "http://acme-dev.okta.com/oauth2/aus1/v1/token" };
    await assert.rejects(
      readStackOutputs(stackWith({ trust: { ...trust, issuers: { okta } }, clientSecrets: {}, relyingPartySecrets })),
      {
        code: "STACK_OUTPUTS_MISSING",
        where: "stack outputs trust.issuers.okta.tokenEndpoint",
      },
    );
  });
});
