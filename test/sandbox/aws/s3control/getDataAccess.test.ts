import assert from "node:assert/strict";
import { UpdateAssumeRolePolicyCommand } from "@aws-sdk/client-iam";
import { accountId, awsClouds } from "../support/AwsCloud.ts";
import {
  clientsOf,
  DataAccess,
  identityCenterProvider,
  keysOf,
  makeRole,
  policy,
  setRights,
  statement,
  trustOf,
} from "../support/DataAccess.ts";
import { refused } from "../support/refused.ts";

describe("GetDataAccess", () => {
  const clouds = awsClouds();
  let access: DataAccess;
  let scope: string;

  beforeEach(async () => {
    access = await DataAccess.create(clouds);
    scope = `s3://${access.bucket}`;
    const { s3 } = access.own;
    for (const Key of ["team-a/one.txt", "team-a/sub/two.txt", "team-b/secret.txt"]) {
      await s3.putObject({ Bucket: access.bucket, Key, Body: Key });
    }
  });

  const denied = (permission: string, target: string) =>
    ["AccessDenied", 403, `You do not have ${permission} permissions to the requested S3 Prefix: ${target}`] as const;

  it("gives a person exactly the granted prefix, to read", async () => {
    const answer = await access.dataAccess(`${scope}/team-a/*`, "READ");
    assert.equal(answer.MatchedGrantTarget, `${scope}/team-a/*`);
    assert.deepEqual(answer.Grantee, { GranteeType: "DIRECTORY_GROUP", GranteeIdentifier: access.groupId });
    const { s3, sts } = clientsOf(access.cloud, keysOf(answer.Credentials));
    const { Arn } = await sts.getCallerIdentity({});
    assert.match(Arn!, new RegExp(`^arn:aws:sts::${accountId}:assumed-role/location/access-grants-`));
    const Bucket = access.bucket;
    const { Body } = await s3.getObject({ Bucket, Key: "team-a/one.txt" });
    assert.equal(await Body!.transformToString(), "team-a/one.txt");
    const { Contents } = await s3.listObjectsV2({ Bucket, Prefix: "team-a/" });
    assert.deepEqual(
      Contents?.map(({ Key }) => Key),
      ["team-a/one.txt", "team-a/sub/two.txt"],
    );
    const refusals: [Promise<unknown>, RegExp][] = [
      [s3.getObject({ Bucket, Key: "team-b/secret.txt" }), /perform: s3:GetObject on resource: .*team-b\/secret\.txt/],
      [s3.getObject({ Bucket, Key: "team-a/missing.txt" }), /^Access Denied$/],
      [s3.listObjectsV2({ Bucket }), /s3:ListBucket/],
      [s3.listObjectsV2({ Bucket, Prefix: "team-b/" }), /s3:ListBucket/],
      [s3.listObjectsV2({ Bucket, Prefix: "team" }), /s3:ListBucket/],
      [s3.putObject({ Bucket, Key: "team-a/three.txt", Body: "x" }), /s3:PutObject/],
      [s3.deleteObject({ Bucket, Key: "team-a/one.txt" }), /no session policy allows the s3:DeleteObject action$/],
      [s3.listBuckets({}), /s3:ListAllMyBuckets/],
    ];
    for (const [call, message] of refusals) await refused(call, "AccessDenied", 403, message);
    assert.deepEqual(access.cloud.refusals, []);
  });

  it("gives what is asked of a grant to read and write, and no more", async () => {
    await access.grant("team-b/*", "READWRITE");
    const Bucket = access.bucket;
    const write = await access.dataAccess(`${scope}/team-b/*`, "WRITE");
    const writer = clientsOf(access.cloud, keysOf(write.Credentials)).s3;
    await writer.putObject({ Bucket, Key: "team-b/new.txt", Body: "new" });
    await writer.deleteObject({ Bucket, Key: "team-b/secret.txt" });
    await refused(writer.getObject({ Bucket, Key: "team-b/new.txt" }), "AccessDenied", 403, /s3:GetObject/);
    const both = await access.dataAccess(`${scope}/team-b/*`, "READWRITE");
    const { s3 } = clientsOf(access.cloud, keysOf(both.Credentials));
    const { Contents } = await s3.listObjectsV2({ Bucket, Prefix: "team-b/" });
    assert.deepEqual(
      Contents?.map(({ Key, Size }) => [Key, Size]),
      [["team-b/new.txt", 3]],
    );
  });

  it("lets whoever has all of a bucket list it without a prefix", async () => {
    await access.grant("*", "READ");
    const { Credentials, MatchedGrantTarget } = await access.dataAccess(`${scope}/*`, "READ");
    assert.equal(MatchedGrantTarget, `${scope}/*`);
    const { s3 } = clientsOf(access.cloud, keysOf(Credentials));
    const { Contents } = await s3.listObjectsV2({ Bucket: access.bucket });
    assert.deepEqual(
      Contents?.map(({ Key }) => Key),
      ["team-a/one.txt", "team-a/sub/two.txt", "team-b/secret.txt"],
    );
    await s3.headBucket({ Bucket: access.bucket });
  });

  it("minds where a prefix ends, and takes keys as they are", async () => {
    const { s3 } = access.own;
    for (const Key of ["team-ab/one.txt", "team-a/../team-b/secret.txt"]) {
      await s3.putObject({ Bucket: access.bucket, Key, Body: Key });
    }
    for (const target of [`${scope}/team-ab/*`, `${scope}/team-a`, `${scope}*`, `${scope}-2/team-a/*`, "s3://*"]) {
      await refused(access.dataAccess(target, "READ"), ...denied("READ", target));
    }
    const { Credentials } = await access.dataAccess(`${scope}/team-a/*`, "READ");
    const granted = clientsOf(access.cloud, keysOf(Credentials)).s3;
    const { Body } = await granted.getObject({ Bucket: access.bucket, Key: "team-a/../team-b/secret.txt" });
    assert.equal(await Body!.transformToString(), "team-a/../team-b/secret.txt");
    for (const asked of [{ Prefix: "team-a" }, { Prefix: "team-", Delimiter: "/" }, { Delimiter: "/" }]) {
      const list = granted.listObjectsV2({ Bucket: access.bucket, ...asked });
      await refused(list, "AccessDenied", 403, /s3:ListBucket/);
    }
  });

  it("gives the grant's scope unless the least is asked for", async () => {
    const { control } = clientsOf(access.cloud, await access.identityKeys());
    const asked = { AccountId: accountId, Target: `${scope}/team-a/sub/two.txt`, Permission: "READ" as const };
    assert.equal((await control.getDataAccess(asked)).MatchedGrantTarget, `${scope}/team-a/*`);
    const minimal = await control.getDataAccess({ ...asked, Privilege: "Minimal", TargetType: "Object" });
    assert.equal(minimal.MatchedGrantTarget, asked.Target);
    const { s3 } = clientsOf(access.cloud, keysOf(minimal.Credentials));
    await s3.headObject({ Bucket: access.bucket, Key: "team-a/sub/two.txt" });
    const other = s3.getObject({ Bucket: access.bucket, Key: "team-a/one.txt" });
    await refused(other, "AccessDenied", 403, /s3:GetObject/);
  });

  it("lasts as long as asked, within the bounds of the role", async () => {
    const keys = await access.identityKeys();
    const { control } = clientsOf(access.cloud, keys);
    const asked = { AccountId: accountId, Target: `${scope}/team-a/*`, Permission: "READ" as const };
    const { Credentials } = await control.getDataAccess({ ...asked, DurationSeconds: 900 });
    const seconds = Credentials!.Expiration!.getTime() / 1000 - Math.floor(access.cloud.clock.now().getTime() / 1000);
    assert.equal(seconds, 900);
    await refused(control.getDataAccess({ ...asked, DurationSeconds: 899 }), "InvalidRequest", 400, /durationSeconds/);
    const long = control.getDataAccess({ ...asked, DurationSeconds: 7200 });
    await refused(long, "StsValidationError", 400, /MaxSessionDuration/);
    access.cloud.clock.advance(901);
    const { s3 } = clientsOf(access.cloud, keysOf(Credentials));
    await refused(s3.getObject({ Bucket: access.bucket, Key: "team-a/one.txt" }), "ExpiredToken", 400, /expired/);
  });

  const outside: [what: string, target: string, permission: "READ" | "WRITE" | "READWRITE"][] = [
    ["another prefix", "/team-b/*", "READ"],
    ["more than the prefix", "/team-a*", "READ"],
    ["the whole bucket", "/*", "READ"],
    ["the wrong permission", "/team-a/*", "WRITE"],
    ["more than the permission", "/team-a/*", "READWRITE"],
  ];
  for (const [what, path, permission] of outside) {
    it(`refuses ${what}`, async () => {
      const target = `${scope}${path}`;
      await refused(access.dataAccess(target, permission), ...denied(permission, target));
    });
  }

  it("refuses another region, where there is no instance", async () => {
    const call = access.dataAccess(`${scope}/team-a/*`, "READ", "us-east-1");
    // The role may ask for data in its own region alone.
    await refused(call, "AccessDenied", 403, /s3:GetDataAccess on resource: arn:aws:s3:us-east-1:/);
    await setRights(access.cloud, "identity", [statement("s3:GetDataAccess", "*")]);
    const allowed = access.dataAccess(`${scope}/team-a/*`, "READ", "us-east-1");
    await refused(allowed, "AccessGrantsInstanceNotExistsError", 404, "Access Grants Instance does not exist");
  });

  it("refuses when the instance is not associated with Identity Center", async () => {
    const target = `${scope}/team-a/*`;
    const keys = await access.identityKeys();
    await access.askData(keys, target, "READ");
    await access.own.control.dissociateAccessGrantsIdentityCenter({ AccountId: accountId });
    await refused(access.askData(keys, target, "READ"), ...denied("READ", target));
  });

  it("refuses whoever is not in the group any more, and a token without S3's scope", async () => {
    const target = `${scope}/team-a/*`;
    const keys = await access.identityKeys();
    await access.own.sso.deleteApplicationAccessScope({
      ApplicationArn: access.applicationArn,
      Scope: "s3:access_grants:read_write",
    });
    await refused(access.dataAccess(target, "READ"), ...denied("READ", target));
    const member = { IdentityStoreId: access.storeId, GroupId: access.groupId, MemberId: { UserId: access.userId } };
    const { MembershipId } = await access.own.store.getGroupMembershipId(member);
    await access.own.store.deleteGroupMembership({ IdentityStoreId: access.storeId, MembershipId });
    await refused(access.askData(keys, target, "READ"), ...denied("READ", target));
  });

  it("refuses a session without a person, and the account's user", async () => {
    const target = `${scope}/team-a/*`;
    await refused(access.askData(access.cloud.clientConfig.credentials, target, "READ"), ...denied("READ", target));
    const plain = await access.identityKeys({ ProvidedContexts: undefined });
    await refused(access.askData(plain, target, "READ"), ...denied("READ", target));
    await refused(
      access.askData(await access.exchangeKeys(), target, "READ"),
      "AccessDenied",
      403,
      /because no identity-based policy allows the s3:GetDataAccess action/,
    );
  });

  it("gives an IAM role what it was granted itself", async () => {
    const reader = await makeRole(
      access.cloud,
      "reader",
      [trustOf({ AWS: `arn:aws:iam::${accountId}:user/crosstrust` }, "sts:AssumeRole")],
      [statement(["s3:GetDataAccess", "s3:ListCallerAccessGrants"], "*")],
    );
    await access.own.control.createAccessGrant({
      AccountId: accountId,
      AccessGrantsLocationId: access.locationId,
      AccessGrantsLocationConfiguration: { S3SubPrefix: "team-b/*" },
      Permission: "READ",
      Grantee: { GranteeType: "IAM", GranteeIdentifier: reader },
    });
    const { Credentials } = await access.own.sts.assumeRole({ RoleArn: reader, RoleSessionName: "reader" });
    const { control } = clientsOf(access.cloud, keysOf(Credentials));
    const { CallerAccessGrantsList } = await control.listCallerAccessGrants({ AccountId: accountId });
    assert.deepEqual(CallerAccessGrantsList, [
      { Permission: "READ", GrantScope: `${scope}/team-b/*`, ApplicationArn: "ALL" },
    ]);
    const asked = { AccountId: accountId, Target: `${scope}/team-b/*`, Permission: "READ" as const };
    assert.equal((await control.getDataAccess(asked)).Grantee?.GranteeIdentifier, reader);
  });

  it("counts a grant for one application through that application alone", async () => {
    await access.own.control.createAccessGrant({
      AccountId: accountId,
      AccessGrantsLocationId: access.locationId,
      AccessGrantsLocationConfiguration: { S3SubPrefix: "team-b/*" },
      Permission: "READ",
      ApplicationArn: `${access.applicationArn.slice(0, -16)}0123456789abcdef`,
      Grantee: { GranteeType: "DIRECTORY_USER", GranteeIdentifier: access.userId },
    });
    const target = `${scope}/team-b/*`;
    await refused(access.dataAccess(target, "READ"), ...denied("READ", target));
    await setRights(access.cloud, "identity", [statement("s3:ListCallerAccessGrants", "*")]);
    const { control } = clientsOf(access.cloud, await access.identityKeys());
    const scopes = async (AllowedByApplication?: boolean) => {
      const { CallerAccessGrantsList } = await control.listCallerAccessGrants({
        AccountId: accountId,
        AllowedByApplication,
      });
      return CallerAccessGrantsList?.map(({ GrantScope }) => GrantScope);
    };
    assert.deepEqual(await scopes(), [`${scope}/team-a/*`, target]);
    assert.deepEqual(await scopes(true), [`${scope}/team-a/*`]);
  });

  it("counts the grants of the identity role for a person, too", async () => {
    await access.own.control.createAccessGrant({
      AccountId: accountId,
      AccessGrantsLocationId: access.locationId,
      AccessGrantsLocationConfiguration: { S3SubPrefix: "team-b/*" },
      Permission: "READ",
      Grantee: { GranteeType: "IAM", GranteeIdentifier: access.identityRole },
    });
    const { Grantee } = await access.dataAccess(`${scope}/team-b/*`, "READ");
    assert.deepEqual(Grantee, { GranteeType: "IAM", GranteeIdentifier: access.identityRole });
  });

  it("cannot take a location's role that does not let it", async () => {
    const principal = { Service: "access-grants.s3.amazonaws.com" };
    const trusts = [
      trustOf(principal, "sts:AssumeRole", "sts:SetSourceIdentity"),
      {
        ...trustOf(principal, "sts:AssumeRole", "sts:SetContext"),
        Condition: { StringEquals: { "aws:SourceAccount": "999999999999" } },
      },
      {
        ...trustOf(principal, "sts:AssumeRole", "sts:SetContext"),
        Condition: { Bool: { "aws:SecureTransport": false } },
      },
      {
        ...trustOf(principal, "sts:AssumeRole", "sts:SetContext"),
        Condition: { "ForAllValues:ArnEquals": { "sts:RequestContextProviders": `${identityCenterProvider}2` } },
      },
    ];
    const keys = await access.identityKeys();
    for (const trust of trusts) {
      const PolicyDocument = policy(trust);
      await access.cloud.iam.send(new UpdateAssumeRolePolicyCommand({ RoleName: "location", PolicyDocument }));
      await refused(
        access.askData(keys, `${scope}/team-a/*`, "READ"),
        "StsNotAuthorizedError",
        403,
        /^User: access-grants\.s3\.amazonaws\.com is not authorized to perform: sts:\w+ on resource: .*role\/location$/,
      );
    }
  });

  it("gives no more than the location's role has", async () => {
    await setRights(access.cloud, "location", [
      statement("s3:GetObject", `arn:aws:s3:::${access.bucket}/team-a/sub/*`),
    ]);
    const { Credentials } = await access.dataAccess(`${scope}/team-a/*`, "READ");
    const { s3 } = clientsOf(access.cloud, keysOf(Credentials));
    await s3.getObject({ Bucket: access.bucket, Key: "team-a/sub/two.txt" });
    const other = s3.getObject({ Bucket: access.bucket, Key: "team-a/one.txt" });
    await refused(other, "AccessDenied", 403, /no identity-based policy allows the s3:GetObject action$/);
  });
});
