import type { UserPoolType } from "@aws-sdk/client-cognito-identity-provider";
import {
  deletionProtection,
  mfaConfigurations,
  recoveryMechanisms,
} from "../../../../../trust/cognito/poolSettings.ts";
import type { CognitoIssuerModel, PasswordPolicyModel } from "../../../../../trust/TrustModel.ts";
import { inList, type Settings } from "./Settings.ts";

/** A pool's settings as they are declared, in words. */
export function declaredPool({
  passwords,
  mfa,
  recovery,
  deletionProtection: isProtected,
}: CognitoIssuerModel): Settings {
  return {
    passwords: describePasswords(passwords),
    "first factors": "PASSWORD",
    MFA: mfaConfigurations[mfa],
    recovery: recoveryMechanisms[recovery],
    "accounts made by": administrators,
    "changes once verified": "email",
    triggers: "none",
    "deletion protection": deletionProtection(isProtected),
  };
}

const administrators = "administrators";

/** A pool's settings as Cognito has them, in the same words. */
export function poolAsItIs(pool: UserPoolType): Settings {
  const { PasswordPolicy = {}, SignInPolicy } = pool.Policies ?? {};
  const { RecoveryMechanisms = [] } = pool.AccountRecoverySetting ?? {};
  const { AttributesRequireVerificationBeforeUpdate: verified } = pool.UserAttributeUpdateSettings ?? {};
  const triggers = Object.entries(pool.LambdaConfig ?? {}).filter(([, trigger]) => trigger !== undefined);
  return {
    passwords: describePasswords({
      minimumLength: PasswordPolicy.MinimumLength ?? 0,
      temporaryDays: PasswordPolicy.TemporaryPasswordValidityDays ?? 0,
      lowercase: PasswordPolicy.RequireLowercase ?? false,
      uppercase: PasswordPolicy.RequireUppercase ?? false,
      numbers: PasswordPolicy.RequireNumbers ?? false,
      symbols: PasswordPolicy.RequireSymbols ?? false,
    }),
    // A pool of the cheapest plan has no policy of its own, and takes passwords alone.
    "first factors": inList(SignInPolicy?.AllowedFirstAuthFactors ?? ["PASSWORD"]),
    MFA: pool.MfaConfiguration ?? mfaConfigurations.off,
    recovery: inList(RecoveryMechanisms.map(({ Name = "" }) => Name)),
    "accounts made by":
      pool.AdminCreateUserConfig?.AllowAdminCreateUserOnly === true ? administrators : "anybody who signs up",
    "changes once verified": inList(verified),
    triggers: inList(triggers.map(([name]) => name)),
    "deletion protection": pool.DeletionProtection ?? deletionProtection(false),
  };
}

function describePasswords({ minimumLength, temporaryDays, ...kinds }: PasswordPolicyModel): string {
  const { lowercase, uppercase, numbers, symbols } = kinds;
  const asked = Object.entries({ lowercase, uppercase, numbers, symbols }).filter(([, isAsked]) => isAsked);
  return `${minimumLength} characters with ${inList(asked.map(([kind]) => kind))}, temporary ones for ${temporaryDays} days`;
}
