import type { SandboxResponse } from "../../../Vendor.ts";
import type { GraphCall } from "../../MicrosoftCall.ts";
import { tenantSettings } from "../../login/tenantSettings.ts";
import type { Directory } from "../../state.ts";
import { GraphError, notFound } from "../errors.ts";
import type { Entity, EntityType } from "../odata/EntityType.ts";
import { listResponse } from "../odata/listResponse.ts";
import { entityResponse } from "../odata/respond.ts";
import { graphTime } from "../wire.ts";

const services = ["Email", "OfficeCommunicationsOnline"];

function domainJson({ name }: Pick<Directory, "name">, id: string, at: number): Entity {
  const initial = id === `${name}.onmicrosoft.com`;
  return {
    id,
    authenticationType: "Managed",
    availabilityStatus: null,
    isAdminManaged: true,
    isDefault: at === 0,
    isInitial: initial,
    isRoot: true,
    isVerified: true,
    manufacturer: null,
    model: null,
    passwordNotificationWindowInDays: 14,
    passwordValidityPeriodInDays: 2_147_483_647,
    state: null,
    supportedServices: services,
  };
}

const domainType: EntityType = {
  name: "domain",
  set: "domains",
  properties: new Set(Object.keys(domainJson({ name: "" }, "", 0))),
  filterable: new Set(),
  searchable: new Set(),
};

function domainsOf({ directory }: GraphCall): readonly Entity[] {
  return directory.domains.map((domain, at) => domainJson(directory, domain, at));
}

export function listDomains(call: GraphCall): SandboxResponse {
  return listResponse(call, domainType, domainsOf(call));
}

export function getDomain(call: GraphCall, { domainId }: { readonly domainId: string }): SandboxResponse {
  const found = domainsOf(call).find(({ id }) => id === domainId.toLowerCase());
  if (!found) throw notFound(domainId);
  return entityResponse(call, domainType, found);
}

function organizationJson({ tenantId, kind, name, created, domains }: Directory): Entity {
  return {
    id: tenantId,
    deletedDateTime: null,
    businessPhones: [],
    city: null,
    country: null,
    countryLetterCode: tenantSettings.country,
    createdDateTime: graphTime(created),
    displayName: name,
    marketingNotificationEmails: [],
    onPremisesLastSyncDateTime: null,
    onPremisesSyncEnabled: null,
    postalCode: null,
    preferredLanguage: tenantSettings.language,
    privacyProfile: null,
    securityComplianceNotificationMails: [],
    securityComplianceNotificationPhones: [],
    state: null,
    street: null,
    technicalNotificationMails: [],
    tenantType: kind === "b2c" ? "AAD B2C" : "AAD",
    assignedPlans: [],
    provisionedPlans: [],
    verifiedDomains: domains.map((domain, at) => ({
      capabilities: services.join(", "),
      isDefault: at === 0,
      isInitial: domain === `${name}.onmicrosoft.com`,
      name: domain,
      type: "Managed",
    })),
  };
}

function organizationType(directory: Directory): EntityType {
  return {
    name: "organization",
    set: "organization",
    properties: new Set(Object.keys(organizationJson(directory))),
    filterable: new Set(),
    searchable: new Set(),
  };
}

export function listOrganization(call: GraphCall): SandboxResponse {
  return listResponse(call, organizationType(call.directory), [organizationJson(call.directory)]);
}

export function getOrganization(
  call: GraphCall,
  { organizationId }: { readonly organizationId: string },
): SandboxResponse {
  if (organizationId.toLowerCase() !== call.directory.tenantId) throw notFound(organizationId);
  return entityResponse(call, organizationType(call.directory), organizationJson(call.directory));
}

/** There are no people's tokens for Graph here: every caller is an application. */
export function getSignedInUser(): SandboxResponse {
  throw new GraphError(400, "BadRequest", "/me request is only valid with delegated authentication flow.");
}
