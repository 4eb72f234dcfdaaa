import type { DataAccessRow } from "../../dataAccessMatrix.ts";
import { scopeOf } from "../../grantScopes.ts";
import type { JumpCloudIssuerModel, S3AccessGrantsModel, TrustModel } from "../../TrustModel.ts";
import { fallback, listed, newcomers } from "./words.ts";

export interface DataChange extends Pick<DataAccessRow, "relyingParty" | "person"> {
  /** The rows that decide, in either model. */
  readonly before: DataAccessRow | undefined;
  readonly after: DataAccessRow | undefined;
}

/** What of the grants, groups, people and the application brought about that a person's access to data differs. */
export function dataCauses(before: TrustModel, after: TrustModel, change: DataChange): readonly string[] {
  const { relyingParty, person } = change;
  const [was, is] = [partyIn(before, relyingParty), partyIn(after, relyingParty)];
  if (was === undefined || is === undefined) {
    return [`the relying party ${relyingParty} is ${was === undefined ? "new" : "gone"}`];
  }
  const [had, has] = [was.issuer.people[person], is.issuer.people[person]];
  if (had === undefined || has === undefined) {
    return [`${person} is ${had === undefined ? "declared now" : "not declared any more"}`];
  }
  const causes = [
    ...grantCauses(was.party, is.party, change),
    ...applicationCauses(was, is, person),
    ...directoryCauses(was, is, person),
    ...membershipCauses(was, is, change),
    ...assignmentCauses(was, is, person),
  ];
  return fallback(causes, change.after?.why ?? change.before?.why);
}

interface Party {
  readonly party: S3AccessGrantsModel;
  readonly issuer: JumpCloudIssuerModel;
}

function partyIn({ issuers, relyingParties }: TrustModel, name: string): Party | undefined {
  const party = relyingParties[name];
  const issuer = party?.kind === "s3-access-grants" ? issuers[party.issuer] : undefined;
  return party?.kind === "s3-access-grants" && issuer?.kind === "jumpcloud" ? { party, issuer } : undefined;
}

/** The deciding grants, where the other model has none of that name that says the same. */
function grantCauses(
  was: S3AccessGrantsModel,
  is: S3AccessGrantsModel,
  { before, after }: DataChange,
): readonly string[] {
  const names = new Set([before?.via.grant, after?.via.grant]);
  return [...names].flatMap((name) => {
    if (name === undefined) return [];
    const [had, has] = [was.grants[name], is.grants[name]];
    if (had === undefined) return has === undefined ? [] : [`the grant ${name} is new`];
    if (has === undefined) return [`the grant ${name} is gone`];
    const [one, other] = [`${had.permission} ${scopeOf(was, had)}`, `${has.permission} ${scopeOf(is, has)}`];
    const [to, toNow] = [granteeOf(had.grantee), granteeOf(has.grantee)];
    return [
      ...(one === other ? [] : [`the grant ${name} is for ${other} now, before for ${one}`]),
      ...(to === toNow ? [] : [`the grant ${name} is to ${toNow} now, before to ${to}`]),
    ];
  });
}

function granteeOf(grantee: S3AccessGrantsModel["grants"][string]["grantee"]): string {
  return "user" in grantee ? `the user ${grantee.user}` : `the group ${grantee.group}`;
}

/** Who may use the application that ID tokens come by. */
function applicationCauses(was: Party, is: Party, person: string): readonly string[] {
  const [may, mayNow] = [groupsOfClient(was), groupsOfClient(is)];
  const [own, ownNow] = [was.issuer.people[person]?.groups ?? [], is.issuer.people[person]?.groups ?? []];
  if (own.some((group) => may.includes(group)) === ownNow.some((group) => mayNow.includes(group))) return [];
  const changes = [
    ...newcomers(own, ownNow)
      .filter((group) => mayNow.includes(group))
      .map((group) => `${person} joined the group ${group}`),
    ...newcomers(ownNow, own)
      .filter((group) => may.includes(group))
      .map((group) => `${person} left the group ${group}`),
  ];
  const client = is.party.client;
  const more = newcomers(may, mayNow);
  const less = newcomers(mayNow, may);
  return [
    ...changes.map((change) => `${change}, whose members may use ${client}`),
    ...(more.length === 0 ? [] : [`the group ${listed(more)} may use ${client} now`]),
    ...(less.length === 0 ? [] : [`the group ${listed(less)} may not use ${client} any more`]),
  ];
}

