import assert from "node:assert/strict";
import { InputPropertiesError } from "@pulumi/pulumi";
import { CognitoIssuer } from "../../../components/cognito/CognitoIssuer.ts";
import { loadFederation } from "../../../components/cognito/loadFederation.ts";
import type { CognitoClientModel, CognitoIssuerModel } from "../../../trust/TrustModel.ts";
import { cognitoModel, poolOf, type LoosePool } from "../../trust/cognitoFixture.ts";
import { runProgram } from "../support/runProgram.ts";
import { settled } from "../support/settled.ts";

const issuer = "https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_portal";

function modelOf(change: (pool: LoosePool) => unknown = () => undefined): CognitoIssuerModel {
  return poolOf(cognitoModel(({ issuers }) => change(issuers.portal)));
}

function declare(change?: (pool: LoosePool) => unknown) {
  return runProgram(() => new CognitoIssuer("portal", { ...modelOf(change), federation: {} }));
}

const type = (name: string) => `aws:cognito/${name.charAt(0).toLowerCase()}${name.slice(1)}:${name}`;

describe("CognitoIssuer", () => {
  it("declares the pool with exactly these settings", async () => {
    const { ofType } = await declare();
    const [pool, ...others] = ofType(type("UserPool"));
    assert.deepEqual(others, []);
    assert.deepEqual(pool?.inputs, {
      name: "Customers",
      deletionProtection: "INACTIVE",
      userPoolTier: "ESSENTIALS",
      usernameAttributes: ["email"],
      usernameConfiguration: { caseSensitive: false },
      schemas: [
        {
          name: "email",
          attributeDataType: "String",
          required: true,
          mutable: true,
          stringAttributeConstraints: { minLength: "0", maxLength: "2048" },
        },
      ],
      autoVerifiedAttributes: ["email"],
      userAttributeUpdateSettings: { attributesRequireVerificationBeforeUpdates: ["email"] },
      adminCreateUserConfig: { allowAdminCreateUserOnly: true },
      passwordPolicy: {
        minimumLength: 14,
        temporaryPasswordValidityDays: 3,
        requireLowercase: true,
        requireUppercase: true,
        requireNumbers: true,
        requireSymbols: false,
      },
      mfaConfiguration: "OPTIONAL",
      softwareTokenMfaConfiguration: { enabled: true },
      accountRecoverySetting: { recoveryMechanisms: [{ name: "verified_email", priority: 1 }] },
    });
    assert.equal(pool.parent, "crosstrust:cognito:UserPool portal");
  });

  it("follows the other choices, and protects a pool from deletion where nothing else is said", async () => {
    const { ofType } = await declare((pool) => {
      Object.assign(pool, { signIn: ["username"], mfa: "off", recovery: "none", pages: "classic" });
      delete pool["deletionProtection"];
      delete pool["name"];
    });
    const { inputs } = ofType(type("UserPool"))[0]!;
    assert.equal(inputs["name"], "crosstrust-dev-portal");
    assert.equal(inputs["deletionProtection"], "ACTIVE");
    assert.equal(inputs["mfaConfiguration"], "OFF");
    assert.deepEqual(inputs["accountRecoverySetting"], { recoveryMechanisms: [{ name: "admin_only", priority: 1 }] });
    for (const absent of ["userPoolTier", "usernameAttributes", "softwareTokenMfaConfiguration"]) {
      assert.equal(inputs[absent], undefined, absent);
    }
    assert.equal(ofType(type("UserPoolDomain"))[0]?.inputs["managedLoginVersion"], 1);
    assert.deepEqual(ofType(type("ManagedLoginBranding")), []);
  });

  it("declares groups and resource servers with their scopes", async () => {
    const { ofType } = await declare();
    const userPoolId = "UserPool(portal)";
    assert.deepEqual(
      ofType(type("UserGroup")).map(({ name, inputs }) => [name, inputs]),
      [
        ["portal/agents", { userPoolId, name: "agents", description: "The help desk", precedence: 1 }],
        ["portal/customers", { userPoolId, name: "customers" }],
      ],
    );
    assert.deepEqual(
      ofType(type("ResourceServer")).map(({ name, inputs }) => [name, inputs]),
      [
        [
          "portal/orders",
          {
            userPoolId,
            identifier: "orders",
            name: "Orders",
            scopes: [
              { scopeName: "read", scopeDescription: "Read orders" },
              { scopeName: "write", scopeDescription: "write" },
            ],
          },
        ],
        [
          "portal/stock",
          {
            userPoolId,
            identifier: "https://stock.acme.example",
            name: "stock",
            scopes: [{ scopeName: "count", scopeDescription: "count" }],
          },
        ],
      ],
    );
  });

  it("declares a client that people sign in to with the code grant alone, and the style of its pages", async () => {
    const { ofType } = await declare();
    const [client] = ofType(type("UserPoolClient")).filter(({ name }) => name === "portal/jsm");
    assert.deepEqual(client?.inputs, {
      userPoolId: "UserPool(portal)",
      name: "Help desk",
      generateSecret: true,
      allowedOauthFlowsUserPoolClient: true,
      allowedOauthFlows: ["code"],
      allowedOauthScopes: ["email", "openid", "phone", "profile"],
      callbackUrls: ["https://acme.atlassian.net/plugins/servlet/oauth/callback"],
      logoutUrls: ["https://acme.atlassian.net/servicedesk/customer/portals"],
      supportedIdentityProviders: ["COGNITO"],
      explicitAuthFlows: ["ALLOW_REFRESH_TOKEN_AUTH", "ALLOW_USER_SRP_AUTH"],
      enableTokenRevocation: true,
      preventUserExistenceErrors: "ENABLED",
      accessTokenValidity: 30,
      idTokenValidity: 15,
      refreshTokenValidity: 7,
      tokenValidityUnits: { accessToken: "minutes", idToken: "minutes", refreshToken: "days" },
    });
    assert.deepEqual(client.secretOutputs, ["clientSecret"]);
    const [without] = ofType(type("UserPoolClient")).filter(({ name }) => name === "portal/local");
    assert.deepEqual(without?.inputs["logoutUrls"], []);
    assert.deepEqual(
      ofType(type("ManagedLoginBranding")).map(({ name, inputs }) => [name, inputs]),
      [
        [
          "portal/jsm",
          {
            userPoolId: "UserPool(portal)",
            clientId: "UserPoolClient(portal/jsm)",
            useCognitoProvidedValues: true,
          },
        ],
        [
          "portal/local",
          {
            userPoolId: "UserPool(portal)",
            clientId: "UserPoolClient(portal/local)",
            useCognitoProvidedValues: true,
          },
        ],
      ],
    );
  });

  it("declares a machine's client with client credentials alone, once its scopes are there", async () => {
    const { ofType } = await declare();
    const [client] = ofType(type("UserPoolClient")).filter(({ name }) => name === "portal/batch");
    assert.deepEqual(client?.inputs, {
      userPoolId: "UserPool(portal)",
      name: "Nightly batch",
      generateSecret: true,
      allowedOauthFlowsUserPoolClient: true,
      allowedOauthFlows: ["client_credentials"],
      allowedOauthScopes: ["orders/read", "orders/write"],
      explicitAuthFlows: ["ALLOW_REFRESH_TOKEN_AUTH"],
      enableTokenRevocation: true,
      preventUserExistenceErrors: "ENABLED",
      accessTokenValidity: 5,
      idTokenValidity: 60,
      refreshTokenValidity: 30,
      tokenValidityUnits: { accessToken: "minutes", idToken: "minutes", refreshToken: "days" },
    });
    assert.deepEqual(
      client.dependsOn.filter((name) => name !== "portal"),
      ["portal/orders"],
    );
  });

  it("hands on the pool's issuer, the domain's token endpoint, and as audiences the clients of APIs alone", async () => {
    const { result } = await declare();
    const clients = Object.fromEntries(
      ["batch", "counter", "jsm", "local"].map((name) => [name, { clientId: `UserPoolClient(portal/${name})` }]),
    );
    assert.deepEqual((await settled(result.deployed)).value, {
      kind: "cognito",
      issuer,
      audiences: ["batch", "counter", "local"].map((name) => `UserPoolClient(portal/${name})`),
      discoveryUrl: `${issuer}/.well-known/openid-configuration`,
      metadataUrl: `${issuer}/.well-known/openid-configuration`,
      tokenEndpoint: "https://acme-dev-portal.auth.eu-central-1.amazoncognito.com/oauth2/token",
      scopeClaim: "scope",
      userPoolId: "UserPool(portal)",
      domain: "acme-dev-portal.auth.eu-central-1.amazoncognito.com",
      clients,
      federation: {},
    });
    assert.equal((await settled(result.deployed)).secret, false);
    assert.equal((await settled(result.clientIdClaim)).value, "client_id");
    for (const client of Object.values(result.clients)) {
      assert.equal((await settled(client.clientSecret)).secret, true);
    }
  });

  it("takes a domain of one's own, and says what it has to be an alias of", async () => {
    const certificateArn = "arn:aws:acm:us-east-1:111122223333:certificate/a-1";
    const { ofType, result } = await declare(
      (pool) => (pool.domain = { custom: "login.acme.example", certificateArn }),
    );
    assert.deepEqual(ofType(type("UserPoolDomain"))[0]?.inputs, {
      userPoolId: "UserPool(portal)",
      domain: "login.acme.example",
      certificateArn,
      managedLoginVersion: 2,
    });
    const { value } = await settled(result.deployed);
    assert.ok(value.kind === "cognito");
    assert.deepEqual(
      [value.domain, value.domainTarget, value.tokenEndpoint],
      ["login.acme.example", "portal.cloudfront.net", "https://login.acme.example/oauth2/token"],
    );
  });

  it("names everything after itself, and is its parent", async () => {
    const { resources } = await declare();
    const families = new Map(resources.map(({ type: of, name, parent }) => [`${of} ${name}`, parent]));
    assert.equal(families.get("crosstrust:cognito:UserPool portal"), "crosstrust:cognito:Issuer portal");
    assert.equal(families.get("crosstrust:cognito:UserPoolDomain portal"), "crosstrust:cognito:Issuer portal");
    assert.equal(families.get("crosstrust:cognito:MachineClient portal/batch"), "crosstrust:cognito:Issuer portal");
    assert.equal(families.get("crosstrust:cognito:InteractiveClient portal/jsm"), "crosstrust:cognito:Issuer portal");
    assert.equal(
      families.get(`${type("UserPoolClient")} portal/jsm`),
      "crosstrust:cognito:InteractiveClient portal/jsm",
    );
    assert.ok(resources.every(({ name }) => name === "portal" || name.startsWith("portal/")));
    assert.equal(resources.filter(({ type: of }) => of.startsWith("aws:")).length, 12);
  });

  it("refuses clients whose scopes and identity providers nobody declared, all at once, and declares nothing", async () => {
    const { clients: people, ...args } = modelOf();
    const clients = {
      a: { kind: "machine" as const, scopes: ["orders/read", "orders/x", "openid"], tokens: { accessMinutes: 60 } },
      b: { kind: "machine" as const, scopes: [], tokens: { accessMinutes: 60 } },
      c: { ...interactive(people["jsm"]), identityProviders: ["cognito", "company"] },
      d: { ...interactive(people["jsm"]), identityProviders: [] },
    };
    const assignment = { kind: "everyone" as const };
    const federation = await loadFederation({
      staff: { kind: "okta", label: "Portal", assignment, attributes: { name: "name" } },
    });
    const { resources } = await runProgram(() => {
      assert.throws(
        () => new CognitoIssuer("portal", { ...args, clients, federation }),
        (error) => {
          assert.ok(error instanceof InputPropertiesError);
          const lines = error.message.split("\n").slice(1);
          assert.deepEqual(lines, [
            "  federation.staff.attributes: the pool needs everybody's email",
            "  clients.a.scopes[1]: it cannot have the scope orders/x",
            "  clients.a.scopes[2]: it cannot have the scope openid",
            "  clients.b.scopes: without a scope it gets no token",
            "  clients.c.identityProviders[1]: there is no identity provider company",
            "  clients.d.identityProviders: without one nobody can sign in",
          ]);
          return true;
        },
      );
    });
    assert.deepEqual(resources, []);
  });
});

function interactive(client: CognitoClientModel | undefined) {
  assert.ok(client?.kind === "interactive");
  return client;
}
