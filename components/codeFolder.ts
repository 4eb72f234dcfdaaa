import { statSync } from "node:fs";
import { resolve } from "node:path";

const projectFolder = resolve(import.meta.dirname, "..");

/** What Lambda calls where the config names nothing else. */
export const defaultHandler = "index.handler";

/** Where a function's code lies. @param code a folder, relative to the project */
export function codeFolder(code: string): string {
  return resolve(projectFolder, code);
}

/**
 * Says why code cannot be deployed, if it cannot.
 * @param code a folder, relative to the project
 * @param handler `{file without extension}.{export}`, as Lambda reads it for Node.js
 */
export function missingCode(code: string, handler: string = defaultHandler): string | undefined {
  const folder = codeFolder(code);
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) {
    return "there is no such folder";
  }
  const file = handler.slice(0, handler.lastIndexOf("."));
  const found = [".js", ".mjs", ".cjs"].some((extension) =>
    statSync(resolve(folder, file + extension), { throwIfNoEntry: false })?.isFile(),
  );
  return found ? undefined : `the folder holds no ${file}.js, .mjs or .cjs for the handler ${handler}`;
}
