import assert from "node:assert/strict";
import type { CognitoIdentityProvider } from "@aws-sdk/client-cognito-identity-provider";
import { awsClouds, start } from "../../support/AwsCloud.ts";
import { refused } from "../../support/refused.ts";
import { idpOf, makeClient, makePool } from "./support/idp.ts";

const invalid = "InvalidParameterException";
const issuer = "https://acme-dev.okta.com/oauth2/aus1";
const discovery = JSON.stringify({
  authorization_endpoint: `${issuer}/v1/authorize`,
  token_endpoint: `${issuer}/v1/token`,
  userinfo_endpoint: `${issuer}/v1/userinfo`,
  jwks_uri: `${issuer}/v1/keys`,
});

describe("identity providers", () => {
  const clouds = awsClouds();
  let idp: CognitoIdentityProvider;
  let UserPoolId: string;
  let asked: string[];

  beforeEach(async () => {
    asked = [];
    const cloud = clouds({
      hosts: ({ url }) => {
        asked.push(url.href);
        return url.href.startsWith(issuer) ? { status: 200, body: discovery } : undefined;
      },
    });
    idp = idpOf(cloud);
    UserPoolId = await makePool(idp);
  });

  const details = {
    client_id: "0oa1",
    client_secret: "secret",
    authorize_scopes: "openid email",
    attributes_request_method: "GET",
    oidc_issuer: issuer,
  };
  const create = (ProviderDetails: Record<string, string> = details, ProviderName = "Okta") =>
    idp.createIdentityProvider({ UserPoolId, ProviderName, ProviderType: "OIDC", ProviderDetails });

  it("creates an OpenID Connect provider whose issuer answers, and clients can name it", async () => {
    const { IdentityProvider } = await idp.createIdentityProvider({
      UserPoolId,
      ProviderName: "Okta",
      ProviderType: "OIDC",
      ProviderDetails: details,
      AttributeMapping: { email: "email" },
      IdpIdentifiers: ["acme.example"],
    });
    const expected = {
      UserPoolId,
      ProviderName: "Okta",
      ProviderType: "OIDC",
      ProviderDetails: { ...details, attributes_url_add_attributes: "false" },
      AttributeMapping: { email: "email", username: "sub" },
      IdpIdentifiers: ["acme.example"],
      LastModifiedDate: start,
      CreationDate: start,
    };
    assert.deepEqual(IdentityProvider, expected);
    assert.deepEqual(asked, [`${issuer}/.well-known/openid-configuration`]);
    assert.deepEqual(
      (await idp.describeIdentityProvider({ UserPoolId, ProviderName: "Okta" })).IdentityProvider,
      expected,
    );
    const byIdentifier = await idp.getIdentityProviderByIdentifier({ UserPoolId, IdpIdentifier: "acme.example" });
    assert.equal(byIdentifier.IdentityProvider?.ProviderName, "Okta");
    const client = await makeClient(idp, UserPoolId, { SupportedIdentityProviders: ["COGNITO", "Okta"] });
    assert.deepEqual(client.SupportedIdentityProviders, ["COGNITO", "Okta"]);
    assert.deepEqual((await idp.listIdentityProviders({ UserPoolId })).Providers, [
      { ProviderName: "Okta", ProviderType: "OIDC", LastModifiedDate: start, CreationDate: start },
    ]);
    await idp.deleteIdentityProvider({ UserPoolId, ProviderName: "Okta" });
    assert.deepEqual((await idp.listIdentityProviders({ UserPoolId })).Providers, []);
  });

  it("changes what an update names", async () => {
    await create();
    await idp.updateIdentityProvider({ UserPoolId, ProviderName: "Okta", AttributeMapping: { name: "nickname" } });
    const { IdentityProvider } = await idp.describeIdentityProvider({ UserPoolId, ProviderName: "Okta" });
    assert.deepEqual(IdentityProvider?.AttributeMapping, { name: "nickname", username: "sub" });
    assert.equal(IdentityProvider.ProviderDetails?.["client_secret"], "secret");
  });

  it("asks nobody where all endpoints are named", async () => {
    await create({
      ...details,
      oidc_issuer: "https://elsewhere.example",
      authorize_url: "https://elsewhere.example/authorize",
      token_url: "https://elsewhere.example/token",
      attributes_url: "https://elsewhere.example/userinfo",
      jwks_uri: "https://elsewhere.example/keys",
    });
    assert.deepEqual(asked, []);
  });

  it("refuses what it could not sign anybody in with", async () => {
    await refused(
      create({ ...details, oidc_issuer: "https://elsewhere.example" }),
      invalid,
      400,
      "Unable to contact well-known endpoint",
    );
    await refused(create({ ...details, client_id: "" }), invalid, 400, "Missing provider detail: client_id");
    await refused(create({ ...details, colour: "red" }), invalid, 400, "Invalid provider detail: colour");
    await refused(
      create({ ...details, oidc_issuer: "http://acme-dev.okta.com" }),
      invalid,
      400,
      "oidc_issuer must be an https URL",
    );
    await refused(create(details, "_Okta"), invalid, 400, /at 'providerName' failed to satisfy constraint/);
    await refused(
      idp.createIdentityProvider({ UserPoolId, ProviderName: "Corp", ProviderType: "SAML", ProviderDetails: {} }),
      invalid,
      400,
      "The sandbox does not support identity providers of type SAML",
    );
    await create();
    await refused(create(), "DuplicateProviderException", 400, "A provider with the name Okta already exists.");
    assert.equal((await idp.listIdentityProviders({ UserPoolId })).Providers?.length, 1);
  });
});
