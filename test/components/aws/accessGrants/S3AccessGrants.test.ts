import assert from "node:assert/strict";
import { output } from "@pulumi/pulumi";
import { S3AccessGrants } from "../../../../components/aws/accessGrants/S3AccessGrants.ts";
import type { S3AccessGrantsArgs } from "../../../../components/aws/accessGrants/S3AccessGrants.ts";
import { accessGrantsModel } from "../../../trust/accessGrantsFixture.ts";
import { accessGrantsInstanceArn, runProgram } from "../../support/runProgram.ts";
import type { ProgramOptions } from "../../support/runProgram.ts";
import { settled } from "../../support/settled.ts";

const issuer = "https://oauth.id.jumpcloud.com/";
const instanceArn = "arn:aws:sso:::instance/ssoins-0123456789abcdef";
const model = accessGrantsModel().relyingParties.s3;
const args: S3AccessGrantsArgs = {
  ...model,
  issuer: { issuer: output(issuer) },
  client: { clientId: output("client-of-jumpcloud") },
  instance: { instanceArn, identityStoreId: "d-1234567890", region: "eu-central-1" },
  adopted: {
    userIds: { erik: "user-by-emails.value=erik@acme.example" },
    groupIds: { auditors: "group-by-displayName=auditors" },
  },
};
const center = args.identityCenter;
const applicationArn = "arn:of:Application(s3)";

function declare(changes: Partial<S3AccessGrantsArgs> = {}, options: ProgramOptions = {}) {
  return runProgram(() => new S3AccessGrants("s3", { ...args, ...changes }), options);
}

const parsed = (policy: unknown): unknown => JSON.parse(String(policy));

