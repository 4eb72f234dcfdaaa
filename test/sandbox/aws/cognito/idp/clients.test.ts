import assert from "node:assert/strict";
import type {
  CognitoIdentityProvider,
  CreateUserPoolClientCommandInput,
} from "@aws-sdk/client-cognito-identity-provider";
import { type AwsCloud, awsClouds, start } from "../../support/AwsCloud.ts";
import { refused } from "../../support/refused.ts";
import { idpOf, makeClient, makePool } from "./support/idp.ts";

const invalid = "InvalidParameterException";
const badFlow = "InvalidOAuthFlowException";
type Settings = Partial<CreateUserPoolClientCommandInput>;

describe("app clients", () => {
  const clouds = awsClouds();
  let cloud: AwsCloud;
  let idp: CognitoIdentityProvider;
  let UserPoolId: string;

  beforeEach(async () => {
    cloud = clouds();
    idp = idpOf(cloud);
    UserPoolId = await makePool(idp, { Schema: [{ Name: "tier", AttributeDataType: "String" }] });
    await idp.createResourceServer({
      UserPoolId,
      Identifier: "keys",
      Name: "Keys",
      Scopes: [{ ScopeName: "read", ScopeDescription: "read keys" }],
    });
  });

  const interactive: Settings = {
    GenerateSecret: true,
    AllowedOAuthFlowsUserPoolClient: true,
    AllowedOAuthFlows: ["code"],
    AllowedOAuthScopes: ["openid", "email", "phone", "profile"],
    CallbackURLs: ["https://plugin.example/callback", "http://localhost:3000/cb", "portal://signed-in"],
    LogoutURLs: ["https://plugin.example/"],
    SupportedIdentityProviders: ["COGNITO"],
    ExplicitAuthFlows: ["ALLOW_USER_SRP_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"],
    AccessTokenValidity: 30,
    TokenValidityUnits: { AccessToken: "minutes" },
    PreventUserExistenceErrors: "ENABLED",
    ReadAttributes: ["email", "custom:tier"],
    WriteAttributes: ["email"],
  };

  it("creates a public client with AWS's defaults", async () => {
    const client = await makeClient(idp, UserPoolId);
    assert.match(client.ClientId ?? "", /^[a-z0-9]{26}$/);
    assert.deepEqual(client, {
      UserPoolId,
      ClientName: "portal",
      ClientId: client.ClientId,
      CreationDate: start,
      LastModifiedDate: start,
      RefreshTokenValidity: 30,
      TokenValidityUnits: {},
      AllowedOAuthFlowsUserPoolClient: false,
      EnableTokenRevocation: true,
      EnablePropagateAdditionalUserContextData: false,
      AuthSessionValidity: 3,
    });
  });

  it("creates a confidential client, and resets what an update does not name", async () => {
    const made = await makeClient(idp, UserPoolId, interactive);
    assert.match(made.ClientSecret ?? "", /^[a-z0-9]{52}$/);
    const { ClientId } = made;
    assert.deepEqual((await idp.describeUserPoolClient({ UserPoolId, ClientId })).UserPoolClient, made);
    const { UserPoolClient: updated } = await idp.updateUserPoolClient({
      UserPoolId,
      ClientId,
      RefreshTokenValidity: 1,
    });
    assert.deepEqual(updated, {
      ...(await makeClient(idp, UserPoolId)),
      ClientId,
      ClientSecret: made.ClientSecret,
      RefreshTokenValidity: 1,
    });
    await idp.deleteUserPoolClient({ UserPoolId, ClientId });
    await refused(
      idp.describeUserPoolClient({ UserPoolId, ClientId }),
      "ResourceNotFoundException",
      400,
      `User pool client ${ClientId} does not exist.`,
    );
  });

  it("takes a secret of the caller's own", async () => {
    const ClientSecret = "a".repeat(24);
    assert.equal((await makeClient(idp, UserPoolId, { ClientSecret })).ClientSecret, ClientSecret);
    await refused(
      makeClient(idp, UserPoolId, { ClientSecret, GenerateSecret: true }),
      invalid,
      400,
      "You cannot specify both GenerateSecret as true and provide a ClientSecret value.",
    );
    await refused(
      makeClient(idp, UserPoolId, { ClientSecret: "short" }),
      invalid,
      400,
      "1 validation error detected: Value at 'clientSecret' failed to satisfy constraint: Member must have length " +
        "greater than or equal to 24",
    );
  });

  it("creates a machine client with scopes of a resource server", async () => {
    const machine: Settings = {
      GenerateSecret: true,
      AllowedOAuthFlowsUserPoolClient: true,
      AllowedOAuthFlows: ["client_credentials"],
      AllowedOAuthScopes: ["keys/read"],
    };
    assert.deepEqual((await makeClient(idp, UserPoolId, machine)).AllowedOAuthScopes, ["keys/read"]);
  });

  const machine: Settings = {
    GenerateSecret: true,
    AllowedOAuthFlows: ["client_credentials"],
    AllowedOAuthScopes: ["keys/read"],
  };
  const refusals: readonly (readonly [string, Settings, string, string | RegExp])[] = [
    [
      "OAuth without flows and scopes",
      { AllowedOAuthFlowsUserPoolClient: true },
      invalid,
      "AllowedOAuthFlows and AllowedOAuthScopes are required if user pool client is allowed to use OAuth flows.",
    ],
    [
      "client_credentials beside code",
      { ...machine, AllowedOAuthFlows: ["client_credentials", "code"], CallbackURLs: ["https://a.example"] },
      badFlow,
      "client_credentials flow can not be selected along with code flow or implicit flow.",
    ],
    [
      "client_credentials without a secret",
      { ...machine, GenerateSecret: false },
      badFlow,
      "client_credentials flow can not be selected if client does not have a client secret.",
    ],
    [
      "client_credentials with a scope about people",
      { ...machine, AllowedOAuthScopes: ["openid"] },
      badFlow,
      "openid is not supported with client_credentials flow",
    ],
    [
      "code without a callback URL",
      { ...interactive, CallbackURLs: [] },
      badFlow,
      "CallbackUrls can not be empty when code flow or implicit flow is selected",
    ],
    [
      "a scope without its resource server",
      { ...machine, AllowedOAuthScopes: ["keys/read", "keys/burn"] },
      "ScopeDoesNotExistException",
      "Invalid scope requested: keys/burn",
    ],
    [
      "http elsewhere than on this machine",
      { ...interactive, CallbackURLs: ["http://plugin.example/cb"] },
      invalid,
      "http://plugin.example/cb cannot use the HTTP protocol.",
    ],
    [
      "a logout URL with http",
      { ...interactive, LogoutURLs: ["http://localhost.evil.example"] },
      invalid,
      "http://localhost.evil.example cannot use the HTTP protocol.",
    ],
    [
      "a fragment",
      { ...interactive, CallbackURLs: ["https://plugin.example/#cb"] },
      invalid,
      "https://plugin.example/#cb contains a fragment.",
    ],
    ["a relative URL", { ...interactive, CallbackURLs: ["/cb"] }, invalid, "/cb is not a valid URL."],
    [
      "a script for a URL",
      { ...interactive, LogoutURLs: ["javascript:alert(1)"] },
      invalid,
      "javascript:alert(1) is not a valid URL.",
    ],
    [
      "a default that is no callback URL",
      { ...interactive, DefaultRedirectURI: "https://other.example" },
      invalid,
      "DefaultRedirectURI must be one of the CallbackURLs",
    ],
    [
      "an identity provider that there is not",
      { SupportedIdentityProviders: ["COGNITO", "Entra"] },
      invalid,
      /^The provider Entra does not exist for User Pool eu-central-1_[A-Za-z0-9]+\.$/,
    ],
    [
      "an attribute that there is not",
      { ReadAttributes: ["custom:team"] },
      invalid,
      "Invalid read attributes specified while creating a client",
    ],
    [
      "writing what Cognito sets",
      { WriteAttributes: ["email_verified"] },
      invalid,
      "Invalid write attributes specified while creating a client",
    ],
    [
      "an access token of four minutes",
      { AccessTokenValidity: 4, TokenValidityUnits: { AccessToken: "minutes" } },
      invalid,
      "Invalid range for token validity.",
    ],
    [
      "an ID token of two days",
      { IdTokenValidity: 2, TokenValidityUnits: { IdToken: "days" } },
      invalid,
      "Invalid range for token validity.",
    ],
    [
      "a refresh token of half an hour",
      { TokenValidityUnits: { RefreshToken: "minutes" } },
      invalid,
      "Invalid range for token validity.",
    ],
    [
      "flows of old and new names together",
      { ExplicitAuthFlows: ["ADMIN_NO_SRP_AUTH", "ALLOW_USER_SRP_AUTH"] },
      invalid,
      "ExplicitAuthFlows must not mix values with and without the prefix ALLOW_",
    ],
    [
      "rotation beside the refresh flow",
      { ExplicitAuthFlows: ["ALLOW_REFRESH_TOKEN_AUTH"], RefreshTokenRotation: { Feature: "ENABLED" } },
      invalid,
      "ALLOW_REFRESH_TOKEN_AUTH cannot be used with refresh token rotation",
    ],
    [
      "a flow of another name",
      { AllowedOAuthFlows: ["token" as "code"] },
      invalid,
      "1 validation error detected: Value '[token]' at 'allowedOAuthFlows' failed to satisfy constraint: Member must " +
        "satisfy constraint: [Member must satisfy enum value set: [code, implicit, client_credentials]]",
    ],
  ];
  for (const [what, settings, code, message] of refusals) {
    it(`refuses ${what}`, async () => {
      await refused(makeClient(idp, UserPoolId, settings), code, 400, message);
      assert.deepEqual((await idp.listUserPoolClients({ UserPoolId })).UserPoolClients, []);
    });
  }

  it("holds updates to the same rules", async () => {
    const { ClientId } = await makeClient(idp, UserPoolId);
    await refused(
      idp.updateUserPoolClient({ UserPoolId, ClientId, ReadAttributes: ["nothing"] }),
      invalid,
      400,
      "Invalid read attributes specified while updating a client",
    );
    await refused(
      idp.updateUserPoolClient({ UserPoolId, ClientId: "constructor" }),
      "ResourceNotFoundException",
      400,
      "User pool client constructor does not exist.",
    );
  });

  it("lists clients without their settings", async () => {
    const ids = [];
    for (const ClientName of ["a", "b"]) ids.push((await makeClient(idp, UserPoolId, { ClientName })).ClientId);
    const first = await idp.listUserPoolClients({ UserPoolId, MaxResults: 1 });
    const second = await idp.listUserPoolClients({ UserPoolId, MaxResults: 1, NextToken: first.NextToken });
    assert.deepEqual(
      [first.UserPoolClients, second.UserPoolClients],
      [[{ ClientId: ids[0], UserPoolId, ClientName: "a" }], [{ ClientId: ids[1], UserPoolId, ClientName: "b" }]],
    );
  });

  it("keeps two secrets at most and one at least, and lists no values", async () => {
    const { ClientId, ClientSecret } = await makeClient(idp, UserPoolId, { GenerateSecret: true });
    const own = "My0wnSecretOfTwentyFour+";
    const listSecrets = async () => (await idp.listUserPoolClientSecrets({ UserPoolId, ClientId })).ClientSecrets!;
    const added = await idp.addUserPoolClientSecret({ UserPoolId, ClientId, ClientSecret: own });
    assert.equal(added.ClientSecretDescriptor?.ClientSecretValue, undefined);
    const listed = await listSecrets();
    assert.deepEqual(
      listed.map((secret) => Object.keys(secret).sort()),
      [
        ["ClientSecretCreateDate", "ClientSecretId"],
        ["ClientSecretCreateDate", "ClientSecretId"],
      ],
    );
    await refused(
      idp.addUserPoolClientSecret({ UserPoolId, ClientId }),
      "LimitExceededException",
      400,
      "Maximum number of client secrets exceeded",
    );
    await idp.deleteUserPoolClientSecret({ UserPoolId, ClientId, ClientSecretId: listed[0]!.ClientSecretId });
    const generated = await idp.addUserPoolClientSecret({ UserPoolId, ClientId });
    assert.match(generated.ClientSecretDescriptor?.ClientSecretValue ?? "", /^[a-z0-9]{52}$/);
    for (const { ClientSecretId } of (await listSecrets()).slice(1)) {
      await idp.deleteUserPoolClientSecret({ UserPoolId, ClientId, ClientSecretId });
    }
    await refused(
      idp.deleteUserPoolClientSecret({
        UserPoolId,
        ClientId,
        ClientSecretId: (await listSecrets())[0]?.ClientSecretId,
      }),
      invalid,
      400,
      "The last client secret of an app client cannot be deleted.",
    );
    const { UserPoolClient } = await idp.describeUserPoolClient({ UserPoolId, ClientId });
    assert.equal(UserPoolClient?.ClientSecret, own);
    assert.notEqual(ClientSecret, own);
  });

  it("adds no secret to a public client", async () => {
    const { ClientId } = await makeClient(idp, UserPoolId);
    await refused(
      idp.addUserPoolClientSecret({ UserPoolId, ClientId }),
      invalid,
      400,
      "The app client does not have a client secret.",
    );
  });
});
