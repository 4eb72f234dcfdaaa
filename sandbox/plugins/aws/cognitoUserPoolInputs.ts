import { boolean, integer, object, set, string } from "../../../providers/lib/Property.ts";
import { regionInput, tagsInput } from "./regional.ts";

const bounds = { maxLength: string(), minLength: string() };

/** The inputs of a user pool, with the defaults of the published provider (aws_cognito_user_pool). */
export const userPoolInputs = {
  ...regionInput,
  ...tagsInput,
  accountRecoverySetting: object(
    {
      recoveryMechanisms: set(object({ name: string({ required: true }), priority: integer({ required: true }) }), {
        computed: true,
      }),
    },
    { computed: true },
  ),
  adminCreateUserConfig: object(
    {
      allowAdminCreateUserOnly: boolean(),
      inviteMessageTemplate: object({ emailMessage: string(), emailSubject: string(), smsMessage: string() }),
    },
    { computed: true },
  ),
  aliasAttributes: set(string(), { forceNew: true, conflictsWith: "usernameAttributes" }),
  autoVerifiedAttributes: set(string()),
  deletionProtection: string({ default: "INACTIVE", oneOf: ["ACTIVE", "INACTIVE"] }),
  emailConfiguration: object(
    {
      configurationSet: string(),
      emailSendingAccount: string({ default: "COGNITO_DEFAULT", oneOf: ["COGNITO_DEFAULT", "DEVELOPER"] }),
      fromEmailAddress: string(),
      replyToEmailAddress: string(),
      sourceArn: string(),
    },
    { computed: true },
  ),
  emailVerificationMessage: string({ computed: true }),
  emailVerificationSubject: string({ computed: true }),
  mfaConfiguration: string({ default: "OFF", oneOf: ["OFF", "ON", "OPTIONAL"] }),
  name: string({ autoname: { maxLength: 128 } }),
  passwordPolicy: object(
    {
      minimumLength: integer({ computed: true, between: [6, 99] }),
      requireLowercase: boolean(),
      requireNumbers: boolean(),
      requireSymbols: boolean(),
      requireUppercase: boolean(),
      temporaryPasswordValidityDays: integer({ computed: true, between: [0, 365] }),
    },
    { computed: true },
  ),
  schemas: set(
    object({
      attributeDataType: string({ required: true, oneOf: ["String", "Number", "DateTime", "Boolean"] }),
      developerOnlyAttribute: boolean({ default: false }),
      mutable: boolean({ default: false }),
      name: string({ required: true }),
      numberAttributeConstraints: object({ maxValue: string(), minValue: string() }),
      required: boolean({ default: false }),
      stringAttributeConstraints: object(bounds),
    }),
  ),
  signInPolicy: object({ allowedFirstAuthFactors: set(string()) }, { computed: true }),
  smsAuthenticationMessage: string(),
  smsVerificationMessage: string({ computed: true }),
  softwareTokenMfaConfiguration: object({ enabled: boolean({ required: true }) }),
  userAttributeUpdateSettings: object({
    attributesRequireVerificationBeforeUpdates: set(string(), { required: true }),
  }),
  userPoolAddOns: object({ advancedSecurityMode: string({ required: true, oneOf: ["OFF", "AUDIT", "ENFORCED"] }) }),
  userPoolTier: string({ computed: true, oneOf: ["LITE", "ESSENTIALS", "PLUS"] }),
  usernameAttributes: set(string(), { forceNew: true }),
  usernameConfiguration: object({ caseSensitive: boolean() }, { computed: true, forceNew: true }),
  verificationMessageTemplate: object(
    {
      defaultEmailOption: string({ default: "CONFIRM_WITH_CODE", oneOf: ["CONFIRM_WITH_CODE", "CONFIRM_WITH_LINK"] }),
      emailMessage: string({ computed: true }),
      emailMessageByLink: string({ computed: true }),
      emailSubject: string({ computed: true }),
      emailSubjectByLink: string({ computed: true }),
      smsMessage: string({ computed: true }),
    },
    { computed: true },
  ),
};
