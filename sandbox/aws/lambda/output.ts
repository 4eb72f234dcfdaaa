import type { FunctionVersion, LambdaFunction } from "./LambdaFunction.ts";

/**
 * A version as Lambda's API answers with it. A function is active as soon as it is made.
 * @param qualified whether the ARN names the version even for `$LATEST`, as in lists of versions
 */
export function configurationOutput(
  fn: LambdaFunction,
  version: FunctionVersion,
  qualified = version.version !== "$LATEST",
): Readonly<Record<string, unknown>> {
  return {
    FunctionName: fn.name,
    FunctionArn: qualified ? `${fn.arn}:${version.version}` : fn.arn,
    Runtime: version.runtime,
    Role: version.role,
    Handler: version.handler,
    CodeSize: version.code.size,
    Description: version.description,
    Timeout: version.timeout,
    MemorySize: version.memorySize,
    LastModified: version.lastModified,
    CodeSha256: version.code.sha256,
    Version: version.version,
    Environment: version.environment && { Variables: version.environment },
    TracingConfig: { Mode: version.tracing },
    RevisionId: version.revisionId,
    State: "Active",
    LastUpdateStatus: "Successful",
    PackageType: "Zip",
    Architectures: [version.architecture],
    EphemeralStorage: { Size: version.ephemeralStorage },
    SnapStart: { ApplyOn: "None", OptimizationStatus: "Off" },
    LoggingConfig: { LogFormat: "Text", LogGroup: version.logGroup },
  };
}
