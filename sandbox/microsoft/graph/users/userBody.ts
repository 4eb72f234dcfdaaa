import { z } from "zod";

const nullableText = z.string().max(256).nullable();
const texts = z.array(z.string());

/** What a client may say of a person; a PATCH says any part of it. */
export const userBody = z
  .strictObject({
    accountEnabled: z.boolean(),
    displayName: z.string().min(1).max(256),
    mailNickname: z.string().min(1).max(64),
    userPrincipalName: z.string(),
    passwordProfile: z
      .strictObject({
        password: z.string().nullable(),
        forceChangePasswordNextSignIn: z.boolean().nullable(),
        forceChangePasswordNextSignInWithMfa: z.boolean().nullable(),
      })
      .partial()
      .nullable(),
    mail: nullableText,
    givenName: z.string().max(64).nullable(),
    surname: z.string().max(64).nullable(),
    usageLocation: z
      .string()
      .regex(/^[A-Z]{2}$/i)
      .nullable(),
    country: z.string().max(128).nullable(),

    ageGroup: nullableText,
    businessPhones: texts,
    city: nullableText,
    companyName: nullableText,
    consentProvidedForMinor: nullableText,
    department: nullableText,
    employeeHireDate: nullableText,
    employeeId: nullableText,
    employeeOrgData: z.strictObject({ costCenter: nullableText, division: nullableText }).partial().nullable(),
    employeeType: nullableText,
    faxNumber: nullableText,
    jobTitle: nullableText,
    mobilePhone: nullableText,
    officeLocation: nullableText,
    onPremisesImmutableId: nullableText,
    otherMails: texts,
    passwordPolicies: nullableText,
    postalCode: nullableText,
    preferredLanguage: nullableText,
    showInAddressList: z.boolean().nullable(),
    state: nullableText,
    streetAddress: nullableText,
    userType: nullableText,
  })
  .partial();

export type UserBody = z.infer<typeof userBody>;
