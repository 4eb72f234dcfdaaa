import assert from "node:assert/strict";
import { describePath } from "../../../../trust/describeFaults.ts";
import { accessGrantsFaults, accessGrantsModel, type LooseParty } from "../../accessGrantsFixture.ts";

/** What is wrong, where it is said, and what is said of what would be right. */
type Row = readonly [
  what: string,
  change: (party: LooseParty) => unknown,
  path: string,
  said: RegExp,
  expected: RegExp,
];

const at = "crosstrust:relyingParties.s3";
const center = `${at}.identityCenter`;

const rows: readonly Row[] = [
  [
    "an issuer of another name",
    (s3) => (s3["issuer"] = "jumpclod"),
    `${at}.issuer`,
    /no issuer "jumpclod"/,
    /jumpcloud/,
  ],
  [
    "a client that is not there",
    (s3) => (s3["client"] = "s3"),
    `${at}.client`,
    /has no client "s3"/,
    /s3-access-grants/,
  ],
  [
    "no word on who is assigned",
    (s3) => delete (s3.identityCenter as { assignment?: unknown }).assignment,
    `${center}.assignment`,
    /"assignment" is missing/,
    /who may exchange/,
  ],
  [
    "an assignment of nobody",
    (s3) => (s3.identityCenter.assignment = {}),
    `${center}.assignment`,
    /Nobody is assigned/,
    /required: false/,
  ],
  [
    "everybody and some",
    (s3) => (s3.identityCenter.assignment["required"] = false),
    `${center}.assignment`,
    /Every user may exchange tokens, and some are assigned/,
    /groups: \[analysts\]/,
  ],
  [
    "an unknown group in the assignment",
    (s3) => (s3.identityCenter.assignment["groups"] = ["analysts", "analyst"]),
    `${center}.assignment.groups[1]`,
    /no group "analyst"/,
    /"analysts"/,
  ],
  [
    "a claim with digits",
    (s3) => (s3.identityCenter["trustedTokenIssuer"] = { claimAttributePath: "email2" }),
    `${center}.trustedTokenIssuer.claimAttributePath`,
    /fixed to email/,
    /^email, or nothing/,
  ],
  [
    "a location that nothing is granted of",
    (s3) => (s3.locations["archive"] = { bucket: "acme-dev-archive" }),
    `${at}.locations.archive`,
    /Nothing is granted of this location/,
    /a grant that names it/,
  ],
  [
    "another claim",
    (s3) => (s3.identityCenter["trustedTokenIssuer"] = { claimAttributePath: "sub" }),
    `${center}.trustedTokenIssuer.claimAttributePath`,
    /fixed to email/,
    /^email, or nothing/,
  ],
  [
    "another attribute of users",
    (s3) => (s3.identityCenter["trustedTokenIssuer"] = { identityStoreAttributePath: "userName" }),
    `${center}.trustedTokenIssuer.identityStoreAttributePath`,
    /fixed to emails\.value/,
    /^emails\.value, or nothing/,
  ],
  [
    "an ARN that is no instance's",
    (s3) => (s3.identityCenter["instanceArn"] = "arn:aws:sso:::instance/ssoins-1"),
    `${center}.instanceArn`,
    /not the ARN of an Identity Center instance/,
    /ssoins-/,
  ],
  [
    "a name that AWS does not take",
    (s3) => (s3.identityCenter["application"] = "my app"),
    `${center}.application`,
    /does not take this as the name of an application/,
    /1 to 100/,
  ],
  [
    "two users with one email, one adopted and one declared",
    (s3) => (s3.identityCenter.users["dora2"] = { source: "adopted", email: "DORA@acme.example" }),
    `${center}.users.dora2.email`,
    /"dora" has the same email/,
    /either adopted or declared, never both/,
  ],
  [
    "a declared user without a name",
    (s3) => delete s3.identityCenter.users.dora["surname"],
    `${center}.users.dora.surname`,
    /"surname" is missing/,
    /text/,
  ],
  [
    "an adopted user with a name",
    (s3) => (s3.identityCenter.users.erik["displayName"] = "Erik"),
    `${center}.users.erik.displayName`,
    /there already/,
    /source: declared/,
  ],
  [
    "a name that AWS keeps for itself",
    (s3) => (s3.identityCenter.users.dora["userName"] = "Administrator"),
    `${center}.users.dora.userName`,
    /AWS keeps this name/,
    /neither/,
  ],
  [
    "members of an adopted group",
    (s3) => (s3.identityCenter.groups.auditors["members"] = ["dora"]),
    `${center}.groups.auditors.members`,
    /kept by whoever made it/,
    /source: declared/,
  ],
  [
    "a member that is no user",
    (s3) => (s3.identityCenter.groups.analysts["members"] = ["dora", "dorah"]),
    `${center}.groups.analysts.members[1]`,
    /no user "dorah"/,
    /"dora"/,
  ],
  [
    "a group both adopted and declared",
    (s3) => (s3.identityCenter.groups["same"] = { source: "adopted", displayName: "analysts" }),
    `${center}.groups.same.displayName`,
    /"analysts" is the same group/,
    /adopted where it is there already, or declared/,
  ],
  ["a caller that is a wildcard", (s3) => (s3["callers"] = ["*"]), `${at}.callers[0]`, /wildcard/, /arn:aws:iam/],
  [
    "a caller that is a whole account",
    (s3) => (s3["callers"] = ["arn:aws:iam::111122223333:root"]),
    `${at}.callers[0]`,
    /whole account/,
    /callers: account/,
  ],
  [
    "a caller that is a session",
    (s3) => (s3["callers"] = ["arn:aws:sts::111122223333:assumed-role/analyst/dora"]),
    `${at}.callers[0]`,
    /session of a role/,
    /:role/,
  ],
  [
    "callers that are neither",
    (s3) => (s3["callers"] = "everyone"),
    `${at}.callers`,
    /neither account nor a list/,
    /ARNs/,
  ],
  [
    "no locations",
    (s3) => ((s3.locations = {} as LooseParty["locations"]), (s3.grants = {} as LooseParty["grants"])),
    `${at}.locations`,
    /There are no locations/,
    /at least one/,
  ],
  [
    "more locations than AWS takes",
    (s3) => (s3["quotas"] = { locations: 1 }),
    `${at}.locations`,
    /so many locations/,
    /at most 1, or quotas\.locations/,
  ],
  [
    "a bucket by its ARN",
    (s3) => (s3.locations.logs["bucket"] = "arn:aws:s3:::acme-dev-logs/app"),
    `${at}.locations.logs.bucket`,
    /ARN of a bucket/,
    /its name alone: acme-dev-logs/,
  ],
  [
    "an access point of another account",
    (s3) => (s3.locations.logs["bucket"] = "arn:aws:s3:eu-central-1:999988887777:accesspoint/logs"),
    `${at}.locations.logs.bucket`,
    /ARN of something else/,
    /stack's account/,
  ],
  [
    "a bucket by a URL",
    (s3) => (s3.locations.logs["bucket"] = "s3://acme-dev-logs/app/"),
    `${at}.locations.logs.bucket`,
    /This is a URL/,
    /prefix/,
  ],
  [
    "a name that is no bucket's",
    (s3) => (s3.locations.logs["bucket"] = "Acme_Logs"),
    `${at}.locations.logs.bucket`,
    /not the name of a bucket/,
    /lower-case/,
  ],
  [
    "a name of buckets that AWS keeps",
    (s3) => (s3.locations.logs["bucket"] = "amzn-s3-demo-logs"),
    `${at}.locations.logs.bucket`,
    /AWS keeps such names/,
    /lower-case/,
  ],
  [
    "a prefix without its slash",
    (s3) => (s3.locations.logs["prefix"] = "app"),
    `${at}.locations.logs.prefix`,
    /that of other folders too/,
    /^app\/$/,
  ],
  [
    "a location with a wildcard",
    (s3) => (s3.locations.logs["prefix"] = "app/*/"),
    `${at}.locations.logs.prefix`,
    /no wildcard/,
    /slash/,
  ],
  [
    "a sign that a policy takes for something else",
    (s3) => (s3.locations.logs["prefix"] = "${aws:username}/"),
    `${at}.locations.logs.prefix`,
    /It has "\$" in it/,
    /letters/,
  ],
  [
    "the same location twice",
    (s3) => (s3.locations["again"] = { bucket: "acme-dev-reports" }),
    `${at}.locations.again.prefix`,
    /"reports" is the same place/,
    /one of the two/,
  ],
  [
    "locations in one another",
    (s3) => (s3.locations["inner"] = { bucket: "acme-dev-reports", prefix: "team-a/" }),
    `${at}.locations.inner.prefix`,
    /"reports" and this one lie in one another/,
    /the wider one/,
  ],
  [
    "a grant of an unknown location",
    (s3) => (s3.grants["erik-logs"]["location"] = "log"),
    `${at}.grants["erik-logs"].location`.replace('["erik-logs"]', ".erik-logs"),
    /no location "log"/,
    /"logs"/,
  ],
  [
    "a grant to an unknown user",
    (s3) => (s3.grants["erik-logs"]["user"] = "eric"),
    `${at}.grants.erik-logs.user`,
    /no user "eric"/,
    /"erik"/,
  ],
  [
    "a grant to an unknown group",
    (s3) => (s3.grants["analysts-team-a"]["group"] = "analyst"),
    `${at}.grants.analysts-team-a.group`,
    /no group "analyst"/,
    /"analysts"/,
  ],
  [
    "a grant to a user and a group",
    (s3) => (s3.grants["erik-logs"]["group"] = "analysts"),
    `${at}.grants.erik-logs`,
    /one grantee/,
    /either user or group/,
  ],
  [
    "a grant to nobody",
    (s3) => delete s3.grants["analysts-team-a"]["group"],
    `${at}.grants.analysts-team-a`,
    /Nobody is granted/,
    /either user or group/,
  ],
  [
    "an unknown permission",
    (s3) => (s3.grants["erik-logs"]["permission"] = "DELETE"),
    `${at}.grants.erik-logs.permission`,
    /not a value/,
    /READWRITE/,
  ],
  [
    "a sub-prefix that other folders begin with",
    (s3) => (s3.grants["analysts-team-a"]["prefix"] = "team-a*"),
    `${at}.grants.analysts-team-a.prefix`,
    /begins with "team-a"/,
    /^team-a\/\*$/,
  ],
  [
    "a sub-prefix that is a folder's own key",
    (s3) => (s3.grants["analysts-team-a"]["prefix"] = "team-a/"),
    `${at}.grants.analysts-team-a.prefix`,
    /one object/,
    /^team-a\/\*$/,
  ],
  [
    "a wildcard in the middle",
    (s3) => (s3.grants["analysts-team-a"]["prefix"] = "*/team-a"),
    `${at}.grants.analysts-team-a.prefix`,
    /at the end/,
    /team-a\/\*/,
  ],
  [
    "a sub-prefix that begins with a slash",
    (s3) => (s3.grants["analysts-team-a"]["prefix"] = "/team-a/*"),
    `${at}.grants.analysts-team-a.prefix`,
    /begins with a slash/,
    /without the slash/,
  ],
  [
    "the same grant twice",
    (s3) => (s3.grants["again"] = { ...s3.grants["erik-logs"] }),
    `${at}.grants.again`,
    /"erik-logs" is the same grant/,
    /one of the two/,
  ],
  [
    "a grant to a group that is not assigned",
    (s3) => (s3.grants["analysts-team-a"]["group"] = "auditors"),
    `${at}.grants.analysts-team-a.group`,
    /not assigned to the group/,
    /auditors in identityCenter\.assignment\.groups/,
  ],
];

