import assert from "node:assert/strict";
import type { Fault } from "../../../trust/Settings.ts";
import { faultsAfter, modelOf, oktaIssuerOf, type LooseIssuer } from "../settingsFixture.ts";

const issuer = ["crosstrust:issuers", "okta"];
const clients = [...issuer, "clients"];
const reader = [...clients, "reader"];
const policies = [...issuer, "accessPolicies"];

type Row = readonly [name: string, change: (okta: LooseIssuer) => unknown, ...faults: Fault[]];

const rsa = { kty: "RSA", kid: "one", n: "n".repeat(342), e: "AQAB" };
const ec = { kty: "EC", kid: "two", crv: "P-256", x: "x".repeat(43), y: "y".repeat(43) };

const oneRule = { all: { priority: 1, scopes: "all" } };
const forAll = { priority: 1, clients: "all", rules: oneRule };
const keySettings = { scopes: ["keys.read"], authentication: "private_key_jwt" };
const priorities = "priorities 1, 2, 3 and so on, each once";
const audience = "the one audience of the authorization server's tokens, such as https://api.example.com";

const rows: readonly Row[] = [
  [
    "a missing audience",
    (okta) => delete okta["audience"],
    { path: [...issuer, "audience"], message: '"audience" is missing.', expected: audience },
  ],
  [
    "an empty audience",
    (okta) => (okta["audience"] = ""),
    { path: [...issuer, "audience"], message: '"audience" is empty.', found: "", expected: audience },
  ],
  [
    "an audience with whitespace around it",
    (okta) => (okta["audience"] = "https://api.example.com "),
    {
      path: [...issuer, "audience"],
      message: "There is whitespace around the text.",
      found: "https://api.example.com ",
      expected: audience,
    },
  ],
  [
    "a list of audiences, for Okta has one",
    (okta) => (okta["audience"] = ["https://api.example.com"]),
    { path: [...issuer, "audience"], message: '"audience" must be a text, not a list.', expected: audience },
  ],
  [
    "an encrypted value",
    (okta) => (okta["audience"] = { secure: "v1:abc" }),
    {
      path: [...issuer, "audience"],
      message: '"audience" is a secret value; the config of crosstrust holds none.',
      expected: audience,
    },
  ],
  [
    "an unknown kind, whose settings it does not judge",
    (okta) => Object.assign(okta, { kind: "otka", tenant: "x" }),
    {
      path: [...issuer, "kind"],
      message: '"kind" is not a value that can stand here.',
      found: "otka",
      expected: 'Did you mean "okta"?',
    },
  ],
  [
    "a missing kind",
    (okta) => delete okta["kind"],
    {
      path: [...issuer, "kind"],
      message: '"kind" is missing.',
      expected: "one of okta, entra, b2c, cognito, jumpcloud",
    },
  ],
  [
    "no scope",
    (okta) => Object.assign(okta, { scopes: {}, clients: {} }),
    {
      path: [...issuer, "scopes"],
      message: "There is no scope: Okta grants no token without one.",
      expected: "scopes by name, such as keys.read: { description: List keys }",
    },
    {
      path: ["crosstrust:apis", "inventory", "routes", "GET /keys", "scopes", 0],
      message: 'The issuer "okta" has no scope "keys.read".',
      expected: "none is declared",
    },
    {
      path: ["crosstrust:relyingParties", "key-insight", "client"],
      message: 'The issuer "okta" has no client "reader".',
      expected: "none is declared",
    },
  ],
  [
    "a scope's default that is a text",
    (okta) => (okta.scopes["keys.read"]["default"] = "true"),
    {
      path: [...issuer, "scopes", "keys.read", "default"],
      message: '"default" must be true or false, not a text.',
      found: "true",
      expected: "true or false",
    },
  ],
  [
    "an unknown setting of a scope",
    (okta) => (okta.scopes["keys.read"]["descripton"] = "List keys"),
    {
      path: [...issuer, "scopes", "keys.read", "descripton"],
      message: 'There is no setting "descripton" here.',
      expected: 'Did you mean "description"?',
    },
  ],
  [
    "a client without scopes",
    (okta) => delete okta.clients.reader["scopes"],
    {
      path: [...reader, "scopes"],
      message: '"scopes" is missing.',
      expected: "what the client asks for, at least one scope",
    },
  ],
  [
    "a client with an empty list of scopes",
    (okta) => (okta.clients.reader["scopes"] = []),
    {
      path: [...reader, "scopes"],
      message: '"scopes" is empty.',
      expected: "what the client asks for, at least one scope",
    },
  ],
  [
    "a client's scope that stands twice",
    (okta) => (okta.clients.reader["scopes"] = ["keys.read", "keys.read"]),
    {
      path: [...reader, "scopes", 1],
      message: 'The scope "keys.read" is listed twice.',
      found: "keys.read",
      expected: "each of them once",
    },
  ],
  [
    "a client's scope that the issuer does not define",
    (okta) => (okta.clients.reader["scopes"] = ["keys.reed"]),
    {
      path: [...reader, "scopes", 0],
      message: 'There is no scope "keys.reed".',
      expected: 'Did you mean "keys.read"?',
    },
  ],
  [
    "a name that resources could not have",
    (okta) => (okta.clients["key insight"] = { scopes: ["keys.read"] }),
    {
      path: [...clients, "key insight"],
      message: '"key insight" cannot be a name.',
      expected: "a letter, then letters, digits, hyphens and underscores, at most 40 in all",
    },
  ],
  [
    "an unknown authentication",
    (okta) => (okta.clients.reader["authentication"] = "client_secret_jwt"),
    {
      path: [...reader, "authentication"],
      message: '"authentication" is not a value that can stand here.',
      found: "client_secret_jwt",
      expected: 'Did you mean "client_secret_post"?',
    },
  ],
  [
    "private_key_jwt without keys",
    (okta) => (okta.clients["signer"] = keySettings),
    {
      path: [...clients, "signer"],
      message: "private_key_jwt needs the client's public keys, and none are given.",
      expected: "either jwks or jwksUri",
    },
  ],
  [
    "private_key_jwt with keys in two places",
    (okta) => (okta.clients["signer"] = { ...keySettings, jwks: [rsa], jwksUri: "https://client.example.com/jwks" }),
    {
      path: [...clients, "signer"],
      message: "private_key_jwt needs the client's public keys, and two places are given.",
      expected: "either jwks or jwksUri",
    },
  ],
  [
    "keys of a client that has a secret",
    (okta) => (okta.clients.reader["jwks"] = [rsa]),
    {
      path: reader,
      message: "Public keys are given, but the client authenticates with client_secret_basic.",
      expected: "authentication: private_key_jwt, or no keys",
    },
  ],
  [
    "two keys with the same id",
    (okta) => (okta.clients["signer"] = { ...keySettings, jwks: [rsa, { ...ec, kid: "one" }] }),
    {
      path: [...clients, "signer", "jwks", 1, "kid"],
      message: "Another key of this client has the same id.",
      expected: "an id of its own",
    },
  ],
  [
    "a lifetime beside declared policies, where it would say nothing",
    (okta) => Object.assign(okta, { accessTokenMinutes: 30, accessPolicies: { everyone: forAll } }),
    {
      path: [...issuer, "accessTokenMinutes"],
      message: "The lifetime is for derived policies, and here the policies are declared.",
      expected: "accessTokenMinutes in the rules",
    },
  ],
  [
    "a lifetime that Okta does not take",
    (okta) => (okta["accessTokenMinutes"] = 4),
    {
      path: [...issuer, "accessTokenMinutes"],
      message: '"accessTokenMinutes" is too small.',
      found: 4,
      expected: "a whole number of minutes from 5 to 1440",
    },
  ],
  [
    "a lifetime that is a fraction",
    (okta) => (okta["accessTokenMinutes"] = 7.5),
    {
      path: [...issuer, "accessTokenMinutes"],
      message: '"accessTokenMinutes" must be a whole number, not a fraction.',
      found: 7.5,
      expected: "a whole number of minutes from 5 to 1440",
    },
  ],
  [
    "an empty set of policies",
    (okta) => (okta["accessPolicies"] = {}),
    {
      path: policies,
      message: "There is no access policy, so no client gets a token.",
      expected: "access policies by name; leave them out to derive one for each client",
    },
  ],
  [
    "a policy that does not say for whom it is",
    (okta) => (okta["accessPolicies"] = { everyone: { priority: 1, rules: oneRule } }),
    {
      path: [...policies, "everyone", "clients"],
      message: '"clients" is missing.',
      expected: "all, or a list of clients with at least one in it",
    },
  ],
  [
    "a policy for a client that is not declared",
    (okta) =>
      (okta["accessPolicies"] = { some: { ...forAll, clients: ["reader", "admn"] }, all: { ...forAll, priority: 2 } }),
    {
      path: [...policies, "some", "clients", 1],
      message: 'There is no client "admn".',
      expected: 'Did you mean "admin"?',
    },
  ],
  [
    "a word in place of a policy's clients",
    (okta) => (okta["accessPolicies"] = { everyone: { ...forAll, clients: "everyone" } }),
    {
      path: [...policies, "everyone", "clients"],
      message: 'This is neither "all" nor a list of clients.',
      found: "everyone",
      expected: "all, or a list of clients with at least one in it",
    },
  ],
  [
    "a policy for nobody",
    (okta) => (okta["accessPolicies"] = { everyone: forAll, nobody: { priority: 2, clients: [], rules: oneRule } }),
    {
      path: [...policies, "nobody", "clients"],
      message: '"clients" is empty.',
      expected: "all, or a list of clients with at least one in it",
    },
  ],
  [
    "a policy without rules",
    (okta) => (okta["accessPolicies"] = { everyone: forAll, empty: { priority: 2, clients: "all", rules: {} } }),
    {
      path: [...policies, "empty", "rules"],
      message: "There is no rule, so the policy grants nothing.",
      expected: "rules by name",
    },
  ],
  [
    "a rule for a scope that is not defined",
    (okta) =>
      (okta["accessPolicies"] = {
        everyone: { ...forAll, rules: { ...oneRule, write: { priority: 2, scopes: ["keys.wirte"] } } },
      }),
    {
      path: [...policies, "everyone", "rules", "write", "scopes", 0],
      message: 'There is no scope "keys.wirte".',
      expected: 'Did you mean "keys.write"?',
    },
  ],
  [
    "two policies of the same priority",
    (okta) => (okta["accessPolicies"] = { one: forAll, two: { ...forAll, clients: ["admin"] } }),
    {
      path: [...policies, "two", "priority"],
      message: '"one" has the same priority.',
      found: 1,
      expected: priorities,
    },
  ],
  [
    "a gap between the priorities of rules, which Okta would close",
    (okta) =>
      (okta["accessPolicies"] = {
        everyone: { ...forAll, rules: { ...oneRule, read: { priority: 3, scopes: ["keys.read"] } } },
      }),
    {
      path: [...policies, "everyone", "rules", "read", "priority"],
      message: "There is a gap below this priority.",
      found: 3,
      expected: priorities,
    },
  ],
  [
    "a client that no policy grants what it asks for",
    (okta) =>
      (okta["accessPolicies"] = { readers: { ...forAll, rules: { read: { priority: 1, scopes: ["keys.read"] } } } }),
    {
      path: [...clients, "admin", "scopes", 0],
      message: "No access policy grants keys.write to this client.",
      found: "keys.write",
      expected: "a rule that covers the scope, in a policy for this client",
    },
  ],
  [
    "a client that no policy names",
    (okta) => (okta["accessPolicies"] = { admins: { ...forAll, clients: ["admin"] } }),
    {
      path: [...reader, "scopes", 0],
      message: "No access policy grants keys.read to this client.",
      found: "keys.read",
      expected: "a rule that covers the scope, in a policy for this client",
    },
  ],
  [
    "a client that asks for nothing that exists, once",
    (okta) => {
      okta.clients["stranger"] = { scopes: ["keys.list"] };
      okta["accessPolicies"] = { some: { ...forAll, clients: ["reader", "admin"] } };
    },
    {
      path: [...clients, "stranger", "scopes", 0],
      message: 'There is no scope "keys.list".',
      expected: 'one of "keys.read", "keys.write"',
    },
  ],
  [
    "a client whose scopes no single rule grants together",
    (okta) =>
      (okta["accessPolicies"] = {
        everyone: {
          ...forAll,
          rules: { read: { priority: 1, scopes: ["keys.read"] }, write: { priority: 2, scopes: ["keys.write"] } },
        },
      }),
    {
      path: [...clients, "admin", "scopes"],
      message: "No single rule grants keys.write, keys.read together, and Okta answers a request by one rule.",
      expected: "one rule that covers all scopes of the client",
    },
  ],
];

