import { z } from "zod";
import { domainFault, mailNicknameFault, mailNicknameOf, userPrincipalNameFault } from "../../entra/personNames.ts";
import type { FederatedPersonModel } from "../../TrustModel.ts";
import { plainName, text } from "../schemas.ts";
import { memberOf, type Named, type Path, type SettingsReader } from "../SettingsReader.ts";

/** Lengths as Graph has them (resource type user). */
const personSchema = z
  .strictObject({
    userPrincipalName: z.string().describe("name@domain, the same as the company email in JumpCloud"),
    displayName: text(256, "a text of at most 256 characters"),
    givenName: text(64, "a text of at most 64 characters").exactOptional(),
    surname: text(64, "a text of at most 64 characters").exactOptional(),
    mailNickname: z
      .string()
      .superRefine((nickname, context) => {
        const wrong = mailNicknameFault(nickname);
        if (wrong) context.addIssue({ code: "custom", message: wrong.message, params: { expected: wrong.expected } });
      })
      .describe("what stands before the @ in mail addresses; by default that of the user principal name")
      .exactOptional(),
    jumpcloud: z.enum(["existing", "declared", "none"]).default("existing"),
    routed: z.boolean().default(false).describe("true or false"),
  })
  .superRefine(({ jumpcloud, routed }, context) => {
    if (!routed || jumpcloud !== "none") return;
    const message = "The person has no account in JumpCloud that could be in the routed group.";
    context.addIssue({
      code: "custom",
      path: ["routed"],
      message,
      params: { expected: "jumpcloud: declared, or existing" },
    });
  })
  .describe("a person: user principal name and display name");

/**
 * Reads the people of a directory, by name.
 * @param domains the tenant's verified domains, in lower case; with none, any will do
 */
export function readPeople(
  reader: SettingsReader,
  value: unknown,
  path: Path,
  domains: readonly string[],
): Named<FederatedPersonModel> {
  const owners = new Map<string, string>();
  const usernames = new Map<string, string>();
  return reader.readEach(value, path, plainName, (person, personPath, name) => {
    const at = [...personPath, "userPrincipalName"];
    const principal = memberOf(person, "userPrincipalName");
    if (typeof principal === "string") {
      const unverified = domains.length > 0 ? domainFault(principal, domains) : undefined;
      const wrong = userPrincipalNameFault(principal) ?? unverified;
      const owner = owners.get(principal.toLowerCase());
      const found = principal.length <= 120 && { found: principal };
      if (wrong) reader.fault(at, wrong.message, { ...found, expected: wrong.expected });
      else if (owner !== undefined) {
        const message = `${JSON.stringify(owner)} has the same user principal name; case makes no difference.`;
        reader.fault(at, message, { ...found, expected: "a name of its own" });
      }
      owners.set(principal.toLowerCase(), owner ?? name);
    }
    const read = reader.read(personSchema, person, personPath);
    if (read === undefined) return undefined;
    const mailNickname = read.mailNickname ?? mailNicknameOf(read.userPrincipalName);
    if (read.jumpcloud === "declared") {
      const namesake = usernames.get(mailNickname.toLowerCase());
      usernames.set(mailNickname.toLowerCase(), namesake ?? name);
      if (namesake !== undefined && owners.get(read.userPrincipalName.toLowerCase()) === name) {
        const message = `${JSON.stringify(namesake)} has the same mail nickname, which is the username in JumpCloud and unique there.`;
        const expected = "a mailNickname of its own";
        reader.fault([...personPath, "mailNickname"], message, { found: mailNickname, expected });
      }
    }
    return { ...read, mailNickname };
  });
}
