import * as pulumi from "@pulumi/pulumi";
import { Bucket } from "@pulumi/aws/s3/bucket.js";
import { BucketPublicAccessBlock } from "@pulumi/aws/s3/bucketPublicAccessBlock.js";

export interface PrivateBucketArgs {
  /** Its name in AWS. */
  readonly bucket: string;
}

/**
 * A bucket that nothing can make public. S3 encrypts what is in it. While there is anything in it AWS refuses to delete it,
 * and so does a `destroy`: data goes when somebody deletes it, never with a stack.
 */
export class PrivateBucket extends pulumi.ComponentResource {
  constructor(name: string, { bucket: bucketName }: PrivateBucketArgs, opts?: pulumi.ComponentResourceOptions) {
    super("crosstrust:aws:PrivateBucket", name, {}, opts);
    const { bucket } = new Bucket(name, { bucket: bucketName, forceDestroy: false }, { parent: this });
    new BucketPublicAccessBlock(
      name,
      { bucket, blockPublicAcls: true, blockPublicPolicy: true, ignorePublicAcls: true, restrictPublicBuckets: true },
      { parent: this },
    );
    this.registerOutputs({ bucket });
  }
}
