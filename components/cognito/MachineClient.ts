import * as pulumi from "@pulumi/pulumi";
import { UserPoolClient } from "@pulumi/aws/cognito/userPoolClient.js";
import type { MachineClientModel } from "../../trust/TrustModel.ts";
import type { IssuerClient } from "../DeclaredIssuer.ts";
import { clientSettings, tokenValidity, type PoolClientArgs } from "./clientSettings.ts";

export interface MachineClientArgs extends PoolClientArgs, Pick<MachineClientModel, "tokens"> {}

/** An app client that asks for tokens in its own name, with the client credentials grant, a secret and nothing else. */
export class MachineClient extends pulumi.ComponentResource implements IssuerClient {
  readonly clientId: pulumi.Output<string>;
  readonly clientSecret: pulumi.Output<string>;

  constructor(name: string, args: MachineClientArgs, opts?: pulumi.ComponentResourceOptions) {
    super("crosstrust:cognito:MachineClient", name, {}, opts);
    const client = new UserPoolClient(
      name,
      {
        ...clientSettings(args),
        allowedOauthFlows: ["client_credentials"],
        // Without any named, Cognito allows sign-in by API; renewing takes a refresh token, which nobody gets here.
        explicitAuthFlows: ["ALLOW_REFRESH_TOKEN_AUTH"],
        ...tokenValidity({ ...args.tokens, idMinutes: 60, refreshDays: 30 }),
      },
      { parent: this, dependsOn: [...args.resourceServers] },
    );
    this.clientId = client.id;
    this.clientSecret = pulumi.secret(client.clientSecret);
    this.registerOutputs({ clientId: this.clientId, clientSecret: this.clientSecret });
  }
}
