import type { Lambda } from "@aws-sdk/client-lambda";
import { archive, boolean, integer, list, map, object, string } from "../../../providers/lib/Property.ts";
import type { ValuesOf } from "../../../providers/lib/Property.ts";
import { defineResource } from "../../../providers/lib/ResourceDefinition.ts";
import { unlessMissing } from "../../../providers/lib/aws/awsErrors.ts";
import type { AwsClient } from "./AwsClient.ts";
import { configurationOf, viewFunction } from "./lambdaConfiguration.ts";
import { allTags, changeOfTags, planRegionAndTags, regionInput, tagsAllOutput, tagsInput } from "./regional.ts";
import { zipArchive } from "./zipArchive.ts";

/** The inputs of a function whose code is a zip file, with the defaults of the published provider. */
export const functionInputs = {
  ...regionInput,
  ...tagsInput,
  architectures: list(string({ oneOf: ["x86_64", "arm64"] }), { computed: true }),
  code: archive({ required: true, unreturned: true }),
  description: string(),
  environment: object({ variables: map(string()) }),
  ephemeralStorage: object({ size: integer({ computed: true, between: [512, 10240] }) }, { computed: true }),
  handler: string({ required: true }),
  loggingConfig: object(
    { logFormat: string({ required: true, oneOf: ["Text"] }), logGroup: string({ computed: true }) },
    { computed: true },
  ),
  memorySize: integer({ default: 128, between: [128, 10240] }),
  name: string({ forceNew: true, autoname: { maxLength: 64 } }),
  packageType: string({ default: "Zip", forceNew: true, oneOf: ["Zip"] }),
  publish: boolean({ default: false, unreturned: true }),
  role: string({ required: true }),
  runtime: string({ required: true }),
  skipDestroy: boolean({ default: false, unreturned: true }),
  sourceCodeHash: string({ computed: true }),
  timeout: integer({ default: 3, between: [1, 900] }),
  tracingConfig: object({ mode: string({ required: true, oneOf: ["Active", "PassThrough"] }) }, { computed: true }),
};

/** `aws:lambda/function:Function` (hashicorp/terraform-provider-aws, aws_lambda_function). */
export const lambdaFunction = defineResource<AwsClient>()({
  type: "aws:lambda/function:Function",
  inputs: functionInputs,
  outputs: {
    ...tagsAllOutput,
    arn: {},
    codeSha256: {},
    invokeArn: {},
    lastModified: {},
    qualifiedArn: {},
    qualifiedInvokeArn: {},
    reservedConcurrentExecutions: {},
    responseStreamingInvokeArn: {},
    signingJobArn: {},
    signingProfileVersionArn: {},
    sourceCodeSize: {},
    version: {},
  },
  unsupported: [
    "capacityProviderConfig",
    "codeSha256",
    "codeSigningConfigArn",
    "deadLetterConfig",
    "durableConfig",
    "fileSystemConfig",
    "imageConfig",
    "imageUri",
    "kmsKeyArn",
    "layers",
    "publishTo",
    "replaceSecurityGroupsOnDestroy",
    "replacementSecurityGroupIds",
    "reservedConcurrentExecutions",
    "s3Bucket",
    "s3Key",
    "s3ObjectVersion",
    "snapStart",
    "sourceKmsKeyArn",
    "tenancyConfig",
    "useResourceTimeoutForPropagation",
    "vpcConfig",
  ],
  plan: planRegionAndTags,

  updates(has) {
    const code = has("code") || has("sourceCodeHash") ? ["codeSha256", "sourceCodeHash", "sourceCodeSize"] : [];
    const version = has("publish") || code.length > 0 ? ["qualifiedArn", "qualifiedInvokeArn", "version"] : [];
    return ["lastModified", ...code, ...version];
  },

  async create(aws, inputs) {
    const lambda = await aws.lambda(inputs.region);
    const { FunctionName = inputs.name } = await lambda.createFunction({
      ...configurationOf(inputs),
      Architectures: architecturesOf(inputs),
      Code: { ZipFile: await zipArchive(inputs.code) },
      PackageType: "Zip",
      Publish: inputs.publish,
      Tags: allTags(inputs, aws),
    });
    return {
      id: FunctionName,
      complete: () => settled(lambda, aws, "active", inputs.name),
    };
  },

  async read(aws, id, known) {
    const lambda = await aws.lambda(known.region);
    const found = await unlessMissing(lambda.getFunction({ FunctionName: id }), "ResourceNotFoundException");
    return found && viewFunction(found, aws, known);
  },

  async update(aws, id, { inputs, old, has }) {
    const lambda = await aws.lambda(inputs.region);
    const codeChanges = has("code") || has("sourceCodeHash") || has("architectures");
    if (changesConfiguration(has)) {
      await lambda.updateFunctionConfiguration(configurationOf(inputs));
      await settled(lambda, aws, "updated", id);
    }
    if (codeChanges) {
      await lambda.updateFunctionCode({
        FunctionName: id,
        Architectures: architecturesOf(inputs),
        Publish: inputs.publish,
        ZipFile: await zipArchive(inputs.code),
      });
      await settled(lambda, aws, "updated", id);
    } else if (inputs.publish && (has("publish") || changesConfiguration(has))) {
      await lambda.publishVersion({ FunctionName: id });
    }
    const { set, remove } = changeOfTags(old, inputs, aws);
    const Resource = old["arn"] as string;
    if (remove.length > 0) await lambda.untagResource({ Resource, TagKeys: remove });
    if (Object.keys(set).length > 0) await lambda.tagResource({ Resource, Tags: set });
    return undefined;
  },

  async delete(aws, id, { region, skipDestroy }) {
    if (skipDestroy) return;
    const lambda = await aws.lambda(region);
    await unlessMissing(lambda.deleteFunction({ FunctionName: id }), "ResourceNotFoundException");
  },
});

type Inputs = ValuesOf<typeof functionInputs>;

/** What UpdateFunctionConfiguration sets. */
const configured = [
  "description",
  "environment",
  "ephemeralStorage",
  "handler",
  "loggingConfig",
  "memorySize",
  "role",
  "runtime",
  "timeout",
  "tracingConfig",
] as const;

function changesConfiguration(has: (name: keyof Inputs) => boolean): boolean {
  return configured.some((name) => has(name));
}

function architecturesOf({ architectures }: Inputs) {
  return architectures && ([...architectures] as "arm64"[]);
}

/** Waits until Lambda has finished what it was told: it refuses the next change until then. */
async function settled(lambda: Lambda, aws: AwsClient, state: "active" | "updated", name: string): Promise<void> {
  const { waitUntilFunctionActiveV2, waitUntilFunctionUpdatedV2 } = await import("@aws-sdk/client-lambda");
  const wait = state === "active" ? waitUntilFunctionActiveV2 : waitUntilFunctionUpdatedV2;
  const { signal } = aws.connection;
  await wait(
    { client: lambda, maxWaitTime: 600, minDelay: 1, maxDelay: 5, abortSignal: signal },
    { FunctionName: name },
  );
}
