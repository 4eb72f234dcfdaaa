import { RunError } from "@pulumi/pulumi";

/** Something that a vendor has already, to be found before what needs it is declared. */
export interface Sought<V> {
  /** The place in the config that names it. */
  readonly where: string;
  readonly what: V;
  /** What to change where it is not there. */
  readonly advice: string;
}

/**
 * Asks vendors for what they have already, all at once. To be awaited before what needs the answers is declared: the engine
 * takes a resource whose inputs fail for one that the program no longer has, and would take people's access away.
 * @returns the answers by the names of what was sought
 * @throws RunError with every lookup that failed, its place in the config and what to change
 */
export async function lookUpEach<V, R>(
  sought: Readonly<Record<string, Sought<V>>>,
  find: (what: V) => Promise<R>,
): Promise<Record<string, R>> {
  const faults: string[] = [];
  const found = Object.entries(sought).map(async ([name, { where, what, advice }]) => {
    try {
      return [[name, await find(what)] as const];
    } catch (error) {
      const said = error instanceof Error ? error.message : String(error);
      faults.push(`${where}: ${said}; ${advice}`);
      return [];
    }
  });
  const answers = Object.fromEntries((await Promise.all(found)).flat());
  if (faults.length > 0) throw new RunError(faults.sort().join("\n"));
  return answers;
}
