import assert from "node:assert/strict";
import { withoutKeys } from "../../../../lib/withoutKeys.ts";
import { S3 } from "@aws-sdk/client-s3";
import { Secret } from "../../../../providers/lib/PropertyValue.ts";
import type { PropertyMap } from "../../../../providers/lib/PropertyValue.ts";
import type { ProviderClient } from "../../../providers/lib/ProviderClient.ts";
import { sdkHandler } from "../../aws/support/sdkHandler.ts";
import { change, importAgain, make, type Made, PluginRehearsal, unmake } from "../PluginRehearsal.ts";

const Bucket = "aws:s3/bucket:Bucket";
const PublicAccessBlock = "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock";
const Instance = "aws:s3control/accessGrantsInstance:AccessGrantsInstance";
const Location = "aws:s3control/accessGrantsLocation:AccessGrantsLocation";
const Grant = "aws:s3control/accessGrant:AccessGrant";
const Role = "aws:iam/role:Role";
const Group = "aws:identitystore/group:Group";

const trust: PropertyMap = {
  Version: "2012-10-17",
  Statement: [
    {
      Effect: "Allow",
      Action: ["sts:AssumeRole", "sts:SetSourceIdentity", "sts:SetContext"],
      Principal: { Service: "access-grants.s3.amazonaws.com" },
    },
  ],
};

