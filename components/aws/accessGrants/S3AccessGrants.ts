import * as pulumi from "@pulumi/pulumi";
import { RolePolicy } from "@pulumi/aws/iam/rolePolicy.js";
import { AccessGrant } from "@pulumi/aws/s3control/accessGrant.js";
import { mapValues } from "../../../lib/mapValues.ts";
import type { DeployedRelyingParty } from "../../../trust/DeployedTrust.ts";
import type { AccessGrantModel, S3AccessGrantsModel } from "../../../trust/TrustModel.ts";
import { declared } from "../../declared.ts";
import type { IssuerClient } from "../../DeclaredIssuer.ts";
import type { DeclaredRelyingParty } from "../../DeclaredRelyingParty.ts";
import { physicalName } from "../../physicalName.ts";
import type { TokenIssuer } from "../../TokenIssuer.ts";
import { AccessGrantsInstance } from "./AccessGrantsInstance.ts";
import { Directory } from "./Directory.ts";
import type { Adopted } from "./findAdopted.ts";
import { ExchangeRoles } from "./ExchangeRoles.ts";
import { GrantsLocation } from "./GrantsLocation.ts";
import { IdentityCenterApplication } from "./IdentityCenterApplication.ts";
import type { IdentityCenterInstance } from "./identityCenterInstance.ts";
import { exchangeRights } from "./policies.ts";
import { PrivateBucket } from "./PrivateBucket.ts";
import { TrustedTokenIssuer } from "./TrustedTokenIssuer.ts";

export interface S3AccessGrantsArgs extends Omit<S3AccessGrantsModel, "kind" | "issuer" | "client" | "adoptInstance"> {
  /** Whose ID tokens people exchange. */
  readonly issuer: Pick<TokenIssuer, "issuer">;
  /** The audience of those tokens. */
  readonly client: Pick<IssuerClient, "clientId">;
  readonly instance: IdentityCenterInstance;
  readonly adopted: Adopted;
}

/**
 * S3 Access Grants for people who signed in at an issuer: their ID token is exchanged at an application of IAM Identity
 * Center for who they are there, and S3 gives them what that user, or a group of theirs, was granted.
 */
export class S3AccessGrants extends pulumi.ComponentResource implements DeclaredRelyingParty {
  readonly deployed: pulumi.Output<DeployedRelyingParty>;

  constructor(name: string, args: S3AccessGrantsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("crosstrust:aws:S3AccessGrants", name, {}, opts);
    const parent = { parent: this };
    const center = args.identityCenter;
    const { instance, adopted } = args;
    const { issuer } = args.issuer;
    const { clientId } = args.client;
    const { userIds, groupIds } = new Directory(name, { ...center, instance, adopted }, parent);
    const { trustedTokenIssuerName: issuerName } = center;
    const trusted = { instance, issuerName, issuer, adopted: adopted.trustedTokenIssuerArn };
    const { trustedTokenIssuerArn } = new TrustedTokenIssuer(name, trusted, parent);
    const accessGrants = new AccessGrantsInstance(
      name,
      { identityCenter: instance, adopted: adopted.accessGrants },
      parent,
    );
    const roles = new ExchangeRoles(name, { callers: args.callers, accessGrants }, parent);
    const application = new IdentityCenterApplication(
      name,
      {
        ...center,
        instance,
        trustedTokenIssuerArn,
        audience: clientId,
        exchangeRoleArn: roles.exchangeRoleArn,
        userIds,
        groupIds,
      },
      parent,
    );
    const policy = pulumi
      .all([application.applicationArn, roles.identityRoleArn])
      .apply((arns) => exchangeRights(...arns));
    new RolePolicy(`${name}/exchange`, { name: "exchange-tokens", role: roles.exchangeRoleName, policy }, parent);
    const locations = this.#declareLocations(name, args, accessGrants);
    const grants = mapValues(args.grants, (grant, key) => {
      const { locationId } = declared(locations, grant.location);
      return this.#declareGrant(`${name}/${key}`, grant, locationId, { userIds, groupIds });
    });
    this.deployed = pulumi.output({
      kind: "s3-access-grants" as const,
      region: instance.region,
      accountId: accessGrants.accountId,
      identityStoreId: instance.identityStoreId,
      instanceArn: instance.instanceArn,
      trustedTokenIssuerArn,
      issuer,
      clientId,
      applicationArn: application.applicationArn,
      exchangeRoleArn: roles.exchangeRoleArn,
      identityRoleArn: roles.identityRoleArn,
      accessGrantsInstanceArn: accessGrants.instanceArn,
      users: mapValues(userIds, (userId, key) => ({ userId, email: declared(center.users, key).email })),
      groups: mapValues(groupIds, (groupId) => ({ groupId })),
      locations: mapValues(locations, ({ locationId, scope, roleArn }) => ({ locationId, scope, roleArn })),
      grants: mapValues(grants, ({ accessGrantId, grantScope }) => ({ grantId: accessGrantId, scope: grantScope })),
    });
    this.registerOutputs({ deployed: this.deployed });
  }

  #declareLocations(name: string, { locations, grants }: S3AccessGrantsArgs, instance: AccessGrantsInstance) {
    const created = Object.values(locations).flatMap(({ bucket, createBucket }) => (createBucket ? [bucket] : []));
    const buckets = Object.fromEntries(
      [...new Set(created)].map((bucket) => [
        bucket,
        new PrivateBucket(`${name}/${bucket}`, { bucket }, { parent: this }),
      ]),
    );
    return mapValues(locations, ({ bucket, prefix }, key) => {
      const made = buckets[bucket];
      const permissions = Object.values(grants).flatMap((one) => (one.location === key ? [one.permission] : []));
      return new GrantsLocation(
        `${name}/${key}`,
        {
          bucket,
          prefix,
          roleName: physicalName(name, "location", key),
          instance,
          permissions,
          after: made ? [made] : [],
        },
        { parent: this },
      );
    });
  }

  #declareGrant(
    name: string,
    { subPrefix, grantee, permission }: AccessGrantModel,
    locationId: pulumi.Input<string>,
    { userIds, groupIds }: Pick<Directory, "userIds" | "groupIds">,
  ): AccessGrant {
    return new AccessGrant(
      name,
      {
        accessGrantsLocationId: locationId,
        accessGrantsLocationConfiguration: { s3SubPrefix: subPrefix },
        // What does not end in the wildcard is one object, and AWS wants that said.
        ...(!subPrefix.endsWith("*") && { s3PrefixType: "Object" }),
        grantee:
          "user" in grantee
            ? { granteeType: "DIRECTORY_USER", granteeIdentifier: declared(userIds, grantee.user) }
            : { granteeType: "DIRECTORY_GROUP", granteeIdentifier: declared(groupIds, grantee.group) },
        permission,
      },
      { parent: this },
    );
  }
}