function groupsOfClient({ party, issuer }: Party): readonly string[] {
  return issuer.clients[party.client]?.groups ?? [];
}

/** Identity Center knows people by their email. */
function directoryCauses(was: Party, is: Party, person: string): readonly string[] {
  const [user, userNow] = [userOf(was, person), userOf(is, person)];
  if (user === userNow) return [];
  if (userNow === undefined) return [`no user of Identity Center has the email of ${person} any more`];
  return [`${person} is the user ${userNow} of Identity Center now`];
}

function userOf({ party, issuer }: Party, person: string): string | undefined {
  const email = issuer.people[person]?.email;
  const { users } = party.identityCenter;
  return Object.keys(users).find((name) => email !== undefined && users[name]?.email === email);
}

/** Groups of Identity Center that the grants and the assignment name. */
function membershipCauses(was: Party, is: Party, { person, before, after }: DataChange): readonly string[] {
  const [groups, groupsNow] = [was.party.identityCenter.groups, is.party.identityCenter.groups];
  const grantees = [before?.via, after?.via].flatMap((via) => (via !== undefined && "group" in via ? [via.group] : []));
  const assigned = [was, is].flatMap(({ party }) => assignedTo(party).groups);
  return [...new Set([...grantees, ...assigned])].flatMap((name) => {
    const [had, has] = [groups[name], groupsNow[name]];
    if (had === undefined || has === undefined)
      return had === has ? [] : [`the group ${name} is ${had ? "gone" : "new"}`];
    if (had.source !== has.source) {
      return [
        has.source === "adopted"
          ? `who is in the group ${name}, Identity Center alone knows now`
          : `the members of the group ${name} are declared now`,
      ];
    }
    const [user, userNow] = [userOf(was, person), userOf(is, person)];
    const wasIn = user !== undefined && had.members.includes(user);
    const isIn = userNow !== undefined && has.members.includes(userNow);
    if (wasIn === isIn) return [];
    return [isIn ? `${userNow} joined the group ${name}` : `${user ?? person} left the group ${name}`];
  });
}

function assignedTo({ identityCenter: { assignment } }: S3AccessGrantsModel): {
  readonly users: readonly string[];
  readonly groups: readonly string[];
} {
  return assignment.required ? assignment : { users: [], groups: [] };
}

/** Who may use the application of Identity Center. */
function assignmentCauses(was: Party, is: Party, person: string): readonly string[] {
  const [required, requiredNow] = [was, is].map(({ party }) => party.identityCenter.assignment.required);
  if (required !== requiredNow) {
    return [
      requiredNow === true
        ? "the application of Identity Center requires assignment now"
        : "the application of Identity Center requires no assignment any more",
    ];
  }
  const [one, other] = [assignedTo(was.party), assignedTo(is.party)];
  const [user, userNow] = [userOf(was, person), userOf(is, person)];
  const more = newcomers(one.groups, other.groups);
  const less = newcomers(other.groups, one.groups);
  const application = "the application of Identity Center";
  return [
    ...(userNow !== undefined && newcomers(one.users, other.users).includes(userNow)
      ? [`${application} is assigned to ${userNow} now`]
      : []),
    ...(user !== undefined && newcomers(other.users, one.users).includes(user)
      ? [`${application} is not assigned to ${user} any more`]
      : []),
    ...(more.length === 0 ? [] : [`${application} is assigned to the group ${listed(more)} now`]),
    ...(less.length === 0 ? [] : [`${application} is not assigned to the group ${listed(less)} any more`]),
  ];
}
