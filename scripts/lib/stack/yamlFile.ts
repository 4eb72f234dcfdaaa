import { readFile } from "node:fs/promises";
import { relative } from "node:path";
import { type Document, LineCounter, parseDocument } from "yaml";
import { CrosstrustError } from "../../../trust/CrosstrustError.ts";
import { projectRoot } from "../projectRoot.ts";

/** A YAML file, parsed, with the places of its parts. */
export interface YamlFile {
  /** Absolute. */
  readonly path: string;
  readonly document: Document;
  readonly lines: LineCounter;
}

/**
 * @param path absolute
 * @throws CrosstrustError STACK_CONFIG_UNREADABLE with file, line and column where it is not YAML, with the file where it cannot be read
 */
export async function readYamlFile(path: string): Promise<YamlFile> {
  const text = await readFile(path, "utf8").catch((error: unknown) => {
    const { code = "error" } = error as NodeJS.ErrnoException;
    throw new CrosstrustError("STACK_CONFIG_UNREADABLE", `The stack's config cannot be read (${code}).`, {
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

/** `file:line:column`, the file as the user would write it. */
export function place(path: string, lines: LineCounter, offset: number): string {
  const { line, col } = lines.linePos(offset);
  return `${shownPath(path)}:${line}:${col}`;
}

/** A path as the user would write it. */
export function shownPath(path: string): string {
  const shown = relative(projectRoot, path);
  return shown.startsWith("..") ? path : shown;
}
