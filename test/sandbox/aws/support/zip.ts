import { strToU8, zipSync } from "fflate";

/** A deployment package of these files, by path. */
export function zip(files: Record<string, string>): Uint8Array {
  return zipSync(Object.fromEntries(Object.entries(files).map(([path, text]) => [path, strToU8(text)])));
}
