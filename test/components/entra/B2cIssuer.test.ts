import assert from "node:assert/strict";
import { B2cIssuer } from "../../../components/entra/B2cIssuer.ts";
import type { B2cIssuerArgs } from "../../../components/entra/B2cIssuer.ts";
import { runProgram, tenants } from "../support/runProgram.ts";
import { settled } from "../support/settled.ts";

const args: B2cIssuerArgs = {
  tenantId: tenants.b2c,
  tenantName: "acmecustomers",
  policy: "B2C_1_signin",
  domain: "acmecustomers.b2clogin.com",
  roles: { "orders.read": { description: "Read orders" } },
  assignmentRequired: true,
  clients: {
    shop: {
      roles: ["orders.read"],
      secret: { generation: "1", expires: { afterDays: 180 } },
      federatedCredentials: {},
    },
  },
  credentials: { clientId: "operator", clientSecret: "hush" },
};

function declare(changes: Partial<B2cIssuerArgs> = {}) {
  return runProgram(() => new B2cIssuer("customers", { ...args, ...changes }));
}

const secretly = (value: string) => ({ "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", value });

describe("B2cIssuer", () => {
  it("works in the B2C tenant with credentials of its own, which are secrets", async () => {
    const { ofType } = await declare();
    const [provider, ...others] = ofType("pulumi:providers:azuread");
    assert.deepEqual(others, []);
    const { tenantId, clientId, clientSecret, useOidc, useCli } = provider!.inputs;
    assert.deepEqual(
      { tenantId, clientId, clientSecret, useOidc, useCli },
      {
        tenantId: tenants.b2c,
        clientId: secretly("operator"),
        clientSecret: secretly("hush"),
        useOidc: undefined,
        useCli: "false",
      },
    );
    assert.equal(provider!.parent, "crosstrust:entra:B2cIssuer customers");
  });

  it("works with the workflow's tokens where there is no secret", async () => {
    const { ofType } = await declare({ credentials: { clientId: "operator" } });
    const { clientSecret, useOidc } = ofType("pulumi:providers:azuread")[0]!.inputs;
    assert.deepEqual([clientSecret, useOidc], [undefined, "true"]);
  });

  it("declares everything there, and nothing in the company's directory", async () => {
    const { resources, calls } = await declare();
    const declared = resources.filter(({ type }) => type.startsWith("azuread:"));
    assert.equal(declared.length, 7);
    assert.deepEqual([...new Set(declared.map(({ provider }) => provider))], ["customers"]);
    assert.deepEqual(calls, []);
  });

  it("registers API and clients for accounts of any identity provider, with tokens of version 2", async () => {
    const { ofType } = await declare();
    const signInAudience = "AzureADandPersonalMicrosoftAccount";
    const [registration, client] = ofType("azuread:index/application:Application");
    const { appRoles, ...own } = registration!.inputs;
    assert.equal((appRoles as unknown[]).length, 1);
    assert.deepEqual(own, {
      displayName: "crosstrust-dev-customers",
      signInAudience,
      api: { requestedAccessTokenVersion: 2 },
    });
    const { requiredResourceAccesses, ...rest } = client!.inputs;
    assert.equal((requiredResourceAccesses as unknown[]).length, 1);
    assert.deepEqual(rest, {
      displayName: "crosstrust-dev-customers--shop",
      signInAudience,
      api: { requestedAccessTokenVersion: 2 },
    });
  });

  it("hands on the issuer that names the policy, in lower case and with its slash, which discovery lies under", async () => {
    const { result } = await declare();
    const { clients, ...deployed } = (await settled(result.deployed)).value;
    const issuer = `https://acmecustomers.b2clogin.com/tfp/${tenants.b2c}/b2c_1_signin/v2.0/`;
    assert.deepEqual(deployed, {
      kind: "b2c",
      issuer,
      audiences: ["client-of-customers"],
      discoveryUrl: `${issuer}.well-known/openid-configuration`,
      metadataUrl: `${issuer}.well-known/openid-configuration`,
      tokenEndpoint: "https://acmecustomers.b2clogin.com/acmecustomers.onmicrosoft.com/b2c_1_signin/oauth2/v2.0/token",
      scopeClaim: "scp",
      tenantId: tenants.b2c,
      applicationObjectId: "object-of-customers",
      servicePrincipalId: "principal-of-customers",
      identifierUri: "https://acmecustomers.onmicrosoft.com/client-of-customers",
      tokenScope: "https://acmecustomers.onmicrosoft.com/client-of-customers/.default",
    });
    assert.deepEqual(Object.keys(clients), ["shop"]);
    assert.equal((await settled(result.clientIdClaim)).value, "azp");
    assert.equal((await settled(result.clients["shop"]!.clientSecret!)).secret, true);
  });

  it("hands on no credential of its own", async () => {
    const { result, resources } = await declare();
    assert.doesNotMatch(JSON.stringify((await settled(result.deployed)).value), /hush|operator/);
    for (const { outputs } of resources.filter(({ type }) => type.startsWith("crosstrust:"))) {
      assert.doesNotMatch(JSON.stringify(outputs), /hush|"operator"/);
    }
  });
});
