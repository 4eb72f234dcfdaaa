import type { AwsCall } from "../../AwsService.ts";
import type { UserPool } from "../state.ts";
import { attributeJson } from "./schemaAttributes.ts";

/** `arn:aws:cognito-idp:{region}:{account}:userpool/{id}` */
export function userPoolArn({ account, region }: AwsCall, id: string): string {
  return `arn:aws:cognito-idp:${region}:${account.id}:userpool/${id}`;
}

/** A pool as CreateUserPool and DescribeUserPool show it. */
export function userPoolJson(call: AwsCall, pool: UserPool): object {
  return {
    Id: pool.id,
    Name: pool.name,
    Arn: userPoolArn(call, pool.id),
    CreationDate: pool.created,
    LastModifiedDate: pool.lastModified,
    ...pool.settings,
    DeletionProtection: pool.deletionProtection,
    SchemaAttributes: pool.schema.map(attributeJson),
    UsernameConfiguration: { CaseSensitive: pool.usernameCaseSensitive },
    ...(pool.usernameAttributes.length > 0 && { UsernameAttributes: pool.usernameAttributes }),
    ...(pool.aliasAttributes.length > 0 && { AliasAttributes: pool.aliasAttributes }),
    Domain: pool.domain?.domain,
    CustomDomain: pool.customDomain?.domain,
    EstimatedNumberOfUsers: Object.keys(pool.users).length,
    UserPoolTags: pool.tags,
  };
}
