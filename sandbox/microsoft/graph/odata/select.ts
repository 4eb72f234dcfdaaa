import { GraphError } from "../errors.ts";
import type { Entity, EntityType } from "./EntityType.ts";

/** Graph's two versions, which stand at the front of the path. */
export type GraphVersion = "v1.0" | "beta";

/**
 * What of an object a client gets. Throws a GraphError for a selected property that the type does not have.
 * @param select undefined gives what the version gives by default
 */
export function selectProperties(
  entity: Entity,
  type: EntityType,
  select: readonly string[] | undefined,
  version: GraphVersion,
): Record<string, unknown> {
  const names = select ?? (version === "v1.0" ? type.defaults : undefined);
  if (names === undefined || names.includes("*")) return entity;
  const unknown = names.find((name) => !type.properties.has(name));
  if (unknown !== undefined) {
    throw new GraphError(
      400,
      "BadRequest",
      `Parsing OData Select and Expand failed: Could not find a property named '${unknown}' on type 'microsoft.graph.${type.name}'.`,
    );
  }
  return Object.fromEntries(names.map((name) => [name, entity[name] ?? null]));
}

/** The `@odata.context` of a list, or of one object of it. */
export function contextOf(
  { set }: Pick<EntityType, "set">,
  version: GraphVersion,
  { select, entity = false }: { readonly select?: readonly string[] | undefined; readonly entity?: boolean },
): string {
  const selected = select === undefined ? "" : `(${select.join(",")})`;
  return `https://graph.microsoft.com/${version}/$metadata#${set}${selected}${entity ? "/$entity" : ""}`;
}
