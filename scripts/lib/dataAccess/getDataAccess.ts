import type { S3ControlClient } from "./DataAccessClients.ts";
import { readCredentials, type TemporaryCredentials } from "./readCredentials.ts";

export type DataPermission = "READ" | "WRITE" | "READWRITE";

export interface DataAccessRequest {
  readonly accountId: string;
  /** `s3://bucket/prefix/*`, or with `object` one key. */
  readonly target: string;
  readonly object: boolean;
  readonly permission: DataPermission;
  /** AWS's own number, an hour, unless given. */
  readonly durationSeconds?: number | undefined;
  /** Credentials for what is asked for and no more, unless given; `Default` gives all that the grant is for. */
  readonly privilege?: "Minimal" | "Default" | undefined;
}

export interface DataAccess {
  readonly credentials: TemporaryCredentials;
  /** The scope of the grant that let it. */
  readonly grantScope: string | undefined;
}

/**
 * Asks S3 Access Grants for credentials, by the identity that the client's own carry.
 * @throws AwsError where AWS refuses
 */
export async function getDataAccess(s3Control: S3ControlClient, request: DataAccessRequest): Promise<DataAccess> {
  const { accountId, target, object, permission, durationSeconds, privilege = "Minimal" } = request;
  const { Credentials, MatchedGrantTarget } = await s3Control.getDataAccess({
    AccountId: accountId,
    Target: target,
    Permission: permission,
    Privilege: privilege,
    ...(object && { TargetType: "Object" }),
    ...(durationSeconds !== undefined && { DurationSeconds: durationSeconds }),
  });
  return { credentials: readCredentials(Credentials, "S3 Control, GetDataAccess"), grantScope: MatchedGrantTarget };
}
