import type { DriftFinding } from "../DriftFinding.ts";
import { driftFinding } from "../lib/driftFinding.ts";
import type { Place } from "../lib/placeOf.ts";
import { putBack } from "../lib/putBack.ts";
import { textAt } from "../lib/fields.ts";
import type { StateResource } from "../../stack/StateResource.ts";
import type { OktaObject } from "./OktaPart.ts";

/** Something that has a priority: what the state says of it, and what Okta says. */
interface Ranked {
  readonly resource: StateResource;
  readonly found: OktaObject;
}

interface OrderUnderTest extends Required<Place> {
  readonly managed: readonly Ranked[];
  /** What is said of those that nobody declared, which take their place in the order too. */
  readonly unmanaged: readonly DriftFinding[];
  /** In the plural. */
  readonly what: string;
  readonly stack: string;
}

/**
 * Adds that declared policies or rules are not asked in the declared order. Okta closes gaps and makes room, so a number alone
 * says nothing: where the order is kept, other numbers are the doing of those that nobody declared.
 * @returns what is said of those, and of the order
 */
export function orderDrift({ managed, unmanaged, what, where, path, stack }: OrderUnderTest): readonly DriftFinding[] {
  const declared = namesBy(managed, ({ resource }) => Number(resource.outputs["priority"]));
  const actual = namesBy(managed, ({ found }) => Number(found["priority"]));
  const moved = movedPriorities(managed);
  if (declared === actual) {
    const [first, ...others] = unmanaged;
    return first === undefined || moved.length === 0 ? unmanaged : [{ ...first, explains: moved }, ...others];
  }
  return [
    ...unmanaged,
    driftFinding({
      rule: "rule-priority",
      where,
      path,
      message: `The ${what} are asked in another order, and the first that fits decides.`,
      gains: "Clients that more than one of them fits get tokens with other scopes or lifetimes.",
      expected: declared,
      actual,
      advice: putBack(stack),
      explains: moved,
    }),
  ];
}

/** The declared ones whose number is another, for whatever reason. */
function movedPriorities(managed: readonly Ranked[]): NonNullable<DriftFinding["explains"]> {
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
