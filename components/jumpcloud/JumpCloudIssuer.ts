import * as pulumi from "@pulumi/pulumi";
import { mapValues } from "../../lib/mapValues.ts";
import type { Region } from "../../providers/jumpcloud/regions.ts";
import { GroupMembership } from "../../providers/jumpcloud/sdk/GroupMembership.ts";
import { User } from "../../providers/jumpcloud/sdk/User.ts";
import { UserGroup } from "../../providers/jumpcloud/sdk/UserGroup.ts";
import type { ClientCredentials } from "../../trust/clientCredentials.ts";
import type { DeployedIssuer } from "../../trust/DeployedTrust.ts";
import type { JumpCloudIssuerModel, JumpCloudPersonModel } from "../../trust/TrustModel.ts";
import { declared } from "../declared.ts";
import type { DeclaredIssuer } from "../DeclaredIssuer.ts";
import { JumpCloudApplication } from "./JumpCloudApplication.ts";

export interface JumpCloudIssuerArgs extends Omit<JumpCloudIssuerModel, "kind"> {
  /** Where the organisation's data is. */
  readonly region: Pick<Region, "issuer">;
  /** Of people whose account is there already. */
  readonly userIds: Readonly<Record<string, string>>;
  /** Of clients, by name, in plain text; a client that is created can do without. */
  readonly credentials: Readonly<Record<string, ClientCredentials>>;
}

/**
 * JumpCloud as an issuer of ID tokens: user groups, people, and the applications that the groups may use. Its issuer is the
 * region's, the same for every organisation; the client id tells an application's tokens apart.
 */
export class JumpCloudIssuer extends pulumi.ComponentResource implements DeclaredIssuer {
  readonly issuer: pulumi.Output<string>;
  readonly audiences: pulumi.Output<string[]>;
  readonly discoveryUrl: pulumi.Output<string>;
  readonly metadataUrl: pulumi.Output<string>;
  readonly tokenEndpoint: pulumi.Output<string>;
  readonly scopeClaim = pulumi.output("scope" as const);
  /** Of ID tokens. */
  readonly clientIdClaim = pulumi.output("aud");
  readonly clients: Readonly<Record<string, JumpCloudApplication>>;
  readonly deployed: pulumi.Output<DeployedIssuer>;

  constructor(name: string, args: JumpCloudIssuerArgs, opts?: pulumi.ComponentResourceOptions) {
    super("crosstrust:jumpcloud:Issuer", name, {}, opts);
    const groups = mapValues(
      args.groups,
      ({ description }, group) =>
        new UserGroup(`${name}/${group}`, { name: group, ...(description && { description }) }, { parent: this }),
    );
    const people = mapValues(args.people, (person, key) => {
      const id =
        person.account === "existing"
          ? pulumi.output(declared(args.userIds, key))
          : this.#declareUser(`${name}/${key}`, person);
      for (const group of person.groups) {
        const membership = { groupId: declared(groups, group).id, userId: id };
        new GroupMembership(`${name}/${key}/${group}`, membership, { parent: this });
      }
      return { id, email: person.email };
    });
    this.clients = mapValues(args.clients, ({ groups: own, ...client }, key) => {
      const groupIds = Object.fromEntries(own.map((group) => [group, declared(groups, group).id]));
      const credentials = args.credentials[key];
      return new JumpCloudApplication(
        `${name}/${key}`,
        { ...client, groupIds, ...(credentials && { credentials }) },
        { parent: this },
      );
    });
    const { issuer } = args.region;
    // As its discovery document has them.
    const [authorizationEndpoint, tokenEndpoint] = [`${issuer}oauth2/auth`, `${issuer}oauth2/token`];
    this.issuer = pulumi.output(issuer);
    this.audiences = pulumi.all(Object.values(this.clients).map(({ clientId }) => clientId));
    this.discoveryUrl = pulumi.output(`${issuer}.well-known/openid-configuration`);
    this.metadataUrl = this.discoveryUrl;
    this.tokenEndpoint = pulumi.output(tokenEndpoint);
    this.deployed = pulumi.output({
      kind: "jumpcloud" as const,
      issuer,
      audiences: this.audiences,
      discoveryUrl: this.discoveryUrl,
      metadataUrl: this.metadataUrl,
      authorizationEndpoint,
      tokenEndpoint,
      userInfoEndpoint: `${issuer}userinfo`,
      scopeClaim: this.scopeClaim,
      clients: mapValues(this.clients, ({ clientId }) => ({ clientId })),
      applications: mapValues(this.clients, ({ applicationId }, key) => {
        const { redirectUris, loginUrl } = declared(args.clients, key);
        return { applicationId, redirectUris: [...redirectUris], ...(loginUrl !== undefined && { loginUrl }) };
      }),
      groups: mapValues(groups, ({ id }) => ({ id })),
      people,
    });
    this.registerOutputs({ deployed: this.deployed });
  }

  #declareUser(name: string, person: JumpCloudPersonModel): pulumi.Output<string> {
    const { email, username = email, givenName: firstname, surname: lastname } = person;
    const names = { ...(firstname && { firstname }), ...(lastname && { lastname }) };
    return new User(name, { username, email, ...names }, { parent: this }).id;
  }
}
