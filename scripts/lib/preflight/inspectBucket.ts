import type { S3 } from "@aws-sdk/client-s3";
import type { GrantsLocationModel } from "../../../trust/TrustModel.ts";
import { AwsError } from "../vendors/aws/AwsError.ts";
import type { Finding } from "../../../trust/Finding.ts";

/** Whose buckets are asked about. */
export interface BucketOwner {
  readonly accountId: string;
  readonly s3: Pick<S3, "headBucket">;
}

/** What S3 says of a bucket (S3 API reference, HeadBucket): an answer to HEAD has no words, so there is but the status. */
type Answer = "own" | "missing" | "elsewhere" | "forbidden";

/**
 * Looks whether the bucket of a location is the account's own and in the region, or, where the stack is to make it, whether
 * its name is to be had.
 * @param own ids of AWS's resources that the stack has
 * @throws CrosstrustError where S3 cannot be asked
 */
export async function inspectBucket(
  where: string,
  { bucket, createBucket }: Pick<GrantsLocationModel, "bucket" | "createBucket">,
  own: ReadonlySet<string>,
  { accountId, s3 }: BucketOwner,
): Promise<readonly Finding[]> {
  if (createBucket && own.has(bucket)) return [];
  const answer = await ask(s3, { Bucket: bucket, ExpectedBucketOwner: accountId });
  const finding = (message: string, advice: string): readonly Finding[] => [
    { severity: "error", where, message, advice },
  ];
  if (createBucket) {
    if (answer === "missing") return [];
    return answer === "own"
      ? finding(`The account has the bucket ${bucket} already.`, "without `create: true` the location is in that one")
      : finding(
          `The bucket ${bucket} is there already, of another account or in another region.`,
          "another name: every bucket's is its own in the whole world",
        );
  }
  switch (answer) {
    case "own":
      return own.has(bucket)
        ? finding(
            `The stack made the bucket ${bucket}, and would delete it, as the config no longer declares it.`,
            "`create: true` leaves it to the stack; or `pulumi state delete` takes it out of the stack first",
          )
        : [];
    case "missing":
      return finding(`There is no bucket ${bucket}.`, "`create: true` makes it with the stack");
    case "elsewhere":
      return finding(
        `The bucket ${bucket} is in another region.`,
        "a bucket in the region of the Access Grants instance, which is the stack's",
      );
    case "forbidden": {
      const anybodys = await ask(s3, { Bucket: bucket });
      if (anybodys === "own") {
        return finding(
          `The bucket ${bucket} belongs to another account.`,
          "a bucket of the stack's own account: S3 Access Grants grants no other",
        );
      }
      const message = `The bucket ${bucket} belongs to another account, or these credentials may not look at it.`;
      return [
        { severity: "warning", where, message, advice: "a bucket of the stack's own account, and s3:ListBucket on it" },
      ];
    }
  }
}

async function ask(
  s3: BucketOwner["s3"],
  bucket: { readonly Bucket: string; readonly ExpectedBucketOwner?: string },
): Promise<Answer> {
  try {
    await s3.headBucket(bucket);
    return "own";
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    switch (error.status) {
      case 404:
        return "missing";
      case 301:
        return "elsewhere";
      case 403:
        return "forbidden";
      default:
        throw error;
    }
  }
}
