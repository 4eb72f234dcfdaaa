import * as pulumi from "@pulumi/pulumi";
import { UserGroup } from "@pulumi/aws/cognito/userGroup.js";
import { UserPool as AwsUserPool } from "@pulumi/aws/cognito/userPool.js";
import { deletionProtection, mfaConfigurations, recoveryMechanisms } from "../../trust/cognito/poolSettings.ts";
import type { CognitoIssuerModel } from "../../trust/TrustModel.ts";

export interface UserPoolArgs extends Pick<
  CognitoIssuerModel,
  "signIn" | "passwords" | "mfa" | "recovery" | "deletionProtection" | "pages" | "groups"
> {
  /** The pool's name in AWS. */
  readonly title: string;
}

/**
 * A user pool with its groups. Administrators make its people; nobody signs up.
 *
 * Everybody has an email address, for that is whom a relying party takes a person for. A person who changes it keeps the old
 * one until the new one is verified: unverified, it would let them pass for whomever it belongs to. Names and the other
 * standard attributes are in every pool, and stay optional.
 */
export class UserPool extends pulumi.ComponentResource {
  readonly userPoolId: pulumi.Output<string>;
  /** The exact `iss` of its tokens. */
  readonly issuer: pulumi.Output<string>;

  constructor(name: string, args: UserPoolArgs, opts?: pulumi.ComponentResourceOptions) {
    super("crosstrust:cognito:UserPool", name, {}, opts);
    const { passwords } = args;
    const addresses = args.signIn.filter((kind) => kind !== "username");
    const pool = new AwsUserPool(
      name,
      {
        name: args.title,
        deletionProtection: deletionProtection(args.deletionProtection),
        // Managed login is not in the cheapest plan (Amazon Cognito developer guide, "User pool feature plans").
        ...(args.pages === "managed" && { userPoolTier: "ESSENTIALS" }),
        ...(addresses.length > 0 && { usernameAttributes: addresses }),
        usernameConfiguration: { caseSensitive: false },
        // With the constraints that AWS gives it, or the provider would want to replace the pool, people and all.
        schemas: [
          {
            name: "email",
            attributeDataType: "String",
            required: true,
            mutable: true,
            stringAttributeConstraints: { minLength: "0", maxLength: "2048" },
          },
        ],
        autoVerifiedAttributes: ["email"],
        userAttributeUpdateSettings: { attributesRequireVerificationBeforeUpdates: ["email"] },
        adminCreateUserConfig: { allowAdminCreateUserOnly: true },
        passwordPolicy: {
          minimumLength: passwords.minimumLength,
          temporaryPasswordValidityDays: passwords.temporaryDays,
          requireLowercase: passwords.lowercase,
          requireUppercase: passwords.uppercase,
          requireNumbers: passwords.numbers,
          requireSymbols: passwords.symbols,
        },
        mfaConfiguration: mfaConfigurations[args.mfa],
        ...(args.mfa !== "off" && { softwareTokenMfaConfiguration: { enabled: true } }),
        accountRecoverySetting: {
          recoveryMechanisms: [{ name: recoveryMechanisms[args.recovery], priority: 1 }],
        },
      },
      { parent: this },
    );
    for (const [group, { description, precedence }] of Object.entries(args.groups)) {
      new UserGroup(
        `${name}/${group}`,
        {
          userPoolId: pool.id,
          name: group,
          ...(description !== undefined && { description }),
          ...(precedence !== undefined && { precedence }),
        },
        { parent: this },
      );
    }
    this.userPoolId = pool.id;
    this.issuer = pulumi.interpolate`https://${pool.endpoint}`;
    this.registerOutputs({ userPoolId: this.userPoolId, issuer: this.issuer });
  }
}
