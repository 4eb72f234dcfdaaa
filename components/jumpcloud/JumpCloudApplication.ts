import * as pulumi from "@pulumi/pulumi";
import { ApplicationAssociation } from "../../providers/jumpcloud/sdk/ApplicationAssociation.ts";
import { OidcApplication } from "../../providers/jumpcloud/sdk/OidcApplication.ts";
import type { ClientCredentials } from "../../trust/clientCredentials.ts";
import type { JumpCloudClientModel } from "../../trust/TrustModel.ts";
import type { IssuerClient } from "../DeclaredIssuer.ts";

export interface JumpCloudApplicationArgs extends Omit<JumpCloudClientModel, "groups"> {
  /** Ids of the groups whose members may use it, by the groups' names. */
  readonly groupIds: Readonly<Record<string, pulumi.Input<string>>>;
  /** In plain text; they go before those that the creation tells. */
  readonly credentials?: ClientCredentials;
}

/**
 * A custom OpenID Connect application of JumpCloud with the groups that may use it: adopted, or created where the config
 * asks for that. One that is created gets the refresh token grant and the claim `email` as far as is known how to ask for
 * them; the hand-off sheet has them looked at. One that is adopted keeps what it has of them.
 */
export class JumpCloudApplication extends pulumi.ComponentResource implements IssuerClient {
  readonly applicationId: pulumi.Output<string>;
  readonly clientId: pulumi.Output<string>;
  readonly clientSecret: pulumi.Output<string>;

  constructor(name: string, args: JumpCloudApplicationArgs, opts?: pulumi.ComponentResourceOptions) {
    super("crosstrust:jumpcloud:Application", name, {}, opts);
    const { label, applicationId, create, redirectUris, loginUrl, groupIds, credentials } = args;
    const application = new OidcApplication(
      name,
      {
        name: label,
        ...(applicationId !== undefined && { applicationId }),
        redirectUris: [...redirectUris],
        ...(loginUrl !== undefined && { loginUrl }),
        tokenEndpointAuthMethod: "client_secret_post",
        ...(create && { allowCreate: true }),
      },
      { parent: this },
    );
    for (const [group, groupId] of Object.entries(groupIds)) {
      const association = { applicationId: application.id, groupId };
      new ApplicationAssociation(`${name}/${group}`, association, { parent: this });
    }
    this.applicationId = application.id;
    this.clientId = application.clientId.apply((told) => clientIdOf(name, told, credentials));
    const secret = credentials?.clientSecret ?? application.clientSecret.apply((told) => told ?? missing(name));
    this.clientSecret = pulumi.secret(secret);
    this.registerOutputs({ applicationId: this.applicationId, clientId: this.clientId });
  }
}

/** JumpCloud tells the client id of an application, or does not: nothing documents that it does. */
function clientIdOf(name: string, told: string | undefined, credentials: ClientCredentials | undefined): string {
  if (told !== undefined && credentials !== undefined && told !== credentials.clientId) {
    throw new pulumi.RunError(
      `the credentials in the config for ${name} are those of another application: JumpCloud says that the client id is ${told}`,
    );
  }
  return credentials?.clientId ?? told ?? missing(name);
}

function missing(name: string): never {
  const [issuer = name] = name.split("/");
  throw new pulumi.RunError(
    `JumpCloud did not tell the client id and secret of ${name}: make a secret in the Admin Portal, and put both into the config with \`npm run handoff -- --stack ${pulumi.getStack()} --for issuers.${issuer} --take\``,
  );
}
