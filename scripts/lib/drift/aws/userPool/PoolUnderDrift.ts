import type { DeployedCognitoIssuer } from "../../../../../trust/DeployedTrust.ts";
import type { CognitoIssuerModel } from "../../../../../trust/TrustModel.ts";
import type { AwsServices } from "../../../vendors/aws/AwsAccess.ts";
import type { DriftContext } from "../../DriftContext.ts";
import type { Place } from "../lib/configPlace.ts";

/** A user pool, as declared and as deployed. */
export interface PoolUnderDrift {
  readonly context: DriftContext;
  /** The issuer's, in the config. */
  readonly name: string;
  readonly place: Place;
  readonly model: CognitoIssuerModel;
  readonly deployed: DeployedCognitoIssuer;
}

export type UserPools = AwsServices["userPools"];
