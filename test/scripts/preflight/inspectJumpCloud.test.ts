import assert from "node:assert/strict";
import { connect } from "../../../providers/jumpcloud/connect.ts";
import { inspectJumpCloud } from "../../../scripts/lib/preflight/inspectJumpCloud.ts";
import { parseSettings } from "../../../trust/parseSettings.ts";
import type { TrustModel } from "../../../trust/TrustModel.ts";
import { accessGrantsModel } from "../../trust/accessGrantsFixture.ts";
import { apiKey, JumpCloudOrg } from "../../sandbox/jumpcloud/support/JumpCloudOrg.ts";

const person = (name: string, jumpcloud: string) => ({
  userPrincipalName: `${name}@acme.example`,
  displayName: name,
  jumpcloud,
});

function modelOf(identityProvider: object = {}): TrustModel {
  const people = { alice: person("alice", "declared"), bob: person("bob", "existing"), carol: person("carol", "none") };
  const jumpcloud = {
    kind: "jumpcloud-federation",
    group: "entra-people",
    domains: ["acme.example"],
    identityProvider,
    people,
  };
  return parseSettings({ relyingParties: { jumpcloud } }).model;
}

describe("inspectJumpCloud", () => {
  let org: JumpCloudOrg;
  beforeEach(() => (org = new JumpCloudOrg()));

  const headers = { "x-api-key": apiKey, "content-type": "application/json" };
  const make = async (path: string, body: object): Promise<string> => {
    const made = await org.send("POST", path, headers, JSON.stringify(body));
    assert.ok(made.status < 300, made.text);
    return (made.body as { id: string }).id;
  };
  const makeUser = (name: string) => make("/api/systemusers", { username: name, email: `${name}@acme.example` });
  const makeGroup = () => make("/api/v2/usergroups", { name: "entra-people" });
  const makeProvider = () =>
    make("/api/v2/identity-providers", {
      name: "Old",
      type: "OKTA",
      oidc: { clientId: "a", clientSecret: "b", url: "https://acme.okta.com" },
    });

  const inspect = async (model = modelOf(), managed: readonly string[] = [], key = apiKey) => {
    const jumpcloud = connect(
      { apiKey: key },
      {},
      {
        signal: new AbortController().signal,
        fetch: async (input, init) => {
          const { status, text } = await org.send(
            init?.method ?? "GET",
            input as string,
            init?.headers as Record<string, string>,
            init?.body as string,
          );
          return new Response(text, { status });
        },
      },
    );
    const findings = await inspectJumpCloud(model, new Set(managed), jumpcloud);
    assert.ok(findings.every(({ severity }) => severity === "error"));
    return findings.map(({ where, message }) => [where.replace("relyingParties.jumpcloud", ""), message]);
  };

  it("finds nothing where nothing is in the way, and writes nothing", async () => {
    await makeUser("bob");
    org.requests.length = 0;
    assert.deepEqual(await inspect(), []);
    assert.deepEqual(org.requests, [
      "GET /api/v2/identity-providers",
      "GET /api/v2/usergroups",
      "POST /api/search/systemusers",
      "POST /api/search/systemusers",
    ]);
  });

  it("finds all that belongs to others, and who is not there", async () => {
    const [provider, group, alice] = [await makeProvider(), await makeGroup(), await makeUser("alice")];
    assert.deepEqual(await inspect(), [
      [
        ".identityProvider",
        `The organisation has an identity provider already, and JumpCloud allows one: "Old" (type OKTA, id ${provider}).`,
      ],
      [".group", `There is a user group "entra-people" already (id ${group}).`],
      [".people.alice", `Somebody in JumpCloud has the company email alice@acme.example already (id ${alice}).`],
      [".people.bob", "Nobody in JumpCloud has the company email bob@acme.example."],
    ]);
  });

  it("takes the stack's own for its own, and an identity provider that is to be adopted", async () => {
    const own = [await makeGroup(), await makeUser("alice")];
    await Promise.all([makeUser("bob"), makeProvider()]);
    assert.deepEqual(await inspect(modelOf({ adopt: true }), own), []);
  });

  it("tells credentials that JumpCloud does not take, without repeating them", async () => {
    const [[where, message] = [], ...others] = await inspect(modelOf(), [], "wrong-api-key-of-another");
    assert.deepEqual([where, others], ["", []]);
    assert.match(message ?? "", /^JumpCloud: GET \/api\/v2\/identity-providers: .*check jumpcloud:apiKey/);
    assert.doesNotMatch(message ?? "", /wrong-api-key/);
  });

  describe("of an issuer", () => {
    const model = accessGrantsModel();
    const application = (displayLabel: string) =>
      make("/api/applications", {
        name: "oidc",
        displayLabel,
        sso: { type: "oidc" },
        oidc: { grantTypes: ["authorization_code"], redirectUris: ["http://localhost:5000/authorize"] },
      });

    it("finds nothing where everything is as the config says", async () => {
      await application("s3-access-grants");
      await makeUser("erik");
      await makeUser("fay");
      assert.deepEqual(await inspect(model), []);
    });

    it("says which people, groups and applications are not as the config says, all at once", async () => {
      await makeUser("dora");
      await make("/api/v2/usergroups", { name: "writers" });
      const findings = await inspect(model);
      assert.deepEqual(
        findings.map(([where, message]) => `${where}: ${message!.replace(/\(id .*\)/, "(id)")}`),
        [
          'issuers.jumpcloud.groups.writers: There is a user group "writers" already (id).',
          "issuers.jumpcloud.people.dora: Somebody in JumpCloud has the company email dora@acme.example already (id).",
          "issuers.jumpcloud.people.erik: Nobody in JumpCloud has the company email erik@acme.example.",
          "issuers.jumpcloud.people.fay: Nobody in JumpCloud has the company email fay@acme.example.",
          'issuers.jumpcloud.clients.s3-access-grants: JumpCloud has no application labelled "s3-access-grants".',
        ],
      );
    });

    it("looks for an application by its id, where the config has one", async () => {
      const id = await application("Another label");
      await makeUser("erik");
      await makeUser("fay");
      const named = (applicationId: string): TrustModel =>
        accessGrantsModel(({ issuers }) => {
          issuers.jumpcloud.clients["s3-access-grants"]["applicationId"] = applicationId;
        });
      assert.deepEqual(await inspect(named(id)), []);
      const [finding, ...others] = await inspect(named("0".repeat(24)));
      assert.deepEqual(others, []);
      assert.equal(finding![0], "issuers.jumpcloud.clients.s3-access-grants.applicationId");
      assert.equal(finding![1], "JumpCloud has no application with the id 000000000000000000000000.");
    });

    it("asks which application is meant where several have the label", async () => {
      const ids = [await application("s3-access-grants"), await application("s3-access-grants")];
      await makeUser("erik");
      await makeUser("fay");
      const [finding, ...others] = await inspect(model);
      assert.deepEqual(others, []);
      for (const id of ids) assert.ok(finding![1]!.includes(id), finding![1]);
    });
  });
});
