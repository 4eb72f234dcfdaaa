import type { AwsService } from "../AwsService.ts";
import { queryService } from "../protocol/query.ts";
import {
  attachRolePolicy,
  deleteRolePolicy,
  detachRolePolicy,
  getRolePolicy,
  listAttachedRolePolicies,
  listRolePolicies,
  putRolePolicy,
} from "./policies.ts";
import { iamRights } from "./rights.ts";
import {
  createRole,
  deleteRole,
  getRole,
  listInstanceProfilesForRole,
  listRoles,
  listRoleTags,
  tagRole,
  untagRole,
  updateAssumeRolePolicy,
  updateRole,
  updateRoleDescription,
} from "./roles.ts";
import { simulatePrincipalPolicy } from "./simulate.ts";
import { getUser } from "./users.ts";

/** IAM's roles and their policies, and what policies say (IAM API reference). */
export function iam(): AwsService {
  return queryService({
    signingName: "iam",
    version: "2010-05-08",
    namespace: "https://iam.amazonaws.com/doc/2010-05-08/",
    rights: iamRights,
    handlers: new Map(
      Object.entries({
        CreateRole: createRole,
        GetRole: getRole,
        ListRoles: listRoles,
        UpdateRole: updateRole,
        UpdateRoleDescription: updateRoleDescription,
        UpdateAssumeRolePolicy: updateAssumeRolePolicy,
        DeleteRole: deleteRole,
        ListInstanceProfilesForRole: listInstanceProfilesForRole,
        ListRoleTags: listRoleTags,
        TagRole: tagRole,
        UntagRole: untagRole,
        PutRolePolicy: putRolePolicy,
        GetRolePolicy: getRolePolicy,
        DeleteRolePolicy: deleteRolePolicy,
        ListRolePolicies: listRolePolicies,
        AttachRolePolicy: attachRolePolicy,
        DetachRolePolicy: detachRolePolicy,
        ListAttachedRolePolicies: listAttachedRolePolicies,
        GetUser: getUser,
        SimulatePrincipalPolicy: simulatePrincipalPolicy,
      }),
    ),
  });
}
