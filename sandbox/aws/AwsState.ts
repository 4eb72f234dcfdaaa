import type { HttpApi } from "./apigatewayv2/HttpApi.ts";
import type { UserPool } from "./cognito/state.ts";
import type { Role } from "./iam/Role.ts";
import type { LambdaFunction } from "./lambda/LambdaFunction.ts";
import type { LogGroup } from "./logs/LogGroup.ts";

/** Everything that the account holds, as plain JSON. IAM is global; the rest belongs to a region. */
export interface AwsState {
  readonly roles: Role[];
  readonly regions: Record<string, RegionState>;
}

/** In order of creation, as AWS lists them. */
export interface RegionState {
  readonly apis: HttpApi[];
  readonly functions: LambdaFunction[];
  readonly logGroups: LogGroup[];
  readonly userPools: UserPool[];
}

export function emptyAwsState(): AwsState {
  return { roles: [], regions: {} };
}
