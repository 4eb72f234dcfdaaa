import { mapValues } from "../../lib/mapValues.ts";
import { unknownName } from "./checkInputs.ts";
import type { Properties, Property, PropertyType } from "./Property.ts";
import { Archive, Asset, isPropertyMap, Secret, unknownValue } from "./PropertyValue.ts";
import type { PropertyMap, PropertyValue } from "./PropertyValue.ts";
import type { InputFault } from "./ResourceDefinition.ts";
import { hasSecret, hasUnknown, reveal } from "./secrets.ts";

/**
 * Checks one value against its property; what is unknown passes.
 * @param path where the value stands, such as `jwtConfiguration.audiences[0]`
 * @returns the value in the form that the provider keeps: JSON as text, an object's defaults filled in
 */
export function checkType(path: string, property: Property, value: PropertyValue, faults: InputFault[]): PropertyValue {
  if (value === unknownValue) return value;
  if (value instanceof Secret) return new Secret(checkType(path, property, value.value, faults));
  const checked = checkKind(path, property.type, value, faults);
  if (property.oneOf && (typeof value === "string" || typeof value === "number") && !property.oneOf.includes(value)) {
    const permitted = property.oneOf.map((one) => JSON.stringify(one)).join(", ");
    faults.push({ path, reason: `must be ${property.oneOf.length > 1 ? `one of ${permitted}` : permitted}` });
  }
  if (property.between && typeof value === "number") {
    const [least, most] = property.between;
    if (value < least || value > most) faults.push({ path, reason: `must be between ${least} and ${most}` });
  }
  return checked;
}

function checkKind(path: string, type: PropertyType, value: PropertyValue, faults: InputFault[]): PropertyValue {
  const refuse = (expected: string): PropertyValue => {
    faults.push({ path, reason: `must be ${expected}, not ${nameOf(value)}` });
    return value;
  };
  switch (type.kind) {
    case "string":
      return typeof value === "string" ? value : refuse("a string");
    case "boolean":
      return typeof value === "boolean" ? value : refuse("true or false");
    case "number":
      return typeof value === "number" ? value : refuse("a number");
    case "integer":
      return Number.isInteger(value) ? value : refuse("a whole number");
    case "archive":
      return value instanceof Archive || value instanceof Asset ? value : refuse("an archive");
    case "json":
      return checkJson(value, refuse);
    case "list":
    case "set": {
      if (!Array.isArray(value)) return refuse("a list");
      const element: Property = { type: type.element };
      return value.map((one: PropertyValue, index) => checkType(`${path}[${index}]`, element, one, faults));
    }
    case "map": {
      if (!isPropertyMap(value)) return refuse("an object");
      const element: Property = { type: type.element };
      return mapValues(value, (one, name) => checkType(`${path}.${name}`, element, one, faults));
    }
    case "object":
      return isPropertyMap(value) ? checkFields(path, type.fields, value, faults) : refuse("an object");
  }
}

function checkFields(path: string, fields: Properties, value: PropertyMap, faults: InputFault[]): PropertyMap {
  const checked: Record<string, PropertyValue> = {};
  for (const name of Object.keys(value)) {
    if (!(name in fields)) {
      faults.push({ path: `${path}.${name}`, reason: unknownName("input", name, Object.keys(fields)) });
    }
  }
  for (const [name, field] of Object.entries(fields)) {
    const given = value[name];
    if (given !== undefined && given !== null) checked[name] = checkType(`${path}.${name}`, field, given, faults);
    else if (field.default !== undefined) checked[name] = field.default as PropertyValue;
    else if (field.required) faults.push({ path: `${path}.${name}`, reason: "missing, but required" });
  }
  return checked;
}

/** A JSON text stays as it is; an object becomes its text, secret or unknown as soon as a part of it is. */
function checkJson(value: PropertyValue, refuse: (expected: string) => PropertyValue): PropertyValue {
  if (isPropertyMap(value)) {
    if (hasUnknown(value)) return unknownValue;
    const text = JSON.stringify(reveal(value));
    return hasSecret(value) ? new Secret(text) : text;
  }
  if (typeof value !== "string") return refuse("a JSON document");
  try {
    JSON.parse(value);
    return value;
  } catch {
    return refuse("a JSON document");
  }
}

function nameOf(value: PropertyValue): string {
  if (value === null) return "nothing";
  if (Array.isArray(value)) return "a list";
  if (value instanceof Asset || value instanceof Archive) return "a file";
  return typeof value === "object" ? "an object" : `a ${typeof value}`;
}
