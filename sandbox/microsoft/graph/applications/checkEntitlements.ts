import type { Application, AppRole, PermissionScope } from "../../state.ts";
import { badRequest, GraphError } from "../errors.ts";

type Entitlement = AppRole | PermissionScope;

/**
 * The rules of app roles and scopes: one id and one value each, over both; what is enabled is neither taken away nor given
 * another value. Throws a GraphError.
 */
export function checkEntitlements(before: Application, after: Application): void {
  for (const [target, old, given] of [
    ["appRoles", before.appRoles, after.appRoles],
    ["oauth2PermissionScopes", before.api.oauth2PermissionScopes, after.api.oauth2PermissionScopes],
  ] as const) {
    checkKept(target, old, given);
    checkValues(target, given);
  }
  const ids = [...after.appRoles, ...after.api.oauth2PermissionScopes].map(({ id }) => id);
  const twice = ids.find((id, at) => ids.indexOf(id) !== at);
  // A scope and a role may be one entitlement for people and applications where both say the same.
  if (twice !== undefined && !isShared(after, twice)) {
    throw badRequest(`Request contains a property with duplicate values.`, [
      { code: "DuplicateValue", message: "Request contains a property with duplicate values.", target: "id" },
    ]);
  }
}

function checkKept(target: string, old: readonly Entitlement[], given: readonly Entitlement[]): void {
  for (const one of old) {
    if (!one.isEnabled) continue;
    const now = given.find(({ id }) => id === one.id);
    if (now && (!now.isEnabled || sameMeaning(one, now))) continue;
    const message = "Permission (scope or role) cannot be deleted or updated unless disabled first.";
    throw new GraphError(400, "CannotDeleteOrUpdateEnabledEntitlement", message, {
      details: [{ code: "GenericError", message, target }],
    });
  }
}

/** What must not change while it is enabled: names and descriptions may. */
function sameMeaning(one: Entitlement, other: Entitlement): boolean {
  const members = (entitlement: Entitlement): string =>
    "allowedMemberTypes" in entitlement ? entitlement.allowedMemberTypes.toSorted().join(" ") : "";
  return one.value === other.value && members(one) === members(other);
}

/** RFC 6749's scope characters without the backslash and the quotation mark (Entra's app role documentation). */
const allowedValue = /^[\x21\x23-\x5b\x5d-\x7e]+$/;

function checkValues(target: string, entitlements: readonly Entitlement[]): void {
  const values = entitlements.flatMap(({ value }) => (value === null ? [] : [value]));
  const wrong = values.find((value) => !allowedValue.test(value) || value.startsWith("."));
  if (wrong !== undefined) {
    const message = `The value '${wrong}' of property '${target}' has characters that are not allowed.`;
    throw badRequest(message, [{ code: "InvalidValue", message, target }]);
  }
  if (new Set(values).size === values.length) return;
  throw badRequest("Request contains a property with duplicate values.", [
    { code: "DuplicateValue", message: "Request contains a property with duplicate values.", target },
  ]);
}

function isShared({ appRoles, api }: Application, id: string): boolean {
  const roles = appRoles.filter((role) => role.id === id);
  const scopes = api.oauth2PermissionScopes.filter((scope) => scope.id === id);
  return roles.length === 1 && scopes.length === 1 && roles[0]?.value === scopes[0]?.value;
}
