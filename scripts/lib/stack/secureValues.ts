import { type Document, isPair, isScalar, isSeq, visit } from "yaml";

/** What stands where a config has a secret that only its own backend can decrypt. */
const placeholder = "placeholder-of-a-secret-in-the-config";

/**
 * Replaces every `secure:` value of a stack's config, in place, by a placeholder.
 * @returns the paths of those that there were
 */
export function replaceSecureValues(document: Document): readonly (readonly (string | number)[])[] {
  const replaced: (string | number)[][] = [];
  visit(document, {
    Map(_key, map, ancestors) {
      const [only] = map.items;
      if (map.items.length !== 1 || !isScalar(only?.key) || only.key.value !== "secure" || !isScalar(only.value))
        return undefined;
      replaced.push(pathOf([...ancestors, map]));
      return document.createNode(placeholder);
    },
  });
  return replaced;
}

/** The keys and positions on the way down to a node. */
function pathOf(nodes: readonly unknown[]): (string | number)[] {
  return nodes.flatMap((node, index) => {
    if (isPair(node)) return isScalar(node.key) ? String(node.key.value) : String(node.key);
    const parent = nodes[index - 1];
    return isSeq(parent) ? parent.items.indexOf(node) : [];
  });
}
