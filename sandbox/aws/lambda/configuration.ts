import { randomUUID } from "node:crypto";
import { z } from "zod";
import type { AwsCall } from "../AwsService.ts";
import { isAssumableBy } from "../iam/evaluate.ts";
import { unsupported } from "../protocol/AwsError.ts";
import { invalidMember, invalidParameter } from "./errors.ts";
import type { FunctionCode, FunctionVersion } from "./LambdaFunction.ts";

/** The runtimes that the sandbox can run: they all run on the sandbox's own Node. */
const nodeRuntimes = ["nodejs20.x", "nodejs22.x", "nodejs24.x"];
const otherRuntime = /^(?:java|python|ruby|dotnet|provided|nodejs)[a-z0-9.]*$/;

/** Source: Lambda developer guide, "Lambda quotas" and "Defined runtime environment variables". */
const limits = {
  environmentBytes: 4096,
  memory: { min: 128, max: 10_240 },
  timeout: { min: 1, max: 900 },
  ephemeralStorage: { min: 512, max: 10_240 },
};
const reservedVariables = [
  "_HANDLER",
  "_X_AMZN_TRACE_ID",
  "AWS_ACCESS_KEY",
  "AWS_ACCESS_KEY_ID",
  "AWS_DEFAULT_REGION",
  "AWS_EXECUTION_ENV",
  "AWS_LAMBDA_FUNCTION_MEMORY_SIZE",
  "AWS_LAMBDA_FUNCTION_NAME",
  "AWS_LAMBDA_FUNCTION_VERSION",
  "AWS_LAMBDA_INITIALIZATION_TYPE",
  "AWS_LAMBDA_LOG_GROUP_NAME",
  "AWS_LAMBDA_LOG_STREAM_NAME",
  "AWS_LAMBDA_RUNTIME_API",
  "AWS_REGION",
  "AWS_SECRET_ACCESS_KEY",
  "AWS_SESSION_TOKEN",
  "LAMBDA_RUNTIME_DIR",
  "LAMBDA_TASK_ROOT",
];

/** What a function's configuration may be made of. Members that are always empty here may be sent empty. */
export const configurationInput = z.strictObject({
  Role: z.string().optional(),
  Handler: z.string().min(1).max(128).optional(),
  Runtime: z.string().optional(),
  Description: z.string().max(256).optional(),
  Timeout: z.int().optional(),
  MemorySize: z.int().optional(),
  Environment: z.strictObject({ Variables: z.record(z.string(), z.string()).optional() }).optional(),
  TracingConfig: z.strictObject({ Mode: z.enum(["PassThrough", "Active"]).optional() }).optional(),
  EphemeralStorage: z.strictObject({ Size: z.int() }).optional(),
  LoggingConfig: z
    .strictObject({ LogFormat: z.literal("Text").optional(), LogGroup: z.string().optional() })
    .optional(),
  KMSKeyArn: z.literal("").optional(),
  Layers: z.array(z.never()).optional(),
  FileSystemConfigs: z.array(z.never()).optional(),
  DeadLetterConfig: z.strictObject({ TargetArn: z.literal("").optional() }).optional(),
  VpcConfig: z
    .strictObject({
      SubnetIds: z.array(z.never()).optional(),
      SecurityGroupIds: z.array(z.never()).optional(),
      Ipv6AllowedForDualStack: z.literal(false).optional(),
    })
    .optional(),
  ImageConfig: z.strictObject({}).optional(),
  SnapStart: z.strictObject({ ApplyOn: z.literal("None").optional() }).optional(),
});

export type ConfigurationInput = z.output<typeof configurationInput>;

/**
 * Makes a version from another one and what is to change.
 * @param old a function's configuration so far; the defaults for a new one
 * @throws AwsError when Lambda would refuse it
 */
