import * as pulumi from "@pulumi/pulumi";
import { UserPoolClient } from "@pulumi/aws/cognito/userPoolClient.js";
import { machineAuthFlows, machineTokens, oauthFlows } from "../../trust/cognito/clientSettings.ts";
import type { MachineClientModel } from "../../trust/TrustModel.ts";
import type { IssuerClient } from "../DeclaredIssuer.ts";
import { clientSettings, tokenValidity, unsaidByCognito, type PoolClientArgs } from "./clientSettings.ts";

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
        allowedOauthFlows: [oauthFlows.machine],
        explicitAuthFlows: [...machineAuthFlows],
        ...tokenValidity(machineTokens(args.tokens)),
      },
      { parent: this, dependsOn: [...args.resourceServers], ignoreChanges: unsaidByCognito },
    );
    this.clientId = client.id;
    this.clientSecret = pulumi.secret(client.clientSecret);
    this.registerOutputs({ clientId: this.clientId, clientSecret: this.clientSecret });
  }
}
