import * as pulumi from "@pulumi/pulumi";
import { Application } from "@pulumi/azuread/application.js";
import { ApplicationIdentifierUri } from "@pulumi/azuread/applicationIdentifierUri.js";
import { ServicePrincipal } from "@pulumi/azuread/servicePrincipal.js";
import { mapValues } from "../../lib/mapValues.ts";
import type { DeployedEntraIssuer } from "../../trust/DeployedTrust.ts";
import type { EntraIssuerModel } from "../../trust/TrustModel.ts";
import { declared } from "../declared.ts";
import { physicalName } from "../physicalName.ts";
import { EntraClient } from "./EntraClient.ts";
import type { SignInAudience } from "./SignInAudience.ts";
import { stableUuid } from "./stableUuid.ts";

export interface EntraApiArgs extends Omit<EntraIssuerModel, "kind"> {
  readonly signInAudience: SignInAudience;
  /** What the identifier URI is where the config says none. @param clientId of the API */
  readonly defaultIdentifierUri: (clientId: string) => string;
}

type DeployedEntraApi = Pick<
  DeployedEntraIssuer,
  "tenantId" | "applicationObjectId" | "servicePrincipalId" | "identifierUri" | "tokenScope" | "clients"
>;

/**
 * An API's registration in a directory of Microsoft's, with its app roles, its service principal, and the applications
 * that may ask for its tokens. Its tokens are of version 2: their `aud` is the API's client id, their `azp` the client's.
 *
 * The identifier URI is a resource of its own, as it may be made from the client id; the registration then has to ignore
 * it, or its next update would take it away (pulumi/pulumi-azuread #1036). The provider's smaller resource for a
 * registration alone would not need that, and does not wait until Graph knows what it made (terraform-provider-azuread
 * #1802).
 */
export class EntraApi extends pulumi.ComponentResource {
  readonly clientId: pulumi.Output<string>;
  /** The directory's, as Graph says it: the service principal's `appOwnerOrganizationId`. */
  readonly tenantId: pulumi.Output<string>;
  readonly clients: Readonly<Record<string, EntraClient>>;
  /** What the stack output `trust` says of it. */
  readonly deployed: { readonly [K in keyof DeployedEntraApi]: pulumi.Output<DeployedEntraApi[K]> };

  /** @throws InputPropertiesError for clients that name roles which are not there */
  constructor(name: string, args: EntraApiArgs, opts?: pulumi.ComponentResourceOptions) {
    super("crosstrust:entra:Api", name, {}, opts);
    const { signInAudience } = args;
    const roleIds = mapValues(args.roles, (_, role) => stableUuid(pulumi.getProject(), pulumi.getStack(), name, role));
    const application = new Application(
      name,
      {
        displayName: args.name ?? physicalName(name),
        ...(args.description && { description: args.description }),
        signInAudience,
        api: { requestedAccessTokenVersion: 2 },
        appRoles: Object.entries(args.roles).map(([role, { displayName = role, description = displayName }]) => ({
          id: declared(roleIds, role),
          value: role,
          displayName,
          description,
          allowedMemberTypes: ["Application"],
        })),
      },
      { parent: this, ignoreChanges: ["identifierUris"] },
    );
    const applicationIdentifierUri = new ApplicationIdentifierUri(
      name,
      {
        applicationId: application.id,
        identifierUri: args.identifierUri ?? application.clientId.apply(args.defaultIdentifierUri),
      },
      { parent: this },
    );
    const servicePrincipal = new ServicePrincipal(
      name,
      { clientId: application.clientId, appRoleAssignmentRequired: args.assignmentRequired },
      // It shows the identifier URI among its names: made before that, it would show drift, or not, as the race goes.
      { parent: this, dependsOn: [applicationIdentifierUri] },
    );
    const api = {
      clientId: application.clientId,
      servicePrincipalId: servicePrincipal.objectId,
      roleIds,
    };
    this.clientId = application.clientId;
    this.tenantId = servicePrincipal.applicationTenantId;
    this.clients = mapValues(
      args.clients,
      (model, client) =>
        new EntraClient(
          `${name}/${client}`,
          { ...model, title: model.label ?? physicalName(name, client), signInAudience, api },
          { parent: this },
        ),
    );
    this.deployed = {
      tenantId: this.tenantId,
      applicationObjectId: application.objectId,
      servicePrincipalId: servicePrincipal.objectId,
      identifierUri: applicationIdentifierUri.identifierUri,
      tokenScope: pulumi.interpolate`${applicationIdentifierUri.identifierUri}/.default`,
      clients: pulumi.output(
        mapValues(this.clients, ({ clientId, secretExpires }) => ({
          clientId,
          ...(secretExpires && { secretExpires }),
        })),
      ),
    };
    this.registerOutputs({ ...this.deployed });
  }
}
