import assert from "node:assert/strict";
import { accessMatrix } from "../../../../trust/accessMatrix.ts";
import { describePath } from "../../../../trust/describeFaults.ts";
import { accessGrantsFaults, accessGrantsModel, type AccessGrantsSettings } from "../../accessGrantsFixture.ts";

type Row = readonly [
  what: string,
  change: (settings: AccessGrantsSettings) => unknown,
  path: string,
  said: RegExp,
  expected: RegExp,
];

const at = "crosstrust:issuers.jumpcloud";
const client = ({ issuers }: AccessGrantsSettings) => issuers.jumpcloud.clients["s3-access-grants"];
const app = `${at}.clients.s3-access-grants`;
const federation = {
  kind: "jumpcloud-federation",
  group: "entra-people",
  domains: ["acme.example"],
  people: { dee: { userPrincipalName: "dora@acme.example", displayName: "Dee", jumpcloud: "declared" } },
};

const rows: readonly Row[] = [
  [
    "a redirect URI over http",
    (s) => (client(s)["redirectUris"] = ["http://portal.acme.example/authorize"]),
    `${app}.redirectUris[0]`,
    /neither https nor http:\/\/localhost/,
    /http:\/\/localhost:5000/,
  ],
  [
    "a redirect URI on a loopback address",
    (s) => (client(s)["redirectUris"] = ["http://127.0.0.1:5000/authorize"]),
    `${app}.redirectUris[0]`,
    /neither https nor http:\/\/localhost/,
    /localhost/,
  ],
  [
    "a redirect URI with a fragment",
    (s) => (client(s)["redirectUris"] = ["https://portal.acme.example/#authorize"]),
    `${app}.redirectUris[0]`,
    /no fragment/,
    /without #/,
  ],
  ["no redirect URI", (s) => (client(s)["redirectUris"] = []), `${app}.redirectUris`, /empty/, /1 to 20/],
  ["no login URL", (s) => delete client(s)["loginUrl"], `${app}.loginUrl`, /missing/, /localhost:5000\/login/],
  [
    "a login URL over http",
    (s) => (client(s)["loginUrl"] = "http://a.example"),
    `${app}.loginUrl`,
    /neither https/,
    /https/,
  ],
  ["an id of another form", (s) => (client(s)["applicationId"] = "s3"), `${app}.applicationId`, /not the id/, /24/],
  [
    "an application that is adopted and made",
    (s) => Object.assign(client(s), { applicationId: "64b000000000000000000001", create: true }),
    `${app}.create`,
    /there already/,
    /applicationId to adopt it, or create: true/,
  ],
  [
    "an unknown group of a client",
    (s) => (client(s)["groups"] = ["s3"]),
    `${app}.groups[0]`,
    /no group "s3"/,
    /one of/,
  ],
  ["a label that is too long", (s) => (client(s)["label"] = "x".repeat(101)), `${app}.label`, /too long/, /100/],
  [
    "two clients of one application",
    ({ issuers }) =>
      (issuers.jumpcloud.clients["again"] = {
        ...issuers.jumpcloud.clients["s3-access-grants"],
        label: "s3-access-grants",
      }),
    `${at}.clients.again.label`,
    /"s3-access-grants" is the same application/,
    /label of its own/,
  ],
  [
    "two people with one email",
    ({ issuers }) => (issuers.jumpcloud.people.fay["email"] = "DORA@acme.example"),
    `${at}.people.fay.email`,
    /"dora" has the same email/,
    /email of their own/,
  ],
  [
    "an email that is none",
    ({ issuers }) => (issuers.jumpcloud.people.fay["email"] = "fay"),
    `${at}.people.fay.email`,
    /not an email/,
    /acme\.example/,
  ],
  [
    "a name of somebody who is there already",
    ({ issuers }) => (issuers.jumpcloud.people.fay["surname"] = "Fox"),
    `${at}.people.fay.surname`,
    /found by its email/,
    /account: declared/,
  ],
  [
    "a second organisation",
    ({ issuers }) => ((issuers as Record<string, unknown>)["other"] = { kind: "jumpcloud" }),
    "crosstrust:issuers.other",
    /"jumpcloud" is JumpCloud already/,
    /one issuer/,
  ],
  [
    "somebody whom a federation declares as well",
    ({ relyingParties }) => (relyingParties["entra"] = federation),
    `${at}.people.dora.email`,
    /"entra" makes the account of "dee" with the same email/,
    /existing in both/,
  ],
  [
    "a group that a federation makes as well",
    ({ relyingParties }) => (relyingParties["entra"] = { ...federation, group: "writers" }),
    `${at}.groups.writers`,
    /"entra" makes a group of the same name/,
    /of its own/,
  ],
  [
    "a route that trusts it",
    (s) => (s["apis"] = { a: { routes: { "GET /": { issuer: "jumpcloud", scopes: [], lambda: "f" } } } }),
    'crosstrust:apis.a.routes["GET /"].issuer',
    /No route can trust JumpCloud/,
    /okta, entra, b2c or cognito/,
  ],
  [
    "a route of a Lambda authorizer that trusts it",
    (s) =>
      (s["apis"] = {
        a: { routes: { "GET /": { authorizer: "lambda", issuers: { jumpcloud: { scopes: [] } }, lambda: "f" } } },
      }),
    'crosstrust:apis.a.routes["GET /"].issuers.jumpcloud',
    /No route can trust JumpCloud/,
    /ID tokens are not for APIs/,
  ],
];

