import { z } from "zod";
import type { DirectoryGroupModel, DirectoryUserModel } from "../../TrustModel.ts";
import { checkDistinct } from "../checkDistinct.ts";
import { emailAddress } from "../emailAddress.ts";
import { plainName, text, uniqueTexts } from "../schemas.ts";
import { memberOf, textsOf, type Named, type Path, type SettingsReader } from "../SettingsReader.ts";

/** AWS keeps them for itself (Identity Store API reference, CreateUser and CreateGroup). */
const reserved = ["administrator", "awsadministrators"];

const directoryName = (longest: number, expected: string) =>
  text(longest, expected).refine((value) => !reserved.includes(value.toLowerCase()), {
    error: "AWS keeps this name for itself.",
    params: { expected: "a name that is neither Administrator nor AWSAdministrators" },
  });

const source = z.enum(["adopted", "declared"]);

/** Lengths of the Identity Store API reference. */
const userSchema = z
  .strictObject({
    source,
    email: emailAddress,
    userName: directoryName(128, "the user name, at most 128 characters").exactOptional(),
    displayName: text(1024, "a text of at most 1024 characters").exactOptional(),
    givenName: text(1024, "a text of at most 1024 characters").exactOptional(),
    surname: text(1024, "a text of at most 1024 characters").exactOptional(),
  })
  .superRefine((user, context) => {
    const issue = (setting: string, message: string, expected: string) => {
      context.addIssue({ code: "custom", path: [setting], message, params: { expected } });
    };
    for (const setting of ["userName", "displayName", "givenName", "surname"] as const) {
      if (user.source !== "adopted" || user[setting] === undefined) continue;
      const message = "A user that is there already is found by the email, and stays as they are.";
      issue(setting, message, "source: declared, or the email alone");
    }
    for (const setting of ["givenName", "surname"] as const) {
      if (user.source !== "declared" || user[setting] !== undefined) continue;
      issue(setting, `"${setting}" is missing, and Identity Center asks for it.`, "a text of at most 1024 characters");
    }
  })
  .describe("a user: source, email and, of a declared one, the names");

const groupSchema = z
  .strictObject({
    source,
    displayName: directoryName(1024, "the group's display name in Identity Center").exactOptional(),
    description: text(1024, "a text of at most 1024 characters").exactOptional(),
    members: uniqueTexts("user", "users of identityCenter, by name").exactOptional(),
  })
  .superRefine((group, context) => {
    for (const setting of ["members", "description"] as const) {
      if (group.source !== "adopted" || group[setting] === undefined) continue;
      const message = "A group that is there already is kept by whoever made it, its members too.";
      const params = { expected: "source: declared, or the group without them" };
      context.addIssue({ code: "custom", path: [setting], message, params });
    }
  })
  .describe("a group: source and display name");

export function readUsers(reader: SettingsReader, value: unknown, path: Path): Named<DirectoryUserModel> {
  const users = reader.readEach(value, path, plainName, (user, at): DirectoryUserModel | undefined => {
    const read = reader.read(userSchema, user, at);
    if (read === undefined) return undefined;
    const { source: from, email, userName = email, givenName, surname } = read;
    if (from === "adopted" || givenName === undefined || surname === undefined)
      return { source: from, email, userName };
    const displayName = read.displayName ?? `${givenName} ${surname}`;
    return { source: from, email, userName, displayName, givenName, surname };
  });
  const read = [...users].flatMap(([name, user]) => (user === undefined ? [] : [{ name, ...user }]));
  checkDistinct(
    reader,
    read.map(({ name, email }) => ({ name, key: email, path: [...path, name, "email"], found: email })),
    (owner) => `${owner} has the same email, and AWS takes no token that maps to two users.`,
    "an email of their own; the same person is either adopted or declared, never both",
  );
  checkDistinct(
    reader,
    read
      .filter(({ source: from }) => from === "declared")
      .map(({ name, userName: found }) => ({
        name,
        key: found.toLowerCase(),
        path: [...path, name, "userName"],
        found,
      })),
    (owner) => `${owner} has the same user name, which is unique in Identity Center.`,
    "a user name of their own",
  );
  return users;
}

export function readGroups(
  reader: SettingsReader,
  value: unknown,
  path: Path,
  users: Iterable<string>,
): Named<DirectoryGroupModel> {
  const known = [...users];
  const groups = reader.readEach(value, path, plainName, (group, at, name): DirectoryGroupModel | undefined => {
    for (const [index, member] of textsOf(memberOf(group, "members"))) {
      reader.reference([...at, "members", index], "user", member, known, "Identity Center of this relying party");
    }
    const read = reader.read(groupSchema, group, at);
    if (read === undefined) return undefined;
    return { ...read, displayName: read.displayName ?? name, members: [...(read.members ?? [])].sort() };
  });
  checkDistinct(
    reader,
    [...groups].flatMap(([name, group]) =>
      group === undefined
        ? []
        : [
            {
              name,
              key: group.displayName.toLowerCase(),
              path: [...path, name, "displayName"],
              found: group.displayName,
            },
          ],
    ),
    (owner) => `${owner} is the same group of Identity Center, where display names are unique.`,
    "each group once: adopted where it is there already, or declared, never both",
  );
  return groups;
}
