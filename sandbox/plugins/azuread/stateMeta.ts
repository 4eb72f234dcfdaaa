/** The key of the timeouts in a state's `__meta` (hashicorp/terraform-plugin-sdk, helper/schema). */
const timeoutsKey = "e2bfb730-ecaa-11e6-8f88-34363bc7c4c0";
const minute = 60_000_000_000;

interface Timeouts {
  /** Minutes. */
  readonly create: number;
  readonly update?: number;
}

/**
 * What the published plugin keeps beside a state: which version of the type's schema it has. A state without it counts as
 * one of the first version, and the published plugin would convert what needs no conversion.
 */
export function stateMeta(schemaVersion: number, { create, update }: Timeouts): string {
  return JSON.stringify({
    [timeoutsKey]: {
      create: create * minute,
      delete: 5 * minute,
      read: 5 * minute,
      ...(update !== undefined && { update: update * minute }),
    },
    ...(schemaVersion > 0 && { schema_version: String(schemaVersion) }),
  });
}
