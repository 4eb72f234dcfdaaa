import type { AwsService } from "../AwsService.ts";
import { json11Service } from "../protocol/json11.ts";
import * as accessScopes from "./accessScopes.ts";
import * as applicationProviders from "./applicationProviders.ts";
import * as applications from "./applications.ts";
import * as assignments from "./assignments.ts";
import * as authenticationMethods from "./authenticationMethods.ts";
import * as grants from "./grants.ts";
import { describeInstance, listInstances } from "./instances.ts";
import { ssoRights } from "./rights.ts";
import { listTagsForResource, tagResource, untagResource } from "./tags.ts";
import * as trustedTokenIssuers from "./trustedTokenIssuers.ts";

/** IAM Identity Center's trusted token issuers and applications (IAM Identity Center API reference). */
export function ssoAdmin(): AwsService {
  return json11Service({
    signingName: "sso",
    targetPrefix: "SWBExternalService",
    rights: ssoRights,
    handlers: new Map(
      Object.entries({
        CreateApplication: applications.createApplication,
        CreateApplicationAssignment: assignments.createApplicationAssignment,
        CreateTrustedTokenIssuer: trustedTokenIssuers.createTrustedTokenIssuer,
        DeleteApplication: applications.deleteApplication,
        DeleteApplicationAccessScope: accessScopes.deleteApplicationAccessScope,
        DeleteApplicationAssignment: assignments.deleteApplicationAssignment,
        DeleteApplicationAuthenticationMethod: authenticationMethods.deleteApplicationAuthenticationMethod,
        DeleteApplicationGrant: grants.deleteApplicationGrant,
        DeleteTrustedTokenIssuer: trustedTokenIssuers.deleteTrustedTokenIssuer,
        DescribeApplication: applications.describeApplication,
        DescribeApplicationAssignment: assignments.describeApplicationAssignment,
        DescribeApplicationProvider: applicationProviders.describeApplicationProvider,
        DescribeInstance: describeInstance,
        DescribeTrustedTokenIssuer: trustedTokenIssuers.describeTrustedTokenIssuer,
        GetApplicationAccessScope: accessScopes.getApplicationAccessScope,
        GetApplicationAssignmentConfiguration: assignments.getApplicationAssignmentConfiguration,
        GetApplicationAuthenticationMethod: authenticationMethods.getApplicationAuthenticationMethod,
        GetApplicationGrant: grants.getApplicationGrant,
        ListApplicationAccessScopes: accessScopes.listApplicationAccessScopes,
        ListApplicationAssignments: assignments.listApplicationAssignments,
        ListApplicationAssignmentsForPrincipal: assignments.listApplicationAssignmentsForPrincipal,
        ListApplicationAuthenticationMethods: authenticationMethods.listApplicationAuthenticationMethods,
        ListApplicationGrants: grants.listApplicationGrants,
        ListApplicationProviders: applicationProviders.listApplicationProviders,
        ListApplications: applications.listApplications,
        ListInstances: listInstances,
        ListTagsForResource: listTagsForResource,
        ListTrustedTokenIssuers: trustedTokenIssuers.listTrustedTokenIssuers,
        PutApplicationAccessScope: accessScopes.putApplicationAccessScope,
        PutApplicationAssignmentConfiguration: assignments.putApplicationAssignmentConfiguration,
        PutApplicationAuthenticationMethod: authenticationMethods.putApplicationAuthenticationMethod,
        PutApplicationGrant: grants.putApplicationGrant,
        TagResource: tagResource,
        UntagResource: untagResource,
        UpdateApplication: applications.updateApplication,
        UpdateTrustedTokenIssuer: trustedTokenIssuers.updateTrustedTokenIssuer,
      }),
    ),
  });
}
