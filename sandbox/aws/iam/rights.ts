import { accountUser } from "./Caller.ts";
import {
  also,
  type AskedOperation,
  each,
  on,
  onAny,
  type OperationRights,
  type RightsTable,
  textOf,
  where,
} from "./OperationRights.ts";
import { findRole } from "./roleInput.ts";

/** A role's ARN has its path, which most requests do not name. */
function roleArn(asked: AskedOperation): string {
  const { call } = asked;
  const name = textOf(asked, "RoleName");
  const path = textOf(asked, "Path") || "/";
  return findRole(call, name)?.arn ?? `arn:aws:iam::${call.account.id}:role${path}${name}`;
}

const onRole = on("iam", (asked) => [roleArn(asked)]);

const onAttachment: OperationRights = (asked) => [
  {
    action: `iam:${asked.operation}`,
    resource: roleArn(asked),
    context: { "iam:PolicyARN": textOf(asked, "PolicyArn") },
  },
];

/** Service Authorization Reference, "AWS Identity and Access Management (IAM)"; for tags, IAM user guide, "Tag IAM roles". */
export const iamRights: RightsTable = {
  CreateRole: also(
    onRole,
    where("Tags", (asked) => [{ action: "iam:TagRole", resource: roleArn(asked) }]),
  ),
  GetUser: on("iam", (asked) => {
    const name = textOf(asked, "UserName");
    const { call } = asked;
    return [name === "" ? accountUser(call.account).arn : `arn:aws:iam::${call.account.id}:user/${name}`];
  }),
  ListRoles: onAny("iam"),
  SimulatePrincipalPolicy: on("iam", (asked) => [textOf(asked, "PolicySourceArn")]),
  ...each(["AttachRolePolicy", "DetachRolePolicy"], onAttachment),
  ...each(
    [
      "DeleteRole",
      "DeleteRolePolicy",
      "GetRole",
      "GetRolePolicy",
      "ListAttachedRolePolicies",
      "ListInstanceProfilesForRole",
      "ListRolePolicies",
      "ListRoleTags",
      "PutRolePolicy",
      "TagRole",
      "UntagRole",
      "UpdateAssumeRolePolicy",
      "UpdateRole",
      "UpdateRoleDescription",
    ],
    onRole,
  ),
};
