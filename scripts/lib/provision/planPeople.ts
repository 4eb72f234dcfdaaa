import { CrosstrustError } from "../../../trust/CrosstrustError.ts";
import type { PeopleDirectory, Step } from "./PeopleDirectory.ts";

/**
 * Compares people with their accounts. Asks, and changes nothing. In the order of the people.
 * @throws CrosstrustError USAGE with everybody whose account is not one that a file may change
 */
export async function planPeople<Name extends string, Person extends Readonly<Record<Name, string>>>(
  people: readonly Person[],
  directory: PeopleDirectory<Name, Person>,
): Promise<readonly Step<Person>[]> {
  const steps: Step<Person>[] = [];
  const faults: CrosstrustError[] = [];
  for (const person of people) {
    try {
      steps.push(await directory.compare(person));
    } catch (error) {
      if (!(error instanceof CrosstrustError) || error.code !== "USAGE") throw error;
      faults.push(error);
    }
  }
  if (faults.length === 0) return steps;
  const lines = faults.map(({ message }) => message);
  throw new CrosstrustError(
    "USAGE",
    ["These accounts are not the file's to change; nothing was:", ...lines].join("\n"),
  );
}

const signs = { create: "+", update: "~", unchanged: "=" } as const;

/** A step in a line: `+ alice@acme.example`, `~ bob@acme.example: displayName "Bob" → "Bob Baker"`. */
export function describeStep<Person>(step: Step<Person>, name: string): string {
  const changes = Object.entries(step.kind === "update" ? step.changes : {}).map(
    ([property, { from, to }]) => `${property} ${JSON.stringify(from)} → ${JSON.stringify(to)}`,
  );
  const said = [...changes, ...(step.note === undefined ? [] : [step.note])];
  return `${signs[step.kind]} ${name}${said.length === 0 ? "" : `: ${said.join(", ")}`}`;
}
