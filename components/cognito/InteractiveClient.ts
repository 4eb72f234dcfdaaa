import * as pulumi from "@pulumi/pulumi";
import { ManagedLoginBranding } from "@pulumi/aws/cognito/managedLoginBranding.js";
import { UserPoolClient } from "@pulumi/aws/cognito/userPoolClient.js";
import type { AuthFlow, CognitoIssuerModel, InteractiveClientModel } from "../../trust/TrustModel.ts";
import type { IssuerClient } from "../DeclaredIssuer.ts";
import { clientSettings, tokenValidity, type PoolClientArgs } from "./clientSettings.ts";

export interface InteractiveClientArgs
  extends PoolClientArgs, Pick<InteractiveClientModel, "callbackUrls" | "logoutUrls" | "authFlows" | "tokens"> {
  readonly pages: CognitoIssuerModel["pages"];
  /** Whom people sign in with, as Cognito names them; `COGNITO` is the pool itself. */
  readonly providerNames: readonly pulumi.Input<string>[];
}

/** Amazon Cognito user pools API reference, CreateUserPoolClient, ExplicitAuthFlows. */
const explicitAuthFlows: Readonly<Record<AuthFlow, string>> = {
  srp: "ALLOW_USER_SRP_AUTH",
  password: "ALLOW_USER_PASSWORD_AUTH",
  "admin-password": "ALLOW_ADMIN_USER_PASSWORD_AUTH",
  choice: "ALLOW_USER_AUTH",
  refresh: "ALLOW_REFRESH_TOKEN_AUTH",
};

/**
 * An app client that people sign in to at the pool's pages, with the authorization code grant and a secret. With managed
 * login it has a branding style, AWS's own: without one the pages are not shown at all.
 */
export class InteractiveClient extends pulumi.ComponentResource implements IssuerClient {
  readonly clientId: pulumi.Output<string>;
  readonly clientSecret: pulumi.Output<string>;

  constructor(name: string, args: InteractiveClientArgs, opts?: pulumi.ComponentResourceOptions) {
    super("crosstrust:cognito:InteractiveClient", name, {}, opts);
    const client = new UserPoolClient(
      name,
      {
        ...clientSettings(args),
        allowedOauthFlows: ["code"],
        callbackUrls: [...args.callbackUrls],
        // None is said too: the provider keeps those that a program no longer names.
        logoutUrls: [...args.logoutUrls],
        supportedIdentityProviders: [...args.providerNames],
        explicitAuthFlows: args.authFlows.map((flow) => explicitAuthFlows[flow]),
        ...tokenValidity(args.tokens),
      },
      { parent: this, dependsOn: [...args.resourceServers] },
    );
    if (args.pages === "managed") {
      new ManagedLoginBranding(
        name,
        { userPoolId: args.userPoolId, clientId: client.id, useCognitoProvidedValues: true },
        { parent: this },
      );
    }
    this.clientId = client.id;
    this.clientSecret = pulumi.secret(client.clientSecret);
    this.registerOutputs({ clientId: this.clientId, clientSecret: this.clientSecret });
  }
}
