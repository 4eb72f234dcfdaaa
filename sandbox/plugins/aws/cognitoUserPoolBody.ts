import type {
  SchemaAttributeType,
  UpdateUserPoolRequest,
  UserPoolType,
} from "@aws-sdk/client-cognito-identity-provider";
import type { ValuesOf } from "../../../providers/lib/Property.ts";
import type { userPoolInputs } from "./cognitoUserPoolInputs.ts";

export type UserPoolValues = ValuesOf<typeof userPoolInputs>;
type SchemaValue = NonNullable<UserPoolValues["schemas"]>[number];

/** What creations and updates have in common. */
export function settingsOf(inputs: Partial<UserPoolValues>): Omit<UpdateUserPoolRequest, "UserPoolId"> {
  const { passwordPolicy, signInPolicy, accountRecoverySetting, adminCreateUserConfig, emailConfiguration } = inputs;
  const { userAttributeUpdateSettings, userPoolAddOns, verificationMessageTemplate: template } = inputs;
  const invitation = adminCreateUserConfig?.inviteMessageTemplate;
  return {
    AccountRecoverySetting: accountRecoverySetting && {
      RecoveryMechanisms: accountRecoverySetting.recoveryMechanisms?.map(({ name, priority }) => ({
        Name: name as "admin_only",
        Priority: priority,
      })),
    },
    AdminCreateUserConfig: adminCreateUserConfig && {
      AllowAdminCreateUserOnly: adminCreateUserConfig.allowAdminCreateUserOnly ?? false,
      InviteMessageTemplate: invitation && {
        EmailMessage: invitation.emailMessage,
        EmailSubject: invitation.emailSubject,
        SMSMessage: invitation.smsMessage,
      },
    },
    AutoVerifiedAttributes: inputs.autoVerifiedAttributes && ([...inputs.autoVerifiedAttributes] as "email"[]),
    DeletionProtection: inputs.deletionProtection as "ACTIVE" | undefined,
    EmailConfiguration: emailConfiguration && {
      ConfigurationSet: emailConfiguration.configurationSet,
      EmailSendingAccount: emailConfiguration.emailSendingAccount as "DEVELOPER",
      From: emailConfiguration.fromEmailAddress,
      ReplyToEmailAddress: emailConfiguration.replyToEmailAddress,
      SourceArn: emailConfiguration.sourceArn,
    },
    EmailVerificationMessage: inputs.emailVerificationMessage,
    EmailVerificationSubject: inputs.emailVerificationSubject,
    Policies: {
      PasswordPolicy: passwordPolicy && {
        MinimumLength: passwordPolicy.minimumLength,
        RequireLowercase: passwordPolicy.requireLowercase ?? false,
        RequireNumbers: passwordPolicy.requireNumbers ?? false,
        RequireSymbols: passwordPolicy.requireSymbols ?? false,
        RequireUppercase: passwordPolicy.requireUppercase ?? false,
        TemporaryPasswordValidityDays: passwordPolicy.temporaryPasswordValidityDays,
      },
      SignInPolicy: signInPolicy && {
        AllowedFirstAuthFactors: signInPolicy.allowedFirstAuthFactors as "PASSWORD"[] | undefined,
      },
    },
    SmsAuthenticationMessage: inputs.smsAuthenticationMessage,
    SmsVerificationMessage: inputs.smsVerificationMessage,
    UserAttributeUpdateSettings: userAttributeUpdateSettings && {
      AttributesRequireVerificationBeforeUpdate:
        userAttributeUpdateSettings.attributesRequireVerificationBeforeUpdates as "email"[],
    },
    UserPoolAddOns: userPoolAddOns && { AdvancedSecurityMode: userPoolAddOns.advancedSecurityMode as "OFF" },
    UserPoolTier: inputs.userPoolTier as "PLUS" | undefined,
    VerificationMessageTemplate: template && {
      DefaultEmailOption: template.defaultEmailOption as "CONFIRM_WITH_CODE",
      EmailMessage: template.emailMessage,
      EmailMessageByLink: template.emailMessageByLink,
      EmailSubject: template.emailSubject,
      EmailSubjectByLink: template.emailSubjectByLink,
      SmsMessage: template.smsMessage,
    },
  };
}

/** An attribute that the program does not call mutable is not: the published provider sends what is unset as false. */
export function schemaOf(schemas: readonly SchemaValue[] | undefined): SchemaAttributeType[] | undefined {
  return schemas?.map((schema) => ({
    AttributeDataType: schema.attributeDataType as "String",
    DeveloperOnlyAttribute: schema.developerOnlyAttribute,
    Mutable: schema.mutable,
    Name: schema.name,
    NumberAttributeConstraints: schema.numberAttributeConstraints && {
      MaxValue: schema.numberAttributeConstraints.maxValue,
      MinValue: schema.numberAttributeConstraints.minValue,
    },
    Required: schema.required,
    StringAttributeConstraints: schema.stringAttributeConstraints && {
      MaxLength: schema.stringAttributeConstraints.maxLength,
      MinLength: schema.stringAttributeConstraints.minLength,
    },
  }));
}

