import type { ResourceChange } from "./ResourceChange.ts";
import type { Operation, OperationReport } from "./runOperation.ts";

const signs: Readonly<Record<string, string>> = {
  create: "+",
  update: "~",
  replace: "±",
  delete: "-",
  import: "=",
  drift: "≠",
  gone: "≠",
};

/** A resource's change in a line: `~ update  okta:auth/serverScope:ServerScope  keys.read  [description]`. */
export function describeChange({ op, type, name, properties }: ResourceChange): string {
  const differing = properties.length === 0 ? "" : `  [${properties.join(", ")}]`;
  return `${signs[op] ?? "·"} ${op.padEnd(7)}  ${type}  ${name}${differing}`;
}

const nothing: Readonly<Record<Operation, string>> = {
  preview: "nothing to change",
  up: "nothing changed",
  refresh: "the vendors hold what the state says",
  destroy: "there was nothing to destroy",
};

/** What an operation came to, in a line. */
export function describeOutcome(report: OperationReport, seconds: number): string {
  const { operation, stack, changes, drift, resources } = report;
  const counts = new Map<string, number>();
  for (const { op } of [...drift, ...changes]) counts.set(op, (counts.get(op) ?? 0) + 1);
  const counted = [...counts].map(([op, count]) => `${op} ${count}`);
  const told = operation === "refresh" ? drift : changes;
  const what = [...(told.length === 0 ? [nothing[operation]] : []), ...counted].join(", ");
  return `${operation} ${stack}: ${what}; ${resources} resources (${seconds.toFixed(1)} s)`;
}