describe("S3AccessGrants", () => {
  it("declares each thing once, under the component that it belongs to", async () => {
    const { resources } = await declare();
    assert.deepEqual(
      resources
        .map(({ type, name, parent }) => `${type.split(":").at(-1)} ${name} < ${parent?.split(":").at(-1)}`)
        .sort(),
      [
        "AccessGrant s3/analysts-team-a < S3AccessGrants s3",
        "AccessGrant s3/erik-logs < S3AccessGrants s3",
        "AccessGrant s3/erik-summary < S3AccessGrants s3",
        "AccessGrantsInstance s3 < AccessGrantsInstance s3",
        "AccessGrantsInstance s3 < S3AccessGrants s3",
        "AccessGrantsLocation s3/logs < GrantsLocation s3/logs",
        "AccessGrantsLocation s3/reports < GrantsLocation s3/reports",
        "Application s3 < IdentityCenterApplication s3",
        "ApplicationAccessScope s3 < IdentityCenterApplication s3",
        "ApplicationAssignment s3/group/analysts < IdentityCenterApplication s3",
        "ApplicationAssignment s3/user/erik < IdentityCenterApplication s3",
        "ApplicationAssignmentConfiguration s3 < IdentityCenterApplication s3",
        "ApplicationAuthenticationMethod s3 < IdentityCenterApplication s3",
        "ApplicationGrant s3 < IdentityCenterApplication s3",
        "Bucket s3/acme-dev-reports < PrivateBucket s3/acme-dev-reports",
        "BucketPublicAccessBlock s3/acme-dev-reports < PrivateBucket s3/acme-dev-reports",
        "Directory s3 < S3AccessGrants s3",
        "ExchangeRoles s3 < S3AccessGrants s3",
        "GrantsLocation s3/logs < S3AccessGrants s3",
        "GrantsLocation s3/reports < S3AccessGrants s3",
        "Group s3/analysts < Directory s3",
        "GroupMembership s3/analysts/dora < Directory s3",
        "IdentityCenterApplication s3 < S3AccessGrants s3",
        "PrivateBucket s3/acme-dev-reports < S3AccessGrants s3",
        "Role s3/exchange < ExchangeRoles s3",
        "Role s3/identity < ExchangeRoles s3",
        "Role s3/logs < GrantsLocation s3/logs",
        "Role s3/reports < GrantsLocation s3/reports",
        "RolePolicy s3/exchange < S3AccessGrants s3",
        "RolePolicy s3/identity < ExchangeRoles s3",
        "RolePolicy s3/logs < GrantsLocation s3/logs",
        "RolePolicy s3/reports < GrantsLocation s3/reports",
        "S3AccessGrants s3 < undefined",
        "TrustedTokenIssuer s3 < S3AccessGrants s3",
        "TrustedTokenIssuer s3 < TrustedTokenIssuer s3",
        "User s3/dora < Directory s3",
      ],
    );
  });

  it("trusts the issuer exactly, and compares its claim email with users' emails", async () => {
    const { ofType } = await declare();
    assert.deepEqual(ofType("aws:ssoadmin/trustedTokenIssuer:TrustedTokenIssuer")[0]!.inputs, {
      instanceArn,
      name: "jumpcloud",
      trustedTokenIssuerType: "OIDC_JWT",
      trustedTokenIssuerConfiguration: {
        oidcJwtConfiguration: {
          issuerUrl: issuer,
          claimAttributePath: "email",
          identityStoreAttributePath: "emails.value",
          jwksRetrievalOption: "OPEN_ID_DISCOVERY",
        },
      },
    });
  });

  it("makes an application for the client's tokens, one role, one scope, and whom it is assigned to", async () => {
    const { ofType } = await declare();
    const [application] = ofType("aws:ssoadmin/application:Application");
    assert.deepEqual(application!.inputs, {
      instanceArn,
      name: "s3",
      applicationProviderArn: "arn:aws:sso::aws:applicationProvider/custom",
    });
    assert.deepEqual(application!.replaceOnChanges, ["instanceArn", "applicationProviderArn"]);
    assert.deepEqual(ofType("aws:ssoadmin/applicationAccessScope:ApplicationAccessScope")[0]!.inputs, {
      applicationArn,
      scope: "s3:access_grants:read_write",
    });
    assert.deepEqual(ofType("identitycenter:index/applicationGrant:ApplicationGrant")[0]!.inputs, {
      applicationArn,
      trustedTokenIssuers: [
        { trustedTokenIssuerArn: "arn:of:TrustedTokenIssuer(s3)", authorizedAudiences: ["client-of-jumpcloud"] },
      ],
      region: "eu-central-1",
    });
    const methods = ofType("identitycenter:index/applicationAuthenticationMethod:ApplicationAuthenticationMethod");
    assert.deepEqual(methods[0]!.inputs, {
      applicationArn,
      roleArn: "arn:of:Role(s3/exchange)",
      region: "eu-central-1",
    });
    const configurations = ofType("aws:ssoadmin/applicationAssignmentConfiguration:ApplicationAssignmentConfiguration");
    assert.deepEqual(configurations[0]!.inputs, { applicationArn, assignmentRequired: true });
    assert.deepEqual(
      ofType("aws:ssoadmin/applicationAssignment:ApplicationAssignment").map(({ inputs }) => inputs),
      [
        { applicationArn, principalType: "GROUP", principalId: "group-of-s3/analysts" },
        { applicationArn, principalType: "USER", principalId: "user-by-emails.value=erik@acme.example" },
      ],
    );
  });

  it("assigns nobody where the config lets every user exchange, and says so to AWS", async () => {
    const { ofType } = await declare({ identityCenter: { ...center, assignment: { required: false } } });
    assert.deepEqual(ofType("aws:ssoadmin/applicationAssignment:ApplicationAssignment"), []);
    const [configuration] = ofType(
      "aws:ssoadmin/applicationAssignmentConfiguration:ApplicationAssignmentConfiguration",
    );
    assert.equal(configuration!.inputs["assignmentRequired"], false);
  });

  it("makes declared users and groups, and takes adopted ones as they are", async () => {
    const { ofType, calls } = await declare();
    const identityStoreId = "d-1234567890";
    assert.deepEqual(
      ofType("aws:identitystore/user:User").map(({ inputs }) => inputs),
      [
        {
          identityStoreId,
          userName: "dora@acme.example",
          displayName: "Dora Dean",
          name: { givenName: "Dora", familyName: "Dean" },
          emails: { value: "dora@acme.example", primary: true },
        },
      ],
    );
    assert.deepEqual(
      ofType("aws:identitystore/groupMembership:GroupMembership").map(({ inputs }) => inputs),
      [{ identityStoreId, groupId: "group-of-s3/analysts", memberId: "user-of-s3/dora" }],
    );
    assert.deepEqual(
      ofType("aws:identitystore/group:Group").map(({ inputs }) => inputs),
      [{ identityStoreId, displayName: "Analysts" }],
    );
    assert.deepEqual(calls, [], "nothing is looked up while resources are declared");
  });

  it("gives the two roles exactly what an exchange takes", async () => {
    const { ofType } = await declare();
    const roles = Object.fromEntries(ofType("aws:iam/role:Role").map(({ name, inputs }) => [name, inputs]));
    const policies = Object.fromEntries(
      ofType("aws:iam/rolePolicy:RolePolicy").map(({ name, inputs }) => [name, inputs]),
    );
    assert.equal(roles["s3/exchange"]!["name"], "crosstrust-dev-s3--exchange-role");
    assert.deepEqual(parsed(roles["s3/exchange"]!["assumeRolePolicy"]), {
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Action: "sts:AssumeRole", Principal: { AWS: "arn:aws:iam::111122223333:root" } }],
    });
    assert.deepEqual(parsed(policies["s3/exchange"]!["policy"]), {
      Version: "2012-10-17",
      Statement: [
        { Effect: "Allow", Action: "sso-oauth:CreateTokenWithIAM", Resource: applicationArn },
        { Effect: "Allow", Action: ["sts:AssumeRole", "sts:SetContext"], Resource: "arn:of:Role(s3/identity)" },
      ],
    });
    assert.deepEqual(parsed(roles["s3/identity"]!["assumeRolePolicy"]), {
      Version: "2012-10-17",
      Statement: [
        { Effect: "Allow", Action: "sts:AssumeRole", Principal: { AWS: "arn:of:Role(s3/exchange)" } },
        {
          Effect: "Allow",
          Action: "sts:SetContext",
          Principal: { AWS: "arn:of:Role(s3/exchange)" },
          Condition: {
            "ForAllValues:ArnEquals": {
              "sts:RequestContextProviders": "arn:aws:iam::aws:contextProvider/IdentityCenter",
            },
          },
        },
      ],
    });
    assert.deepEqual(parsed(policies["s3/identity"]!["policy"]), {
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Action: "s3:GetDataAccess", Resource: accessGrantsInstanceArn }],
    });
  });

  it("lets callers that the config names take the exchange role, and nobody else", async () => {
    const callers = ["arn:aws:iam::111122223333:role/analyst", "arn:aws:iam::111122223333:user/dora"];
    const { ofType } = await declare({ callers });
    const role = ofType("aws:iam/role:Role").find(({ name }) => name === "s3/exchange");
    assert.deepEqual(parsed(role!.inputs["assumeRolePolicy"]), {
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Action: "sts:AssumeRole", Principal: { AWS: callers } }],
    });
  });

  it("gives a location's role what its grants come to, below its prefix, for this account's instance alone", async () => {
    const { ofType } = await declare();
    const role = ofType("aws:iam/role:Role").find(({ name }) => name === "s3/logs");
    const source = {
      StringEquals: { "aws:SourceAccount": "111122223333", "aws:SourceArn": accessGrantsInstanceArn },
    };
    const Principal = { Service: "access-grants.s3.amazonaws.com" };
    assert.deepEqual(parsed(role!.inputs["assumeRolePolicy"]), {
      Version: "2012-10-17",
      Statement: [
        { Effect: "Allow", Action: ["sts:AssumeRole", "sts:SetSourceIdentity"], Principal, Condition: source },
        {
          Effect: "Allow",
          Action: "sts:SetContext",
          Principal,
          Condition: {
            ...source,
            "ForAllValues:ArnEquals": {
              "sts:RequestContextProviders": "arn:aws:iam::aws:contextProvider/IdentityCenter",
            },
          },
        },
      ],
    });
    const own = {
      StringEquals: { "aws:ResourceAccount": "111122223333" },
      ArnEquals: { "s3:AccessGrantsInstanceArn": accessGrantsInstanceArn },
    };
    const policy = (name: string) =>
      parsed(ofType("aws:iam/rolePolicy:RolePolicy").find((one) => one.name === name)!.inputs["policy"]);
    assert.deepEqual(policy("s3/logs"), {
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Allow",
          Action: ["s3:GetObject", "s3:GetObjectVersion", "s3:ListMultipartUploadParts"],
          Resource: "arn:aws:s3:::acme-dev-logs/app/*",
          Condition: own,
        },
        {
          Effect: "Allow",
          Action: ["s3:PutObject", "s3:DeleteObject", "s3:DeleteObjectVersion", "s3:AbortMultipartUpload"],
          Resource: "arn:aws:s3:::acme-dev-logs/app/*",
          Condition: own,
        },
        {
          Effect: "Allow",
          Action: "s3:ListBucket",
          Resource: "arn:aws:s3:::acme-dev-logs",
          Condition: { ...own, StringLike: { "s3:prefix": "app/*" } },
        },
      ],
    });
    const read = await declare({ grants: { one: { ...model.grants["erik-logs"]!, permission: "READ" } } });
    const actions = (run: typeof read, name: string) => {
      const found = run.ofType("aws:iam/rolePolicy:RolePolicy").find((one) => one.name === name);
      const { Statement } = parsed(found!.inputs["policy"]) as { Statement: { Action: string | string[] }[] };
      return Statement.flatMap(({ Action }) => Action);
    };
    assert.deepEqual(actions(read, "s3/logs"), [
      "s3:GetObject",
      "s3:GetObjectVersion",
      "s3:ListMultipartUploadParts",
      "s3:ListBucket",
    ]);
  });

  it("registers a location after its role's rights and its bucket, and makes only buckets that it is to make", async () => {
    const { ofType } = await declare();
    const locations = ofType("aws:s3control/accessGrantsLocation:AccessGrantsLocation");
    assert.deepEqual(
      locations.map(({ inputs }) => inputs),
      [
        { locationScope: "s3://acme-dev-logs/app/", iamRoleArn: "arn:of:Role(s3/logs)" },
        { locationScope: "s3://acme-dev-reports/", iamRoleArn: "arn:of:Role(s3/reports)" },
      ],
    );
    for (const expected of ["s3/reports", "s3/acme-dev-reports", "s3"]) {
      assert.ok(locations[1]!.dependsOn.includes(expected), `the location waits for ${expected}`);
    }
    assert.deepEqual(
      ofType("aws:s3/bucket:Bucket").map(({ inputs }) => inputs),
      [{ bucket: "acme-dev-reports", forceDestroy: false }],
    );
    assert.deepEqual(ofType("aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock")[0]!.inputs, {
      bucket: "acme-dev-reports",
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    });
  });

  it("makes the grants, of a prefix or of one object, to users and groups", async () => {
    const { ofType } = await declare();
    assert.deepEqual(
      ofType("aws:s3control/accessGrant:AccessGrant").map(({ inputs }) => inputs),
      [
        {
          accessGrantsLocationId: "location-of-s3/reports",
          accessGrantsLocationConfiguration: { s3SubPrefix: "team-a/*" },
          grantee: { granteeType: "DIRECTORY_GROUP", granteeIdentifier: "group-of-s3/analysts" },
          permission: "READ",
        },
        {
          accessGrantsLocationId: "location-of-s3/logs",
          accessGrantsLocationConfiguration: { s3SubPrefix: "*" },
          grantee: { granteeType: "DIRECTORY_USER", granteeIdentifier: "user-by-emails.value=erik@acme.example" },
          permission: "READWRITE",
        },
        {
          accessGrantsLocationId: "location-of-s3/reports",
          accessGrantsLocationConfiguration: { s3SubPrefix: "summary.csv" },
          s3PrefixType: "Object",
          grantee: { granteeType: "DIRECTORY_USER", granteeIdentifier: "user-by-emails.value=erik@acme.example" },
          permission: "WRITE",
        },
      ],
    );
  });

  it("says what AWS answered", async () => {
    const { result } = await declare();
    assert.deepEqual(await settled(result.deployed), {
      value: {
        kind: "s3-access-grants",
        region: "eu-central-1",
        accountId: "111122223333",
        identityStoreId: "d-1234567890",
        instanceArn,
        trustedTokenIssuerArn: "arn:of:TrustedTokenIssuer(s3)",
        issuer,
        clientId: "client-of-jumpcloud",
        applicationArn,
        exchangeRoleArn: "arn:of:Role(s3/exchange)",
        identityRoleArn: "arn:of:Role(s3/identity)",
        accessGrantsInstanceArn,
        users: {
          dora: { userId: "user-of-s3/dora", email: "dora@acme.example" },
          erik: { userId: "user-by-emails.value=erik@acme.example", email: "erik@acme.example" },
        },
        groups: {
          analysts: { groupId: "group-of-s3/analysts" },
          auditors: { groupId: "group-by-displayName=auditors" },
        },
        locations: {
          logs: {
            locationId: "location-of-s3/logs",
            scope: "s3://acme-dev-logs/app/",
            roleArn: "arn:of:Role(s3/logs)",
          },
          reports: {
            locationId: "location-of-s3/reports",
            scope: "s3://acme-dev-reports/",
            roleArn: "arn:of:Role(s3/reports)",
          },
        },
        grants: {
          "analysts-team-a": { grantId: "grant-of-s3/analysts-team-a", scope: "scope-of-s3/analysts-team-a" },
          "erik-logs": { grantId: "grant-of-s3/erik-logs", scope: "scope-of-s3/erik-logs" },
          "erik-summary": { grantId: "grant-of-s3/erik-summary", scope: "scope-of-s3/erik-summary" },
        },
      },
      known: true,
      secret: false,
    });
  });

  it("makes no resource of what it takes over, so that no deletion of the stack's reaches it", async () => {
    const { ofType, result } = await declare({
      adopted: {
        ...args.adopted,
        trustedTokenIssuerArn: "arn:of-the-company",
        accessGrants: { instanceArn: accessGrantsInstanceArn, accountId: "444455556666" },
      },
    });
    assert.deepEqual(ofType("aws:ssoadmin/trustedTokenIssuer:TrustedTokenIssuer"), []);
    assert.deepEqual(ofType("aws:s3control/accessGrantsInstance:AccessGrantsInstance"), []);
    const [grant] = ofType("identitycenter:index/applicationGrant:ApplicationGrant");
    assert.deepEqual(grant!.inputs["trustedTokenIssuers"], [
      { trustedTokenIssuerArn: "arn:of-the-company", authorizedAudiences: ["client-of-jumpcloud"] },
    ]);
    const deployed = (await settled(result.deployed)).value;
    assert.ok(deployed.kind === "s3-access-grants");
    assert.deepEqual(
      [deployed.trustedTokenIssuerArn, deployed.accessGrantsInstanceArn, deployed.accountId],
      ["arn:of-the-company", accessGrantsInstanceArn, "444455556666"],
    );
  });
});
