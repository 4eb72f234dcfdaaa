import { domainFault } from "../../../trust/entra/personNames.ts";
import { CrosstrustError } from "../../../trust/CrosstrustError.ts";
import { applySteps, type PersonResult } from "./applySteps.ts";
import type { EntraPeople } from "./EntraPeople.ts";
import { generatePassword } from "./generatePassword.ts";
import type { PasswordFile } from "./PasswordFile.ts";
import type { Person } from "./Person.ts";
import { planPeople, type Step } from "./planPeople.ts";

export interface Provisioning {
  readonly people: readonly Person[];
  readonly directory: EntraPeople;
  /** Shown the plan as soon as there is one. */
  readonly onPlan: (plan: readonly Step[]) => void;
  /** Whether nothing is to be done beyond the plan. */
  readonly planOnly: boolean;
  /** Where the passwords go; asked for only when accounts have to be made. Throws where there is no place for them. */
  readonly passwordFile: () => PasswordFile;
  /** Throws where the plan is not to be carried out. */
  readonly confirm: () => Promise<void>;
  readonly onResult: (result: PersonResult) => void;
}

export interface Provisioned {
  readonly plan: readonly Step[];
  /** Empty where the plan was not carried out. */
  readonly results: readonly PersonResult[];
  /** The sealed file with the passwords of those who were created. */
  readonly passwords?: string;
}

/**
 * Makes the directory hold these people: plans, asks, and carries out. Run again it finds nothing to do.
 * @throws CrosstrustError USAGE where a name ends in no domain of the tenant's own, before anything was changed
 */
export async function provisionPeople(options: Provisioning): Promise<Provisioned> {
  const { people, directory, onResult } = options;
  checkDomains(people, await directory.domains());
  const plan = await planPeople(people, directory);
  options.onPlan(plan);
  if (options.planOnly || plan.every(({ kind }) => kind === "unchanged")) return { plan, results: [] };
  const created = plan.filter(({ kind }) => kind === "create");
  const file = created.length === 0 ? undefined : options.passwordFile();
  await options.confirm();

  const passwords = new Map(created.map(({ person }) => [person.userPrincipalName, generatePassword()]));
  await file?.write(passwords);
  const passwordOf = (name: string): string => passwords.get(name) ?? generatePassword();
  const results = await applySteps(plan, directory, passwordOf, onResult);
  for (const { userPrincipalName, outcome, uncertain } of results) {
    if (outcome !== "created" && uncertain !== true) passwords.delete(userPrincipalName);
  }
  await file?.write(passwords);
  return { plan, results, ...(file !== undefined && passwords.size > 0 && { passwords: file.file }) };
}

function checkDomains(people: readonly Person[], verified: readonly string[]): void {
  const faults = people.flatMap(({ userPrincipalName }) => {
    const wrong = domainFault(userPrincipalName, verified);
    return wrong === undefined ? [] : [`${userPrincipalName}: ${wrong.message}`];
  });
  if (faults.length === 0) return;
  throw new CrosstrustError(
    "USAGE",
    ["The tenant would refuse these names; nothing was changed:", ...faults].join("\n"),
    { where: "Microsoft Graph, /domains", expected: `names that end in one of @${verified.join(", @")}` },
  );
}
