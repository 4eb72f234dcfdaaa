import { CrosstrustError } from "../trust/CrosstrustError.ts";
import { type VendorName, vendorNames } from "./Vendor.ts";

/** A fault that is asked for: an operation that fails with a status. */
export interface Fault {
  readonly vendor: VendorName;
  readonly operation: string;
  /** 400 to 599. */
  readonly status: number;
  /** How many calls fail, the first ones; undefined: all of them. */
  readonly count: number | undefined;
}

const shape = /^(?<vendor>[^.=]*)\.(?<operation>[A-Za-z][A-Za-z0-9]*)=(?<status>\d+)(?:x(?<count>\d+))?$/;
const example = "okta.createOAuth2Scope=429x2";

/**
 * Reads the value of `--faults`: `<vendor>.<operation>=<status>[x<count>]`, parted by commas. Without a count every call
 * of the operation fails.
 * @throws CrosstrustError USAGE that names every mistake
 */
export function parseFaults(spec: string): readonly Fault[] {
  const mistakes: string[] = [];
  const faults: Fault[] = [];
  for (const part of spec.split(",").map((text) => text.trim())) {
    const result = parseFault(part);
    if (typeof result === "string") mistakes.push(result);
    else if (faults.some((other) => other.vendor === result.vendor && other.operation === result.operation)) {
      mistakes.push(`"${part}": ${result.vendor}.${result.operation} is named twice`);
    } else faults.push(result);
  }
  if (mistakes.length > 0) throw faultsRefused(mistakes, spec);
  return faults;
}

/** @returns the fault, or what is wrong with the text */
function parseFault(text: string): Fault | string {
  const groups = shape.exec(text)?.groups;
  if (!groups) return `"${text}" is not of the form <vendor>.<operation>=<status>[x<count>], such as ${example}`;
  const vendor = vendorNames.find((name) => name === groups["vendor"]);
  const status = Number(groups["status"]);
  const count = groups["count"] === undefined ? undefined : Number(groups["count"]);
  const mistakes = [
    ...(vendor === undefined ? [`the vendor "${groups["vendor"] ?? ""}" is not one of ${vendorNames.join(", ")}`] : []),
    ...(status < 400 || status > 599 ? [`the status ${status} is not between 400 and 599`] : []),
    ...(count === 0 ? ["the count is 0: leave the fault out"] : []),
  ];
  if (vendor === undefined || mistakes.length > 0) return `"${text}": ${mistakes.join("; ")}`;
  return { vendor, operation: groups["operation"] ?? "", status, count };
}

/** The error for a list of faults that cannot be made to happen, with all that is wrong with it. */
export function faultsRefused(mistakes: readonly string[], spec?: string): CrosstrustError {
  return new CrosstrustError("USAGE", ["The faults cannot be made to happen:", ...mistakes].join("\n  "), {
    where: "--faults",
    expected: example,
    actual: spec,
  });
}
