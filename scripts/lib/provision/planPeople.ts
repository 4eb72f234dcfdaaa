import type { Account, EntraPeople } from "./EntraPeople.ts";
import type { Person } from "./Person.ts";

/** What has to be done for a person. */
export type Step =
  | { readonly kind: "create"; readonly person: Person }
  | {
      readonly kind: "update";
      readonly person: Person;
      readonly id: string;
      /** By property: what it is to become, and what it is. */
      readonly changes: Readonly<Record<string, { readonly to: unknown; readonly from: unknown }>>;
    }
  | { readonly kind: "unchanged"; readonly person: Person };

/**
 * Compares people with their accounts, in what their file says: an account that was disabled since stays disabled. Asks, and
 * changes nothing. In the order of the people.
 */
export async function planPeople(people: readonly Person[], directory: EntraPeople): Promise<readonly Step[]> {
  const steps: Step[] = [];
  for (const person of people) steps.push(stepFor(person, await directory.find(person.userPrincipalName)));
  return steps;
}

function stepFor(person: Person, account: Account | undefined): Step {
  if (account === undefined) return { kind: "create", person };
  const wanted: Readonly<Record<string, unknown>> = { ...person, mail: person.userPrincipalName };
  const found = account as unknown as Readonly<Record<string, unknown>>;
  const differing = Object.entries(wanted).filter(([name, value]) => !equal(name, value, found[name]));
  if (differing.length === 0) return { kind: "unchanged", person };
  const changes = Object.fromEntries(differing.map(([name, to]) => [name, { to, from: found[name] ?? null }]));
  return { kind: "update", person, id: account.id, changes };
}

/** Names and addresses are the same in any case, and Entra ID keeps the case that it was first given. */
function equal(name: string, wanted: unknown, found: unknown): boolean {
  const caseless = name === "userPrincipalName" || name === "mail" || name === "mailNickname";
  if (caseless && typeof wanted === "string" && typeof found === "string") {
    return wanted.toLowerCase() === found.toLowerCase();
  }
  return wanted === found;
}

/** A step in a line: `+ alice@acme.example`, `~ bob@acme.example: displayName "Bob" → "Bob Baker"`. */
export function describeStep(step: Step): string {
  const name = step.person.userPrincipalName;
  if (step.kind === "create") return `+ ${name}`;
  if (step.kind === "unchanged") return `= ${name}`;
  const changes = Object.entries(step.changes).map(
    ([property, { from, to }]) => `${property} ${JSON.stringify(from)} → ${JSON.stringify(to)}`,
  );
  return `~ ${name}: ${changes.join(", ")}`;
}
