import assert from "node:assert/strict";
import { createHandoff, createIssuerHandoff } from "../../../scripts/lib/handoff/createHandoff.ts";
import type { HandoffSheet } from "../../../scripts/lib/handoff/HandoffSheet.ts";
import { renderMarkdown } from "../../../scripts/lib/handoff/renderMarkdown.ts";
import { renderText } from "../../../scripts/lib/handoff/renderText.ts";
import { CrosstrustError } from "../../../trust/CrosstrustError.ts";
import type { RelyingPartySecrets } from "../../../trust/DeployedTrust.ts";
import type { RawSettings } from "../../../trust/Settings.ts";
import { deploy } from "../verify/support/deployedTrust.ts";

const settings = {
  issuers: {
    "shop-eu": {
      kind: "b2c",
      tenantId: "b2c0a1d4-3e57-4c98-8f21-7d6e5c4b3a29",
      tenantName: "acmecustomers",
      policy: "B2C_1_SignIn",
      roles: { "orders.read": {} },
      clients: { shop: { roles: ["orders.read"] } },
    },
  },
  apis: {},
  relyingParties: {
    jumpcloud: {
      kind: "jumpcloud-federation",
      identityProvider: { name: "Entra OIDC" },
      group: "entra-people",
      domains: ["acme.example"],
      people: {
        alice: {
          userPrincipalName: "alice@acme.example",
          displayName: "Alice Archer",
          jumpcloud: "declared",
          routed: true,
        },
        bob: { userPrincipalName: "bob@acme.example", displayName: "Bob Baker", jumpcloud: "declared", routed: false },
      },
    },
  },
} satisfies RawSettings;

const trust = deploy(settings);
const secrets: RelyingPartySecrets = {
  jumpcloud: { clientSecret: "s3cr3t-of-jumpcloud", initialPasswords: { alice: "pw-of-alice", bob: "pw-of-bob" } },
};
const jumpcloud = (reveal: boolean, relyingPartySecrets = secrets): HandoffSheet =>
  createHandoff({ trust, clientSecrets: {}, relyingPartySecrets, stack: "dev", name: "jumpcloud", reveal }).sheet;
const everything = (sheet: HandoffSheet): string =>
  [JSON.stringify(sheet), renderMarkdown(sheet), ...renderText(sheet)].join("\n");

describe("createHandoff for JumpCloud", () => {
  it("has every step that remains a click, in the order in which they are done", () => {
    assert.deepEqual(
      jumpcloud(false).sections.map(({ title }) => title),
      [
        "Who can do this",
        "Look at the identity provider",
        "Create the routing policy",
        "Close the User Portal, where it is not wanted",
        "Give people their first password",
        "Provision people from Entra ID to JumpCloud, if they are not to be declared",
        "Change the secret before it ends",
      ],
    );
  });

  it("has the values to copy", () => {
    const fields = jumpcloud(false).sections.flatMap((section) => section.fields);
    assert.deepEqual(
      fields.map(({ label, value }) => `${label}: ${value}`),
      [
        "Identity Provider Name: Entra OIDC",
        "Entra IdP URL: https://login.microsoftonline.com/6c1e2f0a-8f5d-4b6e-9a57-2d3f4c5b6a70",
        "Client ID: client-of-jumpcloud",
        "Client Secret: ••••••••",
        "Redirect URI in Entra ID: https://login.jumpcloud.com/oauth/callback",
        "Policy Name: jumpcloud to Entra ID",
        "User Groups: entra-people",
        "User Authenticates with: Entra OIDC",
        "Password of alice@acme.example: ••••••••",
        "Password of bob@acme.example: ••••••••",
        "Ends: 2100-01-01T00:00:00Z",
        "Secret ID in Entra ID: key-1",
        "Generation in the config: 1",
      ],
    );
  });

  it("warns of what the API skips, and names who is routed", () => {
    const text = everything(jumpcloud(false));
    assert.match(text, /Federated Device Authentication/);
    assert.match(text, /Administrator with Billing/);
    assert.match(text, /Compare the group's members with the config: alice@acme\.example\. Whoever else/);
  });

  it("tells nothing of secrets and passwords until they are revealed", () => {
    const masked = everything(jumpcloud(false));
    const revealed = everything(jumpcloud(true));
    for (const secret of ["s3cr3t-of-jumpcloud", "pw-of-alice", "pw-of-bob"]) {
      assert.ok(!masked.includes(secret));
      assert.ok(revealed.includes(secret));
    }
    assert.match(revealed, /This sheet holds secrets/);
  });

  it("says what the outputs lack", () => {
    assert.throws(
      () => jumpcloud(false, {}),
      (error) => error instanceof CrosstrustError && error.code === "STACK_OUTPUTS_MISSING",
    );
  });
});

describe("createIssuerHandoff for Azure AD B2C", () => {
  const sheet = (): HandoffSheet => createIssuerHandoff(trust.model, "shop-eu", "dev")!.sheet;

  it("has the user flow, its issuer, and the variables of this directory, from the config alone", () => {
    const fields = sheet().sections.flatMap((section) => section.fields);
    assert.deepEqual(
      fields.map(({ label, value }) => `${label}: ${value}`),
      [
        "Directory: acmecustomers.onmicrosoft.com",
        "Directory (tenant) ID: b2c0a1d4-3e57-4c98-8f21-7d6e5c4b3a29",
        "Domain: acmecustomers.b2clogin.com",
        "User flow: B2C_1_SignIn",
        "Issuer (iss) claim: https://acmecustomers.b2clogin.com/tfp/b2c0a1d4-3e57-4c98-8f21-7d6e5c4b3a29/b2c_1_signin/v2.0/",
        "Token endpoint: https://acmecustomers.b2clogin.com/acmecustomers.onmicrosoft.com/b2c_1_signin/oauth2/v2.0/token",
        "Variable for its client ID: ARM_CLIENT_ID_SHOP_EU",
        "Variable for its secret: ARM_CLIENT_SECRET_SHOP_EU",
        "Microsoft Graph, application permission: Application.ReadWrite.All",
        "Microsoft Graph, application permission: AppRoleAssignment.ReadWrite.All",
      ],
    );
  });

  it("warns of other applications on the user flow, and of the end of sale", () => {
    const text = everything(sheet());
    assert.match(text, /Look first at the other applications that use this user flow/);
    assert.match(text, /no new customers since 1 May 2025/);
    assert.ok(!text.includes("undefined"));
  });

  it("is there for B2C issuers alone", () => {
    assert.equal(createIssuerHandoff(trust.model, "jumpcloud", "dev"), undefined);
    assert.equal(createIssuerHandoff(trust.model, "toString", "dev"), undefined);
  });

  it("is named among what there is", () => {
    const request = {
      trust,
      clientSecrets: {},
      relyingPartySecrets: secrets,
      stack: "dev",
      name: "jsm",
      reveal: false,
    };
    assert.throws(() => createHandoff(request), { code: "USAGE", expected: "jumpcloud or shop-eu" });
  });
});
