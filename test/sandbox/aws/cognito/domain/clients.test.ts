import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import {
  AdminCreateUserCommand,
  AdminSetUserPasswordCommand,
  CognitoIdentityProviderClient,
  CreateResourceServerCommand,
  CreateUserPoolClientCommand,
  CreateUserPoolCommand,
  CreateUserPoolDomainCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { createAwsVendor } from "../../../../../sandbox/aws/createAwsVendor.ts";
import type { Vendor } from "../../../../../sandbox/Vendor.ts";
import { sandboxes } from "../../../support/sandboxes.ts";
import { region } from "../../support/AwsCloud.ts";
import { sdkHandler } from "../../support/sdkHandler.ts";
import { callback, password } from "./support/PoolDomain.ts";

const run = promisify(execFile);
const script = join(import.meta.dirname, "clients", "relyingParty.ts");

describe("unmodified clients of a user pool that the AWS SDK made, through the proxy", () => {
  const start = sandboxes();

  it("sign in with PKCE, verify, refresh, read attributes, revoke, and ask in their own name", async () => {
    let aws: Vendor | undefined;
    const sandbox = await start({ vendors: { aws: (context) => (aws = createAwsVendor(context)) } });
    const { AWS_ACCESS_KEY_ID = "", AWS_SECRET_ACCESS_KEY = "" } = sandbox.clientEnvironment;
    const sdk = new CognitoIdentityProviderClient({
      region,
      credentials: { accessKeyId: AWS_ACCESS_KEY_ID, secretAccessKey: AWS_SECRET_ACCESS_KEY },
      requestHandler: sdkHandler((request) => aws!.respond(request)),
      maxAttempts: 1,
    });
    const created = await sdk.send(new CreateUserPoolCommand({ PoolName: "customers", UsernameAttributes: ["email"] }));
    const UserPoolId = created.UserPool?.Id ?? "";
    await sdk.send(new CreateUserPoolDomainCommand({ UserPoolId, Domain: "acme-customers" }));
    const Scopes = [{ ScopeName: "read", ScopeDescription: "Read orders" }];
    await sdk.send(new CreateResourceServerCommand({ UserPoolId, Identifier: "orders", Name: "orders", Scopes }));
    const common = { UserPoolId, GenerateSecret: true, AllowedOAuthFlowsUserPoolClient: true };
    const { UserPoolClient: portal } = await sdk.send(
      new CreateUserPoolClientCommand({
        ...{ ...common, ClientName: "portal", AllowedOAuthFlows: ["code"], CallbackURLs: [callback] },
        ...{ AllowedOAuthScopes: ["openid", "email", "profile"], SupportedIdentityProviders: ["COGNITO"] },
      }),
    );
    const { UserPoolClient: machine } = await sdk.send(
      new CreateUserPoolClientCommand({
        ...{ ...common, ClientName: "machine" },
        ...{ AllowedOAuthFlows: ["client_credentials"], AllowedOAuthScopes: ["orders/read"] },
      }),
    );
    const Username = "alice@acme.example";
    const UserAttributes = [
      { Name: "email", Value: Username },
      { Name: "email_verified", Value: "true" },
    ];
    const { User } = await sdk.send(
      new AdminCreateUserCommand({ UserPoolId, Username, UserAttributes, MessageAction: "SUPPRESS" }),
    );
    await sdk.send(new AdminSetUserPasswordCommand({ UserPoolId, Username, Password: password, Permanent: true }));
    const running = run(process.execPath, [script], {
      env: { PATH: process.env["PATH"], ...sandbox.clientEnvironment },
    });
    // It holds secrets, and so goes to standard input.
    running.child.stdin?.end(
      JSON.stringify({
        ...{ issuer: `https://cognito-idp.${region}.amazonaws.com/${UserPoolId}`, poolId: UserPoolId },
        redirectUri: callback,
        portal: { id: portal?.ClientId, secret: portal?.ClientSecret },
        machine: { id: machine?.ClientId, secret: machine?.ClientSecret },
        person: { name: Username, password },
      }),
    );
    assert.deepEqual(JSON.parse((await running).stdout), {
      email: [Username, Username, "true"],
      id: ["id", User?.Username],
      access: ["access", "openid profile email"],
      replayed: [400, "invalid_grant"],
      revoked: [400, "invalid_grant"],
      gone: 401,
      machine: [machine?.ClientId, machine?.ClientId],
      wrongScope: "JwtInvalidScopeError",
    });
    assert.deepEqual(sandbox.refusals, []);
  });
});
