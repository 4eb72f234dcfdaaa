import type { Fault } from "./Settings.ts";

/** Says where a path of the config stands: `Pulumi.dev.yaml:12`. Undefined where that is not known. */
type Locate = (path: Fault["path"]) => string | undefined;

/**
 * The faults of a config in words, for people: a heading, then two to four lines for each.
 * @param locate adds the place in a file to each fault
 */
export function describeFaults(faults: readonly Fault[], locate: Locate = () => undefined): string {
  const heading = faults.length === 1 ? "The config has 1 fault:" : `The config has ${faults.length} faults:`;
  return [heading, ...faults.map((fault) => describeFault(fault, locate(fault.path)))].join("\n\n");
}

/** One fault in words, without a line break at the end. */
function describeFault(fault: Fault, where?: string): string {
  const lines = [describePath(fault.path) + (where === undefined ? "" : ` (${where})`), `  ${fault.message}`];
  if (fault.found !== undefined) lines.push(`  Found:    ${JSON.stringify(fault.found)}`);
  if (fault.expected !== undefined) lines.push(`  Expected: ${fault.expected}`);
  return lines.join("\n");
}

/** A path as `pulumi config set --path` takes it: `crosstrust:apis.inventory.routes["GET /keys"].scopes[0]`. */
export function describePath(path: Fault["path"]): string {
  return path
    .map((step, index) => {
      if (typeof step === "number") return `[${step}]`;
      if (index === 0) return step;
      return /^[\w-]+$/.test(step) ? `.${step}` : `[${JSON.stringify(step)}]`;
    })
    .join("");
}
