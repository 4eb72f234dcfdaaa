import { type AskedOperation, each, on, onAny, type RightsTable, textOf } from "../iam/OperationRights.ts";

const instance = (asked: AskedOperation): string => textOf(asked, "InstanceArn");
const onInstance = on("sso", (asked) => [instance(asked)]);
const onApplication = on("sso", (asked) => [textOf(asked, "ApplicationArn")]);
const onIssuer = on("sso", (asked) => [textOf(asked, "TrustedTokenIssuerArn")]);

/** What there is of a kind in an instance: what is to be created has no ARN yet. */
export function anyIn(asked: AskedOperation, kind: "application" | "trustedTokenIssuer", instanceArn: string): string {
  return `arn:aws:sso::${asked.call.account.id}:${kind}/${instanceArn.split("/")[1] ?? ""}/*`;
}

/**
 * Service Authorization Reference, "AWS IAM Identity Center": every resource type that it marks as required. Nothing here is
 * encrypted with a key of the customer's, which would need `kms:Decrypt` besides.
 */
export const ssoRights: RightsTable = {
  CreateApplication: on("sso", (asked) => [
    instance(asked),
    textOf(asked, "ApplicationProviderArn"),
    anyIn(asked, "application", instance(asked)),
  ]),
  CreateTrustedTokenIssuer: on("sso", (asked) => [
    instance(asked),
    anyIn(asked, "trustedTokenIssuer", instance(asked)),
  ]),
  DescribeApplicationProvider: on("sso", (asked) => [textOf(asked, "ApplicationProviderArn")]),
  ListApplicationProviders: on("sso", () => ["arn:aws:sso::aws:applicationProvider/*"]),
  ...each(["ListApplications", "ListInstances"], onAny("sso")),
  ...each(["DescribeInstance", "ListApplicationAssignmentsForPrincipal", "ListTrustedTokenIssuers"], onInstance),
  ...each(["DeleteTrustedTokenIssuer", "DescribeTrustedTokenIssuer", "UpdateTrustedTokenIssuer"], onIssuer),
  ...each(
    [
      "CreateApplicationAssignment",
      "DeleteApplication",
      "DeleteApplicationAccessScope",
      "DeleteApplicationAssignment",
      "DeleteApplicationAuthenticationMethod",
      "DeleteApplicationGrant",
      "DescribeApplication",
      "DescribeApplicationAssignment",
      "GetApplicationAccessScope",
      "GetApplicationAssignmentConfiguration",
      "GetApplicationAuthenticationMethod",
      "GetApplicationGrant",
      "ListApplicationAccessScopes",
      "ListApplicationAssignments",
      "ListApplicationAuthenticationMethods",
      "ListApplicationGrants",
      "PutApplicationAccessScope",
      "PutApplicationAssignmentConfiguration",
      "PutApplicationAuthenticationMethod",
      "PutApplicationGrant",
      "UpdateApplication",
    ],
    onApplication,
  ),
  ...each(
    ["ListTagsForResource", "TagResource", "UntagResource"],
    on("sso", (asked) => [textOf(asked, "ResourceArn")]),
  ),
};
