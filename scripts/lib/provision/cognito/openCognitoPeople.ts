import { CognitoIdentityProvider } from "@aws-sdk/client-cognito-identity-provider";
import { CrosstrustError } from "../../../../trust/CrosstrustError.ts";
import type { DeployedTrust } from "../../../../trust/DeployedTrust.ts";
import { awsClient } from "../../vendors/aws/awsClient.ts";
import type { ProvisioningRequest, ProvisioningRun } from "../ProvisioningRun.ts";
import { provisionPeople } from "../provisionPeople.ts";
import { CognitoPeople, type Resend } from "./CognitoPeople.ts";
import { type PoolDefaults, readPoolPeople } from "./readPoolPeople.ts";
import { UserPoolAccounts } from "./UserPoolAccounts.ts";

export interface PoolRequest extends ProvisioningRequest {
  /** The issuer's name in the config. */
  readonly issuer: string;
  readonly defaults: PoolDefaults;
  readonly resend: Resend | undefined;
}

/**
 * Reads people for a user pool of a deployed stack, which says what they sign in with and which groups there are.
 * @throws CrosstrustError USAGE for a faulty file; STACK_OUTPUTS_MISSING where the pool is not deployed
 */
export async function openCognitoPeople(
  { file, stack, terminal, issuer, defaults, resend }: PoolRequest,
  { model, issuers, region }: Pick<DeployedTrust, "model" | "issuers" | "region">,
): Promise<ProvisioningRun> {
  const pool = Object.hasOwn(model.issuers, issuer) ? model.issuers[issuer] : undefined;
  const deployed = Object.hasOwn(issuers, issuer) ? issuers[issuer] : undefined;
  if (pool?.kind !== "cognito" || deployed?.kind !== "cognito") {
    throw new CrosstrustError(
      "STACK_OUTPUTS_MISSING",
      `The user pool ${issuer} is in the config of stack ${stack} and not yet deployed. Deploy it with \`npm run up -- --stack ${stack}\`.`,
    );
  }
  const people = await readPoolPeople(file, pool, defaults);
  const client = awsClient((config) => new CognitoIdentityProvider(config), { region, signal: terminal.signal });
  const directory = new CognitoPeople({
    accounts: new UserPoolAccounts(client, deployed.userPoolId),
    pool,
    resend,
    now: () => new Date(),
  });
  return { count: people.length, provision: (watching) => provisionPeople({ ...watching, people, directory }) };
}
