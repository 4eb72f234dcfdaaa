import type { ListAccessGrantEntry } from "@aws-sdk/client-s3-control";
import type { AccessGrantModel } from "../../../../trust/TrustModel.ts";
import type { Check } from "../Check.ts";
import { inWords } from "../directory/directoryCheck.ts";
import type { VerifyContext } from "../VerifyContext.ts";
import { allPages } from "../../vendors/aws/allPages.ts";
import { awsCheck } from "./awsCheck.ts";
import type { DataAccessUnderTest } from "./DataAccessUnderTest.ts";
import { DirectoryNames } from "./DirectoryNames.ts";
import { overlap } from "../../../../trust/grantScopes.ts";

/** S3 Access Grants: whose people its instance knows, and that nobody is granted more, or less, than was declared. */
export function accessGrantsChecks(context: VerifyContext, under: DataAccessUnderTest): readonly Check[] {
  const { model, deployed } = under;
  const { accountId: AccountId, instanceArn } = deployed;
  const grants = Object.entries(model.grants).map(([name, { grantee, permission }]) =>
    describeGrant(`${name}:`, permission, deployed.grants[name]?.scope, granteeName(grantee)),
  );
  const locations = Object.entries(deployed.locations).map(([name, { scope, roleArn }]) =>
    describeLocation(`${name}:`, scope, roleArn),
  );
  return [
    awsCheck(context, under, "whose people the Access Grants instance knows", instanceArn, async ({ accessGrants }) => {
      const { IdentityCenterInstanceArn } = await accessGrants.getAccessGrantsInstance({ AccountId });
      return IdentityCenterInstanceArn ?? "nobody's";
    }),
    awsCheck(context, under, "the locations", inWords(locations, "none"), async ({ accessGrants }) => {
      const found = await allPages(
        async (page) => accessGrants.listAccessGrantsLocations({ AccountId, ...page }),
        ({ AccessGrantsLocationsList }) => AccessGrantsLocationsList,
      );
      const texts = found
        .filter((one) => isOurs(under, one.AccessGrantsLocationId, one.LocationScope))
        .map(({ AccessGrantsLocationId: id, LocationScope: scope, IAMRoleArn: role }) => {
          const known = Object.entries(deployed.locations).find(([, { locationId }]) => locationId === id);
          return describeLocation(known === undefined ? "not declared:" : `${known[0]}:`, scope, role);
        });
      return inWords(texts, "none");
    }),
    awsCheck(context, under, "the grants", inWords(grants, "none"), async (services) => {
      const found = await allPages(
        async (page) => services.accessGrants.listAccessGrants({ AccountId, ...page }),
        ({ AccessGrantsList }) => AccessGrantsList,
      );
      const names = new DirectoryNames(under, services);
      const ours = found.filter((one) => isOurs(under, one.AccessGrantId, one.GrantScope));
      return inWords(await Promise.all(ours.map(async (one) => describeFound(under, one, names))), "none");
    }),
  ];
}

/**
 * An instance of the stack's own holds nothing else. One that was there before holds other people's locations and grants too;
 * what counts there is what touches the stack's places.
 */
function isOurs({ model, deployed, foreignIds }: DataAccessUnderTest, id = "", scope = ""): boolean {
  if (foreignIds.has(id)) return false;
  return !model.adoptInstance || Object.values(deployed.locations).some((location) => overlap(location.scope, scope));
}

async function describeFound(
  { deployed }: DataAccessUnderTest,
  { AccessGrantId, Permission, GrantScope, Grantee, ApplicationArn }: ListAccessGrantEntry,
  names: DirectoryNames,
): Promise<string> {
  const known = Object.entries(deployed.grants).find(([, { grantId }]) => grantId === AccessGrantId);
  const { GranteeType: type, GranteeIdentifier: id = "" } = Grantee ?? {};
  const who =
    type === "DIRECTORY_USER"
      ? await names.user(id)
      : type === "DIRECTORY_GROUP"
        ? await names.group(id)
        : `the IAM principal ${id}`;
  const only = ApplicationArn === undefined || ApplicationArn === "ALL" ? "" : `, by ${ApplicationArn} alone`;
  const name = known === undefined ? "not declared:" : `${known[0]}:`;
  return `${describeGrant(name, Permission, GrantScope, who)}${only}`;
}

function granteeName(grantee: AccessGrantModel["grantee"]): string {
  return "user" in grantee ? `user ${grantee.user}` : `group ${grantee.group}`;
}

const describeGrant = (name: string, permission?: string, scope?: string, who?: string): string =>
  `${name} ${permission} of ${scope} for ${who}`;

const describeLocation = (name: string, scope?: string, role?: string): string => `${name} ${scope} by ${role}`;
