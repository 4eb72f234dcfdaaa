import { createHash } from "node:crypto";
import type { Property } from "./Property.ts";
import type { PropertyMap, PropertyValue } from "./PropertyValue.ts";

/** What the engine gives to name a resource by. */
export interface Naming {
  /** The resource's name in the program. */
  readonly logicalName: string;
  /** The same in preview and update of one change. */
  readonly seed: Uint8Array;
  /** What the project's own naming rules (`pulumi:autonaming`) say; absent where it has none. */
  readonly rule?: { readonly mode: "propose" | "enforce" | "disable"; readonly proposedName: string };
}

const digits = 7;

/**
 * The name that an input gets where the program gives none: the one made before, or the logical name with a dash and
 * seven hexadecimal digits, as bridged providers form it.
 * @returns undefined where this input is not named automatically
 */
export function autoname(
  name: string,
  property: Property,
  olds: PropertyMap,
  filledInBefore: ReadonlySet<string>,
  naming: Naming | undefined,
): PropertyValue | undefined {
  if (property.autoname === undefined || naming === undefined) return undefined;
  if (filledInBefore.has(name) && olds[name] !== undefined) return olds[name];
  if (naming.rule?.mode === "disable") return undefined;
  if (naming.rule?.mode === "enforce") return naming.rule.proposedName;
  const { maxLength } = property.autoname;
  if (naming.rule && naming.rule.proposedName.length <= maxLength) return naming.rule.proposedName;
  const suffix = createHash("sha256").update(naming.seed).update(naming.logicalName).digest("hex").slice(0, digits);
  return `${naming.logicalName.slice(0, maxLength - digits - 1)}-${suffix}`;
}
