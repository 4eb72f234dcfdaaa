import { type Document, isAlias, isMap, isNode, isScalar, isSeq } from "yaml";
import type { Fault } from "../../../trust/Settings.ts";
import { place, type StackFile } from "./stackFile.ts";

/** Where a path of the config stands, from 1; for what is missing, where it would belong. */
export function locateSetting(
  { document, lines }: StackFile,
  path: Fault["path"],
): { readonly line: number; readonly column: number } {
  const { line, col } = lines.linePos(offsetOf(document, document.get("config", true), path));
  return { line, column: col };
}

/** As `locateSetting`, in words: `Pulumi.dev.yaml:12:5`. */
export function placeOfSetting(file: StackFile, path: Fault["path"]): string {
  return place(file.path, file.lines, offsetOf(file.document, file.document.get("config", true), path));
}

/** Where what a path leads to begins in a YAML document; for what is missing, what it would belong to. */
export function offsetOf(document: Document, root: unknown, path: Fault["path"]): number {
  let node = root;
  let offset = 0;
  for (const step of path) {
    const pair = isMap(node)
      ? node.items.find(({ key }) => isScalar(key) && String(key.value) === String(step))
      : undefined;
    const value = isSeq(node) && typeof step === "number" ? node.items[step] : pair?.value;
    const start = isNode(pair?.key) ? pair.key.range?.[0] : isNode(value) ? value.range?.[0] : undefined;
    if (start === undefined) break;
    offset = start;
    node = isAlias(value) ? value.resolve(document) : value;
  }
  return offset;
}
