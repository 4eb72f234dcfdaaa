import type { User } from "../../state.ts";
import type { Entity, EntityType } from "../odata/EntityType.ts";
import { graphTime } from "../wire.ts";

/** What a person of whom nothing else was said has (resource type `user`). */
const restDefaults = {
  deletedDateTime: null,
  ageGroup: null,
  businessPhones: [],
  city: null,
  companyName: null,
  consentProvidedForMinor: null,
  creationType: null,
  department: null,
  employeeHireDate: null,
  employeeId: null,
  employeeLeaveDateTime: null,
  employeeOrgData: null,
  employeeType: null,
  externalUserState: null,
  externalUserStateChangeDateTime: null,
  faxNumber: null,
  imAddresses: [],
  isResourceAccount: null,
  jobTitle: null,
  legalAgeGroupClassification: null,
  mobilePhone: null,
  officeLocation: null,
  onPremisesDistinguishedName: null,
  onPremisesDomainName: null,
  onPremisesImmutableId: null,
  onPremisesLastSyncDateTime: null,
  onPremisesSamAccountName: null,
  onPremisesSecurityIdentifier: null,
  onPremisesSyncEnabled: null,
  onPremisesUserPrincipalName: null,
  otherMails: [],
  passwordPolicies: null,
  postalCode: null,
  preferredDataLocation: null,
  preferredLanguage: null,
  proxyAddresses: [],
  securityIdentifier: null,
  showInAddressList: null,
  state: null,
  streetAddress: null,
  userType: "Member",
  assignedLicenses: [],
  assignedPlans: [],
  provisionedPlans: [],
};

/** A person as Graph writes one, with everything that can be selected; never the password. */
export function userJson(user: User): Entity {
  const { id, createdDateTime, rest } = user;
  return {
    id,
    accountEnabled: user.accountEnabled,
    country: user.country,
    createdDateTime: graphTime(createdDateTime),
    displayName: user.displayName,
    givenName: user.givenName,
    identities: [
      {
        signInType: "userPrincipalName",
        issuer: user.userPrincipalName.split("@")[1] ?? "",
        issuerAssignedId: user.userPrincipalName,
      },
    ],
    lastPasswordChangeDateTime: graphTime(user.passwordChanged),
    mail: user.mail,
    mailNickname: user.mailNickname,
    passwordProfile: null,
    signInSessionsValidFromDateTime: graphTime(user.passwordChanged),
    surname: user.surname,
    usageLocation: user.usageLocation,
    userPrincipalName: user.userPrincipalName,
    ...restDefaults,
    ...(user.mail !== null && { proxyAddresses: [`SMTP:${user.mail}`] }),
    ...rest,
  };
}

export const userType: EntityType = {
  name: "user",
  set: "users",
  properties: new Set([
    ...Object.keys(restDefaults),
    ..."id accountEnabled country createdDateTime displayName givenName identities lastPasswordChangeDateTime mail".split(
      " ",
    ),
    ..."mailNickname passwordProfile signInSessionsValidFromDateTime surname usageLocation userPrincipalName".split(
      " ",
    ),
    // Of people's own profiles, which are not directory data.
    ..."aboutMe birthday hireDate interests mySite pastProjects preferredName responsibilities schools skills".split(
      " ",
    ),
  ]),
  filterable: new Set([
    ..."id accountEnabled ageGroup businessPhones city companyName consentProvidedForMinor country createdDateTime".split(
      " ",
    ),
    ..."creationType department displayName employeeHireDate employeeId employeeOrgData/costCenter".split(" "),
    ..."employeeOrgData/division employeeType externalUserState faxNumber givenName jobTitle mail mailNickname".split(
      " ",
    ),
    ..."mobilePhone officeLocation onPremisesImmutableId onPremisesSyncEnabled otherMails passwordPolicies".split(" "),
    ..."postalCode preferredLanguage proxyAddresses state streetAddress surname usageLocation userPrincipalName".split(
      " ",
    ),
    "userType",
  ]),
  searchable: new Set([
    "displayName",
    "givenName",
    "mail",
    "mailNickname",
    "surname",
    "userPrincipalName",
    "otherMails",
  ]),
  defaults: [
    ..."businessPhones displayName givenName jobTitle mail mobilePhone officeLocation preferredLanguage surname".split(
      " ",
    ),
    ..."userPrincipalName id".split(" "),
  ],
};
