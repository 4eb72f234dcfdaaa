import type { AdoptReport } from "./AdoptReport.ts";

const headings = {
  found: "Found, and written to be imported:",
  missing: "Not found; `up` will create it:",
  ambiguous: "More than one could be meant, so none was written; rename the others, or write the id yourself:",
  "not-importable": "Nothing that could be imported:",
  "not-read": "Not looked for:",
} as const;

/** What people read of a search: each resource once, what takes a decision last, and what to do next. */
export function describeAdoption({ stack, files, commands, counts, resources }: AdoptReport): readonly string[] {
  const sections = (["found", "missing", "not-importable", "not-read", "ambiguous"] as const).flatMap((kind) => {
    const own = resources.filter(({ outcome }) => outcome === kind);
    if (own.length === 0) return [];
    return [headings[kind], ...own.map((one) => `  ${one.type}  ${one.name}${detail(one)}`), ""];
  });
  const undecided = counts.ambiguous + counts["not-read"];
  const newOnes = counts.missing + counts["not-importable"];
  return [
    ...sections,
    `adopt ${stack}: ${counts.found} found, ${newOnes} to be created, ${undecided} undecided`,
    ...(files.length === 0 ? ["No file was written: there is nothing to import."] : [`Written: ${files.join(", ")}`]),
    ...(commands.length === 0 ? [] : ["Next, in the folder of the project:", ...commands.map((one) => `  ${one}`)]),
  ];
}

function detail({ importId, candidates, reason }: AdoptReport["resources"][number]): string {
  if (importId !== undefined) return `  ${importId}`;
  if (candidates !== undefined) return `  ${candidates.join("  ")}`;
  return reason === undefined ? "" : `  (${reason})`;
}
