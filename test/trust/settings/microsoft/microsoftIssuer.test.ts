import assert from "node:assert/strict";
import type { Fault } from "../../../../trust/Settings.ts";
import type { Loose } from "../../settingsFixture.ts";
import { inShort, microsoftFaults, microsoftModel, type MicrosoftSettings } from "../../microsoftFixture.ts";

const workforce = ["crosstrust:issuers", "workforce"];
const customers = ["crosstrust:issuers", "customers"];
const nightly = [...workforce, "clients", "nightly-export"];
const secret = [...nightly, "secret"];
const github = [...workforce, "clients", "deploy", "federatedCredentials", "github"];

/** What the secret of one client is changed to; an end as a date takes the place of the days. */
const withSecret = (change: Loose) => (settings: MicrosoftSettings) => {
  const { validDays, ...rest } = settings.issuers.workforce.clients["nightly-export"]!["secret"] as Loose;
  settings.issuers.workforce.clients["nightly-export"]!["secret"] = {
    ...rest,
    ...("expires" in change ? {} : { validDays }),
    ...change,
  };
};

const withCredential = (change: Loose) => (settings: MicrosoftSettings) =>
  Object.assign(
    (settings.issuers.workforce.clients["deploy"]!["federatedCredentials"] as Loose)["github"] as Loose,
    change,
  );

const entra = (change: Loose) => (settings: MicrosoftSettings) => Object.assign(settings.issuers.workforce, change);
const b2c = (change: Loose) => (settings: MicrosoftSettings) => Object.assign(settings.issuers.customers, change);

