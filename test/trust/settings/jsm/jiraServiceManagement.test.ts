import assert from "node:assert/strict";
import { federatedFaults, federatedModel, type FederatedSettings } from "../../cognitoFixture.ts";
import { inShort } from "../../microsoftFixture.ts";
import type { Loose } from "../../settingsFixture.ts";

const at = "relyingParties.support";
const callback = "https://acme.atlassian.net/plugins/servlet/oauth/callback";
const portal = "https://acme.atlassian.net/servicedesk/customer/portals";

type Change = (support: Loose, settings: FederatedSettings) => unknown;

const faults = (change: Change) => federatedFaults((settings) => change(settings.relyingParties.support, settings));
const told = (change: Change) => inShort(faults(change));

function partyAfter(change: Change) {
  return federatedModel((settings) => change(settings.relyingParties.support, settings)).relyingParties["support"];
}

const model = {
  kind: "jira-service-management",
  issuer: "portal",
  client: "jsm",
  portalUrl: portal,
  callbackUrl: callback,
  logoutUrl: portal,
  scopes: ["openid", "profile", "email"],
  attributes: { email: "email", firstName: "given_name", lastName: "family_name" },
};

describe("the settings of Jira Service Management", () => {
  it("become a model", () => {
    assert.deepEqual(
      partyAfter(() => undefined),
      model,
    );
  });

  it("have the client's only URLs, and the guide's scopes and attributes, where nothing else is said", () => {
    const shortest = partyAfter((support) => {
      for (const key of ["callbackUrl", "logoutUrl", "scopes", "attributes"]) Reflect.deleteProperty(support, key);
    });
    assert.deepEqual(shortest, model);
  });

  it("keep the order of the scopes, which the plugin is told", () => {
    const party = partyAfter((support) => (support["scopes"] = ["email", "openid", "phone", "profile"]));
    assert.ok(party?.kind === "jira-service-management");
    assert.deepEqual(party.scopes, ["email", "openid", "phone", "profile"]);
  });

  it("name an interactive client of a user pool", () => {
    assert.deepEqual(
      told((support) => (support["issuer"] = "portl")),
      [`${at}.issuer: There is no issuer "portl".`],
    );
    assert.deepEqual(
      told((support) => (support["client"] = "jsn")),
      [`${at}.client: The issuer "portal" has no client "jsn".`],
    );
    assert.deepEqual(
      told((support) => (support["client"] = "batch")),
      [`${at}.client: Nobody signs in to this client.`],
    );
    const okta = { kind: "okta", audience: "https://api.acme.example", scopes: { "keys.read": {} } };
    assert.deepEqual(
      told((support, { issuers }) => {
        Object.assign(issuers, { okta });
        support["issuer"] = "okta";
      }),
      [`${at}.issuer: The plugin signs customers in with a user pool of Amazon Cognito.`],
    );
  });

  it("say which of several URLs is the plugin's", () => {
    const several: Change = (support, { issuers }) => {
      Object.assign(issuers.portal.clients.jsm, { callbackUrls: [callback, "https://b.example/cb"], logoutUrls: [] });
      for (const key of ["callbackUrl", "logoutUrl"]) Reflect.deleteProperty(support, key);
    };
    assert.deepEqual(faults(several), [
      {
        path: ["crosstrust:relyingParties", "support", "callbackUrl"],
        message: "The client has several callback URLs, and one of them is the plugin's.",
        expected: `one of "${callback}", "https://b.example/cb"`,
      },
      {
        path: ["crosstrust:relyingParties", "support", "logoutUrl"],
        message: "The client has no logout URL.",
        expected: "one in the client's logoutUrls",
      },
    ]);
  });

  it("name URLs of the client alone", () => {
    assert.deepEqual(
      told((support) => Object.assign(support, { callbackUrl: `${callback}/`, logoutUrl: "https://c.example/" })),
      [
        `${at}.callbackUrl: The client has no such callback URL.`,
        `${at}.logoutUrl: The client has no such logout URL.`,
      ],
    );
  });

  it("have https URLs that are not on localhost, whether they are named or the client's only ones", () => {
    assert.deepEqual(
      told((support) => Object.assign(support, { portalUrl: "http://acme.atlassian.net/" })),
      [`${at}.portalUrl: The URL is not an https URL.`],
    );
    assert.deepEqual(
      told((support, { issuers }) => {
        Reflect.deleteProperty(support, "callbackUrl");
        support["portalUrl"] = "https://localhost/portal";
        Object.assign(issuers.portal.clients.jsm, {
          callbackUrls: ["https://127.0.0.1/cb"],
          localhost: true,
        });
      }),
      [
        `${at}.callbackUrl: The URL is on localhost, and Jira is not.`,
        `${at}.portalUrl: The URL is on localhost, and Jira is not.`,
      ],
    );
  });

  it("ask for scopes that the client has, openid among them", () => {
    assert.deepEqual(
      told((support) => (support["scopes"] = ["profile", "email", "orders/read"])),
      [
        `${at}.scopes.2: The client does not have the scope "orders/read".`,
        `${at}.scopes: Without openid there is no ID token, and nothing that says who signed in.`,
      ],
    );
    assert.deepEqual(
      told((support, { issuers }) => {
        Reflect.deleteProperty(support, "scopes");
        issuers.portal.clients.jsm["scopes"] = ["openid", "email"];
      }),
      [`${at}.scopes: The client does not have the scope "profile".`],
    );
  });

  it("take attributes from claims that come with the scopes", () => {
    const attributes = {
      email: "email",
      firstName: "given_name",
      phone: "phone_number",
      address: "address",
      id: "sub",
      login: "cognito:username",
      tier: "custom:tier",
      company: "organisation",
    };
    assert.deepEqual(
      faults((support) => Object.assign(support, { attributes, scopes: ["openid", "email"] })).map(
        ({ path, message, expected }) => `${path.slice(3).join(".")}: ${message} (${expected?.slice(0, 40)})`,
      ),
      [
        'firstName: The claim "given_name" does not come with these scopes. (profile among the scopes)',
        'phone: The claim "phone_number" does not come with these scopes. (phone among the scopes)',
        'address: The claim "address" does not come with these scopes. (openid as the only scope that is about p)',
        "tier: The pool has no custom attributes. (a standard claim)",
        'company: Neither ID tokens nor userInfo have the claim "organisation". (one of "address", "birthdate", "cognito:)',
      ],
    );
  });

  it("take any attribute of a person where openid is the only scope", () => {
    const attributes = { email: "email", firstName: "given_name", address: "address" };
    assert.deepEqual(
      told((support) => Object.assign(support, { attributes, scopes: ["openid"] })),
      [],
    );
  });

  it("always take the email, by which Jira tells customers apart", () => {
    assert.deepEqual(
      told((support) => (support["attributes"] = { firstName: "given_name" })),
      [`${at}.attributes: Jira tells customers apart by their email address.`],
    );
  });

  it("are refused whole, with every fault", () => {
    const broken: Loose = { kind: "jira-service-management", issuer: 1, extra: true };
    assert.deepEqual(
      told((_, { relyingParties }) => (relyingParties.support = broken)),
      [
        `${at}.issuer: "issuer" must be a text, not a number.`,
        `${at}.client: "client" is missing.`,
        `${at}.portalUrl: "portalUrl" is missing.`,
        `${at}.extra: There is no setting "extra" here.`,
      ],
    );
  });
});
