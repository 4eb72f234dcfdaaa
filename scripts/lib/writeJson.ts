import { writeFileAtomically } from "./writeFileAtomically.ts";

/**
 * Writes what a command found to a file that the user named, as JSON; readers find all of it or the file as it was.
 * @param mode the file's permissions; 0o600 for what holds a secret
 * @throws CrosstrustError USAGE where the file cannot be written
 */
export async function writeJson(file: string, value: unknown, mode?: number): Promise<void> {
  await writeFileAtomically(file, `${JSON.stringify(value, null, 2)}\n`, mode);
}
