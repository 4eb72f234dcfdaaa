import type { AwsAccount } from "../AwsAccount.ts";
import type { AwsCall } from "../AwsService.ts";
import { invalidMember, notFound } from "./errors.ts";
import type { FunctionVersion, LambdaFunction } from "./LambdaFunction.ts";

/** A function and the version of it that a call means. */
export interface FoundFunction {
  readonly fn: LambdaFunction;
  readonly version: FunctionVersion;
}

const identifier =
  /^(?:arn:aws:lambda:(?<region>[a-z0-9-]+):)?(?:(?<accountId>\d{12}):)?(?:function:)?(?<name>[\w-]{1,64})(?::(?<qualifier>\$LATEST|[\w-]+))?$/;

export function functionArn(call: AwsCall, name: string): string {
  return `arn:aws:lambda:${call.region}:${call.account.id}:function:${name}`;
}

/**
 * The function that a call names by its name, its ARN or a part of it.
 * @param qualifier a version; the identifier may name one too
 * @throws AwsError ResourceNotFoundException
 */
export function requireFunction(call: AwsCall, functionName: string, qualifier?: string | null): FoundFunction {
  const groups = identifier.exec(functionName)?.groups;
  if (!groups) {
    throw invalidMember(
      functionName,
      "functionName",
      `Member must satisfy regular expression pattern: ${identifier.source}`,
    );
  }
  const name = groups["name"] ?? "";
  const wanted = qualifier ?? groups["qualifier"];
  const isHere =
    (groups["region"] ?? call.region) === call.region && (groups["accountId"] ?? call.account.id) === call.account.id;
  const found = isHere ? findFunction(call.account, call.region, name, wanted) : undefined;
  if (!found) throw notFound(`Function not found: ${functionArn(call, name)}${wanted ? `:${wanted}` : ""}`);
  return found;
}

export function findFunction(
  account: AwsAccount,
  region: string,
  name: string,
  qualifier: string | undefined,
): FoundFunction | undefined {
  const fn = account.region(region).functions.find((one) => one.name === name);
  if (!fn) return undefined;
  const version = [fn.latest, ...fn.published].find((one) => one.version === (qualifier ?? "$LATEST"));
  return version && { fn, version };
}
