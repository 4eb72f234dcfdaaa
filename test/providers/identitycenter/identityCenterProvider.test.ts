import assert from "node:assert/strict";
import { unknownValue } from "../../../providers/lib/PropertyValue.ts";
import type { PropertyMap } from "../../../providers/lib/PropertyValue.ts";
import { change, importAgain, make, unmake } from "../../sandbox/plugins/PluginRehearsal.ts";
import type { ProviderClient } from "../lib/ProviderClient.ts";
import { IdentityCenterRehearsal } from "./support/identityCenterRehearsal.ts";

const Grant = "identitycenter:index/applicationGrant:ApplicationGrant";
const Method = "identitycenter:index/applicationAuthenticationMethod:ApplicationAuthenticationMethod";
const getTrustedTokenIssuer = "identitycenter:index/getTrustedTokenIssuer:getTrustedTokenIssuer";
const getAccessGrantsInstance = "identitycenter:index/getAccessGrantsInstance:getAccessGrantsInstance";
const GrantType = "urn:ietf:params:oauth:grant-type:jwt-bearer";
const jumpcloud = "https://oauth.id.jumpcloud.com/";
const okta = "https://acme.okta.com";

describe("The identitycenter provider", () => {
  let rehearsal: IdentityCenterRehearsal;
  let client: ProviderClient;
  let applicationArn: string;
  let account: string;
  let trusted: string;

  beforeEach(async () => {
    rehearsal = await IdentityCenterRehearsal.start();
    client = await rehearsal.client();
    account = rehearsal.sandbox.credentials.awsAccountId;
    applicationArn = await rehearsal.application();
    trusted = await rehearsal.issuer(jumpcloud);
  });
  afterEach(async () => {
    assert.deepEqual(rehearsal.sandbox.refusals, []);
    await rehearsal.close();
  });

  const issuersOf = (...audiences: string[]): PropertyMap[] => [
    { trustedTokenIssuerArn: trusted, authorizedAudiences: audiences },
  ];
  const role = (name: string): string => `arn:aws:iam::${account}:role/${name}`;

  describe("a grant", () => {
    it("is created, changed, imported and deleted", async () => {
      const made = await make(client, Grant, { applicationArn, trustedTokenIssuers: issuersOf("client-a") });
      assert.equal(made.id, applicationArn);
      assert.deepEqual(made.state, {
        adoptExisting: false,
        applicationArn,
        region: "eu-central-1",
        trustedTokenIssuers: issuersOf("client-a"),
      });
      const { Grant: found } = await rehearsal.sso.getApplicationGrant({ ApplicationArn: applicationArn, GrantType });
      assert.deepEqual(found?.JwtBearer, {
        AuthorizedTokenIssuers: [{ TrustedTokenIssuerArn: trusted, AuthorizedAudiences: ["client-a"] }],
      });
      assert.deepEqual(await importAgain(client, applicationArn, made), {
        __defaults: [],
        applicationArn,
        trustedTokenIssuers: issuersOf("client-a"),
      });
      const second = await rehearsal.issuer(okta);
      const both = [...issuersOf("client-b"), { trustedTokenIssuerArn: second, authorizedAudiences: ["client-c"] }];
      const changed = await change(
        client,
        made,
        { ...made.inputs, trustedTokenIssuers: both },
        {
          "trustedTokenIssuers[0].authorizedAudiences[0]": "UPDATE",
          "trustedTokenIssuers[1]": "ADD",
        },
      );
      await unmake(client, changed);
    });

    it("takes issuers and audiences in any order for the same", async () => {
      const second = { trustedTokenIssuerArn: await rehearsal.issuer(okta), authorizedAudiences: ["z"] };
      const [first] = issuersOf("b", "a");
      const { id, state, inputs } = await make(client, Grant, {
        applicationArn,
        trustedTokenIssuers: [first!, second],
      });
      const turned = { ...inputs, trustedTokenIssuers: [second, ...issuersOf("a", "b")] };
      assert.deepEqual((await client.diff(Grant, id, state, turned)).detail, {});
    });

    it("shows what somebody changed by hand, and puts it right", async () => {
      const { id, state, inputs } = await make(client, Grant, {
        applicationArn,
        trustedTokenIssuers: issuersOf("client-a"),
      });
      const second = await rehearsal.issuer(okta);
      await rehearsal.sso.putApplicationGrant({
        ApplicationArn: applicationArn,
        GrantType,
        Grant: {
          JwtBearer: {
            AuthorizedTokenIssuers: [
              { TrustedTokenIssuerArn: trusted, AuthorizedAudiences: ["client-a", "client-x"] },
              { TrustedTokenIssuerArn: second, AuthorizedAudiences: ["y", "z"] },
            ],
          },
        },
      });
      const drifted = await client.read(Grant, id, state, inputs);
      assert.deepEqual(drifted.state["trustedTokenIssuers"], drifted.inputs["trustedTokenIssuers"]);
      assert.equal((drifted.state["trustedTokenIssuers"] as unknown[]).length, 2);
      assert.deepEqual((await client.diff(Grant, id, drifted.state, inputs)).detail, {
        "trustedTokenIssuers[0].authorizedAudiences[1]": "DELETE",
        "trustedTokenIssuers[1]": "DELETE",
      });
      const put = await client.update(Grant, id, drifted.state, inputs);
      assert.deepEqual(put["trustedTokenIssuers"], issuersOf("client-a"));
    });

    it("replaces nothing that is there already, unless the program says so", async () => {
      const { inputs } = await client.check(Grant, { applicationArn, trustedTokenIssuers: issuersOf("client-b") });
      await rehearsal.sso.putApplicationGrant({
        ApplicationArn: applicationArn,
        GrantType,
        Grant: {
          JwtBearer: { AuthorizedTokenIssuers: [{ TrustedTokenIssuerArn: trusted, AuthorizedAudiences: ["old"] }] },
        },
      });
      await assert.rejects(client.create(Grant, inputs), (error: Error) => {
        assert.ok(error.message.includes(`a JWT bearer grant already (${trusted} for old)`), error.message);
        assert.ok(error.message.includes(`Set adoptExisting to take it over, or import it`), error.message);
        return true;
      });
      const { Grant: kept } = await rehearsal.sso.getApplicationGrant({ ApplicationArn: applicationArn, GrantType });
      assert.deepEqual(kept?.JwtBearer?.AuthorizedTokenIssuers?.[0]?.AuthorizedAudiences, ["old"]);
      const adopting = await make(client, Grant, {
        applicationArn,
        trustedTokenIssuers: issuersOf("client-b"),
        adoptExisting: true,
      });
      const news = { ...adopting.inputs, adoptExisting: false };
      assert.deepEqual((await client.diff(Grant, adopting.id, adopting.state, news)).detail, {});
    });

    it("is checked whole before AWS is asked", async () => {
      const { failures } = await client.check(Grant, {
        applicationArn: "arn:aws:sso:::instance/ssoins-1",
        trustedTokenIssuers: [
          { trustedTokenIssuerArn: applicationArn, authorizedAudiences: [] },
          { trustedTokenIssuerArn: trusted, authorizedAudiences: [""] },
          { trustedTokenIssuerArn: trusted, authorizedAudiences: ["a"] },
        ],
      });
      assert.deepEqual(
        failures.map(({ property, reason }) => `${property}: ${reason}`.replace(/^: /, "")),
        [
          "applicationArn: must be the ARN of an application: arn:aws:sso::ACCOUNT:application/INSTANCE/apl-…",
          '"trustedTokenIssuers[0].trustedTokenIssuerArn": must be the ARN of a trusted token issuer: arn:aws:sso::ACCOUNT:trustedTokenIssuer/INSTANCE/tti-…',
          '"trustedTokenIssuers[0].authorizedAudiences": must have at least one',
          '"trustedTokenIssuers[1].authorizedAudiences": must not be blank',
          '"trustedTokenIssuers[2].trustedTokenIssuerArn": is named twice: give its audiences together',
        ],
      );
      const none = await client.check(Grant, { applicationArn, trustedTokenIssuers: [] });
      assert.match(none.failures[0]?.reason ?? "", /at least one/);
    });

    it("previews what is not known yet", async () => {
      const news: PropertyMap = {
        applicationArn: unknownValue,
        trustedTokenIssuers: [{ trustedTokenIssuerArn: unknownValue, authorizedAudiences: [unknownValue] }],
      };
      const { inputs, failures } = await client.check(Grant, news);
      assert.deepEqual(failures, []);
      const { state } = await client.create(Grant, inputs, true);
      assert.deepEqual(state, { ...news, adoptExisting: false, region: "eu-central-1" });
      assert.deepEqual(rehearsal.asked, []);
    });

    it("is replaced with its application, and gone with it", async () => {
      const made = await make(client, Grant, { applicationArn, trustedTokenIssuers: issuersOf("a") });
      const other = await rehearsal.application();
      const news = { ...made.inputs, applicationArn: other };
      assert.deepEqual((await client.diff(Grant, made.id, made.state, news)).replaces, ["applicationArn"]);
      await rehearsal.sso.deleteApplication({ ApplicationArn: applicationArn });
      assert.equal((await client.read(Grant, made.id, made.state, made.inputs)).id, "");
      await client.delete(Grant, made.id, made.state);
    });
  });

  describe("an authentication method", () => {
    it("names one role, and is created, changed, imported and deleted", async () => {
      const made = await make(client, Method, { applicationArn, roleArn: role("exchange") });
      const policy = {
        Version: "2012-10-17",
        Statement: [
          {
            Effect: "Allow",
            Principal: { AWS: role("exchange") },
            Action: "sso-oauth:CreateTokenWithIAM",
            Resource: "*",
          },
        ],
      };
      const { AuthenticationMethod } = await rehearsal.sso.getApplicationAuthenticationMethod({
        ApplicationArn: applicationArn,
        AuthenticationMethodType: "IAM",
      });
      assert.deepEqual(AuthenticationMethod, { Iam: { ActorPolicy: policy } });
      assert.deepEqual(JSON.parse(made.state["actorPolicy"] as string), policy);
      await importAgain(client, applicationArn, made);
      const changed = await change(
        client,
        made,
        { ...made.inputs, roleArn: role("other") },
        { actorPolicy: "UPDATE", roleArn: "UPDATE" },
      );
      await unmake(client, changed);
    });

    it("shows a policy of somebody else's, and puts it right", async () => {
      const { id, state, inputs } = await make(client, Method, { applicationArn, roleArn: role("exchange") });
      const statement = { Effect: "Allow", Action: "sso-oauth:CreateTokenWithIAM", Resource: "*" };
      const ActorPolicy = {
        Version: "2012-10-17",
        Statement: [{ ...statement, Principal: { AWS: [role("exchange"), role("mallory")] } }],
      };
      await rehearsal.sso.putApplicationAuthenticationMethod({
        ApplicationArn: applicationArn,
        AuthenticationMethodType: "IAM",
        AuthenticationMethod: { Iam: { ActorPolicy } },
      });
      const drifted = await client.read(Method, id, state, inputs);
      assert.deepEqual(JSON.parse(drifted.state["actorPolicy"] as string), ActorPolicy);
      assert.equal(drifted.state["roleArn"], undefined);
      assert.deepEqual((await client.diff(Method, id, drifted.state, inputs)).detail, {
        actorPolicy: "UPDATE",
        roleArn: "ADD",
      });
      assert.deepEqual(await client.update(Method, id, drifted.state, inputs), state);
    });

    it("replaces nothing that is there already, unless the program says so", async () => {
      await make(client, Method, { applicationArn, roleArn: role("exchange") });
      const { inputs } = await client.check(Method, { applicationArn, roleArn: role("other") });
      await assert.rejects(client.create(Method, inputs), /an IAM authentication method already .*role\/exchange/);
      const adopting = { applicationArn, roleArn: role("other"), adoptExisting: true };
      assert.equal((await make(client, Method, adopting)).state["roleArn"], role("other"));
    });

    it("takes no wildcard and no other principal for a role", async () => {
      for (const roleArn of [role("*"), `arn:aws:iam::${account}:root`, "*", `arn:aws:iam::${account}:user/me`]) {
        const { failures } = await client.check(Method, { applicationArn, roleArn });
        assert.match(failures[0]?.reason ?? "", /must be the ARN of one role/, roleArn);
      }
    });

    it("previews a role that is not known yet", async () => {
      const { inputs } = await client.check(Method, { applicationArn, roleArn: unknownValue });
      const { state } = await client.create(Method, inputs, true);
      assert.deepEqual([state["roleArn"], state["actorPolicy"]], [unknownValue, unknownValue]);
    });
  });

  describe("functions", () => {
    it("find the trusted token issuer of exactly an issuer URL, or say which there are", async () => {
      await rehearsal.issuer(okta);
      const { instanceArn } = rehearsal;
      assert.deepEqual((await client.invoke(getTrustedTokenIssuer, { instanceArn, issuerUrl: jumpcloud })).result, {
        claimAttributePath: "email",
        identityStoreAttributePath: "emails.value",
        issuerUrl: jumpcloud,
        jwksRetrievalOption: "OPEN_ID_DISCOVERY",
        name: "oauth.id.jumpcloud.com",
        trustedTokenIssuerArn: trusted,
      });
      await assert.rejects(
        client.invoke(getTrustedTokenIssuer, { instanceArn, issuerUrl: "https://oauth.id.jumpcloud.com" }),
        /has no trusted token issuer with the URL https:\/\/oauth\.id\.jumpcloud\.com; it has https:\/\//,
      );
    });

    it("find the region's S3 Access Grants instance, or say that there is none", async () => {
      await assert.rejects(
        client.invoke(getAccessGrantsInstance),
        new RegExp(`account ${account} has no S3 Access Grants instance in eu-central-1`),
      );
      await rehearsal.s3.createAccessGrantsInstance({ AccountId: account });
      const { result } = await client.invoke(getAccessGrantsInstance);
      const bare = {
        accessGrantsInstanceArn: `arn:aws:s3:eu-central-1:${account}:access-grants/default`,
        accessGrantsInstanceId: "default",
        accountId: account,
      };
      assert.deepEqual(result, bare);
      const { instanceArn } = rehearsal;
      await rehearsal.s3.associateAccessGrantsIdentityCenter({ AccountId: account, IdentityCenterArn: instanceArn });
      const { identityCenterApplicationArn, ...associated } = (await client.invoke(getAccessGrantsInstance)).result;
      assert.deepEqual(associated, { ...bare, identityCenterInstanceArn: instanceArn });
      assert.match(identityCenterApplicationArn as string, /^arn:aws:sso::\d{12}:application\//);
      await assert.rejects(client.invoke(getAccessGrantsInstance, { region: "eu-west-1" }), /in eu-west-1/);
    });
  });

  it("waits where an earlier change has not spread yet, and repeats what was throttled", async () => {
    rehearsal.errors.set("PutApplicationGrant", ["ConflictException", "ThrottlingException"]);
    await make(client, Grant, { applicationArn, trustedTokenIssuers: issuersOf("a") });
    assert.deepEqual(rehearsal.waits, [1000]);
    assert.equal(rehearsal.asked.filter((operation) => operation === "PutApplicationGrant").length, 3);
  });

  it("tells AWS's refusal, and no secret with it", async () => {
    const secretKey = "wrong/secret+key";
    const stranger = await rehearsal.client({
      accessKey: rehearsal.sandbox.credentials.awsAccessKeyId,
      secretKey,
    });
    const { inputs } = await stranger.check(Grant, { applicationArn, trustedTokenIssuers: issuersOf("a") });
    await assert.rejects(stranger.create(Grant, inputs), (error: Error) => {
      assert.match(error.message, /^(.*: )?creating .*ApplicationGrant thing: \w*Signature\w*: .*\(HTTP 4\d\d\)$/);
      assert.ok(!error.message.includes(secretKey));
      return true;
    });
  });
});
