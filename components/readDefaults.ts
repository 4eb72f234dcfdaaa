import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { defaultsFault, defaultsOf, type Defaults } from "../trust/defaultsOf.ts";

const projectFolder = resolve(import.meta.dirname, "..");

/** The settings that a stack shares with others. @param path of the file, relative to the project */
export async function readDefaults(path: string): Promise<Defaults> {
  const { parse } = await import("yaml");
  try {
    return defaultsOf(parse(readFileSync(resolve(projectFolder, path), "utf8")));
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return {
      settings: {},
      faults: [defaultsFault(`The file cannot be read: ${message.replaceAll(projectFolder, ".")}`, path)],
    };
  }
}
