import assert from "node:assert/strict";
import { CreateAccessGrantCommand } from "@aws-sdk/client-s3-control";
import { accountId as AccountId, awsClouds, start } from "../support/AwsCloud.ts";
import { clientsOf, DataAccess, instanceArn, makeRole, trustOf } from "../support/DataAccess.ts";
import { plain } from "../support/plain.ts";
import { refused } from "../support/refused.ts";

describe("S3 Access Grants", () => {
  const clouds = awsClouds();
  let access: DataAccess;
  let control: DataAccess["own"]["control"];

  beforeEach(async () => {
    access = await DataAccess.create(clouds);
    ({ control } = access.own);
  });

  it("is one instance a region, which is emptied before it goes", async () => {
    const instance = plain(await control.getAccessGrantsInstance({ AccountId }));
    const { IdentityCenterApplicationArn } = instance;
    assert.deepEqual(instance, {
      AccessGrantsInstanceArn: instanceArn,
      AccessGrantsInstanceId: "default",
      IdentityCenterArn: IdentityCenterApplicationArn,
      IdentityCenterInstanceArn: access.identityCenterArn,
      IdentityCenterApplicationArn,
      CreatedAt: start,
    });
    const { AccessGrantsInstancesList } = await control.listAccessGrantsInstances({ AccountId });
    assert.equal(AccessGrantsInstancesList?.length, 1);
    await refused(
      control.createAccessGrantsInstance({ AccountId }),
      "AccessGrantsInstanceAlreadyExists",
      409,
      "Access Grants Instance already exists",
    );
    const notEmpty = control.deleteAccessGrantsInstance({ AccountId });
    await refused(notEmpty, "AccessGrantsInstanceNotEmptyError", 400, /clean up locations/);
    const { locationId: AccessGrantsLocationId, grantId: AccessGrantId } = access;
    const inUse = control.deleteAccessGrantsLocation({ AccountId, AccessGrantsLocationId });
    await refused(inUse, "AccessGrantsLocationNotEmptyError", 400, /clean up access grants/);
    await control.deleteAccessGrant({ AccountId, AccessGrantId });
    await control.deleteAccessGrantsLocation({ AccountId, AccessGrantsLocationId });
    await refused(control.deleteAccessGrantsInstance({ AccountId }), "InvalidRequest", 400, /dissociate/);
    await control.dissociateAccessGrantsIdentityCenter({ AccountId });
    await control.deleteAccessGrantsInstance({ AccountId });
    const gone = control.getAccessGrantsInstance({ AccountId });
    await refused(gone, "AccessGrantsInstanceNotExistsError", 404, "Access Grants Instance does not exist");
    assert.deepEqual(access.cloud.refusals, []);
  });

  it("keeps a policy for other accounts", async () => {
    const none = ["AccessGrantsInstanceResourcePolicyNotExists", 404, /Resource Policy does not exist/] as const;
    await refused(control.getAccessGrantsInstanceResourcePolicy({ AccountId }), ...none);
    const Policy = JSON.stringify({ Version: "2012-10-17", Statement: [] });
    await control.putAccessGrantsInstanceResourcePolicy({ AccountId, Policy, Organization: "o-acmeacme12" });
    const kept = plain(await control.getAccessGrantsInstanceResourcePolicy({ AccountId }));
    assert.deepEqual(kept, { Policy, Organization: "o-acmeacme12", CreatedAt: start });
    await control.deleteAccessGrantsInstanceResourcePolicy({ AccountId });
    await refused(control.getAccessGrantsInstanceResourcePolicy({ AccountId }), ...none);
    const { control: elsewhere } = clientsOf(access.cloud, undefined, "us-east-1");
    const nowhere = elsewhere.putAccessGrantsInstanceResourcePolicy({ AccountId, Policy });
    await refused(nowhere, "AccessGrantsInstanceNotExistsError", 404, /does not exist/);
  });

  it("is associated with the region's Identity Center instance and no other", async () => {
    const { control: elsewhere } = clientsOf(access.cloud, undefined, "us-east-1");
    const { identityCenterArn: IdentityCenterArn } = access;
    const wrong = ["InvalidIdentityCenterInstance", 400, /identity center instance/] as const;
    await refused(elsewhere.createAccessGrantsInstance({ AccountId, IdentityCenterArn }), ...wrong);
    await elsewhere.createAccessGrantsInstance({ AccountId });
    await refused(elsewhere.associateAccessGrantsIdentityCenter({ AccountId, IdentityCenterArn }), ...wrong);
    await refused(control.associateAccessGrantsIdentityCenter({ AccountId, IdentityCenterArn }), ...wrong);
    await control.dissociateAccessGrantsIdentityCenter({ AccountId });
    await control.associateAccessGrantsIdentityCenter({ AccountId, IdentityCenterArn });
  });

  it("is found by a prefix", async () => {
    const found = await control.getAccessGrantsInstanceForPrefix({ AccountId, S3Prefix: `s3://${access.bucket}/a` });
    assert.equal(found.AccessGrantsInstanceArn, instanceArn);
  });

  it("has locations in buckets of the account and the region, with roles that it may take", async () => {
    const { locationRole: IAMRoleArn, bucket } = access;
    const create = (LocationScope: string, role = IAMRoleArn) =>
      control.createAccessGrantsLocation({ AccountId, LocationScope, IAMRoleArn: role });
    await refused(create(`s3://${bucket}/*`), "AccessGrantsLocationAlreadyExistsError", 409, /already exists/);
    const invalid = ["InvalidAccessGrantsLocation", 400, /Location is invalid/] as const;
    await refused(create("s3://somebody-elses"), ...invalid);
    await refused(create("gs://bucket"), ...invalid);
    const role = await makeRole(access.cloud, "other", [
      trustOf({ Service: "lambda.amazonaws.com" }, "sts:AssumeRole"),
    ]);
    for (const wrong of [role, `${role}-not-there`]) {
      await refused(create(`s3://${bucket}/x*`, wrong), "InvalidIamRole", 400, /IAM Role is invalid/);
    }
    const { AccessGrantsLocationId } = await create("s3://");
    assert.equal(AccessGrantsLocationId, "default");
    const asked = { AccountId, AccessGrantsLocationId: access.locationId };
    assert.deepEqual(plain(await control.getAccessGrantsLocation(asked)), {
      CreatedAt: start,
      AccessGrantsLocationId: access.locationId,
      AccessGrantsLocationArn: `${instanceArn}/location/${access.locationId}`,
      LocationScope: `s3://${bucket}/*`,
      IAMRoleArn,
    });
    const update = control.updateAccessGrantsLocation({ ...asked, IAMRoleArn: role });
    await refused(update, "InvalidIamRole", 400, /IAM Role is invalid/);
    await control.updateAccessGrantsLocation({ ...asked, IAMRoleArn });
    const first = await control.listAccessGrantsLocations({ AccountId, MaxResults: 1 });
    const second = await control.listAccessGrantsLocations({ AccountId, MaxResults: 1, NextToken: first.NextToken });
    const scopes = [first, second].map((page) => page.AccessGrantsLocationsList?.map((one) => one.LocationScope));
    assert.deepEqual(scopes, [[`s3://${bucket}/*`], ["s3://"]]);
  });

  it("has grants to people of the directory", async () => {
    const { grantId: AccessGrantId, locationId: AccessGrantsLocationId, groupId, bucket } = access;
    const Grantee = { GranteeType: "DIRECTORY_GROUP", GranteeIdentifier: groupId } as const;
    const AccessGrantsLocationConfiguration = { S3SubPrefix: "team-a/*" };
    assert.deepEqual(plain(await control.getAccessGrant({ AccountId, AccessGrantId })), {
      CreatedAt: start,
      AccessGrantId,
      AccessGrantArn: `${instanceArn}/grant/${AccessGrantId}`,
      Grantee,
      Permission: "READ",
      AccessGrantsLocationId,
      AccessGrantsLocationConfiguration,
      GrantScope: `s3://${bucket}/team-a/*`,
    });
    const input = { AccountId, AccessGrantsLocationId, AccessGrantsLocationConfiguration, Grantee };
    const create = (changes: object) =>
      control.send(new CreateAccessGrantCommand({ ...input, Permission: "READ", ...changes }));
    await refused(create({}), "AccessGrantAlreadyExists", 409, "The specified access grant already exists");
    const strangers = [
      { ...Grantee, GranteeIdentifier: access.userId },
      { GranteeType: "IAM", GranteeIdentifier: `arn:aws:iam::${AccountId}:role/nobody` },
      { GranteeType: "IAM", GranteeIdentifier: "nobody" },
    ];
    for (const stranger of strangers) {
      await refused(create({ Grantee: stranger }), "InvalidRequest", 400, "Invalid Grantee in the request");
    }
    await refused(create({ Permission: "EXECUTE" }), "InvalidRequest", 400, /Permission/);
    const unknown = create({ AccessGrantsLocationId: "nowhere" });
    await refused(unknown, "NoSuchAccessGrantsLocationError", 404, /does not exist/);
    const whole = await create({ AccessGrantsLocationConfiguration: undefined, Permission: "WRITE" });
    assert.equal(whole.GrantScope, `s3://${bucket}/*`);
    assert.deepEqual(whole.AccessGrantsLocationConfiguration, { S3SubPrefix: "" });
    const theirs = { GranteeType: "IAM", GranteeIdentifier: "arn:aws:iam::999999999999:role/theirs" };
    const ofAnother = await create({ Grantee: theirs, Permission: "WRITE" });
    await control.deleteAccessGrant({ AccountId, AccessGrantId: ofAnother.AccessGrantId });
    const { AccessGrantsList } = await control.listAccessGrants({ AccountId, Permission: "READ" });
    assert.deepEqual(
      AccessGrantsList?.map((one) => one.AccessGrantId),
      [AccessGrantId],
    );
    await control.deleteAccessGrant({ AccountId, AccessGrantId });
    const gone = control.getAccessGrant({ AccountId, AccessGrantId });
    await refused(gone, "NoSuchAccessGrantError", 404, /does not exist/);
    await control.dissociateAccessGrantsIdentityCenter({ AccountId });
    await refused(create({}), "InvalidIdentityCenterInstance", 400, /identity center instance/);
  });

  it("narrows down the default location to a bucket", async () => {
    const { AccessGrantsLocationId } = await control.createAccessGrantsLocation({
      AccountId,
      LocationScope: "s3://",
      IAMRoleArn: access.locationRole,
    });
    const Grantee = { GranteeType: "DIRECTORY_USER", GranteeIdentifier: access.userId } as const;
    const input = { AccountId, AccessGrantsLocationId, Grantee, Permission: "READ" } as const;
    await refused(control.createAccessGrant(input), "InvalidRequest", 400, /S3SubPrefix/);
    const AccessGrantsLocationConfiguration = { S3SubPrefix: `${access.bucket}/team-b/*` };
    const { GrantScope } = await control.createAccessGrant({ ...input, AccessGrantsLocationConfiguration });
    assert.equal(GrantScope, `s3://${access.bucket}/team-b/*`);
    assert.ok((await access.dataAccess(GrantScope, "READ")).Credentials);
  });

  it("has tags on all of it", async () => {
    const ResourceArn = `${instanceArn}/location/${access.locationId}`;
    await control.tagResource({
      AccountId,
      ResourceArn,
      Tags: [
        { Key: "a", Value: "1" },
        { Key: "b", Value: "2" },
      ],
    });
    await control.untagResource({ AccountId, ResourceArn, TagKeys: ["a"] });
    const { Tags } = await control.listTagsForResource({ AccountId, ResourceArn });
    assert.deepEqual(Tags, [{ Key: "b", Value: "2" }]);
    const twice = [
      { Key: "a", Value: "1" },
      { Key: "a", Value: "2" },
    ];
    await refused(control.tagResource({ AccountId, ResourceArn, Tags: twice }), "InvalidTag", 400, /duplicate/);
  });

  it("knows its own account alone", async () => {
    const other = control.getAccessGrantsInstance({ AccountId: "999999999999" });
    await refused(other, "AccessDenied", 403, "Access Denied");
  });
});
