import assert from "node:assert/strict";
import {
  CreateRoleCommand,
  DeleteRoleCommand,
  GetRoleCommand,
  IAMClient,
  UpdateAssumeRolePolicyCommand,
} from "@aws-sdk/client-iam";
import { LambdaClient, ListFunctionsCommand } from "@aws-sdk/client-lambda";
import { decodeJwt } from "jose";
import { accountId, type AwsCloud, awsClouds } from "../support/AwsCloud.ts";
import {
  clientsOf,
  DataAccess,
  identityCenterProvider,
  type Keys,
  keysOf,
  makeRole,
  policy,
  setRights,
  statement,
  trustOf,
} from "../support/DataAccess.ts";
import { plain } from "../support/plain.ts";
import { refused } from "../support/refused.ts";

const user = { AWS: `arn:aws:iam::${accountId}:user/crosstrust` };
const root = { AWS: `arn:aws:iam::${accountId}:root` };

describe("AssumeRole", () => {
  const clouds = awsClouds();
  let cloud: AwsCloud;

  beforeEach(() => {
    cloud = clouds();
  });

  const take = async (RoleArn: string, more: object = {}, keys?: Keys) =>
    clientsOf(cloud, keys).sts.assumeRole({ RoleArn, RoleSessionName: "test", ...more });

  it("gives whom the trust policy names a session that is told by its ARN", async () => {
    const reader = await makeRole(cloud, "reader", [trustOf(user, "sts:AssumeRole")]);
    const { Role } = await cloud.iam.send(new GetRoleCommand({ RoleName: "reader" }));
    const { Credentials, AssumedRoleUser } = await take(reader, { DurationSeconds: 900 });
    const Arn = `arn:aws:sts::${accountId}:assumed-role/reader/test`;
    assert.deepEqual(AssumedRoleUser, { AssumedRoleId: `${Role!.RoleId}:test`, Arn });
    assert.match(Credentials!.AccessKeyId!, /^ASIA[A-Z2-7]{16}$/);
    const identity = plain(await clientsOf(cloud, keysOf(Credentials)).sts.getCallerIdentity({}));
    assert.deepEqual(identity, { Account: accountId, Arn, UserId: `${Role!.RoleId}:test` });
  });

  it("refuses everybody else, and roles that are not there, in the same words", async () => {
    const denied = [
      "AccessDenied",
      403,
      /^User: .*:user\/crosstrust is not authorized to perform: sts:AssumeRole on/,
    ] as const;
    const trusts: object[] = [
      trustOf({ Service: "lambda.amazonaws.com" }, "sts:AssumeRole"),
      trustOf({ AWS: "arn:aws:iam::999999999999:root" }, "sts:AssumeRole"),
      trustOf(user, "sts:SetContext"),
      { ...trustOf(user, "sts:AssumeRole"), Condition: { StringEquals: { "sts:ExternalId": "secret" } } },
      { ...trustOf(user, "sts:AssumeRole"), Condition: { IpAddress: { "aws:SourceIp": "10.0.0.0/8" } } },
      { Effect: "Allow", NotPrincipal: { AWS: "arn:aws:iam::999999999999:root" }, Action: "sts:AssumeRole" },
    ];
    for (const [index, trust] of trusts.entries()) {
      await refused(take(await makeRole(cloud, `role-${index}`, [trust])), ...denied);
    }
    await refused(take(`arn:aws:iam::${accountId}:role/nobody`), ...denied);
    await take(`arn:aws:iam::${accountId}:role/role-3`, { ExternalId: "secret" });
  });

  it("counts a denial over everything, and lets the account decide for its own", async () => {
    const denied = await makeRole(cloud, "denied", [
      trustOf(root, "sts:AssumeRole"),
      { ...trustOf(user, "sts:AssumeRole"), Effect: "Deny" },
    ]);
    await refused(take(denied), "AccessDenied", 403, /sts:AssumeRole/);
    const first = await makeRole(cloud, "first", [trustOf(user, "sts:AssumeRole")]);
    const second = await makeRole(cloud, "second", [trustOf(root, "sts:AssumeRole")]);
    const keys = keysOf((await take(first)).Credentials);
    await refused(take(second, {}, keys), "AccessDenied", 403, /assumed-role\/first\/test is not authorized/);
    await setRights(cloud, "first", [statement("sts:AssumeRole", second)]);
    await take(second, {}, keys);
    await refused(take(second, { DurationSeconds: 3601 }, keys), "ValidationError", 400, /role chaining/);
  });

  it("keeps to the principal that a trust policy was stored for", async () => {
    const first = await makeRole(cloud, "first", [trustOf(user, "sts:AssumeRole")]);
    const second = await makeRole(cloud, "second", [trustOf({ AWS: [first] }, "sts:AssumeRole")]);
    const trusted = async () => {
      const { Role } = await cloud.iam.send(new GetRoleCommand({ RoleName: "second" }));
      const document = JSON.parse(decodeURIComponent(Role!.AssumeRolePolicyDocument!)) as {
        Statement: { Principal: { AWS: string[] } }[];
      };
      return document.Statement[0]!.Principal.AWS;
    };
    await take(second, {}, keysOf((await take(first)).Credentials));
    assert.deepEqual(await trusted(), [first]);
    const { Role } = await cloud.iam.send(new GetRoleCommand({ RoleName: "first" }));
    await cloud.iam.send(new DeleteRoleCommand({ RoleName: "first" }));
    assert.deepEqual(await trusted(), [Role!.RoleId]);
    await makeRole(cloud, "first", [trustOf(user, "sts:AssumeRole")]);
    assert.deepEqual(await trusted(), [Role!.RoleId]);
    await refused(take(second, {}, keysOf((await take(first)).Credentials)), "AccessDenied", 403, /sts:AssumeRole/);
    const PolicyDocument = policy(trustOf({ AWS: first }, "sts:AssumeRole"));
    await cloud.iam.send(new UpdateAssumeRolePolicyCommand({ RoleName: "second", PolicyDocument }));
    await take(second, {}, keysOf((await take(first)).Credentials));
  });

  it("wants trust policies to name principals that there are", async () => {
    const wrong = [
      `arn:aws:iam::${accountId}:role/nobody`,
      `arn:aws:iam::${accountId}:user/nobody`,
      `arn:aws:iam::${accountId}:role/*`,
      `arn:aws:iam::${accountId}:group/all`,
      "dora",
    ];
    for (const AWS of wrong) {
      const made = makeRole(cloud, "second", [trustOf({ AWS: [user.AWS, AWS] }, "sts:AssumeRole")]);
      await refused(made, "MalformedPolicyDocumentException", 400, `Invalid principal in policy: "AWS":"${AWS}"`);
    }
    const right = [
      "*",
      accountId,
      root.AWS,
      "arn:aws:iam::999999999999:role/theirs",
      `arn:aws:sts::${accountId}:assumed-role/nobody/session`,
    ];
    await makeRole(cloud, "second", [trustOf({ AWS: right }, "sts:AssumeRole")]);
  });

  it("judges by who asks, where, and by the tags of the asker's role", async () => {
    const team = { Key: "team", Value: "a" };
    const AssumeRolePolicyDocument = policy(trustOf(user, "sts:AssumeRole"));
    const { Role } = await cloud.iam.send(
      new CreateRoleCommand({ RoleName: "first", AssumeRolePolicyDocument, Tags: [team] }),
    );
    const keys = keysOf((await take(Role!.Arn!)).Credentials);
    const conditions: [Condition: object, isRight: boolean][] = [
      [{ StringEquals: { "aws:RequestedRegion": "eu-central-1" } }, true],
      [{ StringEquals: { "aws:RequestedRegion": "us-east-1" } }, false],
      [{ Bool: { "aws:SecureTransport": "true" } }, true],
      [{ Bool: { "aws:SecureTransport": "false" } }, false],
      [{ StringEquals: { "aws:PrincipalTag/team": "a" } }, true],
      [{ StringEquals: { "aws:PrincipalTag/other": "a" } }, false],
      [{ StringEquals: { "aws:PrincipalType": "AssumedRole" } }, true],
      [{ StringLike: { "aws:userid": `${Role!.RoleId}:*` } }, true],
      [{ StringEquals: { "aws:SourceIdentity": "dora" } }, false],
      [{ Bool: { "aws:MultiFactorAuthPresent": "true" } }, false],
    ];
    for (const [index, [Condition, isRight]] of conditions.entries()) {
      const trust = { ...trustOf({ AWS: Role!.Arn }, "sts:AssumeRole"), Condition };
      const asked = take(await makeRole(cloud, `role-${index}`, [trust]), {}, keys);
      if (isRight) await asked;
      else await refused(asked, "AccessDenied", 403, /sts:AssumeRole/);
    }
  });

  it("lets a session do what its role may, and no more than its own policies", async () => {
    const reader = await makeRole(
      cloud,
      "reader",
      [trustOf(user, "sts:AssumeRole")],
      [statement(["lambda:List*", "iam:GetRole", "sso:ListInstances"], "*")],
    );
    const config = (keys: Keys) => ({ ...cloud.clientConfig, credentials: keys });
    const keys = keysOf((await take(reader)).Credentials);
    await new LambdaClient(config(keys)).send(new ListFunctionsCommand());
    await new IAMClient(config(keys)).send(new GetRoleCommand({ RoleName: "reader" }));
    await clientsOf(cloud, keys).sso.listInstances({});
    const listIssuers = clientsOf(cloud, keys).sso.listApplicationProviders({});
    await refused(
      listIssuers,
      "AccessDeniedException",
      400,
      /sso:ListApplicationProviders on resource: arn:aws:sso::aws:applicationProvider\/\*/,
    );
    await refused(clientsOf(cloud, keys).s3.listBuckets({}), "AccessDenied", 403, /s3:ListAllMyBuckets/);
    const Policy = policy(statement("iam:GetRole", "*"));
    const narrow = keysOf((await take(reader, { Policy })).Credentials);
    await new IAMClient(config(narrow)).send(new GetRoleCommand({ RoleName: "reader" }));
    await refused(
      new LambdaClient(config(narrow)).send(new ListFunctionsCommand()),
      "AccessDeniedException",
      403,
      /because no session policy allows the lambda:ListFunctions action$/,
    );
  });

  it("ends with its time, and with its role", async () => {
    const reader = await makeRole(cloud, "reader", [trustOf(user, "sts:AssumeRole")]);
    const keys = keysOf((await take(reader)).Credentials);
    const { sts } = clientsOf(cloud, { ...keys, sessionToken: "other" });
    await refused(sts.getCallerIdentity({}), "InvalidClientTokenId", 403, /security token/);
    cloud.clock.advance(3600);
    await refused(clientsOf(cloud, keys).sts.getCallerIdentity({}), "ExpiredToken", 403, /expired/);
    const other = await makeRole(cloud, "other", [trustOf(user, "sts:AssumeRole")]);
    const orphan = keysOf((await take(other)).Credentials);
    await clientsOf(cloud, orphan).sts.getCallerIdentity({});
    Object.assign(cloud.state!, { roles: [] });
    await refused(clientsOf(cloud, orphan).sts.getCallerIdentity({}), "InvalidClientTokenId", 403, /security token/);
  });

  it("wants requests to be right", async () => {
    const reader = await makeRole(cloud, "reader", [trustOf(user, "sts:AssumeRole")]);
    await refused(take(reader, { RoleSessionName: "x" }), "ValidationError", 400, /roleSessionName/);
    await refused(take(reader, { DurationSeconds: 899 }), "ValidationError", 400, /between 900 and 43200/);
    await refused(take(reader, { DurationSeconds: 3601 }), "ValidationError", 400, /MaxSessionDuration/);
    await refused(take(reader, { Policy: "{" }), "MalformedPolicyDocumentException", 400, /invalid Json/);
    await refused(take(reader, { SourceIdentity: "dora" }), "AccessDenied", 403, /sts:SetSourceIdentity/);
    assert.deepEqual(cloud.refusals, []);
    await refused(take(reader, { Tags: [{ Key: "a", Value: "b" }] }), "ValidationError", 400, /Tags\.member\.1/);
    assert.equal(cloud.refusals.length, 1);
  });

  it("gives a source identity that stays", async () => {
    const both = ["sts:AssumeRole", "sts:SetSourceIdentity"];
    const first = await makeRole(cloud, "first", [trustOf(user, ...both)]);
    const second = await makeRole(cloud, "second", [trustOf({ AWS: first }, ...both)]);
    const { Credentials, SourceIdentity } = await take(first, { SourceIdentity: "dora" });
    assert.equal(SourceIdentity, "dora");
    const keys = keysOf(Credentials);
    assert.equal((await take(second, {}, keys)).SourceIdentity, "dora");
    await refused(take(second, { SourceIdentity: "eve" }, keys), "ValidationError", 400, /cannot be changed/);
  });

  describe("in the name of a person", () => {
    let access: DataAccess;

    beforeEach(async () => {
      access = await DataAccess.create(clouds);
      cloud = access.cloud;
    });

    const withContext = async (ContextAssertion: string, ProviderArn = identityCenterProvider) =>
      take(access.identityRole, { ProvidedContexts: [{ ProviderArn, ContextAssertion }] }, await access.exchangeKeys());
    const assertion = async () => String(decodeJwt((await access.exchange()).idToken!)["sts:identity_context"]);

    it("wants an assertion of Identity Center that has not expired", async () => {
      const good = await assertion();
      await withContext(good);
      await refused(withContext(`${good}x`), "InvalidIdentityTokenException", 400, /not valid/);
      await refused(withContext(good, `${identityCenterProvider}2`), "ValidationError", 400, /context provider/);
      cloud.clock.advance(3600);
      const expired = withContext(good);
      await refused(expired, "ExpiredTokenException", 400, /expired/);
    });

    it("wants an application that is still there", async () => {
      const good = await assertion();
      await access.own.sso.deleteApplication({ ApplicationArn: access.applicationArn });
      await refused(withContext(good), "InvalidIdentityTokenException", 400, /not valid/);
    });

    it("wants sts:SetContext", async () => {
      const role = await makeRole(cloud, "plain", [trustOf({ AWS: access.exchangeRole }, "sts:AssumeRole")]);
      const ProvidedContexts = [{ ProviderArn: identityCenterProvider, ContextAssertion: await assertion() }];
      const call = take(role, { ProvidedContexts }, await access.exchangeKeys());
      await refused(call, "AccessDenied", 403, /perform: sts:SetContext on resource: .*role\/plain$/);
      await take(role, {}, await access.exchangeKeys());
    });

    it("lets the session ask for data, whatever else its role may", async () => {
      await setRights(cloud, "identity", [statement("*", "*")]);
      const keys = await access.identityKeys();
      await access.askData(keys, `s3://${access.bucket}/team-a/*`, "READ");
      await refused(
        clientsOf(cloud, keys).s3.listBuckets({}),
        "AccessDenied",
        403,
        /explicit deny in a session policy$/,
      );
    });
  });
});
