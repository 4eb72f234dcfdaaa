import { CognitoIdentityProvider } from "@aws-sdk/client-cognito-identity-provider";
import type {
  CreateUserPoolClientCommandInput,
  CreateUserPoolCommandInput,
} from "@aws-sdk/client-cognito-identity-provider";
import type { AwsCloud } from "../../../support/AwsCloud.ts";

/** The SDK's client of a cloud's user pools. */
export function idpOf(cloud: AwsCloud): CognitoIdentityProvider {
  return new CognitoIdentityProvider(cloud.clientConfig);
}

/** @returns the new pool's id */
export async function makePool(
  idp: CognitoIdentityProvider,
  input: Partial<CreateUserPoolCommandInput> = {},
): Promise<string> {
  const { UserPool } = await idp.createUserPool({ PoolName: "customers", ...input });
  return UserPool!.Id!;
}

/** @returns the new client as the API shows it */
export async function makeClient(
  idp: CognitoIdentityProvider,
  UserPoolId: string,
  input: Partial<CreateUserPoolClientCommandInput> = {},
) {
  const { UserPoolClient } = await idp.createUserPoolClient({ UserPoolId, ClientName: "portal", ...input });
  return UserPoolClient!;
}
