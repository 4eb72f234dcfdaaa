import assert from "node:assert/strict";
import { JumpCloudIssuer } from "../../../components/jumpcloud/JumpCloudIssuer.ts";
import type { JumpCloudIssuerArgs } from "../../../components/jumpcloud/JumpCloudIssuer.ts";
import { regions } from "../../../providers/jumpcloud/regions.ts";
import { accessGrantsModel } from "../../trust/accessGrantsFixture.ts";
import { runProgram } from "../support/runProgram.ts";
import type { ProgramOptions } from "../support/runProgram.ts";
import { settled } from "../support/settled.ts";

const { groups, people, clients } = accessGrantsModel().issuers.jumpcloud;
const client = clients["s3-access-grants"]!;
const args: JumpCloudIssuerArgs = {
  groups,
  people,
  clients,
  region: regions.us,
  userIds: { erik: "person-with-erik@acme.example", fay: "person-with-fay@acme.example" },
  credentials: { "s3-access-grants": { clientId: "id-by-hand", clientSecret: "secret-by-hand" } },
};

function declare(changes: Partial<JumpCloudIssuerArgs> = {}, options: ProgramOptions = {}) {
  return runProgram(() => new JumpCloudIssuer("jumpcloud", { ...args, ...changes }), options);
}

describe("JumpCloudIssuer", () => {
  it("adopts the application by its label, sets what people configure, and lets the groups use it", async () => {
    const { ofType } = await declare();
    assert.deepEqual(
      ofType("jumpcloud:index/oidcApplication:OidcApplication").map(({ name, inputs, parent }) => [
        name,
        inputs,
        parent,
      ]),
      [
        [
          "jumpcloud/s3-access-grants",
          {
            name: "s3-access-grants",
            redirectUris: ["http://localhost:5000/authorize"],
            loginUrl: "http://localhost:5000/login",
            tokenEndpointAuthMethod: "client_secret_post",
          },
          "crosstrust:jumpcloud:Application jumpcloud/s3-access-grants",
        ],
      ],
    );
    assert.deepEqual(
      ofType("jumpcloud:index/applicationAssociation:ApplicationAssociation").map(({ name, inputs }) => [name, inputs]),
      [
        [
          "jumpcloud/s3-access-grants/s3-access-grants",
          {
            applicationId: "OidcApplication(jumpcloud/s3-access-grants)",
            groupId: "UserGroup(jumpcloud/s3-access-grants)",
          },
        ],
      ],
    );
  });

  it("adopts it by its id where the config has one, and creates it only where the config says so", async () => {
    const id = "64b000000000000000000001";
    const adopted = await declare({
      clients: { app: { ...client, applicationId: id } },
      credentials: { app: args.credentials["s3-access-grants"]! },
    });
    const [application] = adopted.ofType("jumpcloud:index/oidcApplication:OidcApplication");
    assert.equal(application!.inputs["applicationId"], id);
    assert.equal("allowCreate" in application!.inputs, false);
    const created = await declare(
      { clients: { app: { ...client, create: true } }, credentials: {} },
      { preview: true },
    );
    assert.equal(created.ofType("jumpcloud:index/oidcApplication:OidcApplication")[0]!.inputs["allowCreate"], true);
  });

  it("makes groups, declared people and memberships, and takes existing people as they are", async () => {
    const { ofType, calls } = await declare();
    assert.deepEqual(
      ofType("jumpcloud:index/userGroup:UserGroup").map(({ name, inputs }) => [name, inputs]),
      [
        ["jumpcloud/s3-access-grants", { name: "s3-access-grants", description: "May read reports" }],
        ["jumpcloud/writers", { name: "writers" }],
      ],
    );
    assert.deepEqual(
      ofType("jumpcloud:index/user:User").map(({ name, inputs }) => [name, inputs]),
      [["jumpcloud/dora", { username: "dora", email: "dora@acme.example", firstname: "Dora", lastname: "Dean" }]],
    );
    assert.deepEqual(calls, [], "nothing is looked up while resources are declared");
    assert.deepEqual(
      ofType("jumpcloud:index/groupMembership:GroupMembership").map(({ name, inputs }) => [name, inputs]),
      [
        [
          "jumpcloud/dora/s3-access-grants",
          { groupId: "UserGroup(jumpcloud/s3-access-grants)", userId: "User(jumpcloud/dora)" },
        ],
        [
          "jumpcloud/erik/s3-access-grants",
          { groupId: "UserGroup(jumpcloud/s3-access-grants)", userId: "person-with-erik@acme.example" },
        ],
        [
          "jumpcloud/erik/writers",
          { groupId: "UserGroup(jumpcloud/writers)", userId: "person-with-erik@acme.example" },
        ],
      ],
    );
  });

  it("hands on the region's issuer and the client's credentials, the secret as a secret", async () => {
    const { result } = await declare();
    const { deployed, clients: handedOn } = result;
    assert.deepEqual(await settled(deployed), {
      value: {
        kind: "jumpcloud",
        issuer: "https://oauth.id.jumpcloud.com/",
        audiences: ["id-by-hand"],
        discoveryUrl: "https://oauth.id.jumpcloud.com/.well-known/openid-configuration",
        metadataUrl: "https://oauth.id.jumpcloud.com/.well-known/openid-configuration",
        authorizationEndpoint: "https://oauth.id.jumpcloud.com/oauth2/auth",
        tokenEndpoint: "https://oauth.id.jumpcloud.com/oauth2/token",
        userInfoEndpoint: "https://oauth.id.jumpcloud.com/userinfo",
        scopeClaim: "scope",
        clients: { "s3-access-grants": { clientId: "id-by-hand" } },
        applications: {
          "s3-access-grants": {
            applicationId: "OidcApplication(jumpcloud/s3-access-grants)",
            redirectUris: ["http://localhost:5000/authorize"],
            loginUrl: "http://localhost:5000/login",
          },
        },
        groups: {
          "s3-access-grants": { id: "UserGroup(jumpcloud/s3-access-grants)" },
          writers: { id: "UserGroup(jumpcloud/writers)" },
        },
        people: {
          dora: { id: "User(jumpcloud/dora)", email: "dora@acme.example" },
          erik: { id: "person-with-erik@acme.example", email: "erik@acme.example" },
          fay: { id: "person-with-fay@acme.example", email: "fay@acme.example" },
        },
      },
      known: true,
      secret: false,
    });
    const secret = await settled(handedOn["s3-access-grants"]!.clientSecret);
    assert.deepEqual(secret, { value: "secret-by-hand", known: true, secret: true });
  });

  it("stops where JumpCloud told no credentials of an application that it created, and says how they come", async () => {
    const { result } = await declare({ clients: { app: { ...client, create: true } }, credentials: {} });
    await assert.rejects(
      settled(result.clients["app"]!.clientSecret),
      /did not tell the client id and secret of jumpcloud\/app: .*--stack dev --for issuers.jumpcloud --take/,
    );
  });
});
