import type { Finder } from "./Finder.ts";
import { accessGrantsFinders } from "./vendors/accessGrants.ts";
import { apiGatewayFinders } from "./vendors/apiGateway.ts";
import { entraFinders } from "./vendors/entra.ts";
import { functionFinders } from "./vendors/functions.ts";
import { identityCenterFinders } from "./vendors/identityCenter.ts";
import { jumpcloudFinders } from "./vendors/jumpcloud.ts";
import { oktaFinders } from "./vendors/okta.ts";
import { userPoolFinders } from "./vendors/userPools.ts";

const chance = "it is made by chance and is nothing at a vendor: a new one is made";

/** How to look for what the program declares, by type; or why nothing can be looked for. */
export const finders: Readonly<Record<string, Finder | string>> = {
  ...oktaFinders,
  ...entraFinders,
  ...userPoolFinders,
  ...apiGatewayFinders,
  ...functionFinders,
  ...identityCenterFinders,
  ...accessGrantsFinders,
  ...jumpcloudFinders,
  "random:index/randomPassword:RandomPassword": chance,
  "random:index/randomString:RandomString": chance,
  "random:index/randomUuid:RandomUuid": chance,
};
