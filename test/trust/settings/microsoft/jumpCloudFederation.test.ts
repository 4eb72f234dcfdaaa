import assert from "node:assert/strict";
import type { Fault } from "../../../../trust/Settings.ts";
import { inShort, microsoftFaults, microsoftModel, type MicrosoftSettings } from "../../microsoftFixture.ts";
import type { Loose } from "../../settingsFixture.ts";

const party = ["crosstrust:relyingParties", "jumpcloud"];
const application = [...party, "application"];
const alice = [...party, "people", "alice"];

const withApplication = (change: Loose) => (settings: MicrosoftSettings) =>
  Object.assign(settings.relyingParties.jumpcloud.application, change);
const withParty = (change: Loose) => (settings: MicrosoftSettings) =>
  Object.assign(settings.relyingParties.jumpcloud, change);
const withAlice = (change: Loose) => (settings: MicrosoftSettings) =>
  Object.assign(settings.relyingParties.jumpcloud.people["alice"]!, change);

const refused: readonly (readonly [
  name: string,
  change: (settings: MicrosoftSettings) => unknown,
  ...faults: Fault[],
])[] = [
  [
    "a claim that does not exist",
    withApplication({ optionalClaims: ["email", "given_nmae"] }),
    {
      path: [...application, "optionalClaims", 1],
      message: 'There is no optional claim "given_nmae" for ID tokens.',
      found: "given_nmae",
      expected: 'Did you mean "given_name"?',
    },
  ],
  [
    "a claim that only access tokens have",
    withApplication({ optionalClaims: ["idtyp"] }),
    {
      path: [...application, "optionalClaims", 0],
      message: "The claim idtyp is for access tokens only.",
      found: "idtyp",
      expected: "a list without it",
    },
  ],
  [
    "a claim that needs another one",
    withApplication({ optionalClaims: ["xms_edov"] }),
    {
      path: [...application, "optionalClaims", 0],
      message: "The claim xms_edov comes only with the claim email.",
      found: "xms_edov",
      expected: "email in the list too",
    },
  ],
  [
    "a claim twice",
    withApplication({ optionalClaims: ["upn", "email", "upn"] }),
    {
      path: [...application, "optionalClaims", 2],
      message: 'The claim "upn" is listed twice.',
      found: "upn",
      expected: "each of them once",
    },
  ],
  [
    "a word other than all",
    withApplication({ optionalClaims: "every" }),
    {
      path: [...application, "optionalClaims"],
      message: 'This is neither "all" nor a list of claims.',
      found: "every",
      expected: "all, or a list of claims for ID tokens",
    },
  ],
  [
    "an owner that is no object id",
    withApplication({ owners: ["alice@acme.example"] }),
    {
      path: [...application, "owners", 0],
      message: "This is not an object id.",
      found: "alice@acme.example",
      expected: "the object id of a user or service principal, a GUID",
    },
  ],
  [
    "a secret that has expired",
    withApplication({ secret: { expires: "2025-05-31" } }),
    {
      path: [...application, "secret", "expires"],
      message: "The secret has expired.",
      found: "2025-05-31",
      expected: "a day to come, and another generation: the end of a secret that is there cannot be moved",
    },
  ],
  [
    "a domain that no user principal name can end in",
    withParty({ domains: ["acme.example", "https://acme.example"] }),
    {
      path: [...party, "domains", 1],
      message: "This is not a domain that user principal names can end in.",
      found: "https://acme.example",
      expected: "a domain name of at most 48 characters, such as acme.example",
    },
  ],
  [
    "a user principal name outside the domains",
    withAlice({ userPrincipalName: "alice@acme.exmaple" }),
    {
      path: [...alice, "userPrincipalName"],
      message: '"acme.exmaple" is none of the tenant\'s domains.',
      found: "alice@acme.exmaple",
      expected: "a name that ends in @acme.example",
    },
  ],
  [
    "the same user principal name in another case",
    ({ relyingParties }) => (relyingParties.jumpcloud.people["bob"]!["userPrincipalName"] = "Alice@ACME.example"),
    {
      path: [...party, "people", "bob", "userPrincipalName"],
      message: '"alice" has the same user principal name; case makes no difference.',
      found: "Alice@ACME.example",
      expected: "a name of its own",
    },
  ],
  [
    "two people who would have the same username in JumpCloud",
    ({ relyingParties: { jumpcloud } }) => {
      jumpcloud["domains"] = ["acme.example", "acme.test"];
      jumpcloud.people["bob"]!["userPrincipalName"] = "Alice@acme.test";
    },
    {
      path: [...party, "people", "bob", "mailNickname"],
      message: '"alice" has the same mail nickname, which is the username in JumpCloud and unique there.',
      found: "Alice",
      expected: "a mailNickname of its own",
    },
  ],
  [
    "a routed person without an account",
    withAlice({ jumpcloud: "none" }),
    {
      path: [...alice, "routed"],
      message: "The person has no account in JumpCloud that could be in the routed group.",
      found: true,
      expected: "jumpcloud: declared, or existing",
    },
  ],
  [
    "a mail nickname with an at sign",
    withAlice({ mailNickname: "alice@acme" }),
    {
      path: [...alice, "mailNickname"],
      message: 'Entra ID takes no mail nickname "alice@acme".',
      found: "alice@acme",
      expected: 'at most 64 printable ASCII characters, without spaces and @ ( ) \\ [ ] " ; : < > ,',
    },
  ],
  [
    "a person without a name",
    ({ relyingParties }) => delete relyingParties.jumpcloud.people["alice"]!["displayName"],
    {
      path: [...alice, "displayName"],
      message: '"displayName" is missing.',
      expected: "a text of at most 256 characters",
    },
  ],
  [
    "a second federation",
    ({ relyingParties }) =>
      (relyingParties["second"] = { kind: "jumpcloud-federation", group: "others", domains: ["acme.example"] }),
    {
      path: ["crosstrust:relyingParties", "second"],
      message: '"jumpcloud" is one already, and a JumpCloud organisation has one identity provider at most.',
      expected: "one of the two",
    },
  ],
  [
    "Key Insight with a client of Entra ID",
    ({ relyingParties }) =>
      (relyingParties["key-insight"] = { kind: "fortanix-key-insight", issuer: "workforce", client: "approvals" }),
    {
      path: ["crosstrust:relyingParties", "key-insight", "issuer"],
      message: "Key Insight is onboarded with the client of an Okta authorization server.",
      found: "workforce",
      expected: "the name of an issuer of kind okta",
    },
  ],
];

