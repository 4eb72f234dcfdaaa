import type { AccessGrantModel } from "../../../../trust/TrustModel.ts";
import { allPages } from "../../vendors/aws/allPages.ts";
import type { AwsServices } from "../../vendors/aws/AwsAccess.ts";
import type { DataAccessUnderTest } from "./DataAccessUnderTest.ts";
import type { Person } from "./Person.ts";
import { covers } from "../../../../trust/grantScopes.ts";

export interface GrantedPlace {
  readonly scope: string;
  readonly permission: AccessGrantModel["permission"];
}

/** What somebody may do in Identity Center and S3. */
export interface Rights {
  /** Whether the application is theirs, by name or by a group; null where that depends on an adopted group. */
  readonly assigned: boolean | null;
  readonly granted: readonly GrantedPlace[];
  /** Granted to adopted groups: theirs if they are in the group. */
  readonly perhaps: readonly (GrantedPlace & { readonly group: string })[];
}

/** As far as the config says. */
export function declaredRights(under: DataAccessUnderTest, person: Person): Rights {
  return rightsOf(under, person, () => null);
}

/** With the members that adopted groups have in Identity Center now. */
export async function resolvedRights(
  under: DataAccessUnderTest,
  person: Person,
  { identityStore }: AwsServices,
): Promise<Rights> {
  const declared = declaredRights(under, person);
  const { users, groups, identityStoreId: IdentityStoreId } = under.deployed;
  const UserId = users[person.user ?? ""]?.userId;
  if (UserId === undefined || (declared.assigned !== null && declared.perhaps.length === 0)) return declared;
  const memberships = await allPages(
    async (page) => identityStore.listGroupMembershipsForMember({ IdentityStoreId, MemberId: { UserId }, ...page }),
    (page) => page.GroupMemberships,
  );
  const ids = new Set(memberships.map(({ GroupId }) => GroupId));
  return rightsOf(under, person, (group) => ids.has(groups[group]?.groupId));
}

/** The grant by which somebody gets at a place: of those that cover it, the narrowest; undefined where there is none. */
export function opening(
  granted: readonly GrantedPlace[],
  { scope, permission }: GrantedPlace,
): GrantedPlace | undefined {
  return granted
    .filter((one) => covers(one.scope, scope) && [permission, "READWRITE"].includes(one.permission))
    .toSorted((one, other) => other.scope.length - one.scope.length)[0];
}

function rightsOf(
  { model, deployed }: DataAccessUnderTest,
  { user = "" }: Person,
  isInAdopted: (group: string) => boolean | null,
): Rights {
  const { assignment, groups } = model.identityCenter;
  const isIn = (name: string): boolean | null => {
    const group = groups[name];
    return group?.source === "adopted" ? isInAdopted(name) : (group?.members.includes(user) ?? false);
  };
  const places = Object.entries(model.grants).map(([name, { grantee, permission }]) => ({
    place: { scope: deployed.grants[name]?.scope ?? "", permission },
    group: "group" in grantee ? grantee.group : "",
    isTheirs: "user" in grantee ? grantee.user === user : isIn(grantee.group),
  }));
  return {
    assigned: assignment.required ? anyOf([assignment.users.includes(user), ...assignment.groups.map(isIn)]) : true,
    granted: places.flatMap(({ place, isTheirs }) => (isTheirs === true ? [place] : [])),
    perhaps: places.flatMap(({ place, group, isTheirs }) => (isTheirs === null ? [{ ...place, group }] : [])),
  };
}

function anyOf(values: readonly (boolean | null)[]): boolean | null {
  if (values.includes(true)) return true;
  return values.includes(null) ? null : false;
}
