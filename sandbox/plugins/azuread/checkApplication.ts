import type { ValuesOf } from "../../../providers/lib/Property.ts";
import type { InputFault } from "../../../providers/lib/ResourceDefinition.ts";
import type { applicationInputs } from "./application.ts";
import { isUuid } from "./checkIds.ts";

type Inputs = Partial<ValuesOf<typeof applicationInputs>>;

/** What the inputs say wrong or against each other (hashicorp/terraform-provider-azuread, applicationResourceCustomizeDiff). */
export function checkApplication(app: Inputs): InputFault[] {
  const { displayName, appRoles = [], api, groupMembershipClaims = [] } = app;
  const scopes = api?.oauth2PermissionScopes ?? [];
  const named = [
    ...appRoles.map(({ id, value }, index) => ({ path: `appRoles[${index}]`, id, value })),
    ...scopes.map(({ id, value }, index) => ({ path: `api.oauth2PermissionScopes[${index}]`, id, value })),
  ];
  const faults: InputFault[] = displayName === "" ? [{ path: "displayName", reason: "must not be empty" }] : [];
  named.forEach(({ path, id, value }, index) => {
    const before = named.slice(0, index);
    if (!isUuid(id)) faults.push({ path: `${path}.id`, reason: `must be a UUID, not ${JSON.stringify(id)}` });
    if (before.some((other) => other.id === id)) faults.push({ path: `${path}.id`, reason: `${id} is there twice` });
    if (value && before.some((other) => other.value === value)) {
      faults.push({ path: `${path}.value`, reason: `"${value}" is there twice` });
    }
  });
  appRoles.forEach(({ allowedMemberTypes }, index) => {
    faults.push(...checkEach(`appRoles[${index}].allowedMemberTypes`, allowedMemberTypes, memberTypes));
  });
  return [...faults, ...checkEach("groupMembershipClaims", groupMembershipClaims, groupClaims)];
}

const memberTypes = ["Application", "User"];
const groupClaims = ["None", "SecurityGroup", "DirectoryRole", "ApplicationGroup", "All"];

function checkEach(path: string, values: readonly string[], permitted: readonly string[]): InputFault[] {
  return values.flatMap((value, index) =>
    permitted.includes(value) ? [] : [{ path: `${path}[${index}]`, reason: `must be one of ${permitted.join(", ")}` }],
  );
}
