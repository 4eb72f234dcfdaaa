import { CrosstrustError } from "../../../../trust/CrosstrustError.ts";
import type { TrustModel } from "../../../../trust/TrustModel.ts";
import { readNamedFiles } from "../readNamedFiles.ts";
import { type FirstSignIn, newcomerNames } from "./Customer.ts";

const option = "--first-sign-in";

/**
 * Reads the files of people who are to sign in for the first time: a line with the temporary password, and one with the new.
 * @param values each `relyingParty/person=FILE`
 * @param passwords of --person, which are no temporary ones
 * @returns by `relyingParty/person`
 * @throws CrosstrustError USAGE, with every value that does not fit; no content of a file is in it
 */
export async function readFirstSignIns(
  values: readonly string[],
  model: TrustModel,
  passwords: ReadonlyMap<string, string>,
): Promise<ReadonlyMap<string, FirstSignIn>> {
  const files = await readNamedFiles({ option, values, known: newcomerNames(model) });
  const read = [...files].map(([name, text]) => ({ name, lines: text.split(/\r?\n/) }));
  const faults = read.flatMap(({ name, lines: [temporary = "", chosen = "", ...more] }) => {
    if (temporary === "" || chosen === "" || more.length > 0) {
      return [`${option} ${name}: the file has to hold two lines, the temporary password and the new one.`];
    }
    if (temporary === chosen) return [`${option} ${name}: the new password is the temporary one.`];
    return passwords.has(name) ? [`${option} ${name}: --person names the same person.`] : [];
  });
  if (faults.length > 0) throw new CrosstrustError("USAGE", faults.join("\n"), { where: option });
  return new Map(read.map(({ name, lines: [temporary = "", chosen = ""] }) => [name, { temporary, chosen }]));
}
