import { z } from "zod";
import { unsupported } from "../../protocol/AwsError.ts";
import { arn, flag, text, visible, wholeNumber } from "./members.ts";
import { invalid } from "./refusals.ts";

const verifiable = z.enum(["phone_number", "email"]);
const subject = text(1, 140, String.raw`[\p{L}\p{M}\p{S}\p{N}\p{P}\s]+`);
const prose = String.raw`[\p{L}\p{M}\p{S}\p{N}\p{P}\s*]*`;
const codeMail = text(6, 20_000, String.raw`${prose}\{####\}${prose}`);
const codeSms = text(6, 140, String.raw`.*\{####\}.*`);

const passwordPolicy = z.strictObject({
  MinimumLength: wholeNumber(6, 99).default(8),
  RequireUppercase: flag.default(false),
  RequireLowercase: flag.default(false),
  RequireNumbers: flag.default(false),
  RequireSymbols: flag.default(false),
  PasswordHistorySize: wholeNumber(0, 24).optional(),
  TemporaryPasswordValidityDays: wholeNumber(0, 365).default(7),
});

const everyKind = { RequireUppercase: true, RequireLowercase: true, RequireNumbers: true, RequireSymbols: true };
const factors = z.enum(["PASSWORD", "EMAIL_OTP", "SMS_OTP", "WEB_AUTHN", "SOFTWARE_TOKEN"]);

const verificationTemplate = z.strictObject({
  SmsMessage: codeSms.optional(),
  EmailMessage: codeMail.optional(),
  EmailSubject: subject.optional(),
  EmailMessageByLink: text(6, 20_000, String.raw`${prose}\{##${prose}##\}${prose}`).optional(),
  EmailSubjectByLink: subject.optional(),
  DefaultEmailOption: z.enum(["CONFIRM_WITH_LINK", "CONFIRM_WITH_CODE"]).default("CONFIRM_WITH_CODE"),
});

/**
 * What CreateUserPool and UpdateUserPool share, with AWS's defaults: an update resets what it does not name (Amazon Cognito
 * user pools API reference, UpdateUserPool). The defaults are those that DescribeUserPool shows of a pool that was created
 * with nothing but a name (hashicorp/terraform-provider-aws, TestAccCognitoIDPUserPool_basic).
 */
export const userPoolSettings = z.strictObject({
  Policies: z
    .strictObject({
      PasswordPolicy: passwordPolicy.prefault(everyKind),
      SignInPolicy: z
        .strictObject({ AllowedFirstAuthFactors: z.array(factors).min(1).max(5) })
        .default({ AllowedFirstAuthFactors: ["PASSWORD"] }),
    })
    .prefault({}),
  LambdaConfig: z.strictObject({}).default({}),
  AutoVerifiedAttributes: z.array(verifiable).optional(),
  EmailVerificationMessage: codeMail.optional(),
  EmailVerificationSubject: subject.optional(),
  SmsVerificationMessage: codeSms.optional(),
  SmsAuthenticationMessage: codeSms.optional(),
  VerificationMessageTemplate: verificationTemplate.prefault({}),
  MfaConfiguration: z.enum(["OFF", "ON", "OPTIONAL"]).default("OFF"),
  UserAttributeUpdateSettings: z
    .strictObject({ AttributesRequireVerificationBeforeUpdate: z.array(verifiable).optional() })
    .optional(),
  EmailConfiguration: z
    .strictObject({
      SourceArn: arn.optional(),
      ReplyToEmailAddress: text(1, 2048, `${visible}@${visible}`).optional(),
      EmailSendingAccount: z.enum(["COGNITO_DEFAULT", "DEVELOPER"]).default("COGNITO_DEFAULT"),
      From: z.string().optional(),
      ConfigurationSet: text(1, 64, "[a-zA-Z0-9_-]+").optional(),
    })
    .prefault({}),
  AdminCreateUserConfig: z
    .strictObject({
      AllowAdminCreateUserOnly: flag.default(false),
      UnusedAccountValidityDays: wholeNumber(0, 365).optional(),
      InviteMessageTemplate: z
        .strictObject({
          SMSMessage: text(6, 140).optional(),
          EmailMessage: text(6, 20_000, prose).optional(),
          EmailSubject: subject.optional(),
        })
        .optional(),
    })
    .prefault({}),
  UserPoolAddOns: z.strictObject({ AdvancedSecurityMode: z.enum(["OFF", "AUDIT", "ENFORCED"]) }).optional(),
  AccountRecoverySetting: z
    .strictObject({
      RecoveryMechanisms: z
        .array(
          z.strictObject({
            Priority: wholeNumber(1, 2),
            Name: z.enum(["verified_email", "verified_phone_number", "admin_only"]),
          }),
        )
        .min(1)
        .max(2),
    })
    .default({
      RecoveryMechanisms: [
        { Priority: 1, Name: "verified_email" },
        { Priority: 2, Name: "verified_phone_number" },
      ],
    }),
  UserPoolTier: z.enum(["LITE", "ESSENTIALS", "PLUS"]).default("ESSENTIALS"),
});

