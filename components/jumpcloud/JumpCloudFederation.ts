import * as pulumi from "@pulumi/pulumi";
import { mapValues } from "../../lib/mapValues.ts";
import { GroupMembership } from "../../providers/jumpcloud/sdk/GroupMembership.ts";
import { IdentityProvider } from "../../providers/jumpcloud/sdk/IdentityProvider.ts";
import { User } from "../../providers/jumpcloud/sdk/User.ts";
import { UserGroup } from "../../providers/jumpcloud/sdk/UserGroup.ts";
import type { DeployedPerson, DeployedRelyingParty, JumpCloudFederationSecrets } from "../../trust/DeployedTrust.ts";
import type { FederatedPersonModel, JumpCloudFederationModel } from "../../trust/TrustModel.ts";
import { declared } from "../declared.ts";
import type { DeclaredRelyingParty } from "../DeclaredRelyingParty.ts";
import { EntraPerson } from "../entra/EntraPerson.ts";
import { EntraSignInApplication } from "../entra/EntraSignInApplication.ts";

export interface JumpCloudFederationArgs extends Omit<JumpCloudFederationModel, "kind" | "domains"> {
  /** In JumpCloud, of people whose account is there already. */
  readonly userIds: Readonly<Record<string, string>>;
}

interface DeclaredPerson {
  readonly deployed: pulumi.Output<DeployedPerson>;
  readonly initialPassword: pulumi.Output<string>;
}

/**
 * JumpCloud, signing people in with the company's Entra ID tenant: JumpCloud as an application of the tenant, the tenant
 * as JumpCloud's identity provider, the people on both sides, and the JumpCloud group whose members are to be sent to
 * Entra. That they are sent there is a routing policy, which has no API: it names the group, and is made by hand.
 */
export class JumpCloudFederation extends pulumi.ComponentResource implements DeclaredRelyingParty {
  readonly deployed: pulumi.Output<DeployedRelyingParty>;
  readonly secrets: pulumi.Output<JumpCloudFederationSecrets>;

  constructor(name: string, args: JumpCloudFederationArgs, opts?: pulumi.ComponentResourceOptions) {
    super("crosstrust:jumpcloud:Federation", name, {}, opts);
    const application = new EntraSignInApplication(name, args.application, { parent: this });
    const identityProvider = new IdentityProvider(
      name,
      {
        name: args.identityProviderName,
        type: "AZURE",
        url: application.identityProviderUrl,
        clientId: application.clientId,
        clientSecret: application.clientSecret,
        adoptExisting: args.adoptIdentityProvider,
      },
      { parent: this },
    );
    const group = new UserGroup(name, { name: args.group }, { parent: this });
    const people = mapValues(args.people, (person, key) => {
      const userId = this.#jumpCloudUserId(`${name}/${key}`, person, args.userIds, key);
      return this.#declarePerson(`${name}/${key}`, person, group.id, userId);
    });
    this.deployed = pulumi.output({
      kind: "jumpcloud-federation" as const,
      tenantId: application.tenantId,
      clientId: application.clientId,
      applicationObjectId: application.objectId,
      servicePrincipalId: application.servicePrincipalId,
      issuer: application.issuer,
      identityProviderUrl: application.identityProviderUrl,
      discoveryUrl: application.discoveryUrl,
      authorizationEndpoint: application.authorizationEndpoint,
      redirectUris: [...args.application.redirectUris],
      optionalClaims: [...args.application.optionalClaims],
      secretExpires: application.secretExpires,
      secretKeyId: application.secretKeyId,
      identityProviderId: identityProvider.id,
      group: { id: group.id, name: group.name },
      people: mapValues(people, ({ deployed }) => deployed),
    });
    this.secrets = pulumi.secret({
      clientSecret: application.clientSecret,
      initialPasswords: mapValues(people, ({ initialPassword }) => initialPassword),
    });
    this.registerOutputs({ deployed: this.deployed });
  }

  #declarePerson(
    name: string,
    person: FederatedPersonModel,
    groupId: pulumi.Input<string>,
    userId: pulumi.Output<string> | undefined,
  ): DeclaredPerson {
    const account = new EntraPerson(name, person, { parent: this });
    if (person.routed && userId !== undefined) {
      new GroupMembership(name, { groupId, userId }, { parent: this });
    }
    const { objectId, userPrincipalName, initialPassword } = account;
    return {
      deployed: pulumi.output({ objectId, userPrincipalName, ...(userId && { jumpcloudUserId: userId }) }),
      initialPassword,
    };
  }

  /** Of the account whose company email is the user principal name; undefined where the person is to have none. */
  #jumpCloudUserId(
    name: string,
    person: FederatedPersonModel,
    existing: Readonly<Record<string, string>>,
    key: string,
  ): pulumi.Output<string> | undefined {
    const { userPrincipalName: email, mailNickname: username, displayName: displayname } = person;
    const { givenName: firstname, surname: lastname } = person;
    switch (person.jumpcloud) {
      case "none":
        return undefined;
      case "existing":
        return pulumi.output(declared(existing, key));
      case "declared":
        return new User(
          name,
          { username, email, displayname, ...(firstname && { firstname }), ...(lastname && { lastname }) },
          { parent: this },
        ).id;
    }
  }
}
