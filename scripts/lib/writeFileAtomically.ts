import { mkdir } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { writeFileAtomically as write } from "../../lib/writeFileAtomically.ts";
import { CrosstrustError } from "../../trust/CrosstrustError.ts";

/**
 * Writes a file that the user named; readers find all of it or the file as it was. Missing folders are made.
 * @param mode the file's permissions, whatever an older file of that name had; 0o600 for what holds a secret
 * @throws CrosstrustError USAGE where the file cannot be written; nothing is left beside it
 */
export async function writeFileAtomically(file: string, text: string, mode = 0o644): Promise<void> {
  const path = resolve(file);
  try {
    await mkdir(dirname(path), { recursive: true });
    await write(path, text, mode);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new CrosstrustError("USAGE", `The file cannot be written (${code ?? message}).`, {
      where: path,
      cause: error,
    });
  }
}