describe("the settings of an issuer of kind jumpcloud", () => {
  for (const [what, change, path, said, expected] of rows) {
    it(`are refused for ${what}`, () => {
      const faults = accessGrantsFaults(change);
      const found = faults.find((fault) => describePath(fault.path) === path && said.test(fault.message));
      assert.ok(found, JSON.stringify(faults, null, 1));
      assert.match(found.expected ?? "", expected);
    });
  }

  it("take somebody whom a federation finds there too, where neither makes the account", () => {
    const people = { dee: { userPrincipalName: "erik@acme.example", displayName: "Dee", jumpcloud: "existing" } };
    assert.deepEqual(
      accessGrantsFaults(({ relyingParties }) => (relyingParties["entra"] = { ...federation, people })),
      [],
    );
  });

  it("come to a model: emails in lower case, the name of the client as its label, a username of declared people", () => {
    const { clients, people } = accessGrantsModel().issuers.jumpcloud;
    assert.deepEqual(clients, {
      "s3-access-grants": {
        label: "s3-access-grants",
        create: false,
        redirectUris: ["http://localhost:5000/authorize"],
        loginUrl: "http://localhost:5000/login",
        groups: ["s3-access-grants"],
      },
    });
    assert.deepEqual(people["dora"], {
      email: "dora@acme.example",
      account: "declared",
      username: "dora",
      givenName: "Dora",
      surname: "Dean",
      groups: ["s3-access-grants"],
    });
    assert.deepEqual(people["erik"], {
      email: "erik@acme.example",
      account: "existing",
      groups: ["s3-access-grants", "writers"],
    });
  });

  it("put no client into the access matrix: none of them calls a route", () => {
    const model = accessGrantsModel((settings) => {
      (settings.issuers as Record<string, unknown>)["okta"] = {
        kind: "okta",
        audience: "https://a.example",
        scopes: { s: {} },
        clients: { c: { scopes: ["s"] } },
      };
      settings["apis"] = { a: { routes: { "GET /": { issuer: "okta", scopes: ["s"], lambda: "f" } } } };
    });
    assert.deepEqual(
      accessMatrix(model).map(({ client: caller }) => caller),
      [{ kind: "client", issuer: "okta", name: "c" }],
    );
  });
});
