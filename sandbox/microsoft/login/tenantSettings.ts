/** What the sandbox's tenants have in settings that no request can change. */
export const tenantSettings = {
  /** `tenant_ctry`. */
  country: "DE",
  /** `tenant_region_scope`. */
  region: "EU",
  /** `xms_tpl`. */
  language: "en",
} as const;
