import {
  also,
  type AskedOperation,
  each,
  on,
  onAny,
  type OperationRights,
  passRole,
  type RightsTable,
  textOf,
  where,
} from "../iam/OperationRights.ts";
import { anyIn } from "../ssoAdmin/rights.ts";
import { grantArnOf, instanceArnOf, locationArnOf } from "./S3ControlCall.ts";

const onInstance = on("s3", ({ call }) => [instanceArnOf(call)]);
const onLocation = on("s3", (asked) => [locationArnOf(asked.call, textOf(asked, "id") || "*")]);
const onGrant = on("s3", (asked) => [grantArnOf(asked.call, textOf(asked, "id") || "*")]);
const role = passRole("access-grants.s3.amazonaws.com", "IAMRoleArn");

/** S3 makes an application in Identity Center in the caller's name. The ARNs are by the actions' own resource types. */
const association: OperationRights = where("IdentityCenterArn", (asked) => {
  const instance = textOf(asked, "IdentityCenterArn");
  const application = anyIn(asked, "application", instance);
  const provider = "arn:aws:sso::aws:applicationProvider/*";
  return [
    { action: "sso:DescribeInstance", resource: instance },
    ...[instance, provider, application].map((resource) => ({ action: "sso:CreateApplication", resource })),
    { action: "sso:PutApplicationGrant", resource: application },
    { action: "sso:PutApplicationAuthenticationMethod", resource: application },
  ];
});

/** For people and groups of Identity Center's. */
const grantee: OperationRights = (asked) => {
  const { GranteeType: type, GranteeIdentifier: id } = (asked.member("Grantee") ?? {}) as Readonly<
    Record<string, unknown>
  >;
  if (type !== "DIRECTORY_USER" && type !== "DIRECTORY_GROUP") return [];
  const kind = type === "DIRECTORY_USER" ? "User" : "Group";
  return [
    ...identityCenterOf(asked),
    {
      action: `identitystore:Describe${kind}`,
      resource: `arn:aws:identitystore:::${kind.toLowerCase()}/${String(id)}`,
    },
  ];
};

function identityCenterOf(asked: AskedOperation): ReturnType<OperationRights> {
  const { call } = asked;
  const center = call.account.region(call.region).accessGrants?.identityCenter;
  if (!center) return [];
  return [
    { action: "sso:DescribeInstance", resource: center.instanceArn },
    { action: "sso:DescribeApplication", resource: center.applicationArn },
  ];
}

const dissociation: OperationRights = ({ call }) => {
  const center = call.account.region(call.region).accessGrants?.identityCenter;
  return center ? [{ action: "sso:DeleteApplication", resource: center.applicationArn }] : [];
};

/**
 * Service Authorization Reference, "Amazon S3"; what some operations need besides is in their "Additional Permissions"
 * (Amazon S3 API reference).
 */
export const s3ControlRights: RightsTable = {
  CreateAccessGrantsInstance: also(onInstance, association),
  AssociateAccessGrantsIdentityCenter: also(onInstance, association),
  DissociateAccessGrantsIdentityCenter: also(onInstance, dissociation),
  CreateAccessGrantsLocation: also(onLocation, role),
  UpdateAccessGrantsLocation: also(onLocation, role),
  CreateAccessGrant: also(onGrant, grantee),
  ListAccessGrantsInstances: onAny("s3"),
  ...each(["DeleteAccessGrantsLocation", "GetAccessGrantsLocation"], onLocation),
  ...each(["DeleteAccessGrant", "GetAccessGrant"], onGrant),
  ...each(
    [
      "DeleteAccessGrantsInstance",
      "DeleteAccessGrantsInstanceResourcePolicy",
      "GetAccessGrantsInstance",
      "GetAccessGrantsInstanceForPrefix",
      "GetAccessGrantsInstanceResourcePolicy",
      "GetDataAccess",
      "ListAccessGrants",
      "ListAccessGrantsLocations",
      "ListCallerAccessGrants",
      "PutAccessGrantsInstanceResourcePolicy",
    ],
    onInstance,
  ),
  ...each(
    ["ListTagsForResource", "TagResource", "UntagResource"],
    on("s3", (asked) => [textOf(asked, "*")]),
  ),
};
