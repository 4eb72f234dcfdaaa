import { type Document, isAlias, isMap, isNode, isScalar, isSeq } from "yaml";
import { defaultsKey } from "../../../trust/mergeDefaults.ts";
import type { Fault } from "../../../trust/Settings.ts";
import type { StackFile } from "./stackFile.ts";
import { place, type YamlFile } from "./yamlFile.ts";

/** A place in a file, from 1; the path is absolute. */
export interface Location {
  readonly path: string;
  readonly line: number;
  readonly column: number;
}

/** Where a path of the config stands, in the stack's file or that of its defaults; for what is missing, where it would belong. */
export function locateSetting(file: StackFile, path: Fault["path"]): Location {
  const { yaml, offset } = find(file, path);
  const { line, col } = yaml.lines.linePos(offset);
  return { path: yaml.path, line, column: col };
}

/** As `locateSetting`, in words: `Pulumi.dev.yaml:12:5`. */
export function placeOfSetting(file: StackFile, path: Fault["path"]): string {
  const { yaml, offset } = find(file, path);
  return place(yaml.path, yaml.lines, offset);
}

/** As `placeOfSetting`, of what stands among the defaults, whatever the stack's own file has of it. */
export function placeInDefaults({ document, path, lines }: YamlFile, setting: Fault["path"]): string {
  return place(path, lines, walk(document, document.contents, setting).offset);
}

/** The stack's own file has the say, unless that of the defaults has more of the path. */
function find(file: StackFile, path: Fault["path"]): { readonly yaml: YamlFile; readonly offset: number } {
  const own = walk(file.document, file.document.get("config", true), path);
  const shared = file.defaults?.file;
  if (shared === undefined || path[0] === defaultsKey) return { yaml: file, offset: own.offset };
  const other = walk(shared.document, shared.document.contents, path);
  return other.steps > own.steps ? { yaml: shared, offset: other.offset } : { yaml: file, offset: own.offset };
}

/** Where what a path leads to begins in a YAML document; for what is missing, what it would belong to. */
export function offsetOf(document: Document, root: unknown, path: Fault["path"]): number {
  return walk(document, root, path).offset;
}

function walk(
  document: Document,
  root: unknown,
  path: Fault["path"],
): { readonly offset: number; /** How much of the path is there. */ readonly steps: number } {
  let node = root;
  let offset = 0;
  let steps = 0;
  for (const step of path) {
    const pair = isMap(node)
      ? node.items.find(({ key }) => isScalar(key) && String(key.value) === String(step))
      : undefined;
    const value = isSeq(node) && typeof step === "number" ? node.items[step] : pair?.value;
    const start = isNode(pair?.key) ? pair.key.range?.[0] : isNode(value) ? value.range?.[0] : undefined;
    if (start === undefined) break;
    offset = start;
    steps += 1;
    node = isAlias(value) ? value.resolve(document) : value;
  }
  return { offset, steps };
}
