import type { AwsPlace } from "./AwsPlace.ts";
import { type AwsRight, rightsOn } from "./AwsRight.ts";

export interface RoleUse {
  /** The service that the roles are handed to (IAM user guide, "Grant a user permissions to pass a role to an AWS service"). */
  readonly passedTo?: string;
}

/**
 * Roles of the stack's, each with an inline policy (Service Authorization Reference, "AWS Identity and Access Management").
 * `ListInstanceProfilesForRole` is the published provider's, before it deletes a role (hashicorp/terraform-provider-aws,
 * iam/role.go).
 */
export function roleRights(place: AwsPlace, names: readonly string[], { passedTo }: RoleUse): readonly AwsRight[] {
  const roles = place.named("Roles", (name) => place.globalArn("iam", `role/${name}`), names);
  return [
    ...rightsOn("iam", roles, {
      read: ["GetRole", "GetRolePolicy", "ListAttachedRolePolicies", "ListRolePolicies"],
      write: [
        "CreateRole",
        "DeleteRole",
        "DeleteRolePolicy",
        "ListInstanceProfilesForRole",
        "PutRolePolicy",
        "UpdateAssumeRolePolicy",
      ],
    }),
    ...(passedTo === undefined
      ? []
      : rightsOn("iam", roles, { write: ["PassRole"], condition: { "iam:PassedToService": passedTo } })),
  ];
}
