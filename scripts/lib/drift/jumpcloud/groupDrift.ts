import { canonicalJson } from "../../../../providers/lib/canonicalJson.ts";
import type { DriftFinding } from "../DriftFinding.ts";
import { driftFinding } from "../lib/driftFinding.ts";
import { textAt } from "../lib/fields.ts";
import { inWords } from "../lib/inWords.ts";
import { notThere } from "../lib/notThere.ts";
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
        // People of a file (`npm run provision`) are put into the routed group by hand.
        ...(issuer === undefined && { severity: "warning" }),
        ...place,
        where: `${place.where}, ${member.email} in group ${name}`,
        message: `${member.email} is in the group ${name}, and nobody declared that.`,
        gains:
          issuer === undefined
            ? `JumpCloud sends ${member.email} to Entra ID, and takes whoever has that email there for them.`
            : gainsOf(group, issuer, member),
        actual: member.id,
        advice: takeOutUnlessWanted(group, path, "user", member.id),
      }),
    );
}

/**
 * A rule by which JumpCloud puts people into a declared group, whoever has or gives themselves the attributes that it asks for
 * (API 2.0, UserGroup: `membershipMethod`, once `membershipAutomated`, and `memberQuery`). Nothing declares one.
 */
export async function membershipRuleDrift(group: DeclaredGroup): Promise<readonly DriftFinding[]> {
  const { api, id, name, place } = group;
  const found = await api.find(`/api/v2/usergroups/${id}`);
  if (found === undefined) return notThere(place, id);
  const method =
    textAt(found, "membershipMethod") || (found["membershipAutomated"] === true ? "DYNAMIC_AUTOMATED" : "");
  if (!method.startsWith("DYNAMIC")) return [];
  const isReviewed = method === "DYNAMIC_REVIEW_REQUIRED";
  return [
    driftFinding({
      rule: "managed-changed",
      ...place,
      where: `${place.where}, membership of group ${name}`,
      message: `JumpCloud ${isReviewed ? "proposes members of" : "puts people into"} the group ${name} by a rule, and nobody declared that.`,
      gains: `Whoever comes to meet the rule ${isReviewed ? "is proposed as" : "becomes"} a member of ${name}, without anybody adding them.`,
      expected: "members that somebody added",
      actual: `${method}: ${canonicalJson(JSON.stringify(found["memberQuery"] ?? null))}`,
      advice: `Make the membership of the group ${name} manual again in JumpCloud's Admin Portal.`,
    }),
  ];
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

/** What a member gets by the group: ID tokens for the applications that it may use, and whatever trusts those. */
function gainsOf({ context, name }: DeclaredGroup, issuer: string, { email }: Member): string {
  const { issuers, relyingParties } = context.trust.model;
  const declared = issuers[issuer];
  if (declared?.kind !== "jumpcloud") return `${email} is treated as a member.`;
  const applications = Object.keys(declared.clients).filter((client) =>
    declared.clients[client]?.groups.includes(name),
  );
  if (applications.length === 0) return `${email} is treated as a member.`;
  const trusting = Object.entries(relyingParties).flatMap(([party, model]) =>
    model.kind === "s3-access-grants" && model.issuer === issuer && applications.includes(model.client) ? [party] : [],
  );
  const data =
    trusting.length === 0
      ? ""
      : `; ${inWords(trusting)} gives for them the data of the Identity Center user who has that email`;
  return `${email} gets ID tokens for ${inWords(applications)}${data}.`;
}
