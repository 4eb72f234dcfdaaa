import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { defaultsFault, defaultsOf } from "../trust/defaultsOf.ts";
import type { MergedSettings } from "../trust/mergeDefaults.ts";

const projectFolder = resolve(import.meta.dirname, "..");

/** The settings that a stack shares with others. @param path of the file, relative to the project */
export async function readDefaults(path: string): Promise<MergedSettings> {
  // Most stacks share none, and the program is to start fast.
  const { parse } = await import("yaml");
  try {
    return defaultsOf(parse(readFileSync(resolve(projectFolder, path), "utf8"), { merge: true }));
  } catch (error) {
    const [reason = ""] = (error instanceof Error ? error.message : String(error)).split("\n");
    const message = `The file cannot be read: ${reason.replaceAll(projectFolder, ".")}`;
    return { settings: {}, faults: [defaultsFault(message, path)] };
  }
}
