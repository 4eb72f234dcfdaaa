import * as pulumi from "@pulumi/pulumi";
import { ManagedLoginBranding } from "@pulumi/aws/cognito/managedLoginBranding.js";
import { UserPoolClient } from "@pulumi/aws/cognito/userPoolClient.js";
import { authFlowNames, oauthFlows } from "../../trust/cognito/clientSettings.ts";
import type { CognitoIssuerModel, InteractiveClientModel } from "../../trust/TrustModel.ts";
import type { IssuerClient } from "../DeclaredIssuer.ts";
import { clientSettings, tokenValidity, unsaidByCognito, type PoolClientArgs } from "./clientSettings.ts";

export interface InteractiveClientArgs
  extends PoolClientArgs, Pick<InteractiveClientModel, "callbackUrls" | "logoutUrls" | "authFlows" | "tokens"> {
  readonly pages: CognitoIssuerModel["pages"];
  /** Whom people sign in with, as Cognito names them; `COGNITO` is the pool itself. */
  readonly providerNames: readonly pulumi.Input<string>[];
}

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
        allowedOauthFlows: [oauthFlows.interactive],
        callbackUrls: [...args.callbackUrls],
        // None is said too: the provider keeps those that a program no longer names.
        logoutUrls: [...args.logoutUrls],
        supportedIdentityProviders: [...args.providerNames],
        explicitAuthFlows: authFlowNames(args.authFlows),
        ...tokenValidity(args.tokens),
      },
      { parent: this, dependsOn: [...args.resourceServers], ignoreChanges: unsaidByCognito },
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
