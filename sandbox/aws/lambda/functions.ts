import { z } from "zod";
import { remove } from "../../../lib/remove.ts";
import type { SandboxResponse } from "../../Vendor.ts";
import { empty, json } from "../../http/responses.ts";
import { readInput } from "../protocol/readInput.ts";
import type { RestCall } from "../protocol/restJson.ts";
import { unsupported } from "../protocol/AwsError.ts";
import { readPackage } from "./codePackage.ts";
import { changeConfiguration, configurationInput, defaultVersion, stamp } from "./configuration.ts";
import { conflict, invalidMember, invalidParameter, preconditionFailed } from "./errors.ts";
import type { FunctionCode, FunctionVersion, LambdaFunction } from "./LambdaFunction.ts";
import type { LambdaRuntime } from "./LambdaRuntime.ts";
import { functionArn, requireFunction } from "./lookup.ts";
import { configurationOutput } from "./output.ts";

interface FunctionPath {
  readonly functionName: string;
}

const architectures = z.tuple([z.enum(["x86_64", "arm64"])]).optional();

const codeMembers = {
  ZipFile: z.base64().optional(),
  S3Bucket: z.string().optional(),
  S3Key: z.string().optional(),
  S3ObjectVersion: z.string().optional(),
  ImageUri: z.string().optional(),
};

const createInput = configurationInput.extend({
  FunctionName: z.string(),
  Role: z.string(),
  Code: z.strictObject(codeMembers),
  PackageType: z.literal("Zip").optional(),
  Publish: z.boolean().optional(),
  Tags: z.record(z.string(), z.string()).optional(),
  Architectures: architectures,
});

const updateCodeInput = z.strictObject({
  ...codeMembers,
  Architectures: architectures,
  Publish: z.boolean().optional(),
  DryRun: z.literal(false).optional(),
  RevisionId: z.string().optional(),
});

const updateConfigurationInput = configurationInput.extend({ RevisionId: z.string().optional() });
const publishInput = z.strictObject({
  CodeSha256: z.string().optional(),
  Description: z.string().max(256).optional(),
  RevisionId: z.string().optional(),
});

export function createFunction(call: RestCall): SandboxResponse {
  const input = readInput(call.body, createInput, "InvalidParameterValueException");
  const name = readName(call, input.FunctionName);
  if (!input.Runtime) throw invalidParameter("Runtime is mandatory for functions created with deployment packages.");
  if (!input.Handler) throw invalidParameter("Handler is mandatory for functions created with deployment packages.");
  const { functions } = call.account.region(call.region);
  if (functions.some((fn) => fn.name === name)) throw conflict(`Function already exist: ${name}`);
  const code = readCode(input.Code, "CreateFunction");
  const [architecture = "x86_64"] = input.Architectures ?? [];
  const latest = changeConfiguration(call, { ...defaultVersion(call, name, code), architecture }, input);
  const fn: LambdaFunction = {
    name,
    arn: functionArn(call, name),
    tags: input.Tags ?? {},
    policy: [],
    policyRevisionId: "",
    latest,
    published: [],
  };
  functions.push(fn);
  const created = input.Publish ? publish(call, fn) : latest;
  return json(201, configurationOutput(fn, created));
}

export function getFunction(call: RestCall, { functionName }: FunctionPath): SandboxResponse {
  const { fn, version } = requireFunction(call, functionName, call.query.get("Qualifier"));
  return json(200, {
    Configuration: configurationOutput(fn, version),
    Code: {
      RepositoryType: "S3",
      Location: `https://awslambda-${call.region}-tasks.s3.${call.region}.amazonaws.com/snapshots/${call.account.id}/${fn.name}`,
    },
    Tags: Object.keys(fn.tags).length > 0 ? fn.tags : undefined,
  });
}

export function getFunctionConfiguration(call: RestCall, { functionName }: FunctionPath): SandboxResponse {
  const { fn, version } = requireFunction(call, functionName, call.query.get("Qualifier"));
  return json(200, configurationOutput(fn, version));
}

export function listFunctions(call: RestCall): SandboxResponse {
  const { functions } = call.account.region(call.region);
  return json(200, { Functions: functions.map((fn) => configurationOutput(fn, fn.latest)), NextMarker: null });
}

export function listVersionsByFunction(call: RestCall, { functionName }: FunctionPath): SandboxResponse {
  const { fn } = requireFunction(call, functionName);
  const versions = [fn.latest, ...fn.published];
  return json(200, { Versions: versions.map((version) => configurationOutput(fn, version, true)), NextMarker: null });
}

/** The sandbox makes none. */
export function listAliases(call: RestCall, { functionName }: FunctionPath): SandboxResponse {
  requireFunction(call, functionName);
  return json(200, { Aliases: [], NextMarker: null });
}