const refused: readonly (readonly [
  name: string,
  change: (settings: MicrosoftSettings) => unknown,
  ...faults: Fault[],
])[] = [
  [
    "tokens of version 1",
    entra({ accessTokenVersion: 1 }),
    {
      path: [...workforce, "accessTokenVersion"],
      message:
        "Tokens of version 1 have the issuer https://sts.windows.net/{tenant id}/ and may carry another audience: the gateway would refuse them all.",
      found: 1,
      expected: "2, or nothing, which means 2",
    },
  ],
  [
    "a role that the client's API does not have",
    ({ issuers }) => (issuers.workforce.clients["approvals"]!["roles"] = ["Orders.Aprove"]),
    {
      path: [...workforce, "clients", "approvals", "roles", 0],
      message: 'There is no role "Orders.Aprove".',
      expected: 'Did you mean "Orders.Approve"?',
    },
  ],
  [
    "a client that does not say its roles",
    ({ issuers }) => (issuers.workforce.clients["approvals"] = {}),
    {
      path: [...workforce, "clients", "approvals", "roles"],
      message: '"roles" is missing.',
      expected: "the roles that the client is assigned, [] for none",
    },
  ],
  [
    "scopes in place of a client's roles",
    ({ issuers }) => (issuers.workforce.clients["approvals"] = { roles: [], scopes: ["Orders.Approve"] }),
    {
      path: [...workforce, "clients", "approvals", "scopes"],
      message: 'There is no setting "scopes" here.',
      expected: "one of label, roles, secret, federatedCredentials",
    },
  ],
  [
    "a role that differs from another in case alone",
    ({ issuers }) => (issuers.workforce.roles["orders.export"] = {}),
    {
      path: [...workforce, "roles", "orders.export"],
      message: 'The role "Orders.Export" differs from this one in case alone.',
      expected: "values that differ in more than upper and lower case",
    },
  ],
  [
    "a role with a space in it",
    ({ issuers }) => (issuers.workforce.roles["Orders Export"] = {}),
    {
      path: [...workforce, "roles", "Orders Export"],
      message: '"Orders Export" cannot be the value of a role.',
      expected: "1 to 120 letters, digits and ASCII signs, without spaces, double quotes and backslashes",
    },
  ],
  [
    "a role that begins with a dot",
    ({ issuers }) => (issuers.workforce.roles[".default"] = {}),
    {
      path: [...workforce, "roles", ".default"],
      message: 'The role ".default" begins with a dot.',
      expected: "a value that begins with another character",
    },
  ],
  [
    "the generation before that is the same",
    withSecret({ previousGeneration: "2026-11" }),
    {
      path: [...secret, "previousGeneration"],
      message: "The secret before has the same generation, and would be the same secret.",
      found: "2026-11",
      expected: "another generation, or none once consumers have changed over",
    },
  ],
  [
    "a generation that YAML took for a number",
    withSecret({ generation: 2026 }),
    {
      path: [...secret, "generation"],
      message: '"generation" must be a text, not a number.',
      found: 2026,
      expected: 'a text of letters, digits, dots, hyphens and underscores, at most 40, such as "2026-11"',
    },
  ],
  [
    "two ends of a secret",
    withSecret({ validDays: 180, expires: "2026-12-31" }),
    { path: secret, message: "The secret has two ends.", expected: "either validDays or expires" },
  ],
  [
    "a secret that never was valid",
    withSecret({ validDays: 0 }),
    {
      path: [...secret, "validDays"],
      message: '"validDays" is too small.',
      found: 0,
      expected: "a whole number of days from 1 to 730",
    },
  ],
  [
    "a secret that is valid for more than two years",
    withSecret({ validDays: 731 }),
    {
      path: [...secret, "validDays"],
      message: '"validDays" is too large.',
      found: 731,
      expected: "a whole number of days from 1 to 730",
    },
  ],
  [
    "a secret that has expired",
    withSecret({ expires: "2026-06-01" }),
    {
      path: [...secret, "expires"],
      message: "The secret has expired.",
      found: "2026-06-01",
      expected: "a day to come, and another generation: the end of a secret that is there cannot be moved",
    },
  ],
  [
    "an end more than 730 days from now",
    withSecret({ expires: "2028-05-31T12:00:01Z" }),
    {
      path: [...secret, "expires"],
      message: "The secret would be valid for more than two years.",
      found: "2028-05-31T12:00:01Z",
      expected: "at most 730 days from now",
    },
  ],
  ...["31.12.2026", "2027-02-29", "2026-12-31T00:00:00+01:00", "tomorrow"].map(
    (expires) =>
      [
        `an end that is no moment in UTC: ${expires}`,
        withSecret({ expires }),
        {
          path: [...secret, "expires"],
          message: "This is neither a date nor a moment in UTC.",
          found: expires,
          expected: "a date such as 2027-05-31, or a moment such as 2027-05-31T12:00:00Z",
        },
      ] as const,
  ),
  [
    "a federated credential whose issuer is not https",
    withCredential({ issuer: "http://token.actions.githubusercontent.com" }),
    {
      path: [...github, "issuer"],
      message: "The URL is not an https URL.",
      found: "http://token.actions.githubusercontent.com",
      expected: "the https URL of the issuer, exactly as its tokens say it in iss",
    },
  ],
  [
    "a subject with a wildcard",
    withCredential({ subject: "repo:acme/*" }),
    {
      path: [...github, "subject"],
      message: "Federated credentials know no wildcards, and no texts of more than 600 characters.",
      found: "repo:acme/*",
      expected: "the exact value that the token carries",
    },
  ],
  [
    "a name of a federated credential that Graph does not take",
    ({ issuers }) =>
      (issuers.workforce.clients["deploy"]!["federatedCredentials"] = {
        ci: { issuer: "https://ci.example.com", subject: "x" },
      }),
    {
      path: [...workforce, "clients", "deploy", "federatedCredentials", "ci"],
      message: '"ci" is too short a name.',
      expected: "3 characters or more",
    },
  ],
  [
    "a tenant id that is no GUID",
    b2c({ tenantId: "acmecustomers" }),
    {
      path: [...customers, "tenantId"],
      message: "This is not a GUID.",
      found: "acmecustomers",
      expected: "the tenant id of the B2C tenant, a GUID",
    },
  ],
  [
    "a whole domain as the tenant's name",
    b2c({ tenantName: "AcmeCustomers.onmicrosoft.com" }),
    {
      path: [...customers, "tenantName"],
      message: "This is not the name of a tenant.",
      found: "AcmeCustomers.onmicrosoft.com",
      expected: 'Did you mean "acmecustomers"?',
    },
  ],
  [
    "a policy without its prefix",
    b2c({ policy: "signin" }),
    {
      path: [...customers, "policy"],
      message: "This is not the name of a user flow or custom policy.",
      found: "signin",
      expected: "a user flow such as B2C_1_signin, or a custom policy such as B2C_1A_signin",
    },
  ],
  [
    "a URL in place of a domain",
    b2c({ domain: "https://login.acme.example/" }),
    {
      path: [...customers, "domain"],
      message: "This is not a host name in lower case.",
      found: "https://login.acme.example/",
      expected: 'Did you mean "login.acme.example"?',
    },
  ],
  [
    "the domain of another tenant",
    b2c({ domain: "acme.b2clogin.com" }),
    {
      path: [...customers, "domain"],
      message: "The domain is another tenant's.",
      found: "acme.b2clogin.com",
      expected: "acmecustomers.b2clogin.com, or a custom domain of the tenant",
    },
  ],
  [
    "Entra ID's host as the domain of B2C",
    b2c({ domain: "login.microsoftonline.com" }),
    {
      path: [...customers, "domain"],
      message: "Tokens of this host carry roles and no scp, unlike those of the policies' own endpoints.",
      found: "login.microsoftonline.com",
      expected: "{tenantName}.b2clogin.com, or a custom domain of the tenant",
    },
  ],
  [
    "an API of the same name in the same tenant",
    ({ issuers }) => (issuers["second"] = { kind: "entra", name: "Orders" }),
    {
      path: ["crosstrust:issuers", "second", "name"],
      message: 'The issuer "workforce" has the same name in Entra ID; nobody could tell them apart.',
      found: "Orders",
      expected: "a name of its own",
    },
  ],
  [
    "an identifier URI that another API of the tenant has",
    ({ issuers }) => (issuers["second"] = { kind: "entra", identifierUri: "api://orders" }),
    {
      path: ["crosstrust:issuers", "second", "identifierUri"],
      message: 'The issuer "workforce" has the same identifier URI, and Entra ID takes each once.',
      found: "api://orders",
      expected: "an identifier URI of its own",
    },
  ],
  [
    "two names of one tenant",
    ({ issuers }) => (issuers["second"] = { ...issuers.customers, tenantName: "acme", clients: {} }),
    {
      path: ["crosstrust:issuers", "second", "tenantName"],
      message: 'The issuer "customers" says another id or name of the same tenant.',
      found: "acme",
      expected: "one id and one name for each tenant",
    },
  ],
];

