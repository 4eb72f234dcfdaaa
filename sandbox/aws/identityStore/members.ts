import { z } from "zod";
import { matching } from "../ssoAdmin/members.ts";

/** Members of several operations, with the bounds of the API reference (Identity Store API reference). */
export const ofStore = z.strictObject({ IdentityStoreId: matching("d-[0-9a-f]{10}|[0-9a-f-]{36}") });
export const resourceId = matching(
  "(?:[0-9a-f]{10}-)?[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}",
  "i",
);
export const ofUser = ofStore.extend({ UserId: resourceId });
export const ofGroup = ofStore.extend({ GroupId: resourceId });
export const ofMembership = ofStore.extend({ MembershipId: resourceId });
export const memberId = z.strictObject({ UserId: resourceId });
export const paging = { MaxResults: z.int().min(1).max(100).default(100), NextToken: z.string().min(1).optional() };
export const filters = z
  .array(z.strictObject({ AttributePath: z.string().min(1).max(255), AttributeValue: z.string() }))
  .max(1)
  .default([]);
export const userName = z.string().min(1).max(128);
export const displayName = z.string().min(1).max(1024);
export const description = z.string().min(1).max(1024);

const text = z.string().min(1).max(1024);
const typed = { Type: text.optional(), Primary: z.boolean().optional() };

/** All members of a user but the name, each alone, so that one of them can be changed. */
export const userAttributes = z.strictObject({
  Name: z
    .strictObject({
      Formatted: text,
      FamilyName: text,
      GivenName: text,
      MiddleName: text,
      HonorificPrefix: text,
      HonorificSuffix: text,
    })
    .partial(),
  DisplayName: text,
  NickName: text,
  ProfileUrl: text,
  Emails: z.array(z.strictObject({ Value: text.optional(), ...typed })).length(1),
  Addresses: z
    .array(
      z.strictObject({
        StreetAddress: text.optional(),
        Locality: text.optional(),
        Region: text.optional(),
        PostalCode: text.optional(),
        Country: text.optional(),
        Formatted: text.optional(),
        ...typed,
      }),
    )
    .length(1),
  PhoneNumbers: z.array(z.strictObject({ Value: text.optional(), ...typed })).length(1),
  UserType: text,
  Title: text,
  PreferredLanguage: text,
  Locale: text,
  Timezone: text,
  Website: text,
  Birthdate: text,
});

export const attributeOperations = z
  .array(z.strictObject({ AttributePath: z.string().min(1).max(255), AttributeValue: z.unknown().optional() }))
  .min(1)
  .max(100);
