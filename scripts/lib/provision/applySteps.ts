import { CrosstrustError } from "../../../trust/CrosstrustError.ts";
import { redact } from "../redact.ts";
import { GraphError } from "../azure/GraphClient.ts";
import type { EntraPeople } from "./EntraPeople.ts";
import type { Step } from "./planPeople.ts";

/** What became of a person; it holds no password. */
export interface PersonResult {
  readonly userPrincipalName: string;
  readonly outcome: "created" | "updated" | "unchanged" | "failed";
  /** Why it failed. */
  readonly reason?: string;
  /** No answer came, or one of a server in trouble: the account may have been created all the same. */
  readonly uncertain?: true;
}

/**
 * Carries the steps out, one after the other. One that a vendor refuses stops no other.
 * @param passwordOf of those who are created
 * @throws CrosstrustError INTERRUPTED
 */
export async function applySteps(
  steps: readonly Step[],
  directory: EntraPeople,
  passwordOf: (userPrincipalName: string) => string,
  onResult: (result: PersonResult) => void,
): Promise<readonly PersonResult[]> {
  const results: PersonResult[] = [];
  for (const step of steps) {
    const result = await applyStep(step, directory, passwordOf);
    results.push(result);
    onResult(result);
  }
  return results;
}

async function applyStep(
  step: Step,
  directory: EntraPeople,
  passwordOf: (userPrincipalName: string) => string,
): Promise<PersonResult> {
  const { userPrincipalName } = step.person;
  let password: string | undefined;
  try {
    if (step.kind === "unchanged") return { userPrincipalName, outcome: "unchanged" };
    if (step.kind === "create") {
      password = passwordOf(userPrincipalName);
      await directory.create(step.person, password);
      return { userPrincipalName, outcome: "created" };
    }
    const changes = Object.fromEntries(Object.entries(step.changes).map(([name, { to }]) => [name, to]));
    await directory.update(step.id, changes);
    return { userPrincipalName, outcome: "updated" };
  } catch (error) {
    if (!(error instanceof CrosstrustError) || error.code === "INTERRUPTED") throw error;
    const uncertain = step.kind === "create" && saysNothingOfTheAccount(error);
    const told = redact(error.message);
    const reason = password === undefined ? told : told.replaceAll(password, "[secret]");
    return { userPrincipalName, outcome: "failed", reason, ...(uncertain && { uncertain }) };
  }
}

function saysNothingOfTheAccount(error: CrosstrustError): boolean {
  return error.code === "VENDOR_UNREACHABLE" || (error instanceof GraphError && error.status >= 500);
}
