import type { DriftFinding } from "../DriftFinding.ts";
import { driftFinding } from "../lib/driftFinding.ts";
import { objectsAt, textAt } from "../lib/fields.ts";
import { putBack } from "../lib/putBack.ts";
import { resourcesOf } from "../lib/resourcesOf.ts";
import type { StateResource } from "../../stack/StateResource.ts";
import { graphDelete, removeUnlessWanted } from "./fixes.ts";
import { gainsBy, withRole } from "./gains.ts";
import type { GraphObject, RegisteredApplication } from "./RegisteredApplication.ts";

const servicePrincipals = "azuread:index/servicePrincipal:ServicePrincipal";
const assignments = "azuread:index/appRoleAssignment:AppRoleAssignment";

/** What Graph gives to those who are assigned without a role (resource type `appRoleAssignment`). */
const withoutRole = "00000000-0000-0000-0000-000000000000";

/** Who has an API's roles beside those who were declared, and who of them has one no more. */
export async function assignedToDrift(application: RegisteredApplication): Promise<readonly DriftFinding[]> {
  const { context, directory, place, principal, principalPath } = application;
  if (application.kind !== "api" || principal === undefined || principalPath === undefined) return [];
  const found = await directory.list<GraphObject>(`${principalPath}/appRoleAssignedTo`);
  const declared = resourcesOf(context.state, assignments).filter(
    ({ outputs }) => outputs["resourceObjectId"] === principal.outputs["objectId"],
  );
  const roleName = roleNames(principal);
  const clients = clientNames(application);
  const extra = found
    .filter((assignment) => !declared.some((one) => isSame(one, assignment)))
    .map((assignment) => {
      const role = roleName(textAt(assignment, "appRoleId"));
      const principalId = textAt(assignment, "principalId");
      const client = clients.get(principalId);
      const who = client ?? (textAt(assignment, "principalDisplayName") || principalId);
      const roles = textAt(assignment, "appRoleId") === withoutRole ? [] : [role];
      const gains =
        gainsBy(application, (issuer) => withRole(issuer, who, roles)) ??
        `${who} gets tokens for the API, with ${role}.`;
      return driftFinding({
        rule: "unmanaged-consent",
        ...place,
        where: `${place.where}, ${who} with ${role}`,
        message: `${who} has ${role} at the API, and nobody declared that.`,
        gains,
        actual: `${textAt(assignment, "principalType") || "principal"} ${principalId}`,
        advice: removeUnlessWanted(
          application,
          graphDelete(`${principalPath}/appRoleAssignedTo/${textAt(assignment, "id")}`),
        ),
      });
    });
  const lost = declared
    .filter((one) => !found.some((assignment) => isSame(one, assignment)))
    .map((one) => {
      const role = roleName(textAt(one.outputs, "appRoleId"));
      const client =
        clients.get(textAt(one.outputs, "principalObjectId")) ?? textAt(one.outputs, "principalDisplayName");
      return driftFinding({
        rule: "consent-lost",
        ...place,
        where: `${place.where}, ${client} with ${role}`,
        message: `${client} no longer has ${role} at the API: its tokens do not carry it, or it gets none.`,
        expected: `${client} with ${role}`,
        actual: "not assigned",
        advice: putBack(context.stack),
        explains: [{ id: one.id ?? "", property: "id" }],
      });
    });
  return [...extra, ...lost].toSorted((one, other) => (one.where < other.where ? -1 : 1));
}

/** What an application was assigned at others' APIs, Microsoft Graph above all. Those of the stack's own APIs are told there. */
export async function assignmentDrift(application: RegisteredApplication): Promise<readonly DriftFinding[]> {
  const { context, directory, place, principalPath } = application;
  if (principalPath === undefined) return [];
  const found = await directory.list<GraphObject>(`${principalPath}/appRoleAssignments`);
  const own = apiPrincipals(application);
  const declared = resourcesOf(context.state, assignments);
  return found
    .filter((assignment) => !own.has(textAt(assignment, "resourceId")))
    .filter((assignment) => !declared.some((one) => isSame(one, assignment)))
    .toSorted((one, other) => (textAt(one, "id") < textAt(other, "id") ? -1 : 1))
    .map((assignment) => {
      const api = textAt(assignment, "resourceDisplayName") || textAt(assignment, "resourceId");
      const role = textAt(assignment, "appRoleId");
      return driftFinding({
        rule: "unmanaged-consent",
        ...place,
        where: `${place.where}, role ${role} at ${api}`,
        message: `The application has a role of its own at ${api}, and nobody declared that.`,
        gains: `Whoever is the application can do at ${api} what the role ${role} allows, without anybody signed in.`,
        actual: role,
        advice: removeUnlessWanted(
          application,
          graphDelete(`${principalPath}/appRoleAssignments/${textAt(assignment, "id")}`),
        ),
      });
    });
}

/** By id, the last part of the provider's; one that was made again after somebody took it away is the same too. */
function isSame({ id = "", outputs }: StateResource, assignment: GraphObject): boolean {
  if (id.split("/").at(-1) === textAt(assignment, "id")) return true;
  const pairs = [
    ["appRoleId", "appRoleId"],
    ["principalObjectId", "principalId"],
    ["resourceObjectId", "resourceId"],
  ] as const;
  return pairs.every(([ours, theirs]) => textAt(outputs, ours) !== "" && outputs[ours] === assignment[theirs]);
}

function roleNames(principal: StateResource): (id: string) => string {
  const roles = new Map(
    objectsAt(principal.outputs, "appRoles").map((role) => [textAt(role, "id"), textAt(role, "value")]),
  );
  return (id) => (id === withoutRole ? "access without a role" : roles.get(id) || `the role ${id}`);
}

/** The declared clients of the API by their service principals. */
function clientNames({ context, issuer = "" }: RegisteredApplication): ReadonlyMap<string, string> {
  const clients = Object.entries(context.trust.issuers[issuer]?.clients ?? {});
  const principals = resourcesOf(context.state, servicePrincipals);
  return new Map(
    clients.flatMap(([client, { clientId }]) => {
      const principal = principals.find(({ outputs }) => outputs["clientId"] === clientId);
      return principal === undefined ? [] : [[textAt(principal.outputs, "objectId"), client] as const];
    }),
  );
}

/** The service principals of the stack's own APIs. */
function apiPrincipals({ context }: RegisteredApplication): ReadonlySet<string> {
  return new Set(
    Object.values(context.trust.issuers).flatMap((issuer) =>
      issuer.kind === "entra" || issuer.kind === "b2c" ? [issuer.servicePrincipalId] : [],
    ),
  );
}
