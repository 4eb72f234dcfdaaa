import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { withoutKeys } from "../../../lib/withoutKeys.ts";
import { credentialProcess } from "../../../scripts/lib/dataAccess/credentialProcess.ts";
import { DataAccessRefused } from "../../../scripts/lib/dataAccess/DataAccessRefused.ts";
import { readSession } from "../../../scripts/lib/login/Session.ts";
import { CrosstrustError } from "../../../trust/CrosstrustError.ts";
import { accountId, awsClouds } from "../../sandbox/aws/support/AwsCloud.ts";
import { makeRole, setRights, statement, trustOf } from "../../sandbox/aws/support/DataAccess.ts";
import { proxyClients } from "../../sandbox/support/proxyClient.ts";
import { sandboxes } from "../../sandbox/support/sandboxes.ts";
import { type TemporaryFolder, temporaryFolder } from "../support/temporaryFolder.ts";
import { DataAccessTown } from "./support/DataAccessTown.ts";
import { tokenShape } from "../../support/tokenShape.ts";

const execute = promisify(execFile);
const reader = join(import.meta.dirname, "clients", "readObjects.ts");

describe("npm run data-access, on the sandbox", () => {
  const clouds = awsClouds();
  const start = sandboxes();
  const clientOf = proxyClients();
  let folder: TemporaryFolder;
  let town: DataAccessTown;
  let before: string | undefined;

  beforeEach(async () => {
    folder = await temporaryFolder();
    before = process.env["AWS_SHARED_CREDENTIALS_FILE"];
    process.env["AWS_SHARED_CREDENTIALS_FILE"] = DataAccessTown.credentialsIn(folder);
    town = await DataAccessTown.make({ clouds, start, clientOf, folder });
  });
  afterEach(async () => {
    if (before === undefined) delete process.env["AWS_SHARED_CREDENTIALS_FILE"];
    else process.env["AWS_SHARED_CREDENTIALS_FILE"] = before;
    await folder.remove();
  });

  it("gives an unmodified AWS SDK client what the person was granted, by a session that lasts", async () => {
    const session = await town.session();
    const { refreshToken } = await readSession(session);
    const { credentials, grantScope } = await town.run({ session });
    assert.equal(grantScope, `s3://${town.access.bucket}/team-a/*`);
    const output = await folder.write("output.json", credentialProcess(credentials));
    const config = await folder.write("config", `[profile team-a]\ncredential_process = cat ${output}\n`);
    const own = ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN"];
    const { stdout } = await execute(process.execPath, [reader, town.access.bucket, "team-a/1.csv", "team-b/1.csv"], {
      env: {
        PATH: process.env["PATH"],
        ...withoutKeys(town.sandbox.clientEnvironment, own),
        ...{ AWS_CONFIG_FILE: config, AWS_PROFILE: "team-a", AWS_SHARED_CREDENTIALS_FILE: "/dev/null" },
      },
    });
    assert.deepEqual(JSON.parse(stdout), { "team-a/1.csv": "team-a/1.csv of Acme", "team-b/1.csv": "AccessDenied" });
    // Each time another ID token, by the refresh token that came with the one before.
    assert.notEqual((await readSession(session)).refreshToken, refreshToken);
    const again = await town.run({ session });
    assert.notEqual(again.credentials.accessKeyId, credentials.accessKeyId);
    assert.deepEqual([town.sandbox.refusals, town.access.cloud.refusals, town.app.org.refusals], [[], [], []]);
  });

  it("takes an ID token from standard input once", async () => {
    const idToken = await town.idToken();
    const readInput = async () => `${idToken}\n`;
    await town.run({ readInput });
    await refused(() => town.run({ readInput }), "exchange", "InvalidGrantException", /takes each ID token once/);
  });

  it("says to sign in again where somebody used the session's refresh token elsewhere", async () => {
    const session = await town.session();
    await town.app.refresh((await readSession(session)).refreshToken);
    await assert.rejects(town.run({ session }), {
      code: "VENDOR_REFUSED",
      message: /^The session has ended\. Sign in again: npm run login -- --stack test --issuer jumpcloud/,
    });
  });

  it("says so too where the person may use the application no more", async () => {
    const session = await town.session();
    const { app } = town;
    const edge = { op: "remove", type: "user", id: app.dora.id };
    await app.ask("POST", `/api/v2/usergroups/${app.group.id}/members`, edge);
    await assert.rejects(town.run({ session }), { code: "VENDOR_REFUSED", message: /^The session has ended/ });
  });

  describe("uses up no token, and says what to change, where", () => {
    it("the application does not map the email", async () => {
      await town.app.ask("PUT", `/.sandbox/applications/${town.app.id}`, { attributeMapping: {} });
      await assert.rejects(town.run(), { code: "VENDOR_REFUSED", where: /attribute mapping/ });
    });

    it("the token is of another issuer", async () => {
      town.deployed = { ...town.deployed, issuer: "https://oauth.id.jumpcloud.com" };
      await assert.rejects(town.run({ readInput: () => town.idToken() }), {
        code: "TOKEN_UNREADABLE",
        actual: "https://oauth.id.jumpcloud.com/",
      });
    });

    it("the user's own credentials may not take the exchange role", async () => {
      const { cloud } = town.access;
      const only = await makeRole(cloud, "only", [
        trustOf({ AWS: `arn:aws:iam::${accountId}:root` }, "sts:AssumeRole"),
      ]);
      town.deployed = { ...town.deployed, exchangeRoleArn: only.replace("only", "nobodys") };
      const idToken = () => assert.fail("a token was asked for");
      await refused(() => town.run({}, { idToken }), "exchangeRole", "AccessDenied", /must be allowed sts:AssumeRole/);
    });
  });

  describe("says what AWS's refusal means, where", () => {
    it("the grant names another audience", async () => {
      await town.access.authorize(["another-client"]);
      await refused(() => town.run(), "exchange", "InvalidGrantException", /trusted\n *token issuer must be/);
    });

    it("nobody has the email", async () => {
      await town.access.own.store.deleteUser({ IdentityStoreId: town.access.storeId, UserId: town.access.userId });
      const advice = /exactly one user of Identity Center must have the email dora@acme\.example/;
      await refused(() => town.run(), "exchange", "InvalidGrantException", advice);
    });

    it("two have the email", async () => {
      await town.access.addUser("dora2", "dora@acme.example");
      await refused(() => town.run(), "exchange", "InvalidGrantException", /exactly one user/);
    });

    it("the person is not assigned", async () => {
      await town.access.own.sso.deleteApplicationAssignment({
        ...{ ApplicationArn: town.access.applicationArn, PrincipalId: town.access.groupId, PrincipalType: "GROUP" },
      });
      await refused(() => town.run(), "exchange", "AccessDeniedException", /dora@acme\.example is not assigned/);
    });

    it("Identity Center is in another Region", async () => {
      town.deployed = { ...town.deployed, region: "us-east-1" };
      await refused(() => town.run(), "exchange", "InvalidClientException", /is not in us-east-1, or is gone/);
    });

    it("the application is disabled", async () => {
      await town.access.own.sso.updateApplication({ ApplicationArn: town.access.applicationArn, Status: "DISABLED" });
      await refused(() => town.run(), "exchange", "UnauthorizedClientException", /or is disabled/);
    });

    it("the identity role does not trust the exchange role", async () => {
      const trust = [trustOf({ AWS: `arn:aws:iam::${accountId}:role/only` }, "sts:AssumeRole")];
      await makeRole(town.access.cloud, "only", [trustOf({ AWS: `arn:aws:iam::${accountId}:root` }, "sts:AssumeRole")]);
      const other = await makeRole(town.access.cloud, "other", trust);
      town.deployed = { ...town.deployed, identityRoleArn: other };
      await refused(() => town.run(), "identity", "AccessDenied", /for sts:AssumeRole and sts:SetContext/);
    });

    it("the identity role may not ask S3 Access Grants", async () => {
      await setRights(town.access.cloud, "identity", [statement("s3:ListAllMyBuckets", "*")]);
      await refused(() => town.run(), "dataAccess", "AccessDenied", /must be allowed s3:GetDataAccess/);
    });

    it("the prefix is outside of every grant", async () => {
      const uri = `s3://${town.access.bucket}/team-b`;
      await refused(() => town.run({}, {}, uri), "dataAccess", "AccessDenied", /No grant of s3 covers .*team-b\/\*/);
    });

    it("the grant gives less", async () => {
      const advice = /WRITE is more than what is granted there: analysts-team-a gives READ/;
      await refused(() => town.run({}, { permission: "WRITE" }), "dataAccess", "AccessDenied", advice);
    });

    it("it is granted to others", async () => {
      const { store } = town.access.own;
      const IdentityStoreId = town.access.storeId;
      const { MembershipId } = await store.getGroupMembershipId({
        ...{ IdentityStoreId, GroupId: town.access.groupId, MemberId: { UserId: town.access.userId } },
      });
      await town.access.own.sso.createApplicationAssignment({
        ...{ ApplicationArn: town.access.applicationArn, PrincipalId: town.access.userId, PrincipalType: "USER" },
      });
      await store.deleteGroupMembership({ IdentityStoreId, MembershipId });
      await refused(() => town.run(), "dataAccess", "AccessDenied", /dora@acme\.example is not, or not a member/);
    });

    it("the Access Grants instance is associated with Identity Center no more", async () => {
      await town.access.own.control.dissociateAccessGrantsIdentityCenter({ AccountId: accountId });
      await refused(() => town.run(), "dataAccess", "AccessDenied", /not associated with Identity Center any more/);
    });

    it("the location's role gives no session of that length", async () => {
      const asked = () => town.run({}, { durationSeconds: 43_200 });
      await refused(asked, "dataAccess", "StsValidationError", /ask for less by --duration-minutes/);
    });
  });
});

/** Asserts which step was refused, AWS's own code, the advice, and that nothing of it is secret. */
async function refused(run: () => Promise<unknown>, step: string, awsCode: string, advice: RegExp): Promise<void> {
  await assert.rejects(run(), (error: unknown) => {
    assert.ok(error instanceof DataAccessRefused, String(error instanceof CrosstrustError ? error.message : error));
    assert.deepEqual([error.step, error.awsCode], [step, awsCode], error.message);
    assert.match(error.message, advice);
    assert.doesNotMatch(`${error.message} ${String(error.where)}`, tokenShape);
    assert.doesNotMatch(`${error.message} ${String(error.where)}`, /ory_|ASIA[A-Z0-9]{16}/);
    return true;
  });
}
