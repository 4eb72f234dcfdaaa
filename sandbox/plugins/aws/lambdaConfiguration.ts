import type { GetFunctionCommandOutput } from "@aws-sdk/client-lambda";
import type { ValuesOf } from "../../../providers/lib/Property.ts";
import type { View } from "../../../providers/lib/ResourceDefinition.ts";
import type { AwsClient } from "./AwsClient.ts";
import type { functionInputs } from "./lambdaFunction.ts";
import { partitionOf, viewTags } from "./regional.ts";

type Inputs = ValuesOf<typeof functionInputs>;

/** What Lambda's API calls a function's configuration; an unset part is set back. */
export function configurationOf(inputs: Inputs) {
  const { loggingConfig } = inputs;
  return {
    Description: inputs.description ?? "",
    Environment: { Variables: inputs.environment?.variables ?? {} },
    ...(inputs.ephemeralStorage?.size && { EphemeralStorage: { Size: inputs.ephemeralStorage.size } }),
    FunctionName: inputs.name,
    Handler: inputs.handler,
    ...(loggingConfig && {
      LoggingConfig: {
        LogFormat: loggingConfig.logFormat as "JSON",
        ...(loggingConfig.logGroup && { LogGroup: loggingConfig.logGroup }),
      },
    }),
    MemorySize: inputs.memorySize,
    Role: inputs.role,
    Runtime: inputs.runtime as "nodejs22.x",
    Timeout: inputs.timeout,
    ...(inputs.tracingConfig && { TracingConfig: { Mode: inputs.tracingConfig.mode as "Active" } }),
  };
}

/** A function as the state holds it. */
export function viewFunction(found: GetFunctionCommandOutput, aws: AwsClient, known: Partial<Inputs>): View {
  const { Configuration: configuration = {}, Concurrency, Tags } = found;
  const region = known.region ?? aws.region;
  const arn = configuration.FunctionArn ?? "";
  const version = configuration.Version ?? "$LATEST";
  const qualifiedArn = arn.endsWith(`:${version}`) ? arn : `${arn}:${version}`;
  const invokeArn = (of: string, api = "2015-03-31", call = "invocations"): string =>
    `arn:${partitionOf(region)}:apigateway:${region}:lambda:path/${api}/functions/${of}/${call}`;
  const variables = configuration.Environment?.Variables;
  const logging = configuration.LoggingConfig;
  return {
    ...viewTags(Tags, aws, known.tags),
    architectures: configuration.Architectures,
    arn,
    codeSha256: configuration.CodeSha256,
    description: configuration.Description,
    environment: variables && Object.keys(variables).length > 0 ? { variables } : undefined,
    ephemeralStorage: configuration.EphemeralStorage && { size: configuration.EphemeralStorage.Size },
    handler: configuration.Handler,
    invokeArn: invokeArn(arn),
    lastModified: configuration.LastModified,
    loggingConfig: logging && {
      logFormat: logging.LogFormat,
      logGroup: logging.LogGroup,
    },
    memorySize: configuration.MemorySize,
    name: configuration.FunctionName,
    packageType: configuration.PackageType,
    qualifiedArn,
    qualifiedInvokeArn: invokeArn(qualifiedArn),
    region,
    reservedConcurrentExecutions: Concurrency?.ReservedConcurrentExecutions ?? -1,
    responseStreamingInvokeArn: invokeArn(arn, "2021-11-15", "response-streaming-invocations"),
    role: configuration.Role,
    runtime: configuration.Runtime,
    signingJobArn: configuration.SigningJobArn ?? "",
    signingProfileVersionArn: configuration.SigningProfileVersionArn ?? "",
    sourceCodeHash: configuration.CodeSha256,
    sourceCodeSize: configuration.CodeSize,
    timeout: configuration.Timeout,
    tracingConfig: configuration.TracingConfig && { mode: configuration.TracingConfig.Mode },
    version,
  };
}