describe("the settings of s3-access-grants", () => {
  for (const [what, change, path, said, expected] of rows) {
    it(`are refused for ${what}`, () => {
      const faults = accessGrantsFaults(({ relyingParties }) => change(relyingParties.s3));
      const found = faults.find((fault) => describePath(fault.path) === path && said.test(fault.message));
      assert.ok(found, JSON.stringify(faults, null, 1));
      assert.match(found.expected ?? "", expected);
    });
  }

  it("are refused for a user who is granted something and is not assigned", () => {
    const faults = accessGrantsFaults(({ relyingParties: { s3 } }) => delete s3.identityCenter.assignment["users"]);
    assert.deepEqual(
      faults.map(({ path, message }) => [describePath(path), message]),
      ["erik-logs", "erik-summary"].map((grant) => [
        `${at}.grants.${grant}.user`,
        "The application is not assigned to the user, who so exchanges no token.",
      ]),
    );
  });

  it("take a user who is assigned through a declared group, and anybody where no assignment is required", () => {
    const bySelf = ({ identityCenter, grants }: LooseParty) => {
      delete identityCenter.assignment["users"];
      grants["dora-logs"] = { location: "logs", prefix: "dora/*", user: "dora", permission: "READ" };
      delete (grants as { "erik-logs"?: unknown })["erik-logs"];
      delete (grants as { "erik-summary"?: unknown })["erik-summary"];
    };
    assert.deepEqual(
      accessGrantsFaults(({ relyingParties }) => bySelf(relyingParties.s3)),
      [],
    );
    assert.deepEqual(
      accessGrantsFaults(({ relyingParties: { s3 } }) => (s3.identityCenter.assignment = { required: false })),
      [],
    );
  });

  it("are refused for somebody who may use the application and has no user in Identity Center", () => {
    const faults = accessGrantsFaults(({ issuers }) => (issuers.jumpcloud.people.fay["groups"] = ["s3-access-grants"]));
    assert.deepEqual(faults, [
      {
        path: ["crosstrust:relyingParties", "s3", "identityCenter", "users"],
        message:
          '"fay" of jumpcloud may use the application, and no user of Identity Center has the email fay@acme.example.',
        expected: "a user with the email fay@acme.example: adopted where it is there already, or declared",
      },
    ]);
  });

  it("are refused for a user by name whom no person of JumpCloud can be", () => {
    const nobody = accessGrantsFaults(({ issuers }) => delete (issuers.jumpcloud.people as { erik?: unknown }).erik);
    assert.deepEqual(
      nobody.map(({ path, message }) => [describePath(path), message]),
      [
        [
          `${center}.users.erik.email`,
          "Nobody among the people of jumpcloud has this email, so no token could be the user's.",
        ],
      ],
    );
    const [outside] = accessGrantsFaults(({ issuers }) => (issuers.jumpcloud.people.erik["groups"] = ["writers"]));
    assert.match(outside!.message, /in no group that may use the client s3-access-grants/);
  });

  it("are refused for a second relying party of the kind: an account has one instance in a region", () => {
    const faults = accessGrantsFaults(({ relyingParties }) => (relyingParties["again"] = { ...relyingParties.s3 }));
    assert.deepEqual(faults[0]!.path, ["crosstrust:relyingParties", "again"]);
    assert.match(faults[0]!.message, /"s3" is one already, and an account has one Access Grants instance/);
  });

  it("are refused with an issuer of another kind", () => {
    const faults = accessGrantsFaults((settings) => {
      (settings.issuers as Record<string, unknown>)["okta"] = {
        kind: "okta",
        audience: "https://a.example",
        scopes: { s: {} },
      };
      settings.relyingParties.s3["issuer"] = "okta";
    });
    assert.equal(faults[0]!.expected, "the name of an issuer of kind jumpcloud");
  });

  it("tell every fault at once", () => {
    const faults = accessGrantsFaults(({ relyingParties: { s3 } }) => {
      s3["callers"] = ["*"];
      s3.locations.logs["prefix"] = "app";
      s3.grants["erik-logs"]["permission"] = "ALL";
      s3.identityCenter.groups.auditors["members"] = ["dora"];
      s3.identityCenter.users.dora["email"] = "dora";
    });
    const places = faults.map(({ path }) => describePath(path));
    for (const place of ["callers[0]", "locations.logs.prefix", "grants.erik-logs.permission"]) {
      assert.ok(places.includes(`${at}.${place}`), place);
    }
    for (const place of ["groups.auditors.members", "users.dora.email"]) {
      assert.ok(places.includes(`${center}.${place}`), place);
    }
  });

  it("come to a model, sorted by name, with what is not said", () => {
    const { s3 } = accessGrantsModel().relyingParties;
    const { applicationName, trustedTokenIssuerName, adoptTrustedTokenIssuer, assignment } = s3.identityCenter;
    assert.deepEqual(
      { applicationName, trustedTokenIssuerName, adoptTrustedTokenIssuer, assignment },
      {
        applicationName: "s3",
        trustedTokenIssuerName: "jumpcloud",
        adoptTrustedTokenIssuer: false,
        assignment: { required: true, users: ["erik"], groups: ["analysts"] },
      },
    );
    assert.deepEqual([s3.callers, s3.adoptInstance], ["account", false]);
    assert.deepEqual(s3.locations, {
      logs: { bucket: "acme-dev-logs", createBucket: false, prefix: "app/" },
      reports: { bucket: "acme-dev-reports", createBucket: true, prefix: "" },
    });
    assert.deepEqual(s3.grants["erik-summary"], {
      location: "reports",
      subPrefix: "summary.csv",
      grantee: { user: "erik" },
      permission: "WRITE",
    });
    assert.deepEqual(s3.identityCenter.users["dora"], {
      source: "declared",
      email: "dora@acme.example",
      userName: "dora@acme.example",
      displayName: "Dora Dean",
      givenName: "Dora",
      surname: "Dean",
    });
    const callers = ["arn:aws:iam::111122223333:user/dora", "arn:aws:iam::111122223333:role/analyst"];
    const listed = accessGrantsModel(({ relyingParties }) => (relyingParties.s3["callers"] = callers));
    assert.deepEqual(listed.relyingParties.s3.callers, callers.toSorted());
  });
});