describe("the settings of an Okta issuer", () => {
  for (const [name, change, ...expected] of rows) {
    it(`are refused for ${name}`, () => {
      assert.deepEqual(
        faultsAfter(({ issuers }) => change(issuers.okta)),
        expected,
      );
    });
  }

  for (const name of ["openid", "profile", "email", "address", "phone", "offline_access", "device_sso"]) {
    it(`are refused for the OpenID Connect scope ${name}`, () => {
      assert.deepEqual(
        faultsAfter(({ issuers }) => (issuers.okta.scopes[name] = {})),
        [
          {
            path: [...issuer, "scopes", name],
            message: `"${name}" is an OpenID Connect scope, which Okta refuses for the client credentials grant.`,
            expected: "a scope of your own, such as keys.read",
          },
        ],
      );
    });
  }

  for (const name of ["okta.users.read", "okta:x", "okta", "*"]) {
    it(`are refused for the reserved scope ${name}`, () => {
      assert.deepEqual(
        faultsAfter(({ issuers }) => (issuers.okta.scopes[name] = {})),
        [
          {
            path: [...issuer, "scopes", name],
            message: `Okta reserves the scope name "${name}".`,
            expected: "a name that does not begin with okta",
          },
        ],
      );
    });
  }

  for (const name of ["keys read", 'keys"read', "keys\\read", "schlüssel", "", "k".repeat(65)]) {
    it(`are refused for the scope name ${JSON.stringify(name)}`, () => {
      assert.deepEqual(
        faultsAfter(({ issuers }) => (issuers.okta.scopes[name] = {})),
        [
          {
            path: [...issuer, "scopes", name],
            message: `${JSON.stringify(name)} cannot be the name of a scope.`,
            expected: "1 to 64 printable ASCII characters without spaces, double quotes and backslashes",
          },
        ],
      );
    });
  }

  it("are refused for a scope name that would not come through the stack's outputs", () => {
    assert.deepEqual(
      faultsAfter(({ issuers }) =>
        Object.defineProperty(issuers.okta.scopes, "__proto__", { value: {}, enumerable: true }),
      ),
      [
        {
          path: [...issuer, "scopes", "__proto__"],
          message: '"__proto__" cannot be the name of a scope.',
          expected: "another name: JavaScript keeps this one for itself",
        },
      ],
    );
  });

  for (const name of ["car:drive", "https://api.example.com/read", "oktane", "k".repeat(64), "~!#[]"]) {
    it(`take the scope name ${name}`, () => {
      const model = modelOf(({ issuers }) => (issuers.okta.scopes[name] = {}));
      assert.ok(Object.keys(oktaIssuerOf(model).scopes).includes(name));
    });
  }

  it("are refused for two issuers with the same name in Okta", () => {
    assert.deepEqual(
      faultsAfter(({ issuers }) => {
        issuers.okta["name"] = "Inventory";
        issuers["other"] = {
          kind: "okta",
          name: "Inventory",
          audience: "https://other.example.com",
          scopes: { x: {} },
        };
      }),
      [
        {
          path: ["crosstrust:issuers", "other", "name"],
          message: 'The issuer "okta" has the same name in Okta; nobody could tell them apart.',
          found: "Inventory",
          expected: "a name of its own",
        },
      ],
    );
  });

  it("take public keys, RSA and EC, or the place where they are", () => {
    const model = modelOf(({ issuers }) => {
      issuers.okta.clients["inline"] = { ...keySettings, jwks: [{ ...rsa, use: "sig", alg: "RS256" }, ec] };
      issuers.okta.clients["remote"] = { ...keySettings, jwksUri: "https://client.example.com/jwks" };
    });
    assert.deepEqual(oktaIssuerOf(model).clients["inline"]?.jwks, [{ ...rsa, use: "sig", alg: "RS256" }, ec]);
    assert.equal(oktaIssuerOf(model).clients["remote"]?.jwksUri, "https://client.example.com/jwks");
  });
});

