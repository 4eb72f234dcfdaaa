import type { HttpApi } from "./apigatewayv2/HttpApi.ts";
import type { Metric, MetricAlarm } from "./cloudwatch/state.ts";
import type { UserPool } from "./cognito/state.ts";
import type { Role } from "./iam/Role.ts";
import type { LambdaFunction } from "./lambda/LambdaFunction.ts";
import type { LogGroup } from "./logs/LogGroup.ts";
import type { QueryDefinition } from "./logs/queryDefinitions.ts";
import type { Bucket } from "./s3/state.ts";
import type { AccessGrantsInstance } from "./s3control/state.ts";
import type { IdentityCenter } from "./ssoAdmin/state.ts";
import type { IssuedContext, RoleSession } from "./sts/state.ts";

/** Everything that the account holds, as plain JSON. IAM and the names of buckets are global; the rest belongs to a region. */
export interface AwsState {
  readonly roles: Role[];
  readonly regions: Record<string, RegionState>;
  readonly buckets: Bucket[];
  /** By access key id. */
  readonly sessions: Record<string, RoleSession>;
  /** What Identity Center handed out to be provided to `AssumeRole`, by the digest of the assertion. */
  readonly identityContexts: Record<string, IssuedContext>;
}

/** In order of creation, as AWS lists them. */
export interface RegionState {
  readonly apis: HttpApi[];
  readonly functions: LambdaFunction[];
  readonly logGroups: LogGroup[];
  readonly userPools: UserPool[];
  identityCenter?: IdentityCenter;
  accessGrants?: AccessGrantsInstance;
  queryDefinitions?: QueryDefinition[];
  metrics?: Metric[];
  alarms?: MetricAlarm[];
}

export function emptyAwsState(): AwsState {
  return { roles: [], regions: {}, buckets: [], sessions: {}, identityContexts: {} };
}
