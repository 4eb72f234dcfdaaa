import assert from "node:assert/strict";
import { CognitoIssuer } from "../../../components/cognito/CognitoIssuer.ts";
import { loadFederation } from "../../../components/cognito/loadFederation.ts";
import { federatedModel, poolOf, type FederatedSettings } from "../../trust/cognitoFixture.ts";
import { runProgram, tenants } from "../support/runProgram.ts";
import type { ProgramOptions } from "../support/runProgram.ts";
import { settled } from "../support/settled.ts";

const redirectUri = "https://acme-dev-portal.auth.eu-central-1.amazoncognito.com/oauth2/idpresponse";
/** The mock engine marks the whole of an input that holds a secret. */
const secretly = (value: object) => ({ "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", value });

type Change = (pool: FederatedSettings["issuers"]["portal"]) => unknown;

function declare(change: Change = () => undefined, options: ProgramOptions = {}) {
  const model = poolOf(federatedModel(({ issuers }) => change(issuers.portal)));
  return runProgram(async () => {
    const federation = await loadFederation(model.federation);
    return new CognitoIssuer("portal", { ...model, federation });
  }, options);
}

const providerType = "aws:cognito/identityProvider:IdentityProvider";
const common = { userPoolId: "UserPool(portal)", providerType: "OIDC" };
const details = {
  authorize_scopes: "openid email profile",
  attributes_request_method: "GET",
  attributes_url_add_attributes: "false",
};

describe("a user pool's federation", () => {
  it("declares each identity provider in the pool, fed with what the provider said, its secret a secret", async () => {
    const { ofType } = await declare();
    assert.deepEqual(
      ofType(providerType).map(({ name, inputs }) => [name, inputs]),
      [
        [
          "portal/company",
          {
            ...common,
            providerName: "company",
            providerDetails: secretly({
              ...details,
              client_id: "client-of-portal/company",
              client_secret: "secret-of-portal/company/1",
              oidc_issuer: `https://login.microsoftonline.com/${tenants.entra}/v2.0`,
            }),
            attributeMapping: {
              email: "email",
              family_name: "family_name",
              given_name: "given_name",
              username: "sub",
            },
          },
        ],
        [
          "portal/staff",
          {
            ...common,
            providerName: "staff",
            providerDetails: secretly({
              ...details,
              client_id: "client-of-portal/staff",
              client_secret: "secret-of-portal/staff",
              oidc_issuer: "https://acme-dev.okta.com",
            }),
            attributeMapping: { email: "email", email_verified: "email_verified", username: "sub" },
          },
        ],
      ],
    );
    for (const { secretOutputs, parent, name } of ofType(providerType)) {
      assert.deepEqual(secretOutputs, ["providerDetails"]);
      assert.equal(parent, `crosstrust:cognito:Federation ${name}`);
    }
  });

  it("registers the pool in the Entra tenant, for the code alone", async () => {
    const { ofType } = await declare();
    const [application, ...others] = ofType("azuread:index/application:Application");
    assert.deepEqual(others, []);
    assert.equal(application!.name, "portal/company");
    assert.equal(application!.parent, "crosstrust:entra:SignInApplication portal/company");
    assert.equal(application!.inputs["displayName"], "Customers portal");
    assert.deepEqual(application!.inputs["web"], {
      redirectUris: [redirectUri],
      implicitGrant: { idTokenIssuanceEnabled: false, accessTokenIssuanceEnabled: false },
    });
    assert.deepEqual(application!.inputs["optionalClaims"], {
      idTokens: [{ name: "email" }, { name: "family_name" }, { name: "given_name" }],
    });
    assert.deepEqual(
      ofType("azuread:index/applicationFederatedIdentityCredential:ApplicationFederatedIdentityCredential"),
      [],
    );
  });

  it("registers the pool in Okta", async () => {
    const { ofType } = await declare();
    const [app, ...others] = ofType("okta:app/oAuth:OAuth");
    assert.deepEqual(others, []);
    assert.deepEqual([app!.name, app!.inputs["redirectUris"]], ["portal/staff", [redirectUri]]);
    assert.equal(app!.parent, "crosstrust:okta:SignInApplication portal/staff");
  });

  it("is offered by the clients that say so, once it is there", async () => {
    const { ofType } = await declare();
    const clients = new Map(ofType("aws:cognito/userPoolClient:UserPoolClient").map((one) => [one.name, one]));
    const offered = (name: string) => clients.get(name)?.inputs["supportedIdentityProviders"];
    assert.deepEqual(offered("portal/jsm"), ["COGNITO", "company"]);
    assert.deepEqual(offered("portal/local"), ["COGNITO", "company", "staff"]);
    assert.equal(offered("portal/batch"), undefined);
    const waits = (name: string) => clients.get(name)!.dependsOn.filter((one) => /company|staff/.test(one));
    assert.deepEqual(waits("portal/jsm"), ["portal/company"]);
    assert.deepEqual(waits("portal/local").sort(), ["portal/company", "portal/staff"]);
    assert.deepEqual(waits("portal/batch"), []);
  });

  it("says what was declared, and no secret", async () => {
    const { result, ofType } = await declare();
    const { value, secret } = await settled(result.deployed);
    assert.ok(value.kind === "cognito");
    const end = ofType("azuread:index/applicationPassword:ApplicationPassword")[0]!.inputs["endDate"];
    assert.deepEqual(value.federation, {
      company: {
        issuer: `https://login.microsoftonline.com/${tenants.entra}/v2.0`,
        clientId: "client-of-portal/company",
        redirectUri,
        secretExpires: end,
      },
      staff: { issuer: "https://acme-dev.okta.com", clientId: "client-of-portal/staff", redirectUri },
    });
    assert.equal(secret, false);
    assert.doesNotMatch(JSON.stringify(value), /secret-of/);
  });

  it("declares nothing of a vendor that no identity provider is of", async () => {
    const { resources, calls } = await declare((pool) => {
      Reflect.deleteProperty(pool.federation, "company");
      Reflect.deleteProperty(pool.clients.jsm, "identityProviders");
    });
    assert.deepEqual(
      resources.filter(({ type }) => /^azuread:|:entra:/.test(type)),
      [],
    );
    assert.deepEqual(
      calls.filter(({ token }) => token.startsWith("azuread:")),
      [],
    );
  });

  it("can be previewed before anything is there", async () => {
    const { ofType } = await declare(undefined, { preview: true });
    assert.equal(ofType(providerType).length, 2);
    assert.equal(ofType("aws:cognito/userPoolClient:UserPoolClient").length, 4);
  });
});