/** What DescribeUserPool says, in the state's properties. */
export function viewOf(pool: UserPoolType, known: Partial<UserPoolValues>): Record<string, unknown> {
  const { AccountRecoverySetting, AdminCreateUserConfig, EmailConfiguration, Policies, UserPoolAddOns } = pool;
  const { UserAttributeUpdateSettings: update, VerificationMessageTemplate: template } = pool;
  const invitation = AdminCreateUserConfig?.InviteMessageTemplate;
  const password = Policies?.PasswordPolicy;
  return {
    accountRecoverySetting: AccountRecoverySetting && {
      recoveryMechanisms: AccountRecoverySetting.RecoveryMechanisms?.map(({ Name, Priority }) => ({
        name: Name,
        priority: Priority,
      })),
    },
    adminCreateUserConfig: AdminCreateUserConfig && {
      allowAdminCreateUserOnly: AdminCreateUserConfig.AllowAdminCreateUserOnly ?? false,
      ...(invitation && {
        inviteMessageTemplate: {
          emailMessage: invitation.EmailMessage,
          emailSubject: invitation.EmailSubject,
          smsMessage: invitation.SMSMessage,
        },
      }),
    },
    aliasAttributes: pool.AliasAttributes,
    arn: pool.Arn,
    autoVerifiedAttributes: pool.AutoVerifiedAttributes,
    creationDate: dateText(pool.CreationDate),
    customDomain: pool.CustomDomain ?? "",
    deletionProtection: pool.DeletionProtection,
    domain: pool.Domain ?? "",
    emailConfiguration: EmailConfiguration && {
      configurationSet: EmailConfiguration.ConfigurationSet,
      emailSendingAccount: EmailConfiguration.EmailSendingAccount,
      fromEmailAddress: EmailConfiguration.From,
      replyToEmailAddress: EmailConfiguration.ReplyToEmailAddress,
      sourceArn: EmailConfiguration.SourceArn,
    },
    emailVerificationMessage: pool.EmailVerificationMessage ?? "",
    emailVerificationSubject: pool.EmailVerificationSubject ?? "",
    estimatedNumberOfUsers: pool.EstimatedNumberOfUsers,
    lastModifiedDate: dateText(pool.LastModifiedDate),
    name: pool.Name,
    passwordPolicy: password && {
      minimumLength: password.MinimumLength,
      requireLowercase: password.RequireLowercase ?? false,
      requireNumbers: password.RequireNumbers ?? false,
      requireSymbols: password.RequireSymbols ?? false,
      requireUppercase: password.RequireUppercase ?? false,
      temporaryPasswordValidityDays: password.TemporaryPasswordValidityDays,
    },
    schemas: viewSchemas(pool.SchemaAttributes ?? [], known.schemas ?? []),
    signInPolicy: Policies?.SignInPolicy && { allowedFirstAuthFactors: Policies.SignInPolicy.AllowedFirstAuthFactors },
    smsAuthenticationMessage: pool.SmsAuthenticationMessage,
    smsVerificationMessage: pool.SmsVerificationMessage ?? "",
    userAttributeUpdateSettings: update && {
      attributesRequireVerificationBeforeUpdates: update.AttributesRequireVerificationBeforeUpdate ?? [],
    },
    userPoolAddOns: UserPoolAddOns && { advancedSecurityMode: UserPoolAddOns.AdvancedSecurityMode },
    userPoolTier: pool.UserPoolTier,
    usernameAttributes: pool.UsernameAttributes,
    usernameConfiguration: pool.UsernameConfiguration && {
      caseSensitive: pool.UsernameConfiguration.CaseSensitive ?? false,
    },
    verificationMessageTemplate: template && {
      defaultEmailOption: template.DefaultEmailOption,
      emailMessage: template.EmailMessage ?? "",
      emailMessageByLink: template.EmailMessageByLink ?? "",
      emailSubject: template.EmailSubject ?? "",
      emailSubjectByLink: template.EmailSubjectByLink ?? "",
      smsMessage: template.SmsMessage ?? "",
    },
  };
}

/** In RFC 3339, without fractions of a second. */
export function dateText(date: Date | undefined): string | undefined {
  return date && `${date.toISOString().slice(0, 19)}Z`;
}

/**
 * Custom attributes, and those standard ones that are declared or that the pool requires; constraints where they are
 * declared, and of a pool that is imported, all.
 */
function viewSchemas(found: readonly SchemaAttributeType[], known: readonly SchemaValue[]): SchemaValue[] | undefined {
  const imported = known.length === 0;
  const views = found.flatMap((attribute) => {
    const { Name: fullName = "", AttributeDataType: attributeDataType = "String" } = attribute;
    const name = fullName.replace(/^custom:/, "");
    const declared = known.find((one) => one.name === name);
    const isShown = declared ?? (name !== fullName || (attribute.Required && name !== "sub"));
    if (!isShown) return [];
    const { StringAttributeConstraints: text, NumberAttributeConstraints: number } = attribute;
    return [
      {
        attributeDataType,
        developerOnlyAttribute: attribute.DeveloperOnlyAttribute ?? false,
        mutable: attribute.Mutable ?? false,
        name,
        required: attribute.Required ?? false,
        ...((imported || declared?.stringAttributeConstraints) &&
          text && {
            stringAttributeConstraints: defined({ maxLength: text.MaxLength, minLength: text.MinLength }),
          }),
        ...((imported || declared?.numberAttributeConstraints) &&
          number && {
            numberAttributeConstraints: defined({ maxValue: number.MaxValue, minValue: number.MinValue }),
          }),
      },
    ];
  });
  return views.length > 0 ? views : undefined;
}

function defined<Fields extends Record<string, string | undefined>>(fields: Fields): Record<keyof Fields, string> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Record<
    keyof Fields,
    string
  >;
}
