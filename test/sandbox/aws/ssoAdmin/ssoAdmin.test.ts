import assert from "node:assert/strict";
import { withoutKeys } from "../../../../lib/withoutKeys.ts";
import type { CreateTrustedTokenIssuerCommandInput, SSOAdmin } from "@aws-sdk/client-sso-admin";
import { accountId, type AwsCloud, awsClouds, start } from "../support/AwsCloud.ts";
import { clientsOf, jwtBearer } from "../support/DataAccess.ts";
import { plain } from "../support/plain.ts";
import { refused } from "../support/refused.ts";

const oidc = {
  IssuerUrl: "https://oauth.id.jumpcloud.com/",
  ClaimAttributePath: "email",
  IdentityStoreAttributePath: "emails.value",
  JwksRetrievalOption: "OPEN_ID_DISCOVERY",
} as const;
const custom = "arn:aws:sso::aws:applicationProvider/custom";

describe("IAM Identity Center", () => {
  const clouds = awsClouds();
  let cloud: AwsCloud;
  let sso: SSOAdmin;
  let InstanceArn: string;

  beforeEach(async () => {
    cloud = clouds();
    ({ sso } = clientsOf(cloud));
    InstanceArn = (await sso.listInstances({})).Instances![0]!.InstanceArn!;
  });

  const issuerInput = (changes: object = {}, Name = "jumpcloud"): CreateTrustedTokenIssuerCommandInput => ({
    InstanceArn,
    Name,
    TrustedTokenIssuerType: "OIDC_JWT",
    TrustedTokenIssuerConfiguration: { OidcJwtConfiguration: { ...oidc, ...changes } },
  });
  const makeApplication = async () =>
    (await sso.createApplication({ InstanceArn, ApplicationProviderArn: custom, Name: "s3" })).ApplicationArn!;

  it("has an instance in the sandbox's region from the start, and in no other", async () => {
    const { Instances } = await sso.listInstances({});
    assert.match(InstanceArn, /^arn:aws:sso:::instance\/ssoins-[0-9a-f]{16}$/);
    assert.equal(Instances?.length, 1);
    const { IdentityStoreId = "" } = Instances[0]!;
    assert.match(IdentityStoreId, /^d-[0-9a-f]{10}$/);
    assert.deepEqual(plain(await sso.describeInstance({ InstanceArn })), {
      InstanceArn,
      IdentityStoreId,
      IdentityStoreArn: `arn:aws:identitystore::${accountId}:identitystore/${IdentityStoreId}`,
      OwnerAccountId: accountId,
      CreatedDate: start,
      Status: "ACTIVE",
      PrimaryRegion: "eu-central-1",
    });
    const elsewhere = clientsOf(cloud, undefined, "us-east-1").sso;
    assert.deepEqual((await elsewhere.listInstances({})).Instances, []);
    await refused(elsewhere.describeInstance({ InstanceArn }), "AccessDeniedException", 400, /access to the instance/);
  });

  it("comes to a state that was kept before there was one", async () => {
    const old = { roles: [], regions: { "us-east-1": { apis: [], functions: [], logGroups: [] } } };
    const { sso: client } = clientsOf(clouds({ state: old }));
    assert.equal((await client.listInstances({})).Instances?.length, 1);
  });

  describe("trusted token issuers", () => {
    it("are created, changed, listed and deleted", async () => {
      const { TrustedTokenIssuerArn = "" } = await sso.createTrustedTokenIssuer(issuerInput());
      assert.match(
        TrustedTokenIssuerArn,
        /^arn:aws:sso::\d{12}:trustedTokenIssuer\/ssoins-[0-9a-f]{16}\/tti-[0-9a-f-]{36}$/,
      );
      const summary = { TrustedTokenIssuerArn, Name: "jumpcloud", TrustedTokenIssuerType: "OIDC_JWT" };
      assert.deepEqual((await sso.listTrustedTokenIssuers({ InstanceArn })).TrustedTokenIssuers, [summary]);
      await sso.updateTrustedTokenIssuer({
        TrustedTokenIssuerArn,
        Name: "other",
        TrustedTokenIssuerConfiguration: { OidcJwtConfiguration: { ClaimAttributePath: "user.mail" } },
      });
      assert.deepEqual(plain(await sso.describeTrustedTokenIssuer({ TrustedTokenIssuerArn })), {
        ...summary,
        Name: "other",
        TrustedTokenIssuerConfiguration: { OidcJwtConfiguration: { ...oidc, ClaimAttributePath: "user.mail" } },
      });
      await sso.deleteTrustedTokenIssuer({ TrustedTokenIssuerArn });
      await refused(
        sso.describeTrustedTokenIssuer({ TrustedTokenIssuerArn }),
        "ResourceNotFoundException",
        400,
        /trusted token issuer/,
      );
    });

    for (const [what, changes] of Object.entries({
      "a claim path with digits": { ClaimAttributePath: "email2" },
      "a claim path of four parts": { ClaimAttributePath: "a.b.c.d" },
      "a claim path of a URL": { ClaimAttributePath: "https://acme.example/email" },
      "an attribute that no user is found by": { IdentityStoreAttributePath: "name.givenName" },
      "an issuer without a scheme": { IssuerUrl: "oauth.id.jumpcloud.com" },
      "another way to the keys": { JwksRetrievalOption: "JWKS_URL" },
    })) {
      it(`cannot have ${what}`, async () => {
        await refused(
          sso.createTrustedTokenIssuer(issuerInput(changes)),
          "ValidationException",
          400,
          /OidcJwtConfiguration/,
        );
        assert.deepEqual((await sso.listTrustedTokenIssuers({ InstanceArn })).TrustedTokenIssuers, []);
      });
    }

    it("are one for each issuer URL, and ten", async () => {
      await sso.createTrustedTokenIssuer(issuerInput());
      await refused(sso.createTrustedTokenIssuer(issuerInput({}, "again")), "ConflictException", 400, /exists already/);
      for (let index = 1; index < 10; index++) {
        await sso.createTrustedTokenIssuer(issuerInput({ IssuerUrl: `https://issuer-${index}.example` }));
      }
      const eleventh = sso.createTrustedTokenIssuer(issuerInput({ IssuerUrl: "https://one-more.example" }));
      await refused(eleventh, "ServiceQuotaExceededException", 400, /trusted token issuers/);
    });

    it("are made once for a client token", async () => {
      const input = { ...issuerInput(), ClientToken: "once" };
      const first = await sso.createTrustedTokenIssuer(input);
      assert.deepEqual(plain(await sso.createTrustedTokenIssuer(input)), plain(first));
      const other = sso.createTrustedTokenIssuer({ ...input, Name: "other" });
      await refused(other, "ConflictException", 400, /IdempotentParameterMismatch/);
    });
  });

  describe("applications", () => {
    it("are created, changed, listed and deleted", async () => {
      const ApplicationArn = await makeApplication();
      assert.match(ApplicationArn, /^arn:aws:sso::\d{12}:application\/ssoins-[0-9a-f]{16}\/apl-[0-9a-f]{16}$/);
      await sso.updateApplication({ ApplicationArn, Description: "Reports", Status: "DISABLED" });
      const { IdentityStoreArn, ...application } = plain(await sso.describeApplication({ ApplicationArn }));
      assert.match(IdentityStoreArn!, /identitystore\/d-/);
      assert.deepEqual(application, {
        ApplicationArn,
        ApplicationProviderArn: custom,
        Name: "s3",
        ApplicationAccount: accountId,
        InstanceArn,
        Status: "DISABLED",
        PortalOptions: { Visibility: "ENABLED" },
        Description: "Reports",
        CreatedDate: start,
      });
      const { Applications } = await sso.listApplications({ InstanceArn, Filter: { ApplicationProvider: custom } });
      assert.deepEqual(
        Applications?.map((one) => one.ApplicationArn),
        [ApplicationArn],
      );
      await sso.deleteApplication({ ApplicationArn });
      await refused(sso.describeApplication({ ApplicationArn }), "ResourceNotFoundException", 400, /application/);
    });

    it("are of the provider custom alone, which is said", async () => {
      const other = "arn:aws:sso::aws:applicationProvider/catalog-1";
      const call = sso.createApplication({ InstanceArn, ApplicationProviderArn: other, Name: "s3" });
      await refused(call, "ResourceNotFoundException", 400, /does not support the application provider/);
      assert.equal(cloud.refusals.length, 1);
      const { ApplicationProviders } = await sso.listApplicationProviders({});
      assert.deepEqual(
        ApplicationProviders?.map((one) => one.ApplicationProviderArn),
        [custom],
      );
      const { FederationProtocol } = await sso.describeApplicationProvider({ ApplicationProviderArn: custom });
      assert.equal(FederationProtocol, "OAUTH");
    });

    it("have scopes", async () => {
      const ApplicationArn = await makeApplication();
      const Scope = "s3:access_grants:read_write";
      await sso.putApplicationAccessScope({ ApplicationArn, Scope });
      assert.deepEqual((await sso.listApplicationAccessScopes({ ApplicationArn })).Scopes, [{ Scope }]);
      assert.deepEqual(plain(await sso.getApplicationAccessScope({ ApplicationArn, Scope })), { Scope });
      await sso.deleteApplicationAccessScope({ ApplicationArn, Scope });
      const gone = sso.getApplicationAccessScope({ ApplicationArn, Scope });
      await refused(gone, "ResourceNotFoundException", 400, /no access scope/);
      const wrong = sso.putApplicationAccessScope({ ApplicationArn, Scope: "s3:*" });
      await refused(wrong, "ValidationException", 400, /Scope/);
    });

    it("have grants that name trusted token issuers and audiences", async () => {
      const ApplicationArn = await makeApplication();
      const { TrustedTokenIssuerArn } = await sso.createTrustedTokenIssuer(issuerInput());
      const Grant = {
        JwtBearer: { AuthorizedTokenIssuers: [{ TrustedTokenIssuerArn, AuthorizedAudiences: ["client"] }] },
      };
      await sso.putApplicationGrant({ ApplicationArn, GrantType: jwtBearer, Grant });
      assert.deepEqual((await sso.getApplicationGrant({ ApplicationArn, GrantType: jwtBearer })).Grant, Grant);
      const { Grants } = await sso.listApplicationGrants({ ApplicationArn });
      assert.deepEqual(Grants, [{ GrantType: jwtBearer, Grant }]);
      const wrongMember = sso.putApplicationGrant({ ApplicationArn, GrantType: "refresh_token", Grant });
      await refused(wrongMember, "ValidationException", 400, /RefreshToken/);
      const unknown = { TrustedTokenIssuerArn: TrustedTokenIssuerArn!.replace(/.{12}$/, "000000000000") };
      const AuthorizedTokenIssuers = [{ ...unknown, AuthorizedAudiences: ["client"] }];
      const call = sso.putApplicationGrant({
        ApplicationArn,
        GrantType: jwtBearer,
        Grant: { JwtBearer: { AuthorizedTokenIssuers } },
      });
      await refused(call, "ResourceNotFoundException", 400, /trusted token issuer/);
      await sso.deleteTrustedTokenIssuer({ TrustedTokenIssuerArn });
      await sso.deleteApplicationGrant({ ApplicationArn, GrantType: jwtBearer });
      assert.deepEqual((await sso.listApplicationGrants({ ApplicationArn })).Grants, []);
    });

    it("have an authentication method that is a policy", async () => {
      const ApplicationArn = await makeApplication();
      const method = { ApplicationArn, AuthenticationMethodType: "IAM" } as const;
      const allow = { Effect: "Allow", Action: "sso-oauth:CreateTokenWithIAM", Resource: "*" };
      const policyOf = (statement: Record<string, string | Record<string, string>>) => ({
        Iam: { ActorPolicy: { Version: "2012-10-17", Statement: [statement] } },
      });
      const right = policyOf({ ...allow, Principal: { AWS: `arn:aws:iam::${accountId}:role/exchange` } });
      await sso.putApplicationAuthenticationMethod({ ...method, AuthenticationMethod: right });
      const { AuthenticationMethod } = await sso.getApplicationAuthenticationMethod(method);
      assert.deepEqual(AuthenticationMethod, right);
      assert.equal(
        (await sso.listApplicationAuthenticationMethods({ ApplicationArn })).AuthenticationMethods?.length,
        1,
      );
      const unbound = withoutKeys(allow, ["Resource"]);
      const wrongs = [
        policyOf(allow),
        policyOf({ ...allow, Principal: "*", Action: "s3:GetObject" }),
        policyOf({ ...unbound, Principal: "*" }),
        { Iam: { ActorPolicy: { Statement: right.Iam.ActorPolicy.Statement } } },
      ];
      for (const wrong of wrongs) {
        const call = sso.putApplicationAuthenticationMethod({ ...method, AuthenticationMethod: wrong });
        await refused(call, "ValidationException", 400, /actor policy/);
      }
      await sso.deleteApplicationAuthenticationMethod(method);
      const gone = sso.getApplicationAuthenticationMethod(method);
      await refused(gone, "ResourceNotFoundException", 400, /authentication method/);
    });

    it("are for whom they are assigned to, unless nobody has to be", async () => {
      const ApplicationArn = await makeApplication();
      const { IdentityStoreId } = await sso.describeInstance({ InstanceArn });
      const { store } = clientsOf(cloud);
      const { UserId: PrincipalId } = await store.createUser({ IdentityStoreId, UserName: "dora" });
      const assignment = { ApplicationArn, PrincipalId, PrincipalType: "USER" } as const;
      await sso.createApplicationAssignment(assignment);
      assert.deepEqual(plain(await sso.describeApplicationAssignment(assignment)), assignment);
      await refused(sso.createApplicationAssignment(assignment), "ConflictException", 400, /already/);
      const group = sso.createApplicationAssignment({ ...assignment, PrincipalType: "GROUP" });
      await refused(group, "ResourceNotFoundException", 400, /GROUP/);
      const principal = { InstanceArn, PrincipalId, PrincipalType: "USER" } as const;
      const { ApplicationAssignments } = await sso.listApplicationAssignmentsForPrincipal(principal);
      assert.deepEqual(ApplicationAssignments, [assignment]);
      assert.deepEqual((await sso.listApplicationAssignments({ ApplicationArn })).ApplicationAssignments, [assignment]);
      await sso.deleteApplicationAssignment(assignment);
      assert.deepEqual((await sso.listApplicationAssignments({ ApplicationArn })).ApplicationAssignments, []);
      assert.equal((await sso.getApplicationAssignmentConfiguration({ ApplicationArn })).AssignmentRequired, true);
      await sso.putApplicationAssignmentConfiguration({ ApplicationArn, AssignmentRequired: false });
      assert.equal((await sso.getApplicationAssignmentConfiguration({ ApplicationArn })).AssignmentRequired, false);
    });

    it("have tags", async () => {
      const ResourceArn = await makeApplication();
      await sso.tagResource({
        InstanceArn,
        ResourceArn,
        Tags: [
          { Key: "a", Value: "1" },
          { Key: "b", Value: "" },
        ],
      });
      await sso.untagResource({ InstanceArn, ResourceArn, TagKeys: ["a"] });
      assert.deepEqual((await sso.listTagsForResource({ ResourceArn })).Tags, [{ Key: "b", Value: "" }]);
      const reserved = sso.tagResource({ ResourceArn, Tags: [{ Key: "aws:x", Value: "" }] });
      await refused(reserved, "ValidationException", 400, /reserved prefix/);
    });
  });
});
