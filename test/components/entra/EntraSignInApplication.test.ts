import assert from "node:assert/strict";
import { EntraSignInApplication } from "../../../components/entra/EntraSignInApplication.ts";
import type { EntraSignInApplicationArgs } from "../../../components/entra/EntraSignInApplication.ts";
import type { EntraApplicationModel } from "../../../trust/TrustModel.ts";
import { runProgram, tenants } from "../support/runProgram.ts";
import type { ProgramOptions } from "../support/runProgram.ts";
import { settled } from "../support/settled.ts";

const args: EntraApplicationModel = {
  name: "JumpCloud",
  redirectUris: ["https://login.jumpcloud.com/oauth/callback"],
  optionalClaims: ["email", "family_name"],
  owners: [],
  secret: { description: "JumpCloud", generation: "1", expires: { at: "2027-05-31T00:00:00Z" } },
  federatedCredentials: {},
};
const graph = "00000003-0000-0000-c000-000000000000";

function declare(changes: Partial<EntraSignInApplicationArgs> = {}, options: ProgramOptions = {}) {
  return runProgram(() => new EntraSignInApplication("jumpcloud", { ...args, ...changes }), options);
}

describe("EntraSignInApplication", () => {
  it("registers a web application of this tenant alone, with ID tokens and without access tokens in the front channel", async () => {
    const { ofType } = await declare();
    assert.deepEqual(
      ofType("azuread:index/application:Application").map(({ name, inputs }) => [name, inputs]),
      [
        [
          "jumpcloud",
          {
            displayName: "JumpCloud",
            signInAudience: "AzureADMyOrg",
            web: {
              redirectUris: ["https://login.jumpcloud.com/oauth/callback"],
              implicitGrant: { idTokenIssuanceEnabled: true, accessTokenIssuanceEnabled: false },
            },
            optionalClaims: { idTokens: [{ name: "email" }, { name: "family_name" }] },
            requiredResourceAccesses: [
              {
                resourceAppId: graph,
                resourceAccesses: [
                  { id: "64a6cdd6-aab1-4aaf-94b8-3cc8405e90d0", type: "Scope" },
                  { id: "37f7f235-527c-4136-accd-4a02d197296e", type: "Scope" },
                  { id: "14dad69e-099b-42c9-810b-d002981feec1", type: "Scope" },
                ],
              },
            ],
          },
        ],
      ],
    );
  });

  it("hands out no tokens in the front channel where a code is exchanged for them", async () => {
    const { ofType } = await declare({ implicitIdTokens: false });
    assert.deepEqual(ofType("azuread:index/application:Application")[0]!.inputs["web"], {
      redirectUris: ["https://login.jumpcloud.com/oauth/callback"],
      implicitGrant: { idTokenIssuanceEnabled: false, accessTokenIssuanceEnabled: false },
    });
  });

  it("consents for everybody to what the claims need of Microsoft Graph, whose own service principal it leaves alone", async () => {
    const { ofType, calls } = await declare();
    assert.deepEqual(calls, [
      { token: "azuread:index/getServicePrincipal:getServicePrincipal", inputs: { clientId: graph } },
    ]);
    assert.deepEqual(
      ofType("azuread:index/servicePrincipalDelegatedPermissionGrant:ServicePrincipalDelegatedPermissionGrant").map(
        ({ inputs }) => inputs,
      ),
      [
        {
          servicePrincipalObjectId: "principal-of-jumpcloud",
          resourceServicePrincipalObjectId: `principal-of-${graph}`,
          claimValues: ["email", "openid", "profile"],
        },
      ],
    );
    assert.deepEqual(
      ofType("azuread:index/servicePrincipal:ServicePrincipal").map(({ inputs }) => inputs),
      [{ clientId: "client-of-jumpcloud" }],
    );
  });

  it("has no optional claims, and owners, where the config says so", async () => {
    const owners = ["11111111-2222-4333-8444-555555555555"];
    const { ofType } = await declare({ optionalClaims: [], owners });
    const [application] = ofType("azuread:index/application:Application");
    assert.equal("optionalClaims" in application!.inputs, false);
    assert.deepEqual(application!.inputs["owners"], owners);
    assert.deepEqual(ofType("azuread:index/servicePrincipal:ServicePrincipal")[0]!.inputs["owners"], owners);
  });

  it("makes the secret with its description and its end", async () => {
    const { ofType } = await declare();
    assert.deepEqual(
      ofType("azuread:index/applicationPassword:ApplicationPassword").map(({ name, inputs }) => [name, inputs]),
      [
        [
          "jumpcloud/1",
          { applicationId: "Application(jumpcloud)", displayName: "JumpCloud", endDate: "2027-05-31T00:00:00Z" },
        ],
      ],
    );
  });

  it("declares federated credentials beside the secret", async () => {
    const credential = { issuer: "https://issuer.example", subject: "s", audience: "api://AzureADTokenExchange" };
    const { ofType, resources } = await declare({ federatedCredentials: { ci: credential } });
    assert.deepEqual(
      ofType("azuread:index/applicationFederatedIdentityCredential:ApplicationFederatedIdentityCredential").map(
        ({ name, inputs }) => [name, inputs],
      ),
      [
        [
          "jumpcloud/ci",
          {
            applicationId: "Application(jumpcloud)",
            displayName: "ci",
            issuer: "https://issuer.example",
            subject: "s",
            audiences: ["api://AzureADTokenExchange"],
          },
        ],
      ],
    );
    assert.equal(resources.length, 6);
  });

  it("hands on the tenant's URL as JumpCloud asks for it, and the exact issuer of the ID tokens", async () => {
    const { result } = await declare();
    const tenant = `https://login.microsoftonline.com/${tenants.entra}`;
    const values = await Promise.all(
      [
        result.clientId,
        result.objectId,
        result.servicePrincipalId,
        result.tenantId,
        result.identityProviderUrl,
        result.issuer,
        result.discoveryUrl,
        result.authorizationEndpoint,
        result.secretExpires,
        result.secretKeyId,
      ].map(settled),
    );
    assert.deepEqual(
      values.map(({ value }) => value),
      [
        "client-of-jumpcloud",
        "object-of-jumpcloud",
        "principal-of-jumpcloud",
        tenants.entra,
        tenant,
        `${tenant}/v2.0`,
        `${tenant}/v2.0/.well-known/openid-configuration`,
        `${tenant}/oauth2/v2.0/authorize`,
        "2027-05-31T00:00:00Z",
        "key-of-jumpcloud/1",
      ],
    );
    assert.deepEqual(
      values.map(({ secret }) => secret),
      values.map(() => false),
    );
    assert.deepEqual(await settled(result.clientSecret), {
      value: "secret-of-jumpcloud/1",
      known: true,
      secret: true,
    });
  });

  it("previews with what Graph will only say later unknown", async () => {
    const { result } = await declare({}, { preview: true });
    assert.equal((await settled(result.identityProviderUrl)).known, false);
    const secret = await settled(result.clientSecret);
    assert.deepEqual([secret.known, secret.secret], [false, true]);
  });
});