describe("what may be a secret", () => {
  const secrets = [
    "-----BEGIN PRIVATE KEY-----\nabc ",
    "eyJhbGciOiJSUzI1NiJ9.e30.c2ln ",
    "https://u:hunter2@example.com ",
  ];
  for (const secret of secrets) {
    it(`is not repeated: ${JSON.stringify(secret.slice(0, 14))}…`, () => {
      const faults = faultsAfter(({ issuers }) => (issuers.okta["audience"] = secret));
      assert.deepEqual(faults, [
        { path: [...issuer, "audience"], message: "There is whitespace around the text.", expected: audience },
      ]);
    });
  }
});

describe("a client's key in the settings", () => {
  const keyPath = [...clients, "signer", "jwks", 0];
  const secret = "c2VjcmV0LWtleS1tYXRlcmlhbA";
  const privateKey = "This is a private key, which must never stand in a config: consider it leaked.";
  const publicOnly = "the public key only: kty, kid and, for RSA, n and e; a new pair of keys for this client";

  const keys: readonly (readonly [string, unknown, ...Fault[]])[] = [
    [
      "with a private RSA member",
      { ...rsa, d: secret },
      { path: [...keyPath, "d"], message: privateKey, expected: publicOnly },
    ],
    [
      "with all private RSA members",
      { ...rsa, d: secret, p: secret, q: secret },
      ...["d", "p", "q"].map((member) => ({ path: [...keyPath, member], message: privateKey, expected: publicOnly })),
    ],
    [
      "with a private EC member",
      { ...ec, d: secret },
      { path: [...keyPath, "d"], message: privateKey, expected: publicOnly },
    ],
    [
      "that is symmetric",
      { kty: "oct", kid: "k", k: secret },
      { path: [...keyPath, "k"], message: privateKey, expected: publicOnly },
    ],
    [
      "of an unknown type",
      { kty: "OKP", kid: "k", x: secret },
      { path: [...keyPath, "kty"], message: '"kty" is not a value that can stand here.', expected: "one of RSA, EC" },
    ],
    [
      "without an id",
      { kty: "RSA", n: rsa.n, e: rsa.e },
      {
        path: [...keyPath, "kid"],
        message: '"kid" is missing.',
        expected: "the key's id, which the client names in its assertions",
      },
    ],
    [
      "that is too short",
      { ...rsa, n: secret },
      {
        path: [...keyPath, "n"],
        message: "The RSA key is shorter than 2048 bits.",
        expected: "a key of 2048 bits or more (RFC 7518, section 3.3)",
      },
    ],
    [
      "with a member that means nothing",
      { ...rsa, secret },
      {
        path: [...keyPath, "secret"],
        message: 'There is no setting "secret" here.',
        expected: "one of kty, n, e, kid, use, alg",
      },
    ],
    [
      "in PEM",
      `-----BEGIN PRIVATE KEY-----${secret}`,
      { path: keyPath, message: '"jwks[0]" must be a mapping, not a text.', expected: "a public JSON Web Key" },
    ],
  ];
  for (const [name, key, ...expected] of keys) {
    it(`is refused ${name}, and not repeated`, () => {
      const faults = faultsAfter(({ issuers }) => (issuers.okta.clients["signer"] = { ...keySettings, jwks: [key] }));
      assert.deepEqual(faults, expected);
      assert.ok(!JSON.stringify(faults).includes(secret));
    });
  }

  const urls: readonly (readonly [string, string, string, boolean])[] = [
    ["not a URL", "client.example.com/jwks", "This is not a URL.", true],
    ["http", "http://client.example.com/jwks", "The URL is not an https URL.", true],
    [
      "with a password",
      "https://u:hunter2@client.example.com/",
      "The URL holds credentials, which would be stored in the clear.",
      false,
    ],
    ["with a fragment", "https://client.example.com/jwks#x", "The URL has a fragment, which is never sent.", true],
  ];
  for (const [name, url, message, echoed] of urls) {
    it(`is refused at a place that is ${name}`, () => {
      assert.deepEqual(
        faultsAfter(({ issuers }) => (issuers.okta.clients["signer"] = { ...keySettings, jwksUri: url })),
        [
          {
            path: [...clients, "signer", "jwksUri"],
            message,
            ...(echoed && { found: url }),
            expected: "the https URL of the client's public keys",
          },
        ],
      );
    });
  }
});
