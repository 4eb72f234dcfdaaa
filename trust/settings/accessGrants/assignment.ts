import { z } from "zod";
import type { DirectoryGroupModel, DirectoryUserModel, IdentityCenterModel } from "../../TrustModel.ts";
import { uniqueTexts } from "../schemas.ts";
import { memberOf, textsOf, type Named, type Path, type SettingsReader } from "../SettingsReader.ts";

type Assignment = IdentityCenterModel["assignment"];

const expected =
  "users and groups that may exchange tokens, such as { groups: [analysts] }; or { required: false }, which lets every user of Identity Center do it";

const assignmentSchema = z
  .strictObject({
    required: z.boolean().default(true).describe("true, or false to let every user of Identity Center exchange tokens"),
    users: uniqueTexts("user", "users of identityCenter, by name").default([]),
    groups: uniqueTexts("group", "groups of identityCenter, by name").default([]),
  })
  .superRefine(({ required, users, groups }, context) => {
    const someone = users.length + groups.length > 0;
    if (someone === required) return;
    const message = required
      ? "Nobody is assigned, so nobody could exchange a token."
      : "Every user may exchange tokens, and some are assigned besides.";
    context.addIssue({ code: "custom", message, params: { expected } });
  })
  .describe(expected);

/** Who may exchange tokens at the application: said, never left to a default. */
export function readAssignment(
  reader: SettingsReader,
  value: unknown,
  path: Path,
  { users, groups }: Directory,
): Assignment | undefined {
  for (const [setting, what, known] of [
    ["users", "user", users.keys()],
    ["groups", "group", groups.keys()],
  ] as const) {
    const names = [...known];
    for (const [index, name] of textsOf(memberOf(value, setting))) {
      reader.reference([...path, setting, index], what, name, names, "Identity Center of this relying party");
    }
  }
  const read = reader.read(assignmentSchema, value, path);
  if (read === undefined) return undefined;
  if (!read.required) return { required: false };
  return { required: true, users: [...read.users].sort(), groups: [...read.groups].sort() };
}

export interface Directory {
  readonly users: Named<DirectoryUserModel>;
  readonly groups: Named<DirectoryGroupModel>;
}

/**
 * Whether the application is assigned to a user: by name, or through a declared group. Who is in an adopted group only
 * Identity Center knows.
 */
export function isAssigned(assignment: Assignment, user: string, { groups }: Directory): boolean {
  if (!assignment.required || assignment.users.includes(user)) return true;
  return assignment.groups.some((group) => groups.get(group)?.members.includes(user) === true);
}
