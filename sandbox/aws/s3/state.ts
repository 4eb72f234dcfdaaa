/** An S3 bucket. Bucket names are global, its data is in its region. */
export interface Bucket {
  readonly name: string;
  readonly region: string;
  /** In epoch milliseconds. */
  readonly created: number;
  publicAccessBlock: PublicAccessBlock | undefined;
  tags: Record<string, string>;
  /** By key. */
  readonly objects: Record<string, StoredObject>;
}

export interface PublicAccessBlock {
  readonly BlockPublicAcls: boolean;
  readonly IgnorePublicAcls: boolean;
  readonly BlockPublicPolicy: boolean;
  readonly RestrictPublicBuckets: boolean;
}

export interface StoredObject {
  /** In base64. */
  readonly body: string;
  readonly size: number;
  readonly etag: string;
  readonly contentType: string;
  /** `cache-control` and the like, and `x-amz-meta-…`, as sent. */
  readonly headers: Readonly<Record<string, string>>;
  /** In epoch milliseconds. */
  readonly lastModified: number;
}