describe("the bundled aws plugin, S3 and its Access Grants", () => {
  let rehearsal: PluginRehearsal;
  let aws: ProviderClient;
  let account: string;
  let instanceArn: string;
  let identityStoreId: string;

  before(async () => {
    rehearsal = await PluginRehearsal.start();
    aws = rehearsal.connect("aws");
    await aws.configure({ region: "eu-central-1" });
    account = rehearsal.sandbox.credentials.awsAccountId;
    const { result } = await aws.invoke("aws:ssoadmin/getInstances:getInstances");
    [instanceArn = ""] = result["arns"] as string[];
    [identityStoreId = ""] = result["identityStoreIds"] as string[];
  });

  after(async () => {
    assert.deepEqual(rehearsal.sandbox.refusals, []);
    await rehearsal.close();
  });

  const role = (name: string): Promise<Made> => make(aws, Role, { name, assumeRolePolicy: trust });

  it("manages a bucket", async () => {
    const declared = { bucket: "acme-dev-reports", tags: { team: "keys" } };
    const made = await make(aws, Bucket, declared);
    assert.equal(made.id, "acme-dev-reports");
    assert.deepEqual(
      ["arn", "bucketRegion", "bucketRegionalDomainName", "acl", "versioning"].map((name) => made.state[name]),
      [
        "arn:aws:s3:::acme-dev-reports",
        "eu-central-1",
        "acme-dev-reports.s3.eu-central-1.amazonaws.com",
        "private",
        { enabled: false, mfaDelete: false },
      ],
    );
    await importAgain(aws, made.id, made);
    const retagged = await change(
      aws,
      made,
      { ...declared, forceDestroy: true, tags: { team: "access" } },
      { forceDestroy: "ADD", "tags.team": "UPDATE", "tagsAll.team": "UPDATE" },
    );
    const untagged = await change(
      aws,
      retagged,
      { bucket: "acme-dev-reports" },
      { forceDestroy: "UPDATE", tags: "DELETE", "tagsAll.team": "DELETE" },
    );
    const renamed = { ...untagged.inputs, bucket: "acme-dev-others" };
    assert.deepEqual((await aws.diff(Bucket, made.id, untagged.state, renamed)).replaces, ["bucket"]);
    await unmake(aws, untagged);
  });

  it("names a bucket itself, and makes it in another region", async () => {
    const named = await make(aws, Bucket, {});
    assert.match(named.id, /^thing-[0-9a-f]{7}$/);
    const prefixed = await make(aws, Bucket, { bucketPrefix: "acme-", region: "us-east-1" });
    assert.match(prefixed.id, /^acme-\d{18}[0-9a-f]{8}$/);
    assert.deepEqual([prefixed.state["bucketRegion"], prefixed.state["region"]], ["us-east-1", "us-east-1"]);
    for (const made of [named, prefixed]) await unmake(aws, made);
  });

  it("refuses by name what it cannot set of a bucket", async () => {
    const { failures } = await aws.check(Bucket, { acl: "public-read", versioning: { enabled: true } });
    assert.deepEqual(
      failures.map(({ reason }) => /"(\w+)": this plugin cannot set it/.exec(reason)?.[1]),
      ["acl", "versioning"],
    );
  });

  it("manages a bucket's public access block", async () => {
    const bucket = await make(aws, Bucket, { bucket: "acme-dev-private" });
    const all = { blockPublicAcls: true, blockPublicPolicy: true, ignorePublicAcls: true, restrictPublicBuckets: true };
    const made = await make(aws, PublicAccessBlock, { bucket: bucket.id, ...all });
    assert.equal(made.id, "acme-dev-private");
    await importAgain(aws, made.id, made);
    const opened = await change(
      aws,
      made,
      { bucket: bucket.id, ...all, blockPublicPolicy: false },
      { blockPublicPolicy: "UPDATE" },
    );
    await unmake(aws, opened);
    await unmake(aws, bucket);
  });

  it("empties a bucket that may be destroyed with what is in it, and no other", async () => {
    const { awsAccessKeyId: accessKeyId, awsSecretAccessKey: secretAccessKey } = rehearsal.sandbox.credentials;
    const s3 = new S3({
      region: "eu-central-1",
      credentials: { accessKeyId, secretAccessKey },
      requestHandler: sdkHandler((request) => rehearsal.sandbox.fetch(request)),
    });
    const kept = await make(aws, Bucket, { bucket: "acme-dev-full" });
    await s3.putObject({ Bucket: kept.id, Key: "a/1", Body: "one" });
    await s3.putObject({ Bucket: kept.id, Key: "a/2", Body: "two" });
    await assert.rejects(aws.delete(Bucket, kept.id, kept.state), /BucketNotEmpty/);
    const news = { ...kept.inputs, forceDestroy: true };
    const state = await aws.update(Bucket, kept.id, kept.state, news);
    await unmake(aws, { ...kept, state, inputs: news });
  });

  it("manages an instance, its association with Identity Center, locations and grants", async () => {
    const instance = await make(aws, Instance, { tags: { team: "keys" } });
    assert.equal(instance.id, account);
    assert.equal(instance.state["accessGrantsInstanceArn"], `arn:aws:s3:eu-central-1:${account}:access-grants/default`);
    await importAgain(aws, account, instance);
    const associated = await change(
      aws,
      instance,
      { identityCenterArn: instanceArn, tags: { team: "access" } },
      { identityCenterArn: "ADD", "tags.team": "UPDATE", "tagsAll.team": "UPDATE" },
    );
    assert.match(
      associated.state["identityCenterApplicationArn"] as string,
      new RegExp(`^arn:aws:sso::${account}:application/ssoins-[0-9a-f]{16}/apl-`),
    );

    const bucket = await make(aws, Bucket, { bucket: "acme-dev-granted" });
    const [first, second] = [await role("location-a"), await role("location-b")];
    const location = await make(aws, Location, {
      iamRoleArn: first.state["arn"]!,
      locationScope: "s3://acme-dev-granted/",
      tags: { team: "keys" },
    });
    const locationId = location.state["accessGrantsLocationId"] as string;
    assert.equal(location.id, `${account},${locationId}`);
    await importAgain(aws, location.id, location);
    const moved = await change(
      aws,
      location,
      { ...location.inputs, iamRoleArn: second.state["arn"]!, tags: {} },
      { iamRoleArn: "UPDATE", "tags.team": "DELETE", "tagsAll.team": "DELETE" },
    );
    const elsewhere = { ...moved.inputs, locationScope: "s3://acme-dev-granted/a/" };
    assert.deepEqual((await aws.diff(Location, location.id, moved.state, elsewhere)).replaces, ["locationScope"]);

    const group = await make(aws, Group, { identityStoreId, displayName: "Analysts" });
    const declared: PropertyMap = {
      accessGrantsLocationConfiguration: { s3SubPrefix: "team-a/*" },
      accessGrantsLocationId: locationId,
      grantee: { granteeIdentifier: group.state["groupId"]!, granteeType: "DIRECTORY_GROUP" },
      permission: "READ",
    };
    const grant = await make(aws, Grant, declared);
    assert.equal(grant.id, `${account},${grant.state["accessGrantId"] as string}`);
    assert.equal(grant.state["grantScope"], "s3://acme-dev-granted/team-a/*");
    await importAgain(aws, grant.id, grant);
    const tagged = await change(aws, grant, { ...declared, tags: { a: "b" } }, { tags: "ADD", tagsAll: "ADD" });
    const written = {
      ...tagged.inputs,
      permission: "READWRITE",
      accessGrantsLocationConfiguration: { s3SubPrefix: "b/*" },
    };
    assert.deepEqual((await aws.diff(Grant, grant.id, tagged.state, written)).replaces, [
      "accessGrantsLocationConfiguration",
      "permission",
    ]);

    const whole = await make(aws, Grant, withoutKeys(declared, ["accessGrantsLocationConfiguration"]));
    assert.equal(whole.state["accessGrantsLocationConfiguration"], undefined);
    const one = { ...declared, accessGrantsLocationConfiguration: { s3SubPrefix: "a.txt" }, s3PrefixType: "Object" };
    const object = await make(aws, Grant, one);
    assert.equal(object.state["grantScope"], "s3://acme-dev-granted/a.txt");
    const prefix = withoutKeys(object.inputs, ["s3PrefixType"]);
    assert.deepEqual((await aws.diff(Grant, object.id, object.state, prefix)).replaces, ["s3PrefixType"]);
    for (const made of [whole, object]) await unmake(aws, made);
    await assert.rejects(aws.delete(Location, moved.id, moved.state), /AccessGrantsLocationNotEmpty/);
    for (const made of [tagged, group, moved, first, second, bucket, associated]) await unmake(aws, made);
  });

  it("says what is wrong with a grant, before AWS is asked", async () => {
    const { failures } = await aws.check(Grant, {
      accessGrantsLocationId: "default",
      grantee: { granteeIdentifier: new Secret("hidden"), granteeType: "USER" },
      permission: "ALL",
    });
    assert.deepEqual(
      failures.map(({ reason }) => reason),
      [
        '"grantee.granteeType": must be one of "DIRECTORY_USER", "DIRECTORY_GROUP", "IAM"',
        'must be one of "READ", "WRITE", "READWRITE"',
      ],
    );
    await assert.rejects(aws.read(Grant, account), /expected accountId,accessGrantId/);
  });

  it("makes one instance a region, and says where there is none", async () => {
    assert.equal((await aws.read(Instance, account)).id, "");
    const made = await make(aws, Instance, {});
    const { inputs } = await aws.check(Instance, {});
    await assert.rejects(aws.create(Instance, inputs), /AccessGrantsInstanceAlreadyExists/);
    await unmake(aws, made);
  });
});
