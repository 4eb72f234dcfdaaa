import type { DriftFinding } from "../DriftFinding.ts";
import { driftFinding } from "../lib/driftFinding.ts";
import type { Place } from "../lib/placeOf.ts";
import { putBack } from "../lib/putBack.ts";
import { textAt } from "../lib/fields.ts";
import type { StateResource } from "../StateResource.ts";
import type { OktaObject } from "./OktaPart.ts";

/** Something that has a priority: what the state says of it, and what Okta says. */
interface Ranked {
  readonly resource: StateResource;
  readonly found: OktaObject;
}

interface OrderUnderTest extends Required<Place> {
  readonly managed: readonly Ranked[];
  /** In the plural. */
  readonly what: string;
  readonly stack: string;
}

/**
 * That declared policies or rules are asked in the declared order. Okta closes gaps and makes room, so a number alone says
 * nothing.
 */
export function orderDrift({ managed, what, where, path, stack }: OrderUnderTest): readonly DriftFinding[] {
  const declared = namesBy(managed, ({ resource }) => Number(resource.outputs["priority"]));
  const actual = namesBy(managed, ({ found }) => Number(found["priority"]));
  if (declared === actual) return [];
  return [
    driftFinding({
      rule: "rule-priority",
      where,
      path,
      message: `The ${what} are asked in another order, and the first that fits decides.`,
      gains: "Clients that more than one of them fits get tokens with other scopes or lifetimes.",
      expected: declared,
      actual,
      advice: putBack(stack),
      explains: movedPriorities(managed),
    }),
  ];
}

/** The declared ones whose number is another, for whatever reason. */
export function movedPriorities(managed: readonly Ranked[]): NonNullable<DriftFinding["explains"]> {
  return managed
    .filter(({ resource, found }) => Number(resource.outputs["priority"]) !== Number(found["priority"]))
    .map(({ resource: { id = "" } }) => ({ id, property: "priority" }));
}

function namesBy(ranked: readonly Ranked[], priorityOf: (one: Ranked) => number): string {
  return ranked
    .toSorted((one, other) => priorityOf(one) - priorityOf(other))
    .map(({ resource }) => textAt(resource.outputs, "name"))
    .join(", ");
}
