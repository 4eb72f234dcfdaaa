import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { connect } from "../../../../providers/jumpcloud/connect.ts";
import { JumpCloudError } from "../../../../providers/jumpcloud/client/JumpCloudError.ts";
import type { DriftFinding } from "../../../../scripts/lib/drift/DriftFinding.ts";
import { jumpCloudDrift } from "../../../../scripts/lib/drift/jumpcloud/jumpCloudDrift.ts";
import { type Answer, DeployedJumpCloud, edge } from "./support/deployedJumpCloud.ts";
import { resource, whereGone } from "../support.ts";

/** What somebody does by hand at a path of JumpCloud's, and the one finding that it gives. */
type Kind = readonly [what: string, path: string, change: (answer: Answer) => unknown, finds: Told];

type Told = Readonly<Partial<Pick<DriftFinding, "gains" | "severity" | "expected" | "actual" | "advice">>> & {
  /** Its rule and its place. */
  readonly told: string;
  readonly explains?: readonly string[];
};

const kinds: readonly Kind[] = [
  [
    "a member more of a declared group",
    "/api/v2/usergroups/g-readers/members",
    (list) => list.push(edge("user", "u-mallory")),
    {
      told: "unmanaged-member: issuers.jumpcloud, mallory@acme.example in group readers",
      gains:
        "mallory@acme.example gets ID tokens for reports; s3 gives for them the data of the Identity Center user who has that email.",
      severity: "error",
      advice: `Take it out, unless it is wanted, and then declare it: \`curl --fail -X POST -H "x-api-key: $JUMPCLOUD_API_KEY" -H "Content-Type: application/json" -d '{"op":"remove","type":"user","id":"u-mallory"}' https://console.eu.jumpcloud.com/api/v2/usergroups/g-readers/members\``,
    },
  ],
  [
    "a member more of the routed group",
    "/api/v2/usergroups/g-routed/members",
    (list) => list.push(edge("user", "u-mallory")),
    {
      told: "unmanaged-member: relyingParties.federation, mallory@acme.example in group entra-people",
      severity: "warning",
    },
  ],
  [
    "a rule that puts people into a group",
    "/api/v2/usergroups/g-readers",
    (group) =>
      Object.assign(group, {
        membershipMethod: "DYNAMIC_AUTOMATED",
        memberQuery: { queryType: "FilterQuery", filters: ["department:$eq:any"] },
      }),
    {
      told: "managed-changed: issuers.jumpcloud, membership of group readers",
      gains: "Whoever comes to meet the rule becomes a member of readers, without anybody adding them.",
      actual: 'DYNAMIC_AUTOMATED: {"filters":"department:$eq:any","queryType":"FilterQuery"}',
    },
  ],
  [
    "another application for a declared group",
    "/api/v2/usergroups/g-readers/associations",
    (list) => list.push(edge("application", "a-payroll")),
    {
      told: "unmanaged-object: issuers.jumpcloud, application Payroll for group readers",
      gains: "Members of readers can sign in to Payroll.",
    },
  ],
  [
    "another group for an application",
    "/api/v2/applications/a-reports/associations",
    (list) => list.push(edge("user_group", "g-others")),
    {
      told: "unmanaged-permission: issuers.jumpcloud, client reports, group others",
      gains: "Every member of others gets ID tokens for reports, and what those open.",
    },
  ],
  [
    "a redirect URI more",
    "/api/applications/a-reports",
    (application) => application.oidc.redirectUris.push("https://mallory.example"),
    {
      told: "unmanaged-redirect-uri: issuers.jumpcloud, client reports, https://mallory.example",
      gains: "Whoever runs mallory.example gets the answers to people's sign-ins.",
      explains: ["redirectUris"],
    },
  ],
  [
    "a redirect URI that is gone",
    "/api/applications/a-reports",
    (application) => (application.oidc.redirectUris = []),
    { told: "managed-changed: issuers.jumpcloud, client reports", actual: "none", explains: ["redirectUris"] },
  ],
  [
    "an application without a secret",
    "/api/applications/a-reports",
    (application) => (application.oidc.tokenEndpointAuthMethod = "none"),
    { told: "managed-changed: issuers.jumpcloud, client reports, authentication", actual: "none" },
  ],
  [
    "an application that is switched off",
    "/api/applications/a-reports",
    (application) => (application.active = false),
    { told: "deactivated: issuers.jumpcloud, client reports", explains: ["active"] },
  ],
  [
    "an identity provider at another tenant",
    "/api/v2/identity-providers",
    (list) => (list[0]!.oidc.url = "https://login.microsoftonline.com/mallory"),
    {
      told: "issuer-mismatch: relyingParties.federation, identity provider Entra, URL",
      gains: "Whoever runs https://login.microsoftonline.com/mallory says who signs in to JumpCloud.",
      explains: ["url"],
    },
  ],
  [
    "an identity provider for another application",
    "/api/v2/identity-providers",
    (list) => (list[0]!.oidc.clientId = "c-2"),
    { told: "managed-changed: relyingParties.federation, identity provider Entra, client", explains: ["clientId"] },
  ],
  [
    "an identity provider more",
    "/api/v2/identity-providers",
    (list) =>
      list.push({ id: "idp-2", name: "Mine", type: "OIDC", oidc: { url: "https://mallory.example", clientId: "m" } }),
    {
      told: "unmanaged-identity-provider: relyingParties.federation, identity provider Mine",
      gains: "Whoever runs https://mallory.example says who signs in to JumpCloud.",
      actual: "OIDC, https://mallory.example, client m",
    },
  ],
  [
    "a declared person who is suspended",
    "/api/systemusers/u-dora",
    (user) => (user.suspended = true),
    { told: "deactivated: issuers.jumpcloud, person dora", explains: ["suspended", "state"] },
  ],
  [
    "a person whose account was there before, with another email",
    "/api/systemusers/u-erik",
    (user) => (user.email = "mallory@acme.example"),
    {
      told: "managed-changed: issuers.jumpcloud, person erik, email",
      expected: "erik@acme.example",
      actual: "mallory@acme.example",
      advice: "Put it right in JumpCloud's Admin Portal, or change the config.",
    },
  ],
  [
    "a routed person with another email",
    "/api/systemusers/u-alice",
    (user) => (user.email = "archer@acme.example"),
    { told: "managed-changed: relyingParties.federation, person alice, email", explains: ["email"] },
  ],
];