export type UserPoolSettings = z.output<typeof userPoolSettings>;

/**
 * Checks what only several settings together show, and fills in what AWS derives: the verification message stands both in
 * its own members and in the template.
 * @param softwareTokenMfa whether the pool has authenticator apps as a second factor
 * @throws AwsError
 */
export function checkSettings(given: UserPoolSettings, softwareTokenMfa: boolean): UserPoolSettings {
  const { Policies, AdminCreateUserConfig, AccountRecoverySetting, EmailConfiguration } = given;
  refuseUnplayed(given);
  if (given.AutoVerifiedAttributes?.includes("phone_number")) {
    throw invalid("SMS configuration is required when phone_number is selected for auto verification");
  }
  if (given.MfaConfiguration !== "OFF" && !softwareTokenMfa) {
    throw invalid(
      "SMS configuration and Auto verification for phone_number are required when MFA is required/optional",
    );
  }
  const { TemporaryPasswordValidityDays } = Policies.PasswordPolicy;
  const { UnusedAccountValidityDays = TemporaryPasswordValidityDays } = AdminCreateUserConfig;
  if (UnusedAccountValidityDays !== TemporaryPasswordValidityDays) {
    throw invalid("Please use TemporaryPasswordValidityDays in PasswordPolicy instead of UnusedAccountValidityDays");
  }
  const mechanisms = AccountRecoverySetting.RecoveryMechanisms;
  if (mechanisms.length > 1 && mechanisms.some(({ Name }) => Name === "admin_only")) {
    throw invalid("Account Recovery Setting cannot use admin_only setting with any other recovery mechanisms.");
  }
  if (EmailConfiguration.EmailSendingAccount === "DEVELOPER" && EmailConfiguration.SourceArn === undefined) {
    throw invalid("The email configuration DEVELOPER needs a SourceArn");
  }
  return {
    ...given,
    ...verificationMessages(given),
    AdminCreateUserConfig: { ...AdminCreateUserConfig, UnusedAccountValidityDays },
  };
}

/** @throws AwsError for what AWS would act on and the sandbox does not play */
function refuseUnplayed({ Policies, UserPoolAddOns }: UserPoolSettings): void {
  const { PasswordPolicy, SignInPolicy } = Policies;
  if (SignInPolicy.AllowedFirstAuthFactors.some((factor) => factor !== "PASSWORD")) {
    throw unsupported("InvalidParameterException", "first factors other than PASSWORD");
  }
  if ((PasswordPolicy.PasswordHistorySize ?? 0) > 0) {
    throw unsupported("InvalidParameterException", "a password history");
  }
  if (UserPoolAddOns && UserPoolAddOns.AdvancedSecurityMode !== "OFF") {
    throw unsupported("InvalidParameterException", "threat protection (AdvancedSecurityMode)");
  }
}

function verificationMessages(given: UserPoolSettings): Partial<UserPoolSettings> {
  const template = given.VerificationMessageTemplate;
  const message = template.EmailMessage ?? given.EmailVerificationMessage;
  const title = template.EmailSubject ?? given.EmailVerificationSubject;
  const sms = template.SmsMessage ?? given.SmsVerificationMessage;
  return {
    EmailVerificationMessage: message,
    EmailVerificationSubject: title,
    SmsVerificationMessage: sms,
    VerificationMessageTemplate: { ...template, EmailMessage: message, EmailSubject: title, SmsMessage: sms },
  };
}
