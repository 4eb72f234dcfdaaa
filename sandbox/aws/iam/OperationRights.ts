import type { AwsCall } from "../AwsService.ts";
import type { AccessRequest } from "./evaluate.ts";

/** A call, as far as the rights that it needs depend on it. */
export interface AskedOperation {
  readonly call: AwsCall;
  /** By its name in the API reference. */
  readonly operation: string;
  /** A member of the input, wherever the protocol puts it: path, query, form or body; undefined where there is none. */
  member(name: string): unknown;
}

/** What the caller's policies have to allow, all of it; nothing for what needs no right. */
export type OperationRights = (asked: AskedOperation) => readonly AccessRequest[];

/** The rights of all operations of a service, by operation (AWS Service Authorization Reference). */
export type RightsTable = Readonly<Record<string, OperationRights>>;

/** Nobody needs a right for it. */
export const free: OperationRights = () => [];

/** The same for several operations. */
export function each(operations: readonly string[], rights: OperationRights): RightsTable {
  return Object.fromEntries(operations.map((operation) => [operation, rights]));
}

/** The action of the operation's own name on no resource: where AWS has resource types for none, and knows but `*`. */
export function onAny(service: string): OperationRights {
  return ({ operation }) => [{ action: `${service}:${operation}`, resource: "*" }];
}

/** The action of the operation's own name on each of the resources. */
export function on(service: string, resources: (asked: AskedOperation) => readonly string[]): OperationRights {
  return (asked) => resources(asked).map((resource) => ({ action: `${service}:${asked.operation}`, resource }));
}

/** Rights beside others. */
export function also(...rights: readonly OperationRights[]): OperationRights {
  return (asked) => rights.flatMap((one) => one(asked));
}

/** Rights that are needed only where a member of the input says something. */
export function where(member: string, rights: OperationRights): OperationRights {
  return (asked) => (says(asked.member(member)) ? rights(asked) : []);
}

/** Handing a role to a service (IAM user guide, "Grant a user permissions to pass a role to an AWS service"). */
export function passRole(service: string, member: string): OperationRights {
  return where(member, (asked) => [
    { action: "iam:PassRole", resource: textOf(asked, member), context: { "iam:PassedToService": service } },
  ]);
}

/** A member's text; empty where it has none, which the operation itself then refuses. */
export function textOf(asked: AskedOperation, name: string): string {
  const value = asked.member(name);
  return typeof value === "string" ? value : "";
}

function says(value: unknown): boolean {
  if (value === undefined || value === null || value === "") return false;
  return typeof value !== "object" || Object.keys(value).length > 0;
}
