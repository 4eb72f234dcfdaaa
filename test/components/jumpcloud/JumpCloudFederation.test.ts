import assert from "node:assert/strict";
import { JumpCloudFederation } from "../../../components/jumpcloud/JumpCloudFederation.ts";
import type { JumpCloudFederationArgs } from "../../../components/jumpcloud/JumpCloudFederation.ts";
import { runProgram, tenants } from "../support/runProgram.ts";
import type { ProgramOptions } from "../support/runProgram.ts";
import { settled } from "../support/settled.ts";

const person = (name: string) => ({
  userPrincipalName: `${name}@acme.example`,
  displayName: `${name} of Acme`,
  mailNickname: name,
});
const args: JumpCloudFederationArgs = {
  application: {
    name: "JumpCloud",
    redirectUris: ["https://login.jumpcloud.com/oauth/callback"],
    optionalClaims: ["email"],
    owners: [],
    secret: { generation: "2", previousGeneration: "1", expires: { at: "2027-05-31T00:00:00Z" } },
    federatedCredentials: {},
  },
  identityProviderName: "Entra OIDC",
  adoptIdentityProvider: false,
  group: "entra-people",
  people: {
    alice: { ...person("alice"), givenName: "Alice", surname: "Archer", jumpcloud: "declared", routed: true },
    bob: { ...person("bob"), jumpcloud: "declared", routed: false },
    carol: { ...person("carol"), jumpcloud: "none", routed: false },
    dora: { ...person("dora"), jumpcloud: "existing", routed: true },
  },
  userIds: { dora: "person-with-dora@acme.example" },
};

function declare(changes: Partial<JumpCloudFederationArgs> = {}, options: ProgramOptions = {}) {
  return runProgram(() => new JumpCloudFederation("jumpcloud", { ...args, ...changes }), options);
}