export function changeConfiguration(call: AwsCall, old: FunctionVersion, input: ConfigurationInput): FunctionVersion {
  if (input.Role !== undefined) checkRole(call, input.Role);
  if (input.Runtime !== undefined) checkRuntime(input.Runtime);
  const memorySize = within(input.MemorySize ?? old.memorySize, "memorySize", limits.memory);
  const timeout = within(input.Timeout ?? old.timeout, "timeout", limits.timeout);
  const ephemeralStorage = within(
    input.EphemeralStorage?.Size ?? old.ephemeralStorage,
    "ephemeralStorage.size",
    limits.ephemeralStorage,
  );
  const handler = input.Handler ?? old.handler;
  if (/\s/.test(handler))
    throw invalidMember(handler, "handler", "Member must satisfy regular expression pattern: [^\\s]+");
  if (input.Environment) checkEnvironment(input.Environment.Variables ?? {});
  return {
    ...old,
    role: input.Role ?? old.role,
    runtime: input.Runtime ?? old.runtime,
    handler,
    description: input.Description ?? old.description,
    memorySize,
    timeout,
    ephemeralStorage,
    environment: input.Environment ? nonEmpty(input.Environment.Variables) : old.environment,
    tracing: input.TracingConfig?.Mode ?? old.tracing,
    logGroup: input.LoggingConfig?.LogGroup ?? old.logGroup,
    ...stamp(call),
  };
}

/** Lambda's defaults for a function of this name (API reference, CreateFunction). */
export function defaultVersion(call: AwsCall, name: string, code: FunctionCode): FunctionVersion {
  return {
    version: "$LATEST",
    runtime: "",
    role: "",
    handler: "",
    description: "",
    timeout: 3,
    memorySize: 128,
    architecture: "x86_64",
    logGroup: `/aws/lambda/${name}`,
    tracing: "PassThrough",
    ephemeralStorage: 512,
    ...stamp(call),
    code,
  };
}

/** What changes with every change. */
export function stamp(call: AwsCall): Pick<FunctionVersion, "lastModified" | "revisionId"> {
  return { lastModified: call.account.now().toISOString().replace("Z", "+0000"), revisionId: randomUUID() };
}

function checkRole(call: AwsCall, arn: string): void {
  const pattern = /^arn:(aws[a-zA-Z-]*)?:iam::\d{12}:role\/?[a-zA-Z_0-9+=,.@\-_/]+$/;
  if (!pattern.test(arn)) {
    throw invalidMember(arn, "role", `Member must satisfy regular expression pattern: ${pattern.source.slice(1, -1)}`);
  }
  const role = call.account.state.roles.find((one) => one.arn === arn);
  if (!role || !isAssumableBy(role, "lambda.amazonaws.com")) {
    throw invalidParameter("The role defined for the function cannot be assumed by Lambda.");
  }
}

function checkRuntime(runtime: string): void {
  if (nodeRuntimes.includes(runtime)) return;
  if (otherRuntime.test(runtime)) {
    throw unsupported("InvalidParameterValueException", `the runtime ${runtime}: it runs ${nodeRuntimes.join(", ")}`);
  }
  throw invalidParameter(
    `Value ${runtime} at 'runtime' failed to satisfy constraint: Member must satisfy enum value set: ` +
      `[${nodeRuntimes.join(", ")}] or be a valid ARN`,
  );
}

function within(value: number, member: string, { min, max }: { min: number; max: number }): number {
  if (value < min) throw invalidMember(value, member, `Member must have value greater than or equal to ${min}`);
  if (value > max) throw invalidMember(value, member, `Member must have value less than or equal to ${max}`);
  return value;
}

function checkEnvironment(variables: Readonly<Record<string, string>>): void {
  const names = Object.keys(variables);
  const wrong = names.find((name) => !/^[a-zA-Z]\w+$/.test(name));
  if (wrong !== undefined) {
    throw invalidMember(
      wrong,
      "environment.variables",
      "Member must satisfy regular expression pattern: [a-zA-Z]([a-zA-Z0-9_])+",
    );
  }
  const reserved = names.filter((name) => reservedVariables.includes(name));
  if (reserved.length > 0) {
    throw invalidParameter(
      "Lambda was unable to configure your environment variables because the environment variables you have provided " +
        "contains reserved keys that are currently not supported for modification. Reserved keys used in this request: " +
        reserved.join(", "),
    );
  }
  // These flags would take back what confines a function's process.
  if (/--allow[-_]/.test(variables["NODE_OPTIONS"] ?? "")) {
    throw unsupported("InvalidParameterValueException", "NODE_OPTIONS with --allow-…: they would open the machine");
  }
  const bytes = Buffer.byteLength(JSON.stringify(variables));
  if (bytes > limits.environmentBytes) {
    throw invalidParameter(
      "Lambda was unable to configure your environment variables because the environment variables you have provided " +
        `exceeded the 4KB limit. String measured: ${bytes} bytes`,
    );
  }
}

function nonEmpty(
  variables: Readonly<Record<string, string>> | undefined,
): Readonly<Record<string, string>> | undefined {
  return variables && Object.keys(variables).length > 0 ? variables : undefined;
}
