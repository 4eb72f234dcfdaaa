import { uniqueTexts } from "../schemas.ts";
import { textsOf, type Path, type SettingsReader } from "../SettingsReader.ts";
import { isGuid } from "./guid.ts";

/** Entra service limits: an application has at most 100 owners. */
const mostOwners = 100;

export const ownersSchema = uniqueTexts("owner", `a list of at most ${mostOwners} object ids`)
  .max(mostOwners)
  .default([]);

/** Notes owners that are no object ids. */
export function checkOwners(reader: SettingsReader, value: unknown, path: Path): void {
  for (const [index, owner] of textsOf(value)) {
    if (isGuid(owner)) continue;
    reader.fault([...path, index], "This is not an object id.", {
      ...(owner.length <= 100 && { found: owner }),
      expected: "the object id of a user or service principal, a GUID",
    });
  }
}

/** In lower case, sorted, each once. */
export function toOwners(owners: readonly string[]): readonly string[] {
  return [...new Set(owners.map((owner) => owner.toLowerCase()))].sort();
}
