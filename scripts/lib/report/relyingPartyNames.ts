import type { RelyingPartyModel } from "../../../trust/TrustModel.ts";

/** What people call a kind of relying party. */
export const relyingPartyNames: Readonly<Record<RelyingPartyModel["kind"], string>> = {
  "fortanix-key-insight": "Fortanix Key Insight",
  "jumpcloud-federation": "JumpCloud",
  "jira-service-management": "Jira Service Management",
  "s3-access-grants": "S3 Access Grants",
};
