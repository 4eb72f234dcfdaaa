import { randomBytes } from "node:crypto";
import { randomId } from "../../http/ids.ts";
import { remember } from "../../remember.ts";
import type { AwsAccount } from "../AwsAccount.ts";
import type { Role } from "../iam/Role.ts";
import type { RoleSession } from "./state.ts";

type SessionSettings = Omit<RoleSession, "accessKeyId" | "secretAccessKey" | "sessionToken" | "expires" | "roleId">;

/**
 * Temporary credentials of a role. The oldest sessions are forgotten when there are very many.
 * @param duration in seconds
 */
export function newSession(account: AwsAccount, role: Role, duration: number, settings: SessionSettings): RoleSession {
  const now = Math.floor(account.seconds());
  const session: RoleSession = {
    ...settings,
    accessKeyId: randomId("ASIA", 16, "base32"),
    secretAccessKey: randomBytes(30).toString("base64"),
    sessionToken: `IQoJb3JpZ2luX2Vj${randomBytes(180).toString("base64")}`,
    expires: now + duration,
    roleId: role.id,
  };
  remember(account.state.sessions, session.accessKeyId, session, now);
  return session;
}

/** As the API shows them (AWS STS API reference, Credentials). */
export function credentialsOutput({ accessKeyId, secretAccessKey, sessionToken, expires }: RoleSession) {
  return {
    AccessKeyId: accessKeyId,
    SecretAccessKey: secretAccessKey,
    SessionToken: sessionToken,
    Expiration: new Date(expires * 1000).toISOString().replace(".000Z", "Z"),
  };
}
