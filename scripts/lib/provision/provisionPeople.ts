import { applySteps, type PersonResult } from "./applySteps.ts";
import type { PasswordFile } from "./PasswordFile.ts";
import type { PeopleDirectory, Step } from "./PeopleDirectory.ts";
import { planPeople } from "./planPeople.ts";

export interface Provisioning<Name extends string, Person extends Readonly<Record<Name, string>>> extends Watching {
  readonly people: readonly Person[];
  readonly directory: PeopleDirectory<Name, Person>;
}

/** How a run is watched and steered, whatever the directory. */
export interface Watching {
  /** Shown the plan as soon as there is one, each step with its person's name. */
  readonly onPlan: (plan: readonly Step<unknown>[], names: readonly string[]) => void;
  /** Whether nothing is to be done beyond the plan. */
  readonly planOnly: boolean;
  /** Where the passwords go; asked for only when there are some. Throws where there is no place for them. */
  readonly passwordFile: () => PasswordFile;
  /** Throws where the plan is not to be carried out. */
  readonly confirm: () => Promise<void>;
  readonly onResult: (result: PersonResult, name: string) => void;
}

export interface Provisioned<Name extends string = never, Person = unknown> {
  readonly plan: readonly Step<Person>[];
  /** Empty where the plan was not carried out. */
  readonly results: readonly PersonResult<Name>[];
  /** The sealed file with the passwords that were given. */
  readonly passwords?: string;
}

/**
 * Makes the directory hold these people: plans, asks, and carries out. Run again it finds nothing to do.
 * @throws CrosstrustError USAGE where the directory would refuse some of them, before anything was changed
 */
export async function provisionPeople<Name extends string, Person extends Readonly<Record<Name, string>>>(
  options: Provisioning<Name, Person>,
): Promise<Provisioned<Name, Person>> {
  const { people, directory } = options;
  await directory.check?.(people);
  const plan = await planPeople(people, directory);
  const nameOf = ({ person }: Step<Person>): string => person[directory.nameField];
  options.onPlan(plan, plan.map(nameOf));
  if (options.planOnly || plan.every(({ kind }) => kind === "unchanged")) return { plan, results: [] };
  const passwords = new Map<string, string>();
  for (const step of plan) {
    const password = directory.passwordFor(step);
    if (password !== undefined) passwords.set(nameOf(step), password);
  }
  const file = passwords.size === 0 ? undefined : options.passwordFile();
  await options.confirm();

  await file?.write(passwords);
  const results = await applySteps(plan, directory, passwords, (result, name) => {
    if (result.outcome === "failed" && result.uncertain !== true) passwords.delete(name);
    options.onResult(result, name);
  });
  await file?.write(passwords);
  return { plan, results, ...(file !== undefined && passwords.size > 0 && { passwords: file.file }) };
}
