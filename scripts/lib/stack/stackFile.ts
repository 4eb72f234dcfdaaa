import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { relative, resolve } from "node:path";
import { type Document, LineCounter, parseDocument } from "yaml";
import { CrosstrustError } from "../../../trust/CrosstrustError.ts";
import { inProject, projectRoot } from "../projectRoot.ts";

/** A stack's config file, parsed, with the places of its parts. */
export interface StackFile {
  /** Absolute. */
  readonly path: string;
  readonly document: Document;
  readonly lines: LineCounter;
}

/**
 * Reads the config of a stack: `Pulumi.<stack>.yaml`, or the file that is given.
 * @throws CrosstrustError STACK_UNKNOWN where there is no such file, with those that there are;
 *   STACK_CONFIG_UNREADABLE with file, line and column where it is not YAML
 */
export async function readStackFile(stack: string, configFile?: string): Promise<StackFile> {
  const path = configFile === undefined ? stackFilePath(stack) : resolve(configFile);
  if (!existsSync(path)) throw await unknown(stack, path, configFile);
  const text = await readFile(path, "utf8").catch((error: unknown) => {
    throw new CrosstrustError("STACK_CONFIG_UNREADABLE", "The stack's config cannot be read.", {
      where: shownPath(path),
      cause: error,
    });
  });
  const lines = new LineCounter();
  const document = parseDocument(text, { merge: true, lineCounter: lines, prettyErrors: false });
  const [first] = document.errors;
  if (first !== undefined) {
    throw new CrosstrustError("STACK_CONFIG_UNREADABLE", `The stack's config is not YAML: ${first.message}`, {
      where: place(path, lines, first.pos[0]),
      cause: first,
    });
  }
  return { path, document, lines };
}

/** Where Pulumi looks for a stack's config; a stack's name may carry its organisation and project before a slash. */
function stackFilePath(stack: string): string {
  return inProject(`Pulumi.${stack.split("/").at(-1) ?? stack}.yaml`);
}

/** `file:line:column`, the file as the user would write it. */
export function place(path: string, lines: LineCounter, offset: number): string {
  const { line, col } = lines.linePos(offset);
  return `${shownPath(path)}:${line}:${col}`;
}

function shownPath(path: string): string {
  const shown = relative(projectRoot, path);
  return shown.startsWith("..") ? path : shown;
}

async function unknown(stack: string, path: string, configFile: string | undefined): Promise<CrosstrustError> {
  const known = (await readdir(projectRoot)).map((name) => /^Pulumi\.(.+)\.yaml$/.exec(name)?.[1] ?? []).flat();
  const message =
    configFile === undefined ? `There is no stack ${stack}.` : `There is no config file for stack ${stack}.`;
  return new CrosstrustError("STACK_UNKNOWN", message, {
    where: shownPath(path),
    expected: known.length === 0 ? "a file Pulumi.<stack>.yaml" : `one of: ${known.join(", ")}`,
  });
}
