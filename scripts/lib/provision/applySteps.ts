import { CrosstrustError } from "../../../trust/CrosstrustError.ts";
import { redact } from "../redact.ts";
import type { PeopleDirectory, Step } from "./PeopleDirectory.ts";

/** What became of a person; it holds no password. Their name stands under the directory's own name for it. */
export type PersonResult<Name extends string = never> = Readonly<Record<Name, string>> & Outcome;

interface Outcome {
  readonly outcome: "created" | "updated" | "unchanged" | "failed";
  /** Why it failed. */
  readonly reason?: string;
  /** The account may have been created, or the password given, all the same. */
  readonly uncertain?: true;
}

const outcomes = { create: "created", update: "updated", unchanged: "unchanged" } as const;

/**
 * Carries the steps out, one after the other. One that a vendor refuses stops no other.
 * @param passwords by name, of those who get one
 * @throws CrosstrustError INTERRUPTED
 */
export async function applySteps<Name extends string, Person extends Readonly<Record<Name, string>>>(
  steps: readonly Step<Person>[],
  directory: PeopleDirectory<Name, Person>,
  passwords: ReadonlyMap<string, string>,
  onResult: (result: PersonResult<Name>, name: string) => void,
): Promise<readonly PersonResult<Name>[]> {
  const results: PersonResult<Name>[] = [];
  for (const step of steps) {
    const name = step.person[directory.nameField];
    const outcome = await applyStep(step, directory, passwords.get(name));
    const result = { [directory.nameField]: name, ...outcome } as PersonResult<Name>;
    results.push(result);
    onResult(result, name);
  }
  return results;
}

async function applyStep<Name extends string, Person extends Readonly<Record<Name, string>>>(
  step: Step<Person>,
  directory: PeopleDirectory<Name, Person>,
  password: string | undefined,
): Promise<Outcome> {
  try {
    if (step.kind !== "unchanged") await directory.apply(step, password);
    return { outcome: outcomes[step.kind] };
  } catch (error) {
    if (!(error instanceof CrosstrustError) || error.code === "INTERRUPTED") throw error;
    const uncertain = password !== undefined && directory.leavesOpen(error);
    const told = redact(error.message);
    const reason = password === undefined ? told : told.replaceAll(password, "[secret]");
    return { outcome: "failed", reason, ...(uncertain && { uncertain }) };
  }
}