describe("JumpCloudFederation", () => {
  it("makes the tenant JumpCloud's identity provider, fed with what Entra said, its secret a secret", async () => {
    const { ofType } = await declare();
    const [provider, ...others] = ofType("jumpcloud:index/identityProvider:IdentityProvider");
    assert.deepEqual(others, []);
    assert.deepEqual(provider!.inputs, {
      name: "Entra OIDC",
      type: "AZURE",
      url: `https://login.microsoftonline.com/${tenants.entra}`,
      clientId: "client-of-jumpcloud",
      clientSecret: {
        "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
        value: "secret-of-jumpcloud/2",
      },
      adoptExisting: false,
    });
    assert.ok(provider!.secretOutputs.includes("clientSecret"));
    assert.equal(provider!.parent, "crosstrust:jumpcloud:Federation jumpcloud");
  });

  it("takes over the organisation's identity provider where the config says so", async () => {
    const { ofType } = await declare({ adoptIdentityProvider: true });
    assert.equal(ofType("jumpcloud:index/identityProvider:IdentityProvider")[0]!.inputs["adoptExisting"], true);
  });

  it("gives everybody an account in Entra, and one in JumpCloud to those who are declared there", async () => {
    const { ofType, calls } = await declare();
    assert.deepEqual(
      ofType("azuread:index/user:User").map(({ name }) => name),
      ["jumpcloud/alice", "jumpcloud/bob", "jumpcloud/carol", "jumpcloud/dora"],
    );
    assert.deepEqual(
      ofType("jumpcloud:index/user:User").map(({ name, inputs }) => [name, inputs]),
      [
        [
          "jumpcloud/alice",
          {
            username: "alice",
            email: "alice@acme.example",
            displayname: "alice of Acme",
            firstname: "Alice",
            lastname: "Archer",
          },
        ],
        ["jumpcloud/bob", { username: "bob", email: "bob@acme.example", displayname: "bob of Acme" }],
      ],
    );
    assert.deepEqual(
      calls.filter(({ token }) => token.startsWith("jumpcloud:")),
      [],
      "nothing is looked up while resources are declared",
    );
  });

  it("puts those who are routed into the group, and nobody else", async () => {
    const { ofType } = await declare();
    assert.deepEqual(
      ofType("jumpcloud:index/userGroup:UserGroup").map(({ name, inputs }) => [name, inputs]),
      [["jumpcloud", { name: "entra-people" }]],
    );
    const groupId = "UserGroup(jumpcloud)";
    assert.deepEqual(
      ofType("jumpcloud:index/groupMembership:GroupMembership").map(({ name, inputs }) => [name, inputs]),
      [
        ["jumpcloud/alice", { groupId, userId: "User(jumpcloud/alice)" }],
        ["jumpcloud/dora", { groupId, userId: "person-with-dora@acme.example" }],
      ],
    );
  });

  it("declares nothing else", async () => {
    const { resources } = await declare();
    const application = 1 + 1 + 1 + 1 + 2;
    assert.equal(resources.length, 1 + application + 1 + 1 + 4 * 3 + 2 + 2);
    const names = resources.map(({ type, name, parent }) => `${parent?.split(" ")[0]} ${type} ${name}`);
    assert.equal(new Set(names).size, names.length);
  });

  it("says what was declared, and no secret", async () => {
    const { result } = await declare();
    const tenant = `https://login.microsoftonline.com/${tenants.entra}`;
    assert.deepEqual(await settled(result.deployed), {
      value: {
        kind: "jumpcloud-federation",
        tenantId: tenants.entra,
        clientId: "client-of-jumpcloud",
        applicationObjectId: "object-of-jumpcloud",
        servicePrincipalId: "principal-of-jumpcloud",
        issuer: `${tenant}/v2.0`,
        identityProviderUrl: tenant,
        discoveryUrl: `${tenant}/v2.0/.well-known/openid-configuration`,
        authorizationEndpoint: `${tenant}/oauth2/v2.0/authorize`,
        redirectUris: ["https://login.jumpcloud.com/oauth/callback"],
        optionalClaims: ["email"],
        secretExpires: "2027-05-31T00:00:00Z",
        secretKeyId: "key-of-jumpcloud/2",
        identityProviderId: "IdentityProvider(jumpcloud)",
        group: { id: "UserGroup(jumpcloud)", name: "entra-people" },
        people: {
          alice: deployedPerson("alice", "User(jumpcloud/alice)"),
          bob: deployedPerson("bob", "User(jumpcloud/bob)"),
          carol: { objectId: "user-of-jumpcloud/carol", userPrincipalName: "carol@acme.example" },
          dora: deployedPerson("dora", "person-with-dora@acme.example"),
        },
      },
      known: true,
      secret: false,
    });
  });

  it("gives the client secret and the initial passwords apart, as a secret", async () => {
    const { result } = await declare();
    assert.deepEqual(await settled(result.secrets), {
      value: {
        clientSecret: "secret-of-jumpcloud/2",
        initialPasswords: {
          alice: "secret-of-jumpcloud/alice",
          bob: "secret-of-jumpcloud/bob",
          carol: "secret-of-jumpcloud/carol",
          dora: "secret-of-jumpcloud/dora",
        },
      },
      known: true,
      secret: true,
    });
  });

  it("registers no secret among its outputs", async () => {
    const { resources } = await declare();
    const federation = resources.find(({ type }) => type === "crosstrust:jumpcloud:Federation");
    assert.deepEqual(Object.keys(federation!.outputs!), ["deployed"]);
    assert.doesNotMatch(JSON.stringify(federation!.outputs), /secret-of-/);
  });

  it("previews with what the vendors will only say later unknown, the secrets still secret", async () => {
    const { result } = await declare({}, { preview: true });
    assert.equal((await settled(result.deployed)).known, false);
    const { known, secret } = await settled(result.secrets);
    assert.deepEqual([known, secret], [false, true]);
  });
});

function deployedPerson(name: string, jumpcloudUserId: string) {
  return { objectId: `user-of-jumpcloud/${name}`, userPrincipalName: `${name}@acme.example`, jumpcloudUserId };
}
