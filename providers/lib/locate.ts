import { status } from "@grpc/grpc-js";
import { CallError } from "./CallError.ts";
import type { PropertyMap } from "./PropertyValue.ts";
import type { AnyResource, Located } from "./ResourceDefinition.ts";

/**
 * Where the object to read is. An import's id names what it belongs to as well (`apiId/authorizerId`); the id in the state
 * is the object's own.
 * @throws {CallError} where the id has not the form of the type
 */
export function locate(definition: AnyResource<never>, id: string, state: PropertyMap): Located {
  if (definition.importedAs && Object.keys(state).length === 0) return definition.importedAs(id);
  const names = definition.importedWith ?? [];
  if (names.every((name) => state[name] !== undefined)) return { id, parents: {} };
  const parts = id.split("/");
  const own = parts.pop() ?? "";
  if (parts.length !== names.length || own === "" || parts.includes("")) {
    const form = [...names, "id"].join("/");
    throw new CallError(
      "USAGE",
      status.INVALID_ARGUMENT,
      `${definition.type}: "${id}" is no id to import by; expected ${form}`,
    );
  }
  return { id: own, parents: Object.fromEntries(names.map((name, index) => [name, parts[index] ?? ""])) };
}
