import { readFile } from "node:fs/promises";
import { CrosstrustError } from "../../../trust/CrosstrustError.ts";
import type { TrustModel } from "../../../trust/TrustModel.ts";
import { personNames } from "./dataAccess/Person.ts";
import { customerNames } from "./jsm/Customer.ts";
import { poolPeopleNames } from "./people/poolPeople.ts";

interface NamedFiles {
  /** The option, with its dashes. */
  readonly option: string;
  /** Its values, each `room/name=FILE`. */
  readonly values: readonly string[];
  /** What may stand before the `=`; a `*` at the end stands for any name, without a colon. */
  readonly known: readonly string[];
}

/**
 * Reads files that hold one secret text each; a line break at its end does not count.
 * @returns by what stands before the `=`
 * @throws CrosstrustError USAGE, with every value that does not fit; no content of a file is in it
 */
export async function readNamedFiles({ option, values, known }: NamedFiles): Promise<ReadonlyMap<string, string>> {
  const read = await Promise.all(values.map((value) => readOne(value, known)));
  const faults = read.flatMap((one) => ("fault" in one ? [`${option} ${one.fault}`] : []));
  if (faults.length > 0) {
    throw new CrosstrustError("USAGE", faults.join("\n"), {
      where: option,
      expected: known.length === 0 ? "no such option: this stack has nobody for it" : `${known.join(" or ")}=FILE`,
    });
  }
  return new Map(read.flatMap((one) => ("fault" in one ? [] : [[one.name, one.text] as const])));
}

/** `relyingParty/person` or `issuer/person` of everybody who signs in somewhere. */
export function peopleOf(model: TrustModel): readonly string[] {
  const declared = Object.entries(model.relyingParties).flatMap(([party, one]) =>
    one.kind === "jumpcloud-federation" ? Object.keys(one.people).map((person) => `${party}/${person}`) : [],
  );
  return [...declared, ...personNames(model), ...customerNames(model), ...poolPeopleNames(model)];
}

/** `issuer/client` of every client that another issuer's tokens may speak for. */
export function federatedClientsOf({ issuers }: TrustModel): readonly string[] {
  return Object.entries(issuers).flatMap(([issuer, model]) =>
    model.kind === "entra" || model.kind === "b2c"
      ? Object.entries(model.clients)
          .filter(([, { federatedCredentials }]) => Object.keys(federatedCredentials).length > 0)
          .map(([client]) => `${issuer}/${client}`)
      : [],
  );
}

type Read = { readonly name: string; readonly text: string } | { readonly fault: string };

async function readOne(value: string, known: readonly string[]): Promise<Read> {
  const [, name, file = ""] = /^([^/=]+\/[^/=]+)=(.+)$/s.exec(value) ?? [];
  if (name === undefined) return { fault: `${value}: this is not of the form NAME/NAME=FILE.` };
  if (!known.some((one) => isKnown(name, one))) return { fault: `${name}: the stack has no such name.` };
  const content = await readFile(file, "utf8").catch(() => undefined);
  if (content === undefined) return { fault: `${name}: the file ${file} cannot be read.` };
  const text = content.replace(/\r?\n$/, "");
  return text === "" ? { fault: `${name}: the file ${file} is empty.` } : { name, text };
}

function isKnown(name: string, known: string): boolean {
  if (!known.endsWith("*")) return name === known;
  const start = known.slice(0, -1);
  return name.startsWith(start) && name.length > start.length && !name.slice(start.length).includes(":");
}
