import { lookUp } from "../../remember.ts";
import type { AwsAccount } from "../AwsAccount.ts";
import type { RoleSession } from "../sts/state.ts";
import type { Role } from "./Role.ts";

/** Who signed a request. */
export type Caller = UserCaller | SessionCaller;

/** The account's user, who may do what the operator may. */
export interface UserCaller {
  readonly kind: "user";
  readonly arn: string;
  readonly userId: string;
}

/** Somebody who took a role. */
export interface SessionCaller {
  readonly kind: "session";
  /** `arn:aws:sts::{account}:assumed-role/{role}/{session}`. */
  readonly arn: string;
  readonly userId: string;
  readonly role: Role;
  readonly session: RoleSession;
}

const userName = "crosstrust";

/** The account has one user. */
export function accountUser({ id, context }: AwsAccount): UserCaller {
  // A user's id begins with AIDA, an access key's with AKIA.
  const userId = `AIDA${context.credentials.awsAccessKeyId.slice(4)}`;
  return { kind: "user", arn: `arn:aws:iam::${id}:user/${userName}`, userId };
}

/** The holder of an access key; undefined for the key of a role that is no longer there. */
export function callerOf(account: AwsAccount, accessKeyId: string): Caller | undefined {
  if (accessKeyId === account.context.credentials.awsAccessKeyId) return accountUser(account);
  const session = lookUp(account.state.sessions, accessKeyId);
  const role = account.state.roles.find(({ id }) => id === session?.roleId);
  if (!session || !role) return undefined;
  return {
    kind: "session",
    arn: sessionArn(account.id, role, session.name),
    userId: `${role.id}:${session.name}`,
    role,
    session,
  };
}

/** The path of a role is no part of its sessions' ARNs. */
export function sessionArn(accountId: string, role: Role, sessionName: string): string {
  return `arn:aws:sts::${accountId}:assumed-role/${role.name}/${sessionName}`;
}
