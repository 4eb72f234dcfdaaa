import * as pulumi from "@pulumi/pulumi";
import { ApplicationAppRole } from "@pulumi/azuread/applicationAppRole.js";
import { ApplicationIdentifierUri } from "@pulumi/azuread/applicationIdentifierUri.js";
import { ApplicationRegistration } from "@pulumi/azuread/applicationRegistration.js";
import { ServicePrincipal } from "@pulumi/azuread/servicePrincipal.js";
import { mapValues } from "../../lib/mapValues.ts";
import type { DeployedEntraIssuer } from "../../trust/DeployedTrust.ts";
import type { AppRoleModel, EntraIssuerModel } from "../../trust/TrustModel.ts";
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
 * The registration, its roles and its identifier URI are resources apart, as the URI is made from the client id: the
 * provider's resource for all of them in one takes away, with any update, a URI that was added beside it
 * (pulumi/pulumi-azuread #1036).
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
    const registration = new ApplicationRegistration(
      name,
      {
        displayName: args.name ?? physicalName(name),
        ...(args.description && { description: args.description }),
        signInAudience,
        requestedAccessTokenVersion: 2,
      },
      { parent: this },
    );
    const roles = mapValues(args.roles, (model, role) => this.#declareRole(name, registration, role, model));
    const { identifierUri } = new ApplicationIdentifierUri(
      name,
      {
        applicationId: registration.id,
        identifierUri: args.identifierUri ?? registration.clientId.apply(args.defaultIdentifierUri),
      },
      { parent: this },
    );
    const servicePrincipal = new ServicePrincipal(
      name,
      { clientId: registration.clientId, appRoleAssignmentRequired: args.assignmentRequired },
      // Made with its roles, it need not catch up with them before they can be assigned.
      { parent: this, dependsOn: Object.values(roles) },
    );
    const api = {
      clientId: registration.clientId,
      servicePrincipalId: servicePrincipal.objectId,
      roleIds: mapValues(roles, ({ roleId }) => roleId),
    };
    this.clientId = registration.clientId;
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
      applicationObjectId: registration.objectId,
      servicePrincipalId: servicePrincipal.objectId,
      identifierUri,
      tokenScope: pulumi.interpolate`${identifierUri}/.default`,
      clients: pulumi.output(
        mapValues(this.clients, ({ clientId, secretExpires }) => ({
          clientId,
          ...(secretExpires && { secretExpires }),
        })),
      ),
    };
    this.registerOutputs({ ...this.deployed });
  }

  #declareRole(
    name: string,
    { id }: ApplicationRegistration,
    role: string,
    { displayName = role, description = displayName }: AppRoleModel,
  ): ApplicationAppRole {
    return new ApplicationAppRole(
      `${name}/${role}`,
      {
        applicationId: id,
        roleId: stableUuid(pulumi.getProject(), pulumi.getStack(), name, role),
        value: role,
        displayName,
        description,
        allowedMemberTypes: ["Application"],
      },
      { parent: this },
    );
  }
}
