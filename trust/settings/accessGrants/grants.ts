import { z } from "zod";
import type { AccessGrantModel, IdentityCenterModel } from "../../TrustModel.ts";
import { checkDistinct } from "../checkDistinct.ts";
import { plainName } from "../schemas.ts";
import { memberOf, type Named, type Path, type SettingsReader } from "../SettingsReader.ts";
import { isAssigned, type Directory } from "./assignment.ts";
import { characterFault } from "./keyCharacters.ts";

const expectedPrefix =
  "what is below the location: team-a/* for a prefix, * for all of it, team-a/report.csv for one object";

const grantSchema = z
  .strictObject({
    location: z.string().describe("the name of a location"),
    prefix: z
      .string()
      .min(1)
      .max(512)
      .superRefine((value, context) => {
        const wrong = faultOfSubPrefix(value);
        if (wrong === undefined) return;
        context.addIssue({ code: "custom", message: wrong[0], params: { expected: wrong[1] } });
      })
      .describe(expectedPrefix),
    user: z.string().describe("the name of a user").exactOptional(),
    group: z.string().describe("the name of a group").exactOptional(),
    permission: z.enum(["READ", "WRITE", "READWRITE"]),
  })
  .superRefine(({ user, group }, context) => {
    if ((user === undefined) !== (group === undefined)) return;
    const message = user === undefined ? "Nobody is granted anything." : "A grant has one grantee.";
    context.addIssue({ code: "custom", message, params: { expected: "either user or group" } });
  })
  .describe("a grant: location, prefix, user or group, and permission");

export interface GrantContext extends Directory {
  readonly locations: Iterable<string>;
  /** Undefined where it could not be read. */
  readonly assignment: IdentityCenterModel["assignment"] | undefined;
}

/** Reads who is granted what, and refuses grants that nobody could use. */
export function readGrants(
  reader: SettingsReader,
  value: unknown,
  path: Path,
  context: GrantContext,
): Named<AccessGrantModel> {
  const known = {
    location: [...context.locations],
    user: [...context.users.keys()],
    group: [...context.groups.keys()],
  };
  const grants = reader.readEach(value, path, plainName, (grant, at): AccessGrantModel | undefined => {
    for (const what of ["location", "user", "group"] as const) {
      const name = memberOf(grant, what);
      if (typeof name === "string") reader.reference([...at, what], what, name, known[what], "relying party");
    }
    const read = reader.read(grantSchema, grant, at);
    if (read === undefined) return undefined;
    const { location, prefix: subPrefix, permission, user, group } = read;
    checkAssigned(reader, at, read, context);
    if (user !== undefined) return { location, subPrefix, grantee: { user }, permission };
    return group === undefined ? undefined : { location, subPrefix, grantee: { group }, permission };
  });
  checkDistinct(
    reader,
    [...grants].flatMap(([name, grant]) =>
      grant === undefined
        ? []
        : [
            {
              name,
              key: JSON.stringify([grant.location, grant.subPrefix, grant.grantee, grant.permission]),
              path: [...path, name],
              found: `${grant.permission} ${grant.subPrefix}`,
            },
          ],
    ),
    (owner) => `${owner} is the same grant, and AWS takes each once.`,
    "one of the two",
  );
  return grants;
}

/** A grantee whom the application is not assigned to exchanges no token, and so never gets there. */
function checkAssigned(
  reader: SettingsReader,
  path: Path,
  { user, group }: { readonly user?: string; readonly group?: string },
  { assignment, ...directory }: GrantContext,
): void {
  if (assignment?.required !== true) return;
  if (user !== undefined && directory.users.has(user) && !isAssigned(assignment, user, directory)) {
    reader.fault([...path, "user"], "The application is not assigned to the user, who so exchanges no token.", {
      found: user,
      expected: `${user} in identityCenter.assignment.users, or in a declared group of assignment.groups`,
    });
  }
  const grantee = group === undefined ? undefined : directory.groups.get(group);
  if (group === undefined || grantee === undefined || assignment.groups.includes(group)) return;
  const members = grantee.source === "declared" ? grantee.members : [];
  if (members.length > 0 && members.every((member) => isAssigned(assignment, member, directory))) return;
  reader.fault(
    [...path, "group"],
    "The application is not assigned to the group, whose members so exchange no token.",
    {
      found: group,
      expected: `${group} in identityCenter.assignment.groups`,
    },
  );
}

function faultOfSubPrefix(value: string): readonly [message: string, expected: string] | undefined {
  const wrong = characterFault(value);
  if (wrong !== undefined) return wrong;
  const star = value.indexOf("*");
  if (star !== -1 && star < value.length - 1)
    return ["The wildcard stands at the end of a prefix alone.", expectedPrefix];
  if (value === "*" || value.endsWith("/*")) return undefined;
  if (star !== -1) {
    const folder = value.slice(0, -1);
    return [`It also grants what begins with ${JSON.stringify(folder)} and is another folder.`, `${folder}/*`];
  }
  return value.endsWith("/") ? ["This is one object, whose key ends in a slash.", `${value}*`] : undefined;
}
