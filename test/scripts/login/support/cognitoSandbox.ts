import {
  AdminCreateUserCommand,
  AdminSetUserPasswordCommand,
  CognitoIdentityProviderClient,
  CreateManagedLoginBrandingCommand,
  CreateUserPoolClientCommand,
  CreateUserPoolCommand,
  CreateUserPoolDomainCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { createAwsVendor } from "../../../../sandbox/aws/createAwsVendor.ts";
import type { Sandbox, SandboxOptions } from "../../../../sandbox/startSandbox.ts";
import type { Vendor } from "../../../../sandbox/Vendor.ts";
import type { StackOutputs } from "../../../../scripts/lib/stack/readStackOutputs.ts";
import { sdkHandler } from "../../../sandbox/aws/support/sdkHandler.ts";
import { cognitoOutputs, outputsOf } from "./stackOutputs.ts";

const region = "eu-central-1";
const prefix = "acme-customers";

export const password = "correct-Horse-1";
export const temporaryPassword = "temporary-Horse-1";

export interface CognitoSandbox {
  readonly sandbox: Sandbox;
  /** Of a stack whose issuer `customers` is the pool, with the client `local`. */
  readonly outputs: StackOutputs;
  /** Of the pool's pages. */
  readonly origin: string;
  readonly clientId: string;
}

export interface PoolOptions {
  readonly pages: "managed" | "classic";
  readonly callbackUrl: string;
  readonly logoutUrl?: string;
}

/**
 * A sandbox with a user pool that the AWS SDK made: alice has a password of her own, bob a temporary one.
 * @param start of the suite's sandboxes
 */
export async function startCognito(
  start: (options: SandboxOptions) => Promise<Sandbox>,
  { pages, callbackUrl, logoutUrl }: PoolOptions,
): Promise<CognitoSandbox> {
  let aws: Vendor | undefined;
  const sandbox = await start({ vendors: { aws: (context) => (aws = createAwsVendor(context)) } });
  const { AWS_ACCESS_KEY_ID = "", AWS_SECRET_ACCESS_KEY = "" } = sandbox.clientEnvironment;
  const sdk = new CognitoIdentityProviderClient({
    region,
    credentials: { accessKeyId: AWS_ACCESS_KEY_ID, secretAccessKey: AWS_SECRET_ACCESS_KEY },
    requestHandler: sdkHandler((request) => aws!.respond(request)),
    maxAttempts: 1,
  });
  const { UserPool } = await sdk.send(
    new CreateUserPoolCommand({ PoolName: "customers", UsernameAttributes: ["email"] }),
  );
  const UserPoolId = UserPool?.Id ?? "";
  const ManagedLoginVersion = pages === "managed" ? 2 : 1;
  await sdk.send(new CreateUserPoolDomainCommand({ UserPoolId, Domain: prefix, ManagedLoginVersion }));
  const { UserPoolClient } = await sdk.send(
    new CreateUserPoolClientCommand({
      ...{ UserPoolId, ClientName: "local", GenerateSecret: true },
      ...{
        AllowedOAuthFlowsUserPoolClient: true,
        AllowedOAuthFlows: ["code"],
        SupportedIdentityProviders: ["COGNITO"],
      },
      ...{ AllowedOAuthScopes: ["openid", "email", "profile"], CallbackURLs: [callbackUrl] },
      ...(logoutUrl !== undefined && { LogoutURLs: [logoutUrl] }),
    }),
  );
  const { ClientId = "", ClientSecret = "" } = UserPoolClient ?? {};
  if (pages === "managed") {
    const own = { UserPoolId, ClientId, UseCognitoProvidedValues: true };
    await sdk.send(new CreateManagedLoginBrandingCommand(own));
  }
  for (const name of ["alice", "bob"]) {
    const Username = `${name}@acme.example`;
    const UserAttributes = [
      { Name: "email", Value: Username },
      { Name: "email_verified", Value: "true" },
    ];
    const account = { UserPoolId, Username, UserAttributes, TemporaryPassword: temporaryPassword };
    await sdk.send(new AdminCreateUserCommand({ ...account, MessageAction: "SUPPRESS" }));
  }
  const Username = "alice@acme.example";
  await sdk.send(new AdminSetUserPasswordCommand({ UserPoolId, Username, Password: password, Permanent: true }));
  return { sandbox, outputs: outputsFor(UserPoolId, callbackUrl, ClientId, ClientSecret), origin, clientId: ClientId };
}

const origin = `https://${prefix}.auth.${region}.amazoncognito.com`;

function outputsFor(userPoolId: string, callbackUrl: string, clientId: string, clientSecret: string): StackOutputs {
  const { model, deployed } = cognitoOutputs({
    local: { callbackUrls: [callbackUrl], scopes: ["email", "openid", "profile"] },
  });
  const issuer = `https://cognito-idp.${region}.amazonaws.com/${userPoolId}`;
  const discoveryUrl = `${issuer}/.well-known/openid-configuration`;
  return outputsOf({
    customers: {
      model,
      deployed: { ...deployed, issuer, discoveryUrl, clients: { local: { clientId } } },
      secrets: { local: clientSecret },
    },
  });
}
