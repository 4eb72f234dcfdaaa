import type { CognitoIssuerModel } from "../TrustModel.ts";

/** Amazon Cognito user pools API reference, CreateUserPool, MfaConfiguration. */
export const mfaConfigurations = {
  off: "OFF",
  optional: "OPTIONAL",
  required: "ON",
} as const satisfies Record<CognitoIssuerModel["mfa"], string>;

/** Amazon Cognito user pools API reference, RecoveryOptionType. */
export const recoveryMechanisms = {
  email: "verified_email",
  none: "admin_only",
} as const satisfies Record<CognitoIssuerModel["recovery"], string>;

/** Amazon Cognito user pools API reference, CreateUserPool, DeletionProtection. */
export function deletionProtection(isOn: boolean): "ACTIVE" | "INACTIVE" {
  return isOn ? "ACTIVE" : "INACTIVE";
}
