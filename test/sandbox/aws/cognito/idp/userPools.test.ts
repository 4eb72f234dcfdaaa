import assert from "node:assert/strict";
import { CognitoIdentityProvider } from "@aws-sdk/client-cognito-identity-provider";
import type { UpdateUserPoolCommandInput } from "@aws-sdk/client-cognito-identity-provider";
import { accountId, type AwsCloud, awsClouds, region, start } from "../../support/AwsCloud.ts";
import { refused } from "../../support/refused.ts";
import { idpOf, makePool } from "./support/idp.ts";

const invalid = "InvalidParameterException";

describe("user pools", () => {
  const clouds = awsClouds();
  let cloud: AwsCloud;
  let idp: CognitoIdentityProvider;

  beforeEach(() => {
    cloud = clouds();
    idp = idpOf(cloud);
  });

  const describePool = async (id: string) => (await idp.describeUserPool({ UserPoolId: id })).UserPool!;

  it("creates a pool with AWS's defaults", async () => {
    const id = await makePool(idp);
    assert.match(id, /^eu-central-1_[A-Za-z0-9]{9}$/);
    const { SchemaAttributes, ...pool } = await describePool(id);
    assert.deepEqual(pool, {
      Id: id,
      Name: "customers",
      Arn: `arn:aws:cognito-idp:${region}:${accountId}:userpool/${id}`,
      CreationDate: start,
      LastModifiedDate: start,
      Policies: {
        PasswordPolicy: {
          MinimumLength: 8,
          RequireUppercase: true,
          RequireLowercase: true,
          RequireNumbers: true,
          RequireSymbols: true,
          TemporaryPasswordValidityDays: 7,
        },
        SignInPolicy: { AllowedFirstAuthFactors: ["PASSWORD"] },
      },
      LambdaConfig: {},
      VerificationMessageTemplate: { DefaultEmailOption: "CONFIRM_WITH_CODE" },
      MfaConfiguration: "OFF",
      EmailConfiguration: { EmailSendingAccount: "COGNITO_DEFAULT" },
      AdminCreateUserConfig: { AllowAdminCreateUserOnly: false, UnusedAccountValidityDays: 7 },
      AccountRecoverySetting: {
        RecoveryMechanisms: [
          { Priority: 1, Name: "verified_email" },
          { Priority: 2, Name: "verified_phone_number" },
        ],
      },
      UserPoolTier: "ESSENTIALS",
      DeletionProtection: "INACTIVE",
      UsernameConfiguration: { CaseSensitive: true },
      EstimatedNumberOfUsers: 0,
      UserPoolTags: {},
    });
    assert.equal(SchemaAttributes?.length, 21);
    assert.deepEqual(SchemaAttributes[0], {
      Name: "sub",
      AttributeDataType: "String",
      DeveloperOnlyAttribute: false,
      Mutable: false,
      Required: true,
      StringAttributeConstraints: { MinLength: "1", MaxLength: "2048" },
    });
  });

  it("resets what an update does not name, but for the name and the tags", async () => {
    const id = await makePool(idp, {
      Policies: { PasswordPolicy: { MinimumLength: 14 } },
      AccountRecoverySetting: { RecoveryMechanisms: [{ Priority: 1, Name: "admin_only" }] },
      DeletionProtection: "ACTIVE",
      EmailVerificationMessage: "Your code: {####}",
      UserPoolTags: { team: "portal" },
    });
    const made = await describePool(id);
    assert.deepEqual(made.Policies?.PasswordPolicy, {
      MinimumLength: 14,
      RequireUppercase: false,
      RequireLowercase: false,
      RequireNumbers: false,
      RequireSymbols: false,
      TemporaryPasswordValidityDays: 7,
    });
    assert.equal(made.VerificationMessageTemplate?.EmailMessage, "Your code: {####}");
    cloud.clock.advance(60);
    idp = idpOf(cloud);
    await idp.updateUserPool({ UserPoolId: id, AdminCreateUserConfig: { AllowAdminCreateUserOnly: true } });
    const updated = await describePool(id);
    assert.equal(updated.Policies?.PasswordPolicy?.MinimumLength, 8);
    assert.equal(updated.AccountRecoverySetting?.RecoveryMechanisms?.length, 2);
    assert.equal(updated.DeletionProtection, "INACTIVE");
    assert.equal(updated.AdminCreateUserConfig?.AllowAdminCreateUserOnly, true);
    assert.equal(updated.EmailVerificationMessage, undefined);
    assert.deepEqual([updated.Name, updated.UserPoolTags], ["customers", { team: "portal" }]);
    assert.equal(updated.LastModifiedDate?.getTime(), start.getTime() + 60_000);
  });

  it("takes its own description back", async () => {
    const id = await makePool(idp, { AutoVerifiedAttributes: ["email"], EmailVerificationSubject: "Code" });
    const pool = await describePool(id);
    const { Policies, LambdaConfig, AutoVerifiedAttributes, VerificationMessageTemplate, EmailConfiguration } = pool;
    const { AdminCreateUserConfig, AccountRecoverySetting, MfaConfiguration, UserPoolTier } = pool;
    const echo: UpdateUserPoolCommandInput = {
      ...{ UserPoolId: id, Policies, LambdaConfig, AutoVerifiedAttributes, VerificationMessageTemplate },
      ...{ EmailConfiguration, AdminCreateUserConfig, AccountRecoverySetting, MfaConfiguration, UserPoolTier },
    };
    await idp.updateUserPool(echo);
    assert.deepEqual(await describePool(id), pool);
  });

  it("does not delete a pool that is protected or has a domain", async () => {
    const UserPoolId = await makePool(idp, { DeletionProtection: "ACTIVE" });
    await refused(
      idp.deleteUserPool({ UserPoolId }),
      invalid,
      400,
      "The user pool cannot be deleted because deletion protection is activated. " +
        "Deletion protection must be inactivated first.",
    );
    await idp.updateUserPool({ UserPoolId, DeletionProtection: "INACTIVE" });
    await idp.createUserPoolDomain({ UserPoolId, Domain: "acme-portal" });
    await refused(
      idp.deleteUserPool({ UserPoolId }),
      invalid,
      400,
      "User pool cannot be deleted. It has a domain configured that should be deleted first.",
    );
    await idp.deleteUserPoolDomain({ UserPoolId, Domain: "acme-portal" });
    await idp.deleteUserPool({ UserPoolId });
    await refused(
      idp.describeUserPool({ UserPoolId }),
      "ResourceNotFoundException",
      400,
      `User pool ${UserPoolId} does not exist.`,
    );
  });

  it("lists pools page by page, those of its region alone", async () => {
    const names = ["a", "b", "c"];
    for (const PoolName of names) await makePool(idp, { PoolName });
    const first = await idp.listUserPools({ MaxResults: 2 });
    const second = await idp.listUserPools({ MaxResults: 2, NextToken: first.NextToken });
    assert.deepEqual(
      [...first.UserPools!, ...second.UserPools!].map(({ Name }) => Name),
      names,
    );
    assert.equal(second.NextToken, undefined);
    const elsewhere = new CognitoIdentityProvider({ ...cloud.clientConfig, region: "us-east-1" });
    assert.deepEqual((await elsewhere.listUserPools({ MaxResults: 60 })).UserPools, []);
  });

  it("takes custom attributes at creation and later, each once", async () => {
    const UserPoolId = await makePool(idp, {
      Schema: [
        { Name: "email", AttributeDataType: "String", Required: true, Mutable: true },
        { Name: "tier", AttributeDataType: "Number", Mutable: false },
      ],
    });
    await idp.addCustomAttributes({ UserPoolId, CustomAttributes: [{ Name: "team", AttributeDataType: "String" }] });
    const { SchemaAttributes = [] } = await describePool(UserPoolId);
    const named = (name: string) => SchemaAttributes.find(({ Name }) => Name === name);
    assert.equal(named("email")?.Required, true);
    assert.deepEqual(named("custom:tier"), {
      Name: "custom:tier",
      AttributeDataType: "Number",
      DeveloperOnlyAttribute: false,
      Mutable: false,
      Required: false,
      NumberAttributeConstraints: {},
    });
    assert.equal(named("custom:team")?.Mutable, true);
    await refused(
      idp.addCustomAttributes({ UserPoolId, CustomAttributes: [{ Name: "team", AttributeDataType: "String" }] }),
      invalid,
      400,
      "custom:team: Existing attribute already has name custom:team.",
    );
    await refused(
      makePool(idp, { Schema: [{ Name: "x", AttributeDataType: "String", Required: true }] }),
      invalid,
      400,
      "Required custom attributes are not supported currently.",
    );
  });

  it("turns an authenticator app on before it makes a second factor optional or required", async () => {
    const UserPoolId = await makePool(idp);
    const { MfaConfiguration } = await idp.getUserPoolMfaConfig({ UserPoolId });
    assert.equal(MfaConfiguration, "OFF");
    await refused(
      idp.updateUserPool({ UserPoolId, MfaConfiguration: "OPTIONAL" }),
      invalid,
      400,
      "SMS configuration and Auto verification for phone_number are required when MFA is required/optional",
    );
    await refused(
      idp.setUserPoolMfaConfig({ UserPoolId, MfaConfiguration: "ON" }),
      invalid,
      400,
      "Invalid MFA configuration given, can't disable all MFAs with a required or optional configuration.",
    );
    await refused(
      idp.setUserPoolMfaConfig({
        UserPoolId,
        MfaConfiguration: "OFF",
        SoftwareTokenMfaConfiguration: { Enabled: true },
      }),
      invalid,
      400,
      "Invalid MFA configuration given, can't turn off MFA and configure an MFA together.",
    );
    const SoftwareTokenMfaConfiguration = { Enabled: true };
    await idp.setUserPoolMfaConfig({ UserPoolId, MfaConfiguration: "OPTIONAL", SoftwareTokenMfaConfiguration });
    await idp.updateUserPool({ UserPoolId, MfaConfiguration: "OPTIONAL" });
    const mfa = await idp.getUserPoolMfaConfig({ UserPoolId });
    assert.deepEqual([mfa.MfaConfiguration, mfa.SoftwareTokenMfaConfiguration], ["OPTIONAL", { Enabled: true }]);
  });

  it("tags pools", async () => {
    const id = await makePool(idp, { UserPoolTags: { team: "a" } });
    const ResourceArn = `arn:aws:cognito-idp:${region}:${accountId}:userpool/${id}`;
    await idp.tagResource({ ResourceArn, Tags: { stage: "dev" } });
    await idp.untagResource({ ResourceArn, TagKeys: ["team"] });
    assert.deepEqual((await idp.listTagsForResource({ ResourceArn })).Tags, { stage: "dev" });
    await refused(
      idp.tagResource({ ResourceArn, Tags: { "aws:x": "y" } }),
      "UserPoolTaggingException",
      400,
      "Tag keys may not start with aws: aws:x",
    );
  });

  it("tells every fault of a request in AWS's words", async () => {
    await refused(
      idp.createUserPool({
        PoolName: "a/b",
        Policies: { PasswordPolicy: { MinimumLength: 5 } },
        AutoVerifiedAttributes: ["fax" as "email"],
      }),
      invalid,
      400,
      "3 validation errors detected: Value '5' at 'policies.passwordPolicy.minimumLength' failed to satisfy constraint: " +
        "Member must have value greater than or equal to 6; Value '[fax]' at 'autoVerifiedAttributes' failed to satisfy " +
        "constraint: Member must satisfy constraint: [Member must satisfy enum value set: [phone_number, email]]; Value " +
        String.raw`'a/b' at 'poolName' failed to satisfy constraint: Member must satisfy regular expression pattern: [\w\s+=,.@-]+`,
    );
    await refused(
      idp.describeUserPool({ UserPoolId: undefined }),
      invalid,
      400,
      "1 validation error detected: Value null at 'userPoolId' failed to satisfy constraint: Member must not be null",
    );
    await refused(
      makePool(idp, { AliasAttributes: ["email"], UsernameAttributes: ["email"] }),
      invalid,
      400,
      "Only one of the aliasAttributes or usernameAttributes can be set in a user pool.",
    );
    await refused(
      makePool(idp, { AutoVerifiedAttributes: ["phone_number"] }),
      invalid,
      400,
      "SMS configuration is required when phone_number is selected for auto verification",
    );
    await refused(
      makePool(idp, { AdminCreateUserConfig: { UnusedAccountValidityDays: 3 } }),
      invalid,
      400,
      "Please use TemporaryPasswordValidityDays in PasswordPolicy instead of UnusedAccountValidityDays",
    );
    assert.deepEqual((await idp.listUserPools({ MaxResults: 1 })).UserPools, []);
  });

  it("refuses and lists what the sandbox does not play", async () => {
    await refused(
      makePool(idp, { LambdaConfig: { PreSignUp: "arn:aws:lambda:eu-central-1:123456789012:function:x" } }),
      invalid,
      400,
      "The sandbox does not support the member LambdaConfig.PreSignUp of this operation",
    );
    await refused(
      makePool(idp, { Policies: { SignInPolicy: { AllowedFirstAuthFactors: ["WEB_AUTHN"] } } }),
      invalid,
      400,
      "The sandbox does not support first factors other than PASSWORD",
    );
    assert.equal(cloud.refusals.length, 2);
  });

  it("fails as it was asked to, once", async () => {
    cloud.faults.set("CreateUserPool", 429);
    await refused(makePool(idp), "TooManyRequestsException", 400, "Rate exceeded");
    await makePool(idp);
  });

  it("wants requests to be signed", async () => {
    const answer = await cloud.ask("POST", `https://cognito-idp.${region}.amazonaws.com/`, {
      headers: { "x-amz-target": "AWSCognitoIdentityProviderService.ListUserPools" },
      body: '{"MaxResults":1}',
    });
    assert.equal(answer.status, 400);
    assert.match(answer.body, /MissingAuthenticationTokenException/);
  });
});
