import { z } from "zod";
import type { JumpCloudPersonModel } from "../../TrustModel.ts";
import { emailAddress } from "../emailAddress.ts";
import { text, uniqueTexts } from "../schemas.ts";
import { memberOf, textsOf, type Path, type SettingsReader } from "../SettingsReader.ts";

const declaredOnly = ["username", "givenName", "surname"] as const;

const personSchema = z
  .strictObject({
    email: emailAddress,
    account: z.enum(["existing", "declared"]).default("existing"),
    // Lengths as those of Entra ID, which JumpCloud's are not known to be below.
    username: text(64, "the name to sign in with, at most 64 characters").exactOptional(),
    givenName: text(64, "a text of at most 64 characters").exactOptional(),
    surname: text(64, "a text of at most 64 characters").exactOptional(),
    groups: uniqueTexts("group", "groups of the issuer that the person is a member of").default([]),
  })
  .superRefine((person, context) => {
    if (person.account === "declared") return;
    for (const setting of declaredOnly) {
      if (person[setting] === undefined) continue;
      context.addIssue({
        code: "custom",
        path: [setting],
        message: "An account that is there already is found by its email, and stays as it is.",
        params: { expected: "account: declared, or the email alone" },
      });
    }
  })
  .describe("a person: the company email, and whether the account is there already");

/** @param groups those of the issuer */
export function readJumpCloudPerson(
  reader: SettingsReader,
  value: unknown,
  path: Path,
  groups: Iterable<string>,
): JumpCloudPersonModel | undefined {
  const known = [...groups];
  for (const [index, group] of textsOf(memberOf(value, "groups"))) {
    reader.reference([...path, "groups", index], "group", group, known, "issuer");
  }
  const person = reader.read(personSchema, value, path);
  if (person === undefined) return undefined;
  const { username = person.email.slice(0, person.email.indexOf("@")), ...rest } = person;
  return { ...rest, ...(person.account === "declared" && { username }), groups: [...person.groups].sort() };
}
