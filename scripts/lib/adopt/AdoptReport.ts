import type { Adoption, Outcome } from "./Adoption.ts";

/** What `--json` of the command holds. */
export interface AdoptReport {
  readonly stack: string;
  /** Whether everything that could be there was looked for, and is one object or none. */
  readonly ok: boolean;
  /** The import files that were written, in the order in which they are imported. */
  readonly files: readonly string[];
  /** What the user runs next, one after the other. */
  readonly commands: readonly string[];
  /** How many resources there are of each outcome. */
  readonly counts: Readonly<Record<Outcome["kind"], number>>;
  readonly resources: readonly AdoptedResource[];
}

interface AdoptedResource {
  readonly type: string;
  readonly name: string;
  readonly urn: string;
  readonly outcome: Outcome["kind"];
  /** By which it is imported. */
  readonly importId?: string;
  /** The ids of those that it could be. */
  readonly candidates?: readonly string[];
  /** Why it was not found, or cannot be imported. */
  readonly reason?: string;
}

export function toReport(
  stack: string,
  adoptions: readonly Adoption[],
  files: readonly string[],
  commands: readonly string[],
): AdoptReport {
  const count = (kind: Outcome["kind"]): number => adoptions.filter(({ outcome }) => outcome.kind === kind).length;
  return {
    stack,
    ok: adoptions.every(({ outcome }) => outcome.kind !== "ambiguous" && outcome.kind !== "not-read"),
    files,
    commands,
    counts: {
      found: count("found"),
      missing: count("missing"),
      ambiguous: count("ambiguous"),
      "not-importable": count("not-importable"),
      "not-read": count("not-read"),
    },
    resources: adoptions.map(({ resource: { type, name, urn }, outcome }) => ({
      type,
      name,
      urn,
      outcome: outcome.kind,
      ...detailsOf(outcome),
    })),
  };
}

function detailsOf(outcome: Outcome): Pick<AdoptedResource, "importId" | "candidates" | "reason"> {
  switch (outcome.kind) {
    case "found":
      return { importId: outcome.found.importId };
    case "ambiguous":
      return { candidates: outcome.candidates.map(({ importId }) => importId).sort() };
    case "missing":
      return outcome.parent === undefined ? {} : { reason: `${outcome.parent}, which it belongs to, was not found` };
    case "not-importable":
    case "not-read":
      return { reason: outcome.reason };
  }
}
