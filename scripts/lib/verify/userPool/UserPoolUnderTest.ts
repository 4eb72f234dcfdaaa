import type { UserPoolType } from "@aws-sdk/client-cognito-identity-provider";
import type { DeployedCognitoIssuer } from "../../../../trust/DeployedTrust.ts";
import type { CognitoIssuerModel } from "../../../../trust/TrustModel.ts";
import type { System } from "../../report/RehearsalReport.ts";
import type { AwsServices } from "../../vendors/aws/AwsAccess.ts";
import { issuerSystem } from "../systems.ts";
import type { VerifyContext } from "../VerifyContext.ts";

/** A user pool, as declared and as deployed. */
export interface UserPoolUnderTest {
  /** The issuer's, in the config. */
  readonly name: string;
  readonly model: CognitoIssuerModel;
  readonly deployed: DeployedCognitoIssuer;
  readonly region: string;
  readonly system: System;
  /** The pool as Cognito describes it, asked for once. @throws AwsError, CrosstrustError */
  readonly describe: (services: AwsServices) => Promise<UserPoolType>;
}

/** The stack's user pools that are among its outputs; where one is not, that is told elsewhere. */
export function userPoolsUnderTest({ trust }: Pick<VerifyContext, "trust">): readonly UserPoolUnderTest[] {
  return Object.entries(trust.model.issuers).flatMap(([name, model]) => {
    const deployed = trust.issuers[name];
    if (model.kind !== "cognito" || deployed?.kind !== "cognito") return [];
    let describing: Promise<UserPoolType> | undefined;
    const describe = async ({ userPools }: AwsServices): Promise<UserPoolType> => {
      describing ??= userPools
        .describeUserPool({ UserPoolId: deployed.userPoolId })
        .then(({ UserPool = {} }) => UserPool);
      return describing;
    };
    return [{ name, model, deployed, region: trust.region, system: issuerSystem(trust, name), describe }];
  });
}