describe("the settings of an issuer of Microsoft's", () => {
  for (const [name, change, ...faults] of refused) {
    it(`are refused for ${name}`, () => assert.deepEqual(microsoftFaults(change), faults));
  }

  it("are refused for more federated credentials than an application takes, and for one twice", () => {
    const credentials = (count: number) =>
      Object.fromEntries(
        Array.from({ length: count }, (_, index) => [
          `ci-${index}`,
          { issuer: "https://ci.example.com", subject: `${index}` },
        ]),
      );
    const withCredentials = (federatedCredentials: Loose) => (settings: MicrosoftSettings) =>
      (settings.issuers.workforce.clients["deploy"]!["federatedCredentials"] = federatedCredentials);
    assert.deepEqual(microsoftFaults(withCredentials(credentials(20))), []);
    assert.deepEqual(inShort(microsoftFaults(withCredentials(credentials(21)))), [
      "issuers.workforce.clients.deploy.federatedCredentials: An application does not take so many federated credentials.",
    ]);
    const twice = { one: credentials(1)["ci-0"], two: credentials(1)["ci-0"] };
    assert.deepEqual(inShort(microsoftFaults(withCredentials(twice))), [
      'issuers.workforce.clients.deploy.federatedCredentials.two: "one" has the same issuer and subject, and Entra ID takes each pair once.',
    ]);
  });

  const identifiers: readonly (readonly [issuer: "workforce" | "customers", uri: string, fault?: RegExp])[] = [
    ["workforce", "api://orders"],
    ["workforce", "https://orders.acme.example/api"],
    ["workforce", "api://6c1e2f0a-8f5d-4b6e-9a57-2d3f4c5b6a70/orders"],
    ["workforce", "https://acme.onmicrosoft.com/orders"],
    ["workforce", "api://6c1e2f0a-8f5d-4b6e-9a57-2d3f4c5b6a70", /own client id/],
    ["workforce", "api://orders/", /not an identifier URI/],
    ["workforce", "orders", /not an identifier URI/],
    ["workforce", "http://orders.acme.example", /not an identifier URI/],
    ["workforce", "https://orders", /not a domain of the tenant/],
    ["workforce", "https://acme.example/orders?x=1", /not an identifier URI/],
    ["workforce", "https://*.acme.example", /not an identifier URI/],
    ["workforce", "https://user:secret@acme.example/orders", /not an identifier URI/],
    ["customers", "https://acmecustomers.onmicrosoft.com/orders"],
    ["customers", "https://acme.onmicrosoft.com/orders", /another tenant's/],
    ["customers", "api://b2c0a1d4-3e57-4c98-8f21-7d6e5c4b3a29/orders"],
    ["customers", "api://6c1e2f0a-8f5d-4b6e-9a57-2d3f4c5b6a70/orders", /not the issuer's tenant id/],
  ];
  for (const [issuer, uri, fault] of identifiers) {
    it(`${fault ? "refuse" : "take"} the identifier URI ${uri} at ${issuer}`, () => {
      const faults = microsoftFaults(({ issuers }) => (issuers[issuer]["identifierUri"] = uri));
      assert.equal(faults.length, fault ? 1 : 0, JSON.stringify(faults));
      if (fault) assert.match(faults[0]!.message, fault);
      assert.ok(!JSON.stringify(faults).includes("user:secret"));
    });
  }

  it("take every sign that Graph takes in the value of a role, up to 120 characters", () => {
    const value = "aZ09:!#$%&'()*+,-./;<=>?@[]^_`{|}~".padEnd(120, "x");
    const model = microsoftModel(({ issuers }) => (issuers.workforce.roles[value] = {}));
    const issuer = model.issuers["workforce"];
    assert.ok(issuer?.kind === "entra" && Object.hasOwn(issuer.roles, value));
    assert.equal(microsoftFaults(({ issuers }) => (issuers.workforce.roles[`${value}x`] = {})).length, 1);
  });

  it("say every fault at once", () => {
    const faults = microsoftFaults((settings) => {
      entra({ accessTokenVersion: 1, identifierUri: "orders", asignmentRequired: true })(settings);
      withSecret({ validDays: 0, previousGeneration: 1 })(settings);
      b2c({ tenantId: "x", policy: "y" })(settings);
    });
    assert.deepEqual(faults.map(({ path }) => path.slice(1).join(".")).sort(), [
      "customers.policy",
      "customers.tenantId",
      "workforce.accessTokenVersion",
      "workforce.asignmentRequired",
      "workforce.clients.nightly-export.secret.previousGeneration",
      "workforce.clients.nightly-export.secret.validDays",
      "workforce.identifierUri",
    ]);
  });
});
