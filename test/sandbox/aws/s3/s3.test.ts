import assert from "node:assert/strict";
import { Readable } from "node:stream";
import type { S3 } from "@aws-sdk/client-s3";
import { type AwsCloud, awsClouds, region, start } from "../support/AwsCloud.ts";
import { clientsOf } from "../support/DataAccess.ts";
import { plain } from "../support/plain.ts";
import { refused } from "../support/refused.ts";

const Bucket = "acme-dev-reports";

describe("S3", () => {
  const clouds = awsClouds();
  let cloud: AwsCloud;
  let s3: S3;

  const create = (name = Bucket) =>
    s3.createBucket({ Bucket: name, CreateBucketConfiguration: { LocationConstraint: region } });

  beforeEach(async () => {
    cloud = clouds();
    ({ s3 } = clientsOf(cloud));
    await create();
  });

  it("has buckets, of one name each", async () => {
    assert.equal((await s3.headBucket({ Bucket })).BucketRegion, region);
    assert.equal((await s3.getBucketLocation({ Bucket })).LocationConstraint, region);
    const { Buckets } = await s3.listBuckets({});
    assert.deepEqual(Buckets, [{ Name: Bucket, CreationDate: start, BucketRegion: region }]);
    await refused(create(), "BucketAlreadyOwnedByYou", 409, /already own it/);
    await refused(create("Not_a_name"), "InvalidBucketName", 400, /not valid/);
    const CreateBucketConfiguration = { LocationConstraint: "us-west-2" } as const;
    const elsewhere = s3.createBucket({ Bucket: "elsewhere", CreateBucketConfiguration });
    await refused(elsewhere, "IllegalLocationConstraintException", 400, /us-west-2/);
    await s3.putObject({ Bucket, Key: "a", Body: "a" });
    await refused(s3.deleteBucket({ Bucket }), "BucketNotEmpty", 409, /not empty/);
    await s3.deleteObject({ Bucket, Key: "a" });
    await s3.deleteBucket({ Bucket });
    await refused(s3.getBucketLocation({ Bucket }), "NoSuchBucket", 404, /does not exist/);
    await assert.rejects(s3.headBucket({ Bucket }), { name: "NotFound" });
  });

  it("sends to the region of a bucket", async () => {
    const elsewhere = clientsOf(cloud, undefined, "us-east-1").s3;
    await refused(elsewhere.getBucketLocation({ Bucket }), "PermanentRedirect", 301, /specified endpoint/);
    await elsewhere.createBucket({ Bucket: "acme-first" });
    assert.equal((await elsewhere.getBucketLocation({ Bucket: "acme-first" })).LocationConstraint, undefined);
  });

  it("blocks public access until it is told otherwise", async () => {
    const all = { BlockPublicAcls: true, IgnorePublicAcls: true, BlockPublicPolicy: true, RestrictPublicBuckets: true };
    const block = async () => (await s3.getPublicAccessBlock({ Bucket })).PublicAccessBlockConfiguration;
    assert.deepEqual(await block(), all);
    const PublicAccessBlockConfiguration = { BlockPublicAcls: true };
    await s3.putPublicAccessBlock({ Bucket, PublicAccessBlockConfiguration });
    assert.deepEqual(await block(), {
      BlockPublicAcls: true,
      IgnorePublicAcls: false,
      BlockPublicPolicy: false,
      RestrictPublicBuckets: false,
    });
    await s3.deletePublicAccessBlock({ Bucket });
    await refused(block(), "NoSuchPublicAccessBlockConfiguration", 404, /not found/);
  });

  it("has tags and the settings of a new bucket", async () => {
    await refused(s3.getBucketTagging({ Bucket }), "NoSuchTagSet", 404, /TagSet/);
    const TagSet = [
      { Key: "team", Value: "a & b" },
      { Key: "stage", Value: "dev" },
    ];
    await s3.putBucketTagging({ Bucket, Tagging: { TagSet } });
    assert.deepEqual((await s3.getBucketTagging({ Bucket })).TagSet, TagSet);
    await s3.deleteBucketTagging({ Bucket });
    await refused(s3.getBucketTagging({ Bucket }), "NoSuchTagSet", 404, /TagSet/);
    assert.deepEqual(plain(await s3.getBucketVersioning({ Bucket })), {});
    const { ServerSideEncryptionConfiguration } = await s3.getBucketEncryption({ Bucket });
    const [rule] = ServerSideEncryptionConfiguration!.Rules!;
    assert.equal(rule?.ApplyServerSideEncryptionByDefault?.SSEAlgorithm, "AES256");
  });

  it("keeps objects as they were sent: keys, bytes, type and metadata", async () => {
    const Key = "team-a/größe & co+1.txt";
    const Metadata = { owner: "dora" };
    const { ETag } = await s3.putObject({ Bucket, Key, Body: "Ünïcode", ContentType: "text/plain", Metadata });
    const { Body, ...head } = await s3.getObject({ Bucket, Key });
    assert.equal(await Body!.transformToString(), "Ünïcode");
    assert.equal(head.ContentType, "text/plain");
    assert.deepEqual(head.Metadata, Metadata);
    assert.equal(head.ETag, ETag);
    assert.equal((await s3.headObject({ Bucket, Key })).ContentLength, 9);
    await s3.deleteObject({ Bucket, Key });
    await s3.deleteObject({ Bucket, Key });
    await refused(s3.getObject({ Bucket, Key }), "NoSuchKey", 404, /does not exist/);
    await assert.rejects(s3.headObject({ Bucket, Key }), { name: "NotFound" });
    assert.deepEqual(cloud.refusals, []);
  });

  it("answers to a bucket in the path too, and to uploads of unknown length", async () => {
    const { requestHandler } = cloud.clientConfig;
    const streaming = {
      ...requestHandler,
      async handle(request: Parameters<typeof requestHandler.handle>[0]) {
        const { body } = request;
        if (!(body instanceof Readable)) return requestHandler.handle(request);
        assert.equal(request.headers["x-amz-content-sha256"], "STREAMING-UNSIGNED-PAYLOAD-TRAILER");
        return requestHandler.handle({ ...request, body: Buffer.concat(await body.toArray()) });
      },
    };
    const { S3: Client } = await import("@aws-sdk/client-s3");
    const client = new Client({ ...cloud.clientConfig, requestHandler: streaming, forcePathStyle: true });
    await client.putObject({
      Bucket,
      Key: "a/b",
      Body: Readable.from([Buffer.from("one "), Buffer.from("two")]),
      ContentLength: 7,
    });
    const { Body } = await s3.getObject({ Bucket, Key: "a/b" });
    assert.equal(await Body!.transformToString(), "one two");
  });

  it("keeps an object under any key", async () => {
    for (const Key of ["__proto__", "constructor", "a b+%/é", "a//b", "../c"]) {
      await s3.putObject({ Bucket, Key, Body: Key });
      const { Body } = await s3.getObject({ Bucket, Key });
      assert.equal(await Body!.transformToString(), Key);
    }
    const { Contents } = await s3.listObjectsV2({ Bucket });
    assert.deepEqual(
      Contents?.map(({ Key }) => Key),
      ["../c", "__proto__", "a b+%/é", "a//b", "constructor"],
    );
  });

  it("compares checksums", async () => {
    const wrong = s3.putObject({ Bucket, Key: "a", Body: "a", ChecksumCRC32: "AAAAAA==" });
    await refused(wrong, "BadDigest", 400, /CRC32/);
    const md5 = s3.putObject({ Bucket, Key: "a", Body: "a", ContentMD5: "AAAAAAAAAAAAAAAAAAAAAA==" });
    await refused(md5, "BadDigest", 400, /Content-MD5/);
    assert.equal((await s3.listObjectsV2({ Bucket })).KeyCount, 0);
  });

  it("lists keys in order, by prefix and delimiter, page by page", async () => {
    for (const Key of ["b/2", "a", "b/1", "c/x/y"]) await s3.putObject({ Bucket, Key, Body: Key });
    const keys = async (more: object) => {
      const { Contents = [], CommonPrefixes = [] } = await s3.listObjectsV2({ Bucket, ...more });
      return [Contents.map(({ Key }) => Key), CommonPrefixes.map(({ Prefix }) => Prefix)];
    };
    assert.deepEqual(await keys({}), [["a", "b/1", "b/2", "c/x/y"], []]);
    assert.deepEqual(await keys({ Delimiter: "/" }), [["a"], ["b/", "c/"]]);
    assert.deepEqual(await keys({ Prefix: "c/", Delimiter: "/" }), [[], ["c/x/"]]);
    const first = await s3.listObjectsV2({ Bucket, MaxKeys: 3 });
    assert.equal(first.IsTruncated, true);
    assert.deepEqual(await keys({ ContinuationToken: first.NextContinuationToken }), [["c/x/y"], []]);
  });

  it("refuses and lists what the sandbox does not play", async () => {
    await refused(s3.getBucketPolicy({ Bucket }), "NotImplemented", 501, /policy/);
    await s3.putObject({ Bucket, Key: "a", Body: "a" });
    await refused(s3.getObject({ Bucket, Key: "a", Range: "bytes=0-0" }), "NotImplemented", 400, /header range/);
    assert.equal(cloud.refusals.length, 2);
  });

  it("refuses keys that it does not know, in its form", async () => {
    const { s3: stranger } = clientsOf(cloud, { accessKeyId: "AKIAOTHER", secretAccessKey: "x" });
    await refused(stranger.listBuckets({}), "InvalidAccessKeyId", 403, /security token/);
    const { s3: wrong } = clientsOf(cloud, { ...cloud.clientConfig.credentials, secretAccessKey: "x" });
    await refused(wrong.listBuckets({}), "SignatureDoesNotMatch", 403, /^The request signature/);
  });

  it("tells a signature for another region or time by codes of its own", async () => {
    const { S3: Client } = await import("@aws-sdk/client-s3");
    const signer = (changes: object) => new Client({ ...cloud.clientConfig, ...changes });
    const endpoint = `https://s3.${region}.amazonaws.com`;
    const elsewhere = signer({ region: "us-east-1", endpoint }).listBuckets({});
    await refused(
      elsewhere,
      "AuthorizationHeaderMalformed",
      400,
      /region 'us-east-1' is wrong; expecting 'eu-central-1'/,
    );
    const systemClockOffset = cloud.clientConfig.systemClockOffset - 16 * 60_000;
    const late = signer({ systemClockOffset }).listBuckets({});
    await refused(late, "RequestTimeTooSkewed", 403, /current time is too large/);
  });

  it("refuses and lists presigned URLs", async () => {
    const url = `https://${Bucket}.s3.${region}.amazonaws.com/a?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Signature=0`;
    const { status, body } = await cloud.ask("GET", url);
    assert.equal(status, 400);
    assert.match(body, /<Code>AccessDenied<.*The sandbox does not support presigned URLs/);
    assert.equal(cloud.refusals.length, 1);
    assert.equal((await cloud.ask("GET", url.replace(/\?.*/, ""))).status, 403);
    assert.equal(cloud.refusals.length, 1);
  });

  it("keeps objects to the bucket's owner, and encrypts with S3's key alone", async () => {
    const asked = { Bucket, Key: "a", Body: "a" };
    const open = s3.putObject({ ...asked, ACL: "public-read" });
    await refused(open, "AccessControlListNotSupported", 400, "The bucket does not allow ACLs");
    const granted = s3.putObject({ ...asked, GrantRead: "id=1" });
    await refused(granted, "AccessControlListNotSupported", 400, "The bucket does not allow ACLs");
    const kms = s3.putObject({ ...asked, ServerSideEncryption: "aws:kms" });
    await refused(kms, "NotImplemented", 400, /x-amz-server-side-encryption/);
    assert.equal((await s3.listObjectsV2({ Bucket })).KeyCount, 0);
    await s3.putObject({ ...asked, ACL: "bucket-owner-full-control", ServerSideEncryption: "AES256" });
  });
});