export async function updateFunctionCode(
  runtime: LambdaRuntime,
  call: RestCall,
  { functionName }: FunctionPath,
): Promise<SandboxResponse> {
  const { fn } = requireFunction(call, functionName);
  const input = readInput(call.body, updateCodeInput, "InvalidParameterValueException");
  checkRevision(fn, input.RevisionId);
  const code = readCode(input, "UpdateFunctionCode");
  const [architecture = fn.latest.architecture] = input.Architectures ?? [];
  fn.latest = { ...fn.latest, ...stamp(call), architecture, code };
  const updated = input.Publish ? publish(call, fn) : fn.latest;
  await runtime.retire(fn.arn, [fn.latest, ...fn.published]);
  return json(200, configurationOutput(fn, updated));
}

export async function updateFunctionConfiguration(
  runtime: LambdaRuntime,
  call: RestCall,
  { functionName }: FunctionPath,
): Promise<SandboxResponse> {
  const { fn } = requireFunction(call, functionName);
  const input = readInput(call.body, updateConfigurationInput, "InvalidParameterValueException");
  checkRevision(fn, input.RevisionId);
  fn.latest = changeConfiguration(call, fn.latest, input);
  const updated = fn.latest;
  await runtime.retire(fn.arn, [fn.latest, ...fn.published]);
  return json(200, configurationOutput(fn, updated));
}

export function publishVersion(call: RestCall, { functionName }: FunctionPath): SandboxResponse {
  const { fn } = requireFunction(call, functionName);
  const input = readInput(call.body, publishInput, "InvalidParameterValueException");
  checkRevision(fn, input.RevisionId);
  if (input.CodeSha256 && input.CodeSha256 !== fn.latest.code.sha256) {
    throw invalidParameter(
      `CodeSHA256 (${input.CodeSha256}) is different from current CodeSHA256 in $LATEST (${fn.latest.code.sha256}). ` +
        "Please try again with the CodeSHA256 in $LATEST.",
    );
  }
  return json(201, configurationOutput(fn, publish(call, fn, input.Description)));
}

export async function deleteFunction(
  runtime: LambdaRuntime,
  call: RestCall,
  { functionName }: FunctionPath,
): Promise<SandboxResponse> {
  const qualifier = call.query.get("Qualifier");
  const { fn, version } = requireFunction(call, functionName, qualifier);
  if (qualifier !== null && version === fn.latest) {
    throw invalidParameter("$LATEST version cannot be deleted without deleting the function.");
  }
  if (version !== fn.latest) {
    remove(fn.published, version);
    await runtime.retire(fn.arn, [fn.latest, ...fn.published]);
    return empty(204);
  }
  const { functions } = call.account.region(call.region);
  remove(functions, fn);
  await runtime.retire(fn.arn);
  return empty(204);
}

/** Nothing is published twice: without a change since, the last version is the answer, as Lambda has it. */
function publish(call: RestCall, fn: LambdaFunction, description?: string): FunctionVersion {
  const last = fn.published.at(-1);
  if (last?.code.sha256 === fn.latest.code.sha256 && sameConfiguration(last, fn.latest)) return last;
  const version = {
    ...fn.latest,
    ...stamp(call),
    version: String(Number(last?.version ?? 0) + 1),
    description: description ?? fn.latest.description,
  };
  fn.published.push(version);
  return version;
}

function sameConfiguration(one: FunctionVersion, other: FunctionVersion): boolean {
  const essence = (version: FunctionVersion): string =>
    JSON.stringify({ ...version, version: undefined, lastModified: undefined, revisionId: undefined, code: undefined });
  return essence(one) === essence(other);
}

function readName(call: RestCall, functionName: string): string {
  const prefix = functionArn(call, "");
  const name = functionName.startsWith(prefix) ? functionName.slice(prefix.length) : functionName;
  if (!/^[\w-]{1,64}$/.test(name)) {
    throw invalidMember(functionName, "functionName", "Member must satisfy regular expression pattern: [a-zA-Z0-9-_]+");
  }
  return name;
}

function readCode(input: z.output<z.ZodObject<typeof codeMembers>>, operation: string): FunctionCode {
  if (input.S3Bucket !== undefined || input.S3Key !== undefined || input.ImageUri !== undefined) {
    throw unsupported("InvalidParameterValueException", "function code from S3 or from an image");
  }
  if (!input.ZipFile) throw invalidParameter("Please provide a source for function code.");
  return readPackage(input.ZipFile, operation);
}

function checkRevision(fn: LambdaFunction, revisionId: string | undefined): void {
  if (revisionId === undefined || revisionId === fn.latest.revisionId) return;
  throw preconditionFailed();
}
