import { dataAccessMatrix, type DataAccessRow } from "../../../../trust/dataAccessMatrix.ts";
import type { JumpCloudIssuerModel, TrustModel } from "../../../../trust/TrustModel.ts";
import type { DriftFinding } from "../DriftFinding.ts";
import { driftFinding } from "../lib/driftFinding.ts";
import { textAt } from "../lib/fields.ts";
import { inWords } from "../lib/inWords.ts";
import { ownedIds } from "../lib/ownedIds.ts";
import { takeOutUnlessWanted } from "./fixes.ts";
import type { DeclaredGroup } from "./JumpCloudPart.ts";

interface Member {
  readonly id: string;
  /** The company email, or whatever else tells who it is. */
  readonly email: string;
}

/** Members of a declared group whom nobody declared. Whom the group lost the engine tells. */
export async function memberDrift(group: DeclaredGroup): Promise<readonly DriftFinding[]> {
  const { api, context, id, issuer, name, place } = group;
  const path = `/api/v2/usergroups/${id}/members`;
  const owned = ownedIds(context.state, "jumpcloud:index/groupMembership:GroupMembership");
  const edges = await api.list(path);
  const extra = edges.map((edge) => textAt(edge, "to", "id")).filter((userId) => !owned.has(`${id}/${userId}`));
  const members = await Promise.all(
    extra.map(async (userId): Promise<Member> => {
      const user = await api.find(`/api/systemusers/${userId}`);
      return { id: userId, email: textAt(user, "email") || textAt(user, "username") || userId };
    }),
  );
  return members
    .toSorted((one, other) => (one.email < other.email ? -1 : 1))
    .map((member) =>
      driftFinding({
        rule: "unmanaged-member",
        // `provision` puts people into the routed group too, and declares nobody.
        ...(issuer === undefined && { severity: "warning" }),
        ...place,
        where: `${place.where}, ${member.email} in group ${name}`,
        message: `${member.email} is in the group ${name}, and nobody declared that${issuer === undefined ? "; `npm run provision` may have done it" : ""}.`,
        gains:
          issuer === undefined
            ? `JumpCloud sends ${member.email} to Entra ID, and takes whoever has that email there for them.`
            : gainsOf(group, issuer, member),
        actual: member.id,
        advice: takeOutUnlessWanted(group, path, "user", member.id),
      }),
    );
}

/** Applications that a declared group may use beside the stack's own, which are looked at by themselves. */
export async function otherApplicationDrift(group: DeclaredGroup): Promise<readonly DriftFinding[]> {
  const { api, context, id, name, place } = group;
  const path = `/api/v2/usergroups/${id}/associations`;
  const own = ownedIds(context.state, "jumpcloud:index/oidcApplication:OidcApplication");
  const edges = await api.list(path, { targets: "application" });
  const others = edges.map((edge) => textAt(edge, "to", "id")).filter((applicationId) => !own.has(applicationId));
  return Promise.all(
    others.toSorted().map(async (applicationId) => {
      const found = await api.find(`/api/applications/${applicationId}`);
      const label = textAt(found, "displayLabel") || textAt(found, "displayName") || applicationId;
      return driftFinding({
        rule: "unmanaged-object",
        ...place,
        where: `${place.where}, application ${label} for group ${name}`,
        message: `Members of the group ${name} may use the application ${label}, and nobody declared that.`,
        gains: `Members of ${name} can sign in to ${label}.`,
        actual: applicationId,
        advice: takeOutUnlessWanted(group, path, "application", applicationId),
      });
    }),
  );
}

/** What a member gets by the group: ID tokens for the applications that it may use, and the data that follows. */
function gainsOf({ context, name }: DeclaredGroup, issuer: string, { id, email }: Member): string {
  const { model, issuers } = context.trust;
  const [declared, deployed] = [model.issuers[issuer], issuers[issuer]];
  if (declared?.kind !== "jumpcloud" || deployed?.kind !== "jumpcloud") return `${email} is treated as a member.`;
  const applications = Object.keys(declared.clients).filter((client) =>
    declared.clients[client]?.groups.includes(name),
  );
  const known = Object.keys(deployed.people).find((person) => deployed.people[person]?.id === id);
  const person = known ?? email;
  const data = gainedData(model, withMember(model, issuer, declared, { person, email, group: name }), person);
  const tokens = applications.length > 0 ? `gets ID tokens for ${inWords(applications)}` : "is treated as a member";
  return `${email} ${tokens}${data === undefined ? "" : `, and ${data}`}.`;
}

function withMember(
  model: TrustModel,
  issuer: string,
  declared: JumpCloudIssuerModel,
  { person, email, group }: { readonly person: string; readonly email: string; readonly group: string },
): TrustModel {
  const before = declared.people[person] ?? { email: email.toLowerCase(), account: "existing" as const, groups: [] };
  const people = { ...declared.people, [person]: { ...before, groups: [...before.groups, group] } };
  return { ...model, issuers: { ...model.issuers, [issuer]: { ...declared, people } } };
}

function gainedData(before: TrustModel, after: TrustModel, person: string): string | undefined {
  const allowed = (model: TrustModel): readonly DataAccessRow[] =>
    dataAccessMatrix(model).filter((row) => row.person === person && row.allowed !== false);
  const keyOf = ({ relyingParty, scope, permission }: DataAccessRow): string =>
    `${relyingParty} ${scope} ${permission}`;
  const had = new Set(allowed(before).map(keyOf));
  const gained = allowed(after).filter((row) => !had.has(keyOf(row)));
  if (gained.length === 0) return undefined;
  return `by them ${inWords(gained.map(({ permission, scope }) => `${permission} at ${scope}`))}`;
}
