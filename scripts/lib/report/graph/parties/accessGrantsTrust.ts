import { sortedByKey } from "../../../../../lib/sortedByKey.ts";
import { type DataAccessRow, dataAccessMatrix } from "../../../../../trust/dataAccessMatrix.ts";
import type { DrawnTrust } from "../DrawnTrust.ts";
import { scopeOf } from "../../../../../trust/grantScopes.ts";
import type { AccessGrantModel, S3AccessGrantsModel } from "../../../../../trust/TrustModel.ts";
import { idOf } from "../idOf.ts";
import { issuerNode } from "../issuerNode.ts";
import { nameSome } from "../nameSome.ts";
import type { PartyResource, PartySubject, PartyTrust } from "./PartyTrust.ts";

interface Grant extends AccessGrantModel {
  readonly name: string;
  readonly scope: string;
}

type Place = Pick<Grant, "permission" | "scope">;

/** S3 Access Grants takes the ID tokens of JumpCloud by way of Identity Center, and opens places in S3. */
export function accessGrantsTrust(
  name: string,
  party: S3AccessGrantsModel,
  trust: DrawnTrust,
): Omit<PartyTrust, "name" | "system"> {
  const rows = dataAccessMatrix(trust.model).filter(
    ({ relyingParty, allowed }) => relyingParty === name && allowed !== false,
  );
  const issuer = trust.model.issuers[party.issuer];
  const people = issuer?.kind === "jumpcloud" ? issuer.people : {};
  const grants = sortedByKey(Object.entries(party.grants)).map(([grant, model]): Grant => {
    return { name: grant, ...model, scope: scopeOf(party, model) };
  });
  const places = Map.groupBy(grants, ({ permission, scope }) => placeId(name, { permission, scope }));
  return {
    issuer: issuerNode(trust, party.issuer),
    knownAs: `as the client ${party.client}, by the application ${party.identityCenter.applicationName} of Identity Center`,
    subjects: [...Map.groupBy(rows, ({ person }) => person)].map(([person, own]) =>
      personOf(name, { name: person, email: people[person]?.email ?? "" }, party.issuer, own),
    ),
    resources: [...places.values()].map((opening) => placeNode(name, party, opening as [Grant, ...Grant[]], rows)),
  };
}

function placeId(name: string, { permission, scope }: Place): string {
  return idOf("place", `${name}/${permission}/${scope}`);
}

function personOf(
  party: string,
  { name, email }: { readonly name: string; readonly email: string },
  issuer: string,
  rows: readonly DataAccessRow[],
): PartySubject {
  const groups = [...new Set(rows.flatMap(({ via }) => ("group" in via ? [via.group] : [])))].sort().join(", ");
  const ways = [
    ...(groups === "" ? [] : [`in ${groups}`]),
    ...(rows.some(({ via }) => "user" in via) ? ["by name"] : []),
  ].join(" and ");
  const places = rows.map(({ permission, scope, allowed }) => {
    return `${permission} ${scope}${allowed === null ? " (only Identity Center knows)" : ""}`;
  });
  return {
    name,
    node: {
      id: idOf("person", `${issuer}/${name}`),
      column: "subject",
      label: name,
      detail: email,
      description: `${name} (${email}): ${nameSome(places)}`,
      tone: "plain",
    },
    opens: rows.map((row) => placeId(party, row)),
    by: rows.some(({ allowed }) => allowed === null) ? `perhaps ${ways}` : ways,
  };
}

function placeNode(
  name: string,
  { identityCenter }: S3AccessGrantsModel,
  grants: readonly [Grant, ...Grant[]],
  rows: readonly DataAccessRow[],
): PartyResource {
  const [{ permission, scope }] = grants;
  const grantees = grants.map(({ grantee }) => ("group" in grantee ? grantee.group : grantee.user)).join(", ");
  const kinds = new Set(grants.map(({ grantee }) => ("group" in grantee ? "groups" : "users")));
  const isUnknown =
    grants.some(({ grantee }) => "group" in grantee && identityCenter.groups[grantee.group]?.source === "adopted") ||
    rows.some((row) => row.scope === scope && row.permission === permission && row.allowed === null);
  const names = nameSome(grants.map((grant) => grant.name));
  return {
    node: {
      id: placeId(name, { permission, scope }),
      column: "resource",
      label: scope,
      detail: `${permission} for ${grantees}`,
      description: `${name}: ${permission} ${scope}, granted to ${grantees} (${names})${isUnknown ? "; only Identity Center knows all who get in" : ""}`,
      tone: isUnknown ? "open" : "plain",
      frame: name,
    },
    alike: [`${permission} for ${grantees}`, `${permission} for ${[...kinds].sort().join(" and ")}`],
  };
}
