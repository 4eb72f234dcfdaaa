import { badRequest } from "../errors.ts";
import type { Entity, EntityType } from "./EntityType.ts";

/**
 * What `$search` finds: clauses `"property:text"`, joined with AND and OR (AND binds closer); each text is looked for at the
 * beginning of the property's words. Throws a GraphError for clauses that are not of that form.
 */
export function search(entities: readonly Entity[], type: EntityType, text: string): readonly Entity[] {
  const alternatives = text
    .trim()
    .split(/\s+OR\s+/)
    .map((part) => part.split(/\s+AND\s+/).map((clause) => readClause(clause.trim(), type)));
  return entities.filter((entity) => alternatives.some((clauses) => clauses.every((clause) => clause(entity))));
}

function readClause(clause: string, type: EntityType): (entity: Entity) => boolean {
  const [, property, wanted] = /^"([A-Za-z]+):((?:[^"\\]|\\.)*)"$/.exec(clause) ?? [];
  if (property === undefined || wanted === undefined) {
    throw badRequest(`Syntax error: character '${clause.charAt(0)}' is not valid at position 0 in '${clause}'.`);
  }
  if (!type.searchable.has(property)) {
    throw badRequest(`Property '${property}' does not exist as a declared property or extension property.`);
  }
  const words = wordsOf(wanted.replaceAll(/\\(.)/g, "$1"));
  return (entity) => {
    const own = wordsOf(textOf(entity[property]));
    return words.every((word) => own.some((other) => other.startsWith(word)));
  };
}

/** A property as text; what is no text has none. */
export function textOf(value: unknown): string {
  return Array.isArray(value) ? value.map(textOf).join(" ") : typeof value === "string" ? value : "";
}

function wordsOf(text: string): readonly string[] {
  return text
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== "");
}
