import { unknownName } from "./checkInputs.ts";
import { checkType } from "./checkType.ts";
import type { PropertyType } from "./Property.ts";
import { Secret } from "./PropertyValue.ts";
import type { PropertyMap, PropertyValue } from "./PropertyValue.ts";
import type { ProviderDefinition } from "./ProviderDefinition.ts";
import type { InputFault } from "./ResourceDefinition.ts";
import { markSecret } from "./secrets.ts";

/** What the engine itself puts beside a provider's configuration. */
const engineKeys: ReadonlySet<string> = new Set(["version", "pluginDownloadURL"]);

/**
 * A provider's configuration as typed values. The engine hands on everything that is no string as JSON text.
 * @returns the values, and every fault with its key
 */
export function configValues(
  { config: properties, unsupportedConfig = [] }: Pick<ProviderDefinition<never>, "config" | "unsupportedConfig">,
  args: PropertyMap,
): { readonly values: PropertyMap; readonly faults: readonly InputFault[] } {
  const values: Record<string, PropertyValue> = {};
  const faults: InputFault[] = [];
  for (const [name, given] of Object.entries(args)) {
    if (engineKeys.has(name) || name.startsWith("__") || given === null) continue;
    const property = properties[name];
    if (property === undefined) {
      faults.push({ path: name, reason: unknownName("configuration key", name, Object.keys(properties)) });
      continue;
    }
    if (unsupportedConfig.includes(name)) {
      faults.push({ path: name, reason: "this plugin cannot honour it; use the published plugin" });
    }
    const value = checkType(name, property, parsed(property.type, given), faults);
    values[name] = property.secret ? markSecret(value) : value;
  }
  return { values, faults };
}

function parsed(type: PropertyType, value: PropertyValue): PropertyValue {
  if (value instanceof Secret) return new Secret(parsed(type, value.value));
  if (type.kind === "string" || typeof value !== "string") return value;
  try {
    return JSON.parse(value) as PropertyValue;
  } catch {
    return value;
  }
}
