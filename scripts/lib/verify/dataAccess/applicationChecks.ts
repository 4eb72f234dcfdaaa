import type { AuthenticationMethodItem, GrantItem } from "@aws-sdk/client-sso-admin";
import { roleOf } from "../../../../providers/identitycenter/resources/actorPolicy.ts";
import type { Check } from "../Check.ts";
import { inWords } from "../directory/directoryCheck.ts";
import type { VerifyContext } from "../VerifyContext.ts";
import { allPages } from "../../vendors/aws/allPages.ts";
import type { AwsServices } from "../../vendors/aws/AwsAccess.ts";
import { awsCheck } from "./awsCheck.ts";
import type { DataAccessUnderTest } from "./DataAccessUnderTest.ts";
import { DirectoryNames } from "./DirectoryNames.ts";

/** The application of Identity Center: whose tokens it takes, of whom, for whom and for what, and nothing beside that. */
export function applicationChecks(context: VerifyContext, under: DataAccessUnderTest): readonly Check[] {
  const { applicationArn: ApplicationArn, trustedTokenIssuerArn, clientId, exchangeRoleArn } = under.deployed;
  const check = (name: string, expected: string, look: (services: AwsServices) => Promise<string>): Check =>
    awsCheck(context, under, name, expected, look);
  return [
    check("the application in Identity Center", "ENABLED", async ({ ssoAdmin }) => {
      const { Status } = await ssoAdmin.describeApplication({ ApplicationArn });
      return Status ?? "no status";
    }),
    check(
      "the tokens that the application takes",
      tokensOf(trustedTokenIssuerArn, [clientId]),
      async ({ ssoAdmin }) => {
        const grants = await allPages(
          async (page) => ssoAdmin.listApplicationGrants({ ApplicationArn, ...page }),
          ({ Grants }) => Grants,
        );
        return inWords(grants.flatMap(describeGrant), "none");
      },
    ),
    check("who may exchange tokens", exchangeRoleArn, async ({ ssoAdmin }) => {
      const methods = await allPages(
        async (page) => ssoAdmin.listApplicationAuthenticationMethods({ ApplicationArn, ...page }),
        ({ AuthenticationMethods }) => AuthenticationMethods,
      );
      return inWords(methods.map(describeMethod), "nobody");
    }),
    check("what an exchanged token is good for", "s3:access_grants:read_write", async ({ ssoAdmin }) => {
      const scopes = await allPages(
        async (page) => ssoAdmin.listApplicationAccessScopes({ ApplicationArn, ...page }),
        (page) => page.Scopes,
      );
      return inWords(
        scopes.map(({ Scope }) => String(Scope)),
        "nothing",
      );
    }),
    check("who is assigned", expectedAssignment(under), async (services) => {
      const { ssoAdmin } = services;
      const { AssignmentRequired } = await ssoAdmin.getApplicationAssignmentConfiguration({ ApplicationArn });
      const assignments = await allPages(
        async (page) => ssoAdmin.listApplicationAssignments({ ApplicationArn, ...page }),
        ({ ApplicationAssignments }) => ApplicationAssignments,
      );
      const names = new DirectoryNames(under, services);
      const assigned = await Promise.all(
        assignments.map(async ({ PrincipalType, PrincipalId = "" }) =>
          PrincipalType === "GROUP" ? names.group(PrincipalId) : names.user(PrincipalId),
        ),
      );
      return describeAssignment(AssignmentRequired ?? false, assigned);
    }),
  ];
}

function tokensOf(issuerArn: string, audiences: readonly string[]): string {
  return `of ${issuerArn} for ${audiences.toSorted().join(" or ") || "nobody"}`;
}

/** Grants of other types take other things than tokens of issuers: codes, refresh tokens, tokens of Identity Center's. */
function describeGrant({ GrantType, Grant }: GrantItem): readonly string[] {
  const issuers = Grant?.JwtBearer?.AuthorizedTokenIssuers;
  if (issuers === undefined) return [`by the grant ${String(GrantType)} (not declared)`];
  return issuers.map(({ TrustedTokenIssuerArn = "", AuthorizedAudiences = [] }) =>
    tokensOf(TrustedTokenIssuerArn, AuthorizedAudiences),
  );
}

/** A policy of another form than the one that was declared may let anybody in, so it is told as it stands. */
function describeMethod({ AuthenticationMethodType: type, AuthenticationMethod: method }: AuthenticationMethodItem) {
  const policy = method?.Iam?.ActorPolicy;
  if (policy === undefined) return `whoever ${String(type)} lets`;
  const text = JSON.stringify(policy);
  return roleOf(text) ?? `whoever this policy names: ${text}`;
}

function expectedAssignment({ model }: DataAccessUnderTest): string {
  const { assignment } = model.identityCenter;
  if (!assignment.required) return describeAssignment(false, []);
  return describeAssignment(true, [
    ...assignment.users.map((user) => `user ${user}`),
    ...assignment.groups.map((group) => `group ${group}`),
  ]);
}

function describeAssignment(required: boolean, assigned: readonly string[]): string {
  return `${required ? "required" : "not required"}; ${inWords(assigned, "nobody by name")}`;
}
