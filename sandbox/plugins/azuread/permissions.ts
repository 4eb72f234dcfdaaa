import { flag, objects, sortedTexts, text } from "./fields.ts";
import type { GraphObject } from "./GraphClient.ts";

/** App roles and delegated permissions, as applications and service principals both show them. */
export function appRolesView(value: unknown): readonly GraphObject[] {
  return objects(value).map((role) => ({
    allowedMemberTypes: sortedTexts(role["allowedMemberTypes"]),
    description: text(role["description"]),
    displayName: text(role["displayName"]),
    enabled: flag(role["isEnabled"]),
    id: text(role["id"]),
    value: text(role["value"]),
  }));
}

export function permissionScopesView(value: unknown): readonly GraphObject[] {
  return objects(value).map((scope) => ({
    adminConsentDescription: text(scope["adminConsentDescription"]),
    adminConsentDisplayName: text(scope["adminConsentDisplayName"]),
    enabled: flag(scope["isEnabled"]),
    id: text(scope["id"]),
    type: text(scope["type"]),
    userConsentDescription: text(scope["userConsentDescription"]),
    userConsentDisplayName: text(scope["userConsentDisplayName"]),
    value: text(scope["value"]),
  }));
}

/** Ids by the values that tokens carry. */
export function idsByValue(value: unknown): Readonly<Record<string, string>> {
  return Object.fromEntries(
    objects(value).flatMap((one) => (text(one["value"]) === "" ? [] : [[text(one["value"]), text(one["id"])]])),
  );
}