describe("what JumpCloud holds beside what was declared", () => {
  it("is nothing where nobody changed anything", async () => {
    assert.deepEqual(await new DeployedJumpCloud().drift(), []);
  });

  for (const [what, path, change, { told, explains, ...finds }] of kinds) {
    it(`finds ${what}`, async () => {
      const organisation = new DeployedJumpCloud();
      assert.ok(path in organisation.answers);
      change(organisation.answers[path]!);
      const findings = await organisation.drift();
      assert.deepEqual(
        findings.map(({ rule, where }) => `${rule}: ${where}`),
        [told],
      );
      const [found] = findings as [DriftFinding];
      for (const [name, value] of Object.entries(finds)) assert.equal(found[name as keyof DriftFinding], value, name);
      if (explains)
        assert.deepEqual(
          found.explains?.map(({ property }) => property),
          explains,
        );
    });
  }

  it("finds a suspended account and an application that is off in a state too that a refresh took them into", async () => {
    const organisation = new DeployedJumpCloud();
    organisation.answers["/api/systemusers/u-dora"]!.suspended = true;
    organisation.answers["/api/applications/a-reports"]!.active = false;
    for (const [at, resource] of organisation.state.entries()) {
      const taken = { suspended: true, active: false };
      organisation.state[at] = { ...resource, outputs: { ...resource.outputs, ...taken } };
    }
    assert.deepEqual((await organisation.drift()).map(({ rule, where }) => `${rule}: ${where}`).toSorted(), [
      "deactivated: issuers.jumpcloud, client reports",
      "deactivated: issuers.jumpcloud, person dora",
    ]);
  });

  it("takes no difference in the case of an email for one, and what the API does not tell for none", async () => {
    const organisation = new DeployedJumpCloud();
    organisation.answers["/api/systemusers/u-dora"]!.email = "Dora@Acme.example";
    Reflect.deleteProperty(organisation.answers["/api/applications/a-reports"]!, "oidc");
    assert.deepEqual(await organisation.drift(), []);
  });

  it("tells of a group, an application and a person that JumpCloud does not know, unless they are gone", async () => {
    const organisation = new DeployedJumpCloud();
    for (const path of Object.keys(organisation.answers)) {
      if (/g-readers|a-reports|u-dora/.test(path)) Reflect.deleteProperty(organisation.answers, path);
    }
    const found = await organisation.drift();
    assert.deepEqual(
      found.map(({ rule, where, unlessGone }) => [rule, where, unlessGone]),
      ["g-readers", "a-reports", "u-dora"].map((id) => ["not-read", "issuers.jumpcloud", id]),
    );
    const state = ["g-readers", "a-reports", "u-dora"].map((id) => resource("jumpcloud:index/x:X", id, { id }));
    assert.deepEqual(whereGone(found, state, ["g-readers", "a-reports", "u-dora"]), []);
    assert.equal(whereGone(found, state, ["u-dora"]).length, 2);
  });

  it("names the role that is missing where JumpCloud does not permit it, once for all places, and reads the rest", async () => {
    const organisation = new DeployedJumpCloud();
    for (const path of Object.keys(organisation.answers)) {
      if (path.includes("/members"))
        Object.assign(organisation.answers, { [path]: new JumpCloudError(403, `GET ${path}`, "Forbidden", undefined) });
    }
    organisation.answers["/api/applications/a-reports"]!.active = false;
    assert.deepEqual(
      (await organisation.drift()).map(({ rule, where, advice }) => [
        rule,
        where,
        advice.includes("the role Read Only"),
      ]),
      [
        ["deactivated", "issuers.jumpcloud, client reports", false],
        ["not-read", "issuers.jumpcloud and relyingParties.federation", true],
      ],
    );
  });

  it("names the variable to set where there are no credentials", async () => {
    const findings = await jumpCloudDrift(new DeployedJumpCloud().context(false));
    assert.deepEqual(
      findings.map(({ rule, where }) => `${rule}: ${where}`),
      ["not-read: issuers.jumpcloud and relyingParties.federation"],
    );
    assert.match(findings[0]?.advice ?? "", /JUMPCLOUD_API_KEY/);
  });

  it("reads every page of a group's members", async () => {
    const context = new DeployedJumpCloud().context();
    const all = Array.from({ length: 201 }, (_, index) => edge("user", `m-${index}`));
    const client = connect(
      {},
      { JUMPCLOUD_API_KEY: "k" },
      {
        signal: new AbortController().signal,
        fetch: (async (address: string) => {
          const { searchParams } = new URL(address);
          const skip = Number(searchParams.get("skip"));
          return Response.json(all.slice(skip, skip + Number(searchParams.get("limit"))));
        }) as typeof globalThis.fetch,
      },
    );
    const api = context.jumpcloud.api!;
    const list: typeof api.list = async (path, ...rest) =>
      path === "/api/v2/usergroups/g-readers/members" ? client.list(path, ...rest) : api.list(path, ...rest);
    const findings = await jumpCloudDrift({ ...context, jumpcloud: { ...context.jumpcloud, api: { ...api, list } } });
    assert.equal(findings.filter(({ rule }) => rule === "unmanaged-member").length, 201);
  });
});
