import type { DriftFinding } from "../DriftFinding.ts";
import { driftFinding } from "../lib/driftFinding.ts";
import { at, textAt, textsAt, without } from "../lib/fields.ts";
import { inWords } from "../lib/inWords.ts";
import { notThere } from "../lib/notThere.ts";
import { ownedIds } from "../lib/ownedIds.ts";
import { putBack } from "../lib/putBack.ts";
import { resourceOf } from "../lib/resourceOf.ts";
import { whoeverRuns } from "../lib/whoeverRuns.ts";
import { takeOutUnlessWanted } from "./fixes.ts";
import type { DeclaredJumpCloudApplication } from "./JumpCloudPart.ts";

/**
 * An application's own settings, as far as JumpCloud's API tells them: what it leaves out is not compared.
 */
export async function applicationDrift(application: DeclaredJumpCloudApplication): Promise<readonly DriftFinding[]> {
  const { api, context, id, place } = application;
  const resource = resourceOf(context.state, "jumpcloud:index/oidcApplication:OidcApplication", id);
  const found = await api.find(`/api/applications/${id}`);
  if (found === undefined) return notThere(place, id);
  if (resource === undefined) return [];
  const { inputs, outputs } = resource;
  const advice = putBack(context.stack);
  const findings: DriftFinding[] = [];
  if (found["active"] === false && inputs["active"] !== false) {
    findings.push(
      driftFinding({
        rule: "deactivated",
        ...place,
        message: "The application is switched off: nobody can sign in to it.",
        expected: "active",
        actual: "not active",
        advice: "Activate it in JumpCloud's Admin Portal, under SSO Applications: no documented call does.",
        explains: [{ id, property: "active" }],
      }),
    );
  }
  if (Array.isArray(at(found, "oidc", "redirectUris"))) {
    const [actual, declared] = [textsAt(found, "oidc", "redirectUris"), textsAt(outputs, "redirectUris")];
    const explains = [{ id, property: "redirectUris" }];
    const told = {
      ...place,
      expected: inWords(declared) || "none",
      actual: inWords(actual) || "none",
      advice,
      explains,
    };
    for (const uri of without(actual, declared)) {
      const where = `${place.where}, ${uri}`;
      const message = `A sign-in may end at ${uri}, and nobody declared that.`;
      const gains = `${whoeverRuns(uri)} gets the answers to people's sign-ins.`;
      findings.push(driftFinding({ rule: "unmanaged-redirect-uri", ...told, where, message, gains }));
    }
    const gone = without(declared, actual);
    if (gone.length > 0) {
      const message = `A sign-in may no longer end at ${inWords(gone)}.`;
      findings.push(driftFinding({ rule: "managed-changed", ...told, message }));
    }
  }
  const [method, wanted] = [
    textAt(found, "oidc", "tokenEndpointAuthMethod"),
    textAt(outputs, "tokenEndpointAuthMethod"),
  ];
  if (method !== "" && wanted !== "" && method !== wanted) {
    findings.push(
      driftFinding({
        rule: "managed-changed",
        ...place,
        where: `${place.where}, authentication`,
        message: "The application proves itself in another way.",
        ...(method === "none" && {
          gains: "Nothing is asked of it but PKCE: whoever knows its client id is the application.",
        }),
        expected: wanted,
        actual: method,
        advice,
        explains: [{ id, property: "tokenEndpointAuthMethod" }],
      }),
    );
  }
  return findings;
}

/** Groups whose members may use the application, and nobody declared that. */
export async function associationDrift(application: DeclaredJumpCloudApplication): Promise<readonly DriftFinding[]> {
  const { api, context, id, name, place } = application;
  const path = `/api/v2/applications/${id}/associations`;
  const owned = ownedIds(context.state, "jumpcloud:index/applicationAssociation:ApplicationAssociation");
  const edges = await api.list(path, { targets: "user_group" });
  const extra = edges.map((edge) => textAt(edge, "to", "id")).filter((groupId) => !owned.has(`${id}/${groupId}`));
  return Promise.all(
    extra.toSorted().map(async (groupId) => {
      const group = textAt(await api.find(`/api/v2/usergroups/${groupId}`), "name") || groupId;
      return driftFinding({
        rule: "unmanaged-permission",
        ...place,
        where: `${place.where}, group ${group}`,
        message: `Members of the group ${group} may use the application, and nobody declared that.`,
        gains: `Every member of ${group} gets ID tokens for ${name}, and what those open.`,
        actual: groupId,
        advice: takeOutUnlessWanted(application, path, "user_group", groupId),
      });
    }),
  );
}
