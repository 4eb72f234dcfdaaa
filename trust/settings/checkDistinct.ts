import type { Path, SettingsReader } from "./SettingsReader.ts";

/** Something that no other may have as well. */
interface Claimed {
  /** Whose it is, by the name in the config. */
  readonly name: string;
  /** What tells it from others. */
  readonly key: string;
  readonly path: Path;
  readonly found: string;
}

/**
 * Notes what an earlier one has already.
 * @param message what is said of the second, about the first
 */
export function checkDistinct(
  reader: SettingsReader,
  all: Iterable<Claimed>,
  message: (owner: string) => string,
  expected: string,
): void {
  const owners = new Map<string, string>();
  for (const { name, key, path, found } of all) {
    const owner = owners.get(key);
    if (owner === undefined) owners.set(key, name);
    else reader.fault(path, message(JSON.stringify(owner)), { found, expected });
  }
}