describe("the settings of a JumpCloud federation", () => {
  for (const [name, change, ...faults] of refused) {
    it(`are refused for ${name}`, () => assert.deepEqual(microsoftFaults(change), faults));
  }

  const uris: readonly (readonly [fault: RegExp | undefined, ...uris: string[]])[] = [
    [
      undefined,
      "https://login.jumpcloud.com/oauth/callback",
      "http://localhost:8080/callback",
      "https://a.example/?x=1",
    ],
    [undefined, "http://localhost/one", "http://localhost/two"],
    [/neither https nor http:\/\/localhost/, "http://login.jumpcloud.com/oauth/callback"],
    [/neither https nor http:\/\/localhost/, "http://127.0.0.1/callback"],
    [/neither https nor http:\/\/localhost/, "http://localhost.evil.example/"],
    [/neither https nor http:\/\/localhost/, "urn:ietf:wg:oauth:2.0:oob"],
    [/not a URL/, "login.jumpcloud.com/oauth/callback"],
    [/not a URL/, " https://a.example/"],
    [/IPv6/, "https://[::1]/callback"],
    [/wildcard/, "https://*.acme.example/callback"],
    [/fragment/, "https://a.example/callback#"],
    [/credentials/, "https://user:secret@a.example/callback"],
    [/cannot have/, "https://a.example/call(back"],
    [/no path/, "https://a.example"],
    [/too long/, `https://a.example/${"x".repeat(240)}`],
    [/listed twice/, "https://a.example/", "https://a.example/"],
    [/port of localhost/, "http://localhost:1/callback", "http://localhost:2/callback"],
  ];
  for (const [fault, ...redirectUris] of uris) {
    it(`${fault ? "refuse" : "take"} the redirect URIs ${redirectUris.map((uri) => uri.slice(0, 60)).join(", ")}`, () => {
      const faults = microsoftFaults(withApplication({ redirectUris }));
      assert.equal(faults.length, fault ? 1 : 0, JSON.stringify(faults));
      if (fault) assert.match(faults[0]!.message, fault);
      assert.ok(!JSON.stringify(faults).includes("user:secret"));
    });
  }

  it("are refused without any redirect URI", () => {
    assert.deepEqual(inShort(microsoftFaults(withApplication({ redirectUris: [] }))), [
      'relyingParties.jumpcloud.application.redirectUris: "redirectUris" is empty.',
    ]);
  });

  const principals: readonly (readonly [name: string, fault?: RegExp])[] = [
    ["o'neil.a-b_c!#^~1@acme.example"],
    ["Alice@ACME.example"],
    [`${"a".repeat(64)}@acme.example`],
    [`${"a".repeat(65)}@acme.example`, /takes no user principal name/],
    ["alice", /takes no user principal name/],
    ["@acme.example", /takes no user principal name/],
    ["a@b@acme.example", /takes no user principal name/],
    ["alïce@acme.example", /takes no user principal name/],
    ["alice+test@acme.example", /takes no user principal name/],
    ["alice.@acme.example", /takes no user principal name/],
    [".alice@acme.example", /takes no user principal name/],
    ["al..ice@acme.example", /takes no user principal name/],
    ["alice@sub.acme.example", /none of the tenant's domains/],
  ];
  for (const [userPrincipalName, fault] of principals) {
    it(`${fault ? "refuse" : "take"} the user principal name ${userPrincipalName.slice(0, 40)}`, () => {
      const faults = microsoftFaults(withAlice({ userPrincipalName }));
      assert.equal(faults.length, fault ? 1 : 0, JSON.stringify(faults));
      if (fault) assert.match(faults[0]!.message, fault);
    });
  }

  it("take the same mail nickname twice where JumpCloud has one of the accounts already, or none", () => {
    for (const jumpcloud of ["existing", "none"]) {
      const { relyingParties } = microsoftModel(({ relyingParties: { jumpcloud: federation } }) => {
        federation["domains"] = ["acme.example", "acme.test"];
        Object.assign(federation.people["bob"]!, { userPrincipalName: "alice@acme.test", jumpcloud });
      });
      assert.ok(relyingParties["jumpcloud"]);
    }
  });

  it("derive the mail nickname from what stands before the @, unless one is said", () => {
    const nicknameOf = (change: Loose): string | undefined => {
      const model = microsoftModel(withAlice(change)).relyingParties["jumpcloud"];
      return model?.kind === "jumpcloud-federation" ? model.people["alice"]?.mailNickname : undefined;
    };
    assert.equal(nicknameOf({ userPrincipalName: "Alice.O'Neil@acme.example" }), "Alice.O'Neil");
    assert.equal(nicknameOf({ mailNickname: "archer" }), "archer");
  });

  it("read owners once each, in lower case, and claims sorted", () => {
    const model = microsoftModel(
      withApplication({
        owners: ["B2C0A1D4-3E57-4C98-8F21-7D6E5C4B3A29", "0b2c0a1d-3e57-4c98-8f21-7d6e5c4b3a29"],
        optionalClaims: ["xms_edov", "email", "acct"],
      }),
    ).relyingParties["jumpcloud"];
    assert.ok(model?.kind === "jumpcloud-federation");
    assert.deepEqual(model.application.owners, [
      "0b2c0a1d-3e57-4c98-8f21-7d6e5c4b3a29",
      "b2c0a1d4-3e57-4c98-8f21-7d6e5c4b3a29",
    ]);
    assert.deepEqual(model.application.optionalClaims, ["acct", "email", "xms_edov"]);
  });

  it("say every fault at once", () => {
    const faults = microsoftFaults((settings) => {
      withParty({ group: "", domain: "acme.example", domains: [] })(settings);
      withApplication({ redirectUris: ["http://a.example/"], optionalClaims: ["nothing"], owners: ["x"] })(settings);
      withAlice({ userPrincipalName: "alice", routed: "yes" })(settings);
    });
    assert.deepEqual(faults.map(({ path }) => path.slice(2).join(".")).sort(), [
      "application.optionalClaims.0",
      "application.owners.0",
      "application.redirectUris.0",
      "domain",
      "domains",
      "group",
      "people.alice.routed",
      "people.alice.userPrincipalName",
    ]);
  });
});
