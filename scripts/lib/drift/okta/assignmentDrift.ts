import type { DriftFinding } from "../DriftFinding.ts";
import { driftFinding } from "../lib/driftFinding.ts";
import { objectsAt, textAt } from "../lib/fields.ts";
import { putBack } from "../lib/putBack.ts";
import { resourcesOf } from "../lib/resourcesOf.ts";
import { deleteUnlessWanted } from "./fixes.ts";
import type { OktaApplication } from "./OktaPart.ts";

/** The groups and people that may sign in to an application beyond those that were declared, and declared groups that may not. */
export async function assignmentDrift(application: OktaApplication): Promise<readonly DriftFinding[]> {
  const { api, appPath, context, place, resource, signIn } = application;
  // Beside everyone of the organisation Okta takes no assignments; whether that still holds is a setting of its own.
  if (!signIn || resource.outputs["implicitAssignment"] === true) return [];
  const declared = resourcesOf(context.state, "okta:index/appGroupAssignments:AppGroupAssignments").find(
    ({ outputs }) => outputs["appId"] === resource.id,
  );
  const wanted = objectsAt(declared?.outputs, "groups").map((group) => textAt(group, "id"));
  const [groups, people] = await Promise.all([
    api.list(`${appPath}/groups?limit=200`),
    api.list(`${appPath}/users?limit=200`),
  ]);
  const assigned = groups.map((group) => textAt(group, "id"));
  const explains = declared?.id === undefined ? {} : { explains: [{ id: declared.id, property: "groups" }] };
  const extra = assigned.filter((id) => !wanted.includes(id)).toSorted();
  const named = await Promise.all(
    extra.map(async (id) => [id, textAt(await api.find(`/api/v1/groups/${id}`), "profile", "name") || id] as const),
  );
  return [
    ...named.map(([id, name]) =>
      driftFinding({
        rule: "unmanaged-member",
        ...place,
        where: `${place.where}, group ${name}`,
        message: `The group ${name} may use the application, and nobody declared that.`,
        gains: `Every member of ${name} can sign in.`,
        actual: id,
        advice: deleteUnlessWanted(application, `${appPath}/groups/${id}`),
        ...explains,
      }),
    ),
    ...people
      .filter(({ scope }) => scope === "USER")
      .map((person) => {
        const [id, login] = [textAt(person, "id"), textAt(person, "credentials", "userName") || textAt(person, "id")];
        return driftFinding({
          rule: "unmanaged-member",
          ...place,
          where: `${place.where}, person ${login}`,
          message: `${login} may use the application by name, and nobody declared that.`,
          gains: `${login} can sign in, in whatever group they are.`,
          actual: id,
          advice: deleteUnlessWanted(application, `${appPath}/users/${id}`),
        });
      })
      .toSorted((one, other) => (one.where < other.where ? -1 : 1)),
    ...wanted
      .filter((id) => !assigned.includes(id))
      .map((id) =>
        driftFinding({
          rule: "consent-lost",
          ...place,
          where: `${place.where}, group ${id}`,
          message: `The group ${id} may no longer use the application: its members cannot sign in.`,
          expected: "assigned",
          actual: "not assigned",
          advice: putBack(context.stack),
          ...explains,
        }),
      ),
  ];
}
