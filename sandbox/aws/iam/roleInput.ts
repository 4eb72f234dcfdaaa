import type { AwsAccount } from "../AwsAccount.ts";
import type { AwsCall } from "../AwsService.ts";
import { AwsError } from "../protocol/AwsError.ts";
import { type QueryInput, required } from "../protocol/query.ts";
import type { Role, Tag } from "./Role.ts";

/** The role that a call names. @throws AwsError NoSuchEntity */
export function requireRole(call: AwsCall, input: QueryInput): Role {
  const name = required(input, "RoleName");
  const role = findRole(call, name);
  if (!role) throw noSuchEntity(`The role with name ${name} cannot be found.`);
  return role;
}

/** Role names do not differ by case alone. */
export function findRole(call: AwsCall, name: string): Role | undefined {
  return call.account.state.roles.find((role) => role.name.toLowerCase() === name.toLowerCase());
}

export function findRoleByArn({ state }: AwsAccount, arn: string): Role | undefined {
  return state.roles.find((role) => role.arn === arn);
}

export function noSuchEntity(message: string): AwsError {
  return new AwsError(404, "NoSuchEntity", message);
}

/** @throws AwsError ValidationError */
export function checkShape(value: string, member: string, pattern: RegExp): string {
  if (!pattern.test(value)) {
    throw new AwsError(
      400,
      "ValidationError",
      `1 validation error detected: Value '${value}' at '${member}' failed to satisfy constraint: Member must satisfy ` +
        `regular expression pattern: ${pattern.source.slice(1, -1)}`,
    );
  }
  return value;
}

/** `Tags.member.1.Key` and `Tags.member.1.Value`, … @throws AwsError */
export function readTags(input: QueryInput): Tag[] {
  const tags: Tag[] = [];
  for (let index = 1; ; index++) {
    const key = input.get(`Tags.member.${index}.Key`);
    if (key === null) return tags;
    if (tags.some((tag) => tag.key === key)) {
      throw new AwsError(
        400,
        "InvalidInput",
        "Duplicate tag keys found. Please note that Tag keys are case insensitive.",
      );
    }
    tags.push({
      key: checkShape(key, "tags.member.key", /^.{1,128}$/s),
      value: input.get(`Tags.member.${index}.Value`) ?? "",
    });
  }
}

/** IAM answers with documents percent-encoded as RFC 3986 has it (IAM API reference, GetRole). */
export function encodeDocument(text: string): string {
  return encodeURIComponent(text).replaceAll(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
