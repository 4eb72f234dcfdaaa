import { readFile } from "node:fs/promises";
import { extname } from "node:path";
import { suggest } from "../../../lib/suggest.ts";
import { CrosstrustError } from "../../../trust/CrosstrustError.ts";
import {
  domainFault,
  mailNicknameFault,
  mailNicknameOf,
  userPrincipalNameFault,
} from "../../../trust/entra/personNames.ts";
import type { Entry, FileFault, Person, ReadEntries } from "./Person.ts";
import { readCsv } from "./readCsv.ts";
import { readJson } from "./readJson.ts";

const formats: Readonly<Record<string, (text: string, file: string) => ReadEntries>> = {
  ".csv": readCsv,
  ".json": readJson,
};

const textFields = ["userPrincipalName", "displayName", "givenName", "surname", "mailNickname"] as const;
const fields: readonly string[] = [...textFields, "accountEnabled"];

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
 * Reads a file of people, CSV or JSON by its name, and checks it whole.
 * @throws CrosstrustError USAGE with every fault of the file and its line; nothing was asked of anybody by then
 */
export async function readPeople(file: string, surroundings: Surroundings): Promise<readonly Person[]> {
  const read = formats[extname(file).toLowerCase()];
  if (read === undefined) {
    throw new CrosstrustError("USAGE", "The file's name says neither CSV nor JSON.", {
      where: file,
      expected: "a file whose name ends in .csv or .json",
    });
  }
  const text = await readFile(file, "utf8").catch((cause: unknown) => {
    throw new CrosstrustError("USAGE", "The file cannot be read.", { where: file, cause });
  });
  const { entries, faults } = read(text, file);
  const all = [...faults, ...entries.flatMap((entry) => faultsOf(entry, surroundings)), ...repeated(entries)];
  if (entries.length === 0 && all.length === 0) all.push({ where: file, message: "There is nobody in the file." });
  if (all.length > 0) throw new CrosstrustError("USAGE", describe(all));
  return entries.map(({ fields: entry }) => toPerson(entry));
}

function faultsOf({ where, fields: entry }: Entry, { domains, declared }: Surroundings): readonly FileFault[] {
  const faults: FileFault[] = [];
  const fault = (message: string, expected?: string): void =>
    void faults.push({ where, message, ...(expected !== undefined && { expected }) });
  for (const name of Object.keys(entry).filter((key) => !fields.includes(key))) {
    const near = suggest(name, fields);
    const expected = near === undefined ? `one of ${fields.join(", ")}` : `Did you mean ${JSON.stringify(near)}?`;
    fault(`There is no field ${JSON.stringify(name)}.`, expected);
  }
  for (const name of textFields) checkText(name, entry[name], fault);
  const enabled = entry["accountEnabled"];
  if (enabled !== undefined && typeof enabled !== "boolean") fault('"accountEnabled" must be true or false.');
  const { userPrincipalName: upn, mailNickname: nickname } = entry;
  if (typeof upn === "string" && upn !== "") {
    const wrong = userPrincipalNameFault(upn) ?? domainFault(upn, domains);
    if (wrong) fault(wrong.message, wrong.expected);
    if (declared.some((name) => same(name, upn))) {
      fault(
        `${JSON.stringify(upn)} is declared in the stack's config.`,
        "change the person there, or leave them out here",
      );
    }
    if (!wrong && nickname === undefined) checkNickname(mailNicknameOf(upn), fault);
  }
  if (typeof nickname === "string") checkNickname(nickname, fault);
  return faults;
}

type Tell = (message: string, expected?: string) => void;

function checkText(name: string, value: unknown, fault: Tell): void {
  const required = name === "userPrincipalName" || name === "displayName";
  if (value === undefined || value === "") {
    if (required || value === "") fault(`"${name}" is ${value === "" ? "empty" : "missing"}.`);
  } else if (typeof value !== "string") fault(`"${name}" must be a text.`);
  else if (value !== value.trim()) fault(`There is whitespace around "${name}".`);
  else if (/\p{Cc}/u.test(value)) fault(`"${name}" holds a control character.`);
  else if (value.length > (longest[name] ?? Infinity)) {
    fault(`"${name}" is too long.`, `at most ${longest[name]} characters`);
  }
}

function checkNickname(nickname: string, fault: Tell): void {
  const wrong = mailNicknameFault(nickname);
  if (wrong) fault(wrong.message, wrong.expected);
}

/** A name may stand once, in any case: Entra ID compares them so. */
function repeated(entries: readonly Entry[]): readonly FileFault[] {
  return (["userPrincipalName", "mailNickname"] as const).flatMap((field) => {
    const first = new Map<string, string>();
    return entries.flatMap(({ where, fields: entry }): FileFault[] => {
      const value = entry[field];
      if (typeof value !== "string") return [];
      const earlier = first.get(value.toLowerCase());
      if (earlier === undefined) first.set(value.toLowerCase(), where);
      return earlier === undefined
        ? []
        : [{ where, message: `${JSON.stringify(value)} stands twice: ${earlier} has it too.` }];
    });
  });
}

function same(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

function toPerson(entry: Entry["fields"]): Person {
  const said = Object.fromEntries(fields.flatMap((name) => (entry[name] === undefined ? [] : [[name, entry[name]]])));
  return said as unknown as Person;
}

function describe(faults: readonly FileFault[]): string {
  const heading =
    faults.length === 1
      ? "The file has 1 fault; nothing was changed:"
      : `The file has ${faults.length} faults; nothing was changed:`;
  const lines = faults.map(
    ({ where, message, expected }) =>
      `${where}  ${message}${expected === undefined ? "" : `\n    Expected: ${expected}`}`,
  );
  return [heading, ...lines].join("\n");
}
