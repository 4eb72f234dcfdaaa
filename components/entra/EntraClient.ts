import * as pulumi from "@pulumi/pulumi";
import { AppRoleAssignment } from "@pulumi/azuread/appRoleAssignment.js";
import { Application } from "@pulumi/azuread/application.js";
import { ServicePrincipal } from "@pulumi/azuread/servicePrincipal.js";
import type { MicrosoftClientModel } from "../../trust/TrustModel.ts";
import { declared } from "../declared.ts";
import type { IssuerClient } from "../DeclaredIssuer.ts";
import { refuseArguments } from "../refuseArguments.ts";
import { declareCredentials } from "./declareCredentials.ts";
import type { SignInAudience } from "./SignInAudience.ts";

export interface EntraClientArgs extends Pick<MicrosoftClientModel, "roles" | "secret" | "federatedCredentials"> {
  /** The application's display name. */
  readonly title: string;
  readonly signInAudience: SignInAudience;
  /** The API that the client asks for tokens of. */
  readonly api: {
    readonly clientId: pulumi.Input<string>;
    readonly servicePrincipalId: pulumi.Input<string>;
    /** The ids of its app roles, by value. */
    readonly roleIds: Readonly<Record<string, pulumi.Input<string>>>;
  };
}

/**
 * An application that asks for an API's tokens in its own name. Its app roles are assigned, which is what "Grant admin
 * consent" does in the portal, and stand in the registration too, where the portal shows them.
 */
export class EntraClient extends pulumi.ComponentResource implements IssuerClient {
  readonly clientId: pulumi.Output<string>;
  readonly clientSecret?: pulumi.Output<string>;
  readonly secretExpires?: pulumi.Output<string>;

  /** @throws InputPropertiesError for roles that the API does not have */
  constructor(name: string, args: EntraClientArgs, opts?: pulumi.ComponentResourceOptions) {
    const { api, roles, signInAudience } = args;
    refuseArguments(
      `entra client ${name}`,
      roles.flatMap((role, index) =>
        Object.hasOwn(api.roleIds, role)
          ? []
          : [{ propertyPath: `roles[${index}]`, reason: `there is no role ${role}` }],
      ),
    );
    super("crosstrust:entra:Client", name, {}, opts);
    const roleIds = roles.map((role) => [role, declared(api.roleIds, role)] as const);
    const application = new Application(
      name,
      {
        displayName: args.title,
        signInAudience,
        // Graph takes an application for personal accounts with version 2 alone.
        ...(signInAudience !== "AzureADMyOrg" && { api: { requestedAccessTokenVersion: 2 } }),
        ...(roleIds.length > 0 && {
          requiredResourceAccesses: [
            { resourceAppId: api.clientId, resourceAccesses: roleIds.map(([, id]) => ({ id, type: "Role" })) },
          ],
        }),
      },
      { parent: this },
    );
    const servicePrincipal = new ServicePrincipal(name, { clientId: application.clientId }, { parent: this });
    for (const [role, appRoleId] of roleIds) {
      new AppRoleAssignment(
        `${name}/${role}`,
        { appRoleId, principalObjectId: servicePrincipal.objectId, resourceObjectId: api.servicePrincipalId },
        { parent: this },
      );
    }
    this.clientId = application.clientId;
    const secret = declareCredentials(
      name,
      application.id,
      { secret: args.secret, federatedCredentials: args.federatedCredentials },
      this,
    );
    if (secret !== undefined) {
      this.clientSecret = secret.value;
      this.secretExpires = secret.expires;
    }
    this.registerOutputs({
      clientId: this.clientId,
      clientSecret: this.clientSecret,
      secretExpires: this.secretExpires,
    });
  }
}
