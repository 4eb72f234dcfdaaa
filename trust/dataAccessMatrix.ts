import { sortedByKey } from "../lib/sortedByKey.ts";
import { covers, scopeOf } from "./grantScopes.ts";
import type { AccessGrantModel, JumpCloudIssuerModel, S3AccessGrantsModel, TrustModel } from "./TrustModel.ts";

/** Why a person gets at data or not. */
export type DataAccessReason =
  /** It is granted to the person's user. */
  | "granted-to-user"
  /** It is granted to a declared group that the person's user is in. */
  | "granted-to-group"
  /** It is granted to an adopted group; who is in that, Identity Center alone knows. */
  | "members-unknown"
  /** It is granted to others. */
  | "not-granted"
  /** The person is in none of the groups that may use the application, and so gets no ID token. */
  | "no-application"
  /** No user of Identity Center has the person's email. */
  | "no-directory-user"
  /** Identity Center's application is not assigned to the user, by name or through a declared group. */
  | "not-assigned"
  /** As before, and it is assigned to an adopted group, whose members only Identity Center knows. */
  | "assignment-unknown";

/** One person at one place in S3, with one permission. */
export interface DataAccessRow {
  /** Of the issuer, by the config's name. */
  readonly person: string;
  readonly relyingParty: string;
  /** `s3://{bucket}/{prefix}*`, or one object. */
  readonly scope: string;
  readonly permission: AccessGrantModel["permission"];
  /** The grant that decides, by its name, and its grantee; of a row that is denied, the first that there is. */
  readonly via: { readonly grant: string } & AccessGrantModel["grantee"];
  /** null: only Identity Center knows. */
  readonly allowed: boolean | null;
  readonly reason: DataAccessReason;
  /** The reason in a sentence. */
  readonly why: string;
}

type Judgement = Pick<DataAccessRow, "allowed" | "reason" | "why">;

/**
 * Who may read and write what in S3: every declared person of a relying party's issuer at every place and permission that
 * it grants. In order of relying parties, people and places.
 */
export function dataAccessMatrix({ issuers, relyingParties }: TrustModel): readonly DataAccessRow[] {
  return sortedByKey(Object.entries(relyingParties)).flatMap(([relyingParty, party]) => {
    const issuer = party.kind === "s3-access-grants" ? issuers[party.issuer] : undefined;
    if (party.kind !== "s3-access-grants" || issuer?.kind !== "jumpcloud") return [];
    const places = sortedByKey(placesOf(party));
    return sortedByKey(Object.entries(issuer.people)).flatMap(([person]) =>
      places.map(([, place]): DataAccessRow => {
        const { scope, permission } = place;
        return { person, relyingParty, scope, permission, ...judgePlace(party, issuer, person, place) };
      }),
    );
  });
}

interface Place extends Pick<DataAccessRow, "scope" | "permission"> {
  /** Those that open it, by name, at least one; the narrowest first. */
  readonly grants: readonly Grant[];
}

interface Grant extends Pick<AccessGrantModel, "grantee" | "permission"> {
  readonly name: string;
  readonly scope: string;
}

function placesOf(party: S3AccessGrantsModel): ReadonlyMap<string, Place> {
  const all = sortedByKey(Object.entries(party.grants)).map(([name, grant]): Grant => {
    const { grantee, permission } = grant;
    return { name, scope: scopeOf(party, grant), grantee, permission };
  });
  return new Map(
    all.map(({ scope, permission }) => {
      const opening = all
        .filter((one) => covers(one.scope, scope) && [permission, "READWRITE"].includes(one.permission))
        .toSorted((one, other) => other.scope.length - one.scope.length);
      return [`${scope} ${permission}`, { scope, permission, grants: opening }];
    }),
  );
}

/** Any grant that opens the place is enough. */
function judgePlace(
  party: S3AccessGrantsModel,
  issuer: JumpCloudIssuerModel,
  person: string,
  { grants }: Place,
): Judgement & Pick<DataAccessRow, "via"> {
  const judged = grants.map(({ name, grantee }) => ({
    via: { grant: name, ...grantee },
    ...judge(party, issuer, person, grantee),
  }));
  const best = judged.find(({ allowed }) => allowed === true) ?? judged.find(({ allowed }) => allowed === null);
  const [first] = judged;
  if (first === undefined) throw new TypeError("a place has at least one grant");
  return best ?? first;
}

function judge(
  party: S3AccessGrantsModel,
  issuer: JumpCloudIssuerModel,
  person: string,
  grantee: AccessGrantModel["grantee"],
): Judgement {
  const { email = "", groups: own = [] } = issuer.people[person] ?? {};
  const mayUse = issuer.clients[party.client]?.groups ?? [];
  if (!own.some((group) => mayUse.includes(group))) {
    return denied("no-application", `${person} is in no group that may use ${party.client}, and gets no ID token.`);
  }
  const { users, groups } = party.identityCenter;
  const user = Object.keys(users).find((name) => users[name]?.email === email);
  if (user === undefined) return denied("no-directory-user", `No user of Identity Center has the email ${email}.`);
  const granted = judgeGrant(groups, user, grantee);
  return granted.allowed === false ? granted : (judgeAssignment(party, user) ?? granted);
}

function judgeGrant(
  groups: S3AccessGrantsModel["identityCenter"]["groups"],
  user: string,
  grantee: AccessGrantModel["grantee"],
): Judgement {
  if ("user" in grantee) {
    if (grantee.user === user) return { allowed: true, reason: "granted-to-user", why: `It is granted to ${user}.` };
    return denied("not-granted", `It is granted to ${grantee.user}, not to ${user}.`);
  }
  const group = groups[grantee.group];
  if (group?.source === "adopted") {
    const why = `It is granted to ${grantee.group}, and who is in that group, Identity Center knows.`;
    return { allowed: null, reason: "members-unknown", why };
  }
  return group?.members.includes(user) === true
    ? {
        allowed: true,
        reason: "granted-to-group",
        why: `It is granted to ${grantee.group}, and ${user} is in that group.`,
      }
    : denied("not-granted", `It is granted to ${grantee.group}, and ${user} is not in that group.`);
}

/** Undefined where the application is assigned to the user. */
function judgeAssignment({ identityCenter }: S3AccessGrantsModel, user: string): Judgement | undefined {
  const { assignment, groups } = identityCenter;
  if (!assignment.required || assignment.users.includes(user)) return undefined;
  if (assignment.groups.some((group) => groups[group]?.members.includes(user) === true)) return undefined;
  const why = `The application of Identity Center is not assigned to ${user}`;
  const adopted = assignment.groups.filter((group) => groups[group]?.source === "adopted");
  if (adopted.length === 0) return denied("not-assigned", `${why}.`);
  return {
    allowed: null,
    reason: "assignment-unknown",
    why: `${why} by name; it is to ${adopted.join(", ")}, whose members Identity Center knows.`,
  };
}

function denied(reason: DataAccessReason, why: string): Judgement {
  return { allowed: false, reason, why };
}
