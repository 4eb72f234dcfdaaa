import { mapValues } from "../../lib/mapValues.ts";
import type { Properties, Property, PropertyType } from "./Property.ts";
import type { ProviderDefinition } from "./ProviderDefinition.ts";
import type { AnyFunction, AnyResource, OutputProperty } from "./ResourceDefinition.ts";

type Json = Readonly<Record<string, unknown>>;

/** What of a provider the schema tells. */
type Described = Pick<
  ProviderDefinition<never>,
  "name" | "version" | "description" | "config" | "resources" | "functions"
>;

/** Object types by their tokens; they fill up while properties are described. */
type Types = Record<string, Json>;

/**
 * The package's schema, in Pulumi's form of it (pulumi/pulumi, pkg/codegen/schema/pulumi.json), made from the definitions
 * that the provider checks and compares by.
 */
export function packageSchema(definition: Described): object {
  const { name, version, description, config, resources, functions } = definition;
  const types: Types = {};
  const scope = { prefix: `${name}:index`, types };
  const configProperties = propertiesOf(config, { ...scope, owner: "Config" });
  return {
    name,
    version,
    ...(description === undefined ? {} : { description }),
    // A token's module is what stands before the slash: `index` of `package:index/user:User`.
    meta: { moduleFormat: "(.*)(?:/[^/]*)" },
    language: { nodejs: { respectSchemaVersion: true } },
    config: { variables: configProperties },
    provider: { inputProperties: configProperties },
    resources: Object.fromEntries(resources.map((one) => [one.type, resourceSchema(one, types)])),
    functions: Object.fromEntries(functions.map((one) => [one.token, functionSchema(one, types)])),
    types,
  };
}

/** Where an object type that is met on the way gets its token from: `package:module/owner:Owner`. */
interface Scope {
  readonly prefix: string;
  readonly owner: string;
  readonly types: Types;
}

function resourceSchema(definition: AnyResource<never>, types: Types): Json {
  const inputs = definition.inputs as Properties;
  const scope = scopeOf(definition.type, types);
  const inputProperties = propertiesOf(inputs, scope);
  // What stands in the state for certain: what has to be said, or stands there without a word.
  const required = Object.keys(inputs).filter((name) => {
    const { required: must, default: value, autoname, unreturned } = inputs[name] as Property;
    return !unreturned && (must === true || value !== undefined || autoname !== undefined);
  });
  return {
    ...described(definition),
    inputProperties,
    requiredInputs: requiredOf(inputs),
    properties: { ...inputProperties, ...outputsOf(definition.outputs, scope) },
    required,
  };
}

function functionSchema(definition: AnyFunction<never>, types: Types): Json {
  const inputs = definition.inputs as Properties;
  const scope = scopeOf(definition.token, types);
  const outputs = definition.outputs ?? {};
  return {
    ...described(definition),
    inputs: { type: "object", properties: propertiesOf(inputs, scope), required: requiredOf(inputs) },
    outputs: { type: "object", properties: outputsOf(outputs, scope), required: [] },
  };
}

/** @param token `package:module/file:Name` */
function scopeOf(token: string, types: Types): Scope {
  const [name = "", path = "", owner = ""] = token.split(":");
  return { prefix: `${name}:${path.split("/")[0] ?? ""}`, owner: capitalised(owner), types };
}

function propertiesOf(properties: Properties, scope: Scope): Readonly<Record<string, Json>> {
  return mapValues(properties, (property, name) => ({
    ...typeSchema(property.type, { ...scope, owner: `${scope.owner}${capitalised(name)}` }),
    ...described(property),
    ...(property.secret ? { secret: true } : {}),
    ...(property.forceNew ? { willReplaceOnChanges: true } : {}),
    ...(isPrimitive(property.default) ? { default: property.default } : {}),
  }));
}

function outputsOf(outputs: Readonly<Record<string, OutputProperty>>, scope: Scope): Readonly<Record<string, Json>> {
  return mapValues(outputs, (output, name) => {
    const type = output.type ?? output.comparedAs;
    return {
      ...(type === undefined
        ? { $ref: "pulumi.json#/Any" }
        : typeSchema(type, { ...scope, owner: `${scope.owner}${capitalised(name)}` })),
      ...described(output),
      ...(output.secret ? { secret: true } : {}),
    };
  });
}

function typeSchema(type: PropertyType, scope: Scope): Json {
  switch (type.kind) {
    case "string":
    case "boolean":
    case "integer":
    case "number":
      return { type: type.kind };
    case "archive":
      return { $ref: "pulumi.json#/Archive" };
    case "json":
      return { type: "string" };
    case "list":
    case "set":
      return { type: "array", items: typeSchema(type.element, scope) };
    case "map":
      return { type: "object", additionalProperties: typeSchema(type.element, scope) };
    case "object": {
      const file = `${scope.owner.charAt(0).toLowerCase()}${scope.owner.slice(1)}`;
      const token = `${scope.prefix}/${file}:${scope.owner}`;
      scope.types[token] = {
        type: "object",
        properties: propertiesOf(type.fields, scope),
        required: requiredOf(type.fields),
      };
      return { $ref: `#/types/${token.replaceAll("/", "%2F")}` };
    }
  }
}

function requiredOf(properties: Properties): readonly string[] {
  return Object.keys(properties).filter((name) => properties[name]?.required);
}

function described({ description }: { readonly description?: string }): Json {
  return description === undefined ? {} : { description };
}

function isPrimitive(value: unknown): boolean {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean";
}

function capitalised(name: string): string {
  return `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
}
