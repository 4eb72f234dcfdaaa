import {
  domainFault,
  mailNicknameFault,
  mailNicknameOf,
  userPrincipalNameFault,
} from "../../../../trust/entra/personNames.ts";
import type { Entry, Fields, Tell } from "../file/Entry.ts";
import { readEntries } from "../file/readEntries.ts";
import type { EntraPerson } from "./EntraPerson.ts";

const fields: Fields = {
  texts: ["userPrincipalName", "displayName", "givenName", "surname", "mailNickname"],
  flags: ["accountEnabled"],
  lists: [],
  required: ["userPrincipalName", "displayName"],
};

/** Lengths that Graph takes (Microsoft Graph, resource type `user`). */
const longest: Readonly<Record<string, number>> = { displayName: 256, givenName: 64, surname: 64 };

/** What people have to fit into. */
export interface Surroundings {
  /** The tenant's domains that names may end in. */
  readonly domains: readonly string[];
  /** User principal names that the stack's config declares, which are not this file's to change. */
  readonly declared: readonly string[];
}

/**
 * Reads a file of people for an Entra tenant, and checks it whole.
 * @throws CrosstrustError USAGE with every fault of the file and its line; nothing was asked of anybody by then
 */
export async function readEntraPeople(file: string, surroundings: Surroundings): Promise<readonly EntraPerson[]> {
  const entries = await readEntries(file, {
    fields,
    check: (entry, tell) => checkEntry(entry, surroundings, tell),
    // Entra ID compares them in any case.
    unique: ["userPrincipalName", "mailNickname"],
  });
  return entries.map(({ fields: entry }) => entry as unknown as EntraPerson);
}

function checkEntry(entry: Entry["fields"], { domains, declared }: Surroundings, tell: Tell): void {
  for (const [name, most] of Object.entries(longest)) {
    const value = entry[name];
    if (typeof value === "string" && value.length > most) tell(`"${name}" is too long.`, `at most ${most} characters`);
  }
  const { userPrincipalName: upn, mailNickname: nickname } = entry;
  if (typeof upn === "string" && upn !== "") {
    const wrong = userPrincipalNameFault(upn) ?? domainFault(upn, domains);
    if (wrong) tell(wrong.message, wrong.expected);
    if (declared.some((name) => name.toLowerCase() === upn.toLowerCase())) {
      tell(
        `${JSON.stringify(upn)} is declared in the stack's config.`,
        "change the person there, or leave them out here",
      );
    }
    if (!wrong && nickname === undefined) checkNickname(mailNicknameOf(upn), tell);
  }
  if (typeof nickname === "string") checkNickname(nickname, tell);
}

function checkNickname(nickname: string, tell: Tell): void {
  const wrong = mailNicknameFault(nickname);
  if (wrong) tell(wrong.message, wrong.expected);
}
