/** A Lambda function: what it is now, and the versions that were published of it. */
export interface LambdaFunction {
  readonly name: string;
  /** Without a version. */
  readonly arn: string;
  tags: Record<string, string>;
  /** The resource policy: who may invoke the function. */
  policy: PolicyStatement[];
  policyRevisionId: string;
  /** `$LATEST` */
  latest: FunctionVersion;
  readonly published: FunctionVersion[];
  /** Of the unpublished version. */
  url?: FunctionUrl | undefined;
}

/** A URL of a function's own, past every API. */
export interface FunctionUrl {
  readonly url: string;
  readonly authType: "AWS_IAM" | "NONE";
  readonly created: string;
}

export interface FunctionVersion {
  /** `$LATEST`, or a number from 1. */
  readonly version: string;
  readonly runtime: string;
  readonly role: string;
  readonly handler: string;
  readonly description: string;
  /** In seconds. */
  readonly timeout: number;
  /** In megabytes. */
  readonly memorySize: number;
  readonly environment?: Readonly<Record<string, string>> | undefined;
  readonly architecture: "x86_64" | "arm64";
  /** Where its output goes. */
  readonly logGroup: string;
  readonly tracing: "PassThrough" | "Active";
  readonly ephemeralStorage: number;
  readonly lastModified: string;
  readonly revisionId: string;
  readonly code: FunctionCode;
}

export interface FunctionCode {
  /** The deployment package, in base64. */
  readonly zip: string;
  /** Of the package, in bytes. */
  readonly size: number;
  /** Of the package, in base64. */
  readonly sha256: string;
}

/** One statement of a resource policy, as AddPermission makes it. */
export interface PolicyStatement {
  readonly Sid: string;
  readonly Effect: "Allow";
  readonly Principal: "*" | { readonly Service: string } | { readonly AWS: string };
  readonly Action: string;
  readonly Resource: string;
  readonly Condition?: {
    readonly ArnLike?: { readonly "AWS:SourceArn": string } | undefined;
    readonly StringEquals?: { readonly "AWS:SourceAccount": string } | undefined;
  };
}
