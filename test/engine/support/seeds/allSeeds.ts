import { auditSeeds } from "./auditSeeds.ts";
import { dataAccessSeeds } from "./dataAccessSeeds.ts";
import { gatewaySeeds } from "./gatewaySeeds.ts";
import { jumpCloudSeeds } from "./jumpCloudSeeds.ts";
import { microsoftAccessSeeds } from "./microsoftAccessSeeds.ts";
import { microsoftSeeds } from "./microsoftSeeds.ts";
import { oktaSeeds } from "./oktaSeeds.ts";
import { roleSeeds } from "./roleSeeds.ts";
import type { Seed } from "./Seed.ts";
import { userPoolSeeds } from "./userPoolSeeds.ts";

/** Drifts of all kinds, at all vendors. None hides another. */
export const allSeeds: readonly Seed[] = [
  ...oktaSeeds,
  ...microsoftSeeds,
  ...microsoftAccessSeeds,
  ...jumpCloudSeeds,
  ...gatewaySeeds,
  ...roleSeeds,
  ...userPoolSeeds,
  ...dataAccessSeeds,
  ...auditSeeds,
];
