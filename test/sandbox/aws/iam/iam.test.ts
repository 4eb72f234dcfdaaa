import assert from "node:assert/strict";
import {
  AttachRolePolicyCommand,
  CreateRoleCommand,
  type CreateRoleCommandInput,
  DeleteRoleCommand,
  DeleteRolePolicyCommand,
  DetachRolePolicyCommand,
  GetRoleCommand,
  GetRolePolicyCommand,
  ListAttachedRolePoliciesCommand,
  ListInstanceProfilesForRoleCommand,
  ListRolePoliciesCommand,
  ListRoleTagsCommand,
  PutRolePolicyCommand,
  TagRoleCommand,
  UntagRoleCommand,
  UpdateAssumeRolePolicyCommand,
  UpdateRoleCommand,
} from "@aws-sdk/client-iam";
import { accountId, type AwsCloud, awsClouds } from "../support/AwsCloud.ts";
import { plain } from "../support/plain.ts";
import { refused } from "../support/refused.ts";
import { lambdaTrust } from "../support/resources.ts";

const RoleName = "inventory";
const statement = { Effect: "Allow", Action: "logs:PutLogEvents", Resource: "*" };
const policy = (...statements: object[]) => JSON.stringify({ Version: "2012-10-17", Statement: statements });
const basicExecution = "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole";

describe("IAM", () => {
  const clouds = awsClouds();
  let cloud: AwsCloud;

  beforeEach(() => {
    cloud = clouds();
  });

  const create = (input: Partial<CreateRoleCommandInput> = {}) =>
    cloud.iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: lambdaTrust, ...input }));
  const get = () => cloud.iam.send(new GetRoleCommand({ RoleName }));

  it("creates, changes and deletes a role", async () => {
    const { Role } = await create({ Path: "/apis/", Description: "a <b> & 'c'", Tags: [{ Key: "team", Value: "a" }] });
    assert.match(Role!.RoleId!, /^AROA[A-Z2-7]{17}$/);
    assert.deepEqual(Role, {
      Path: "/apis/",
      RoleName,
      RoleId: Role!.RoleId,
      Arn: `arn:aws:iam::${accountId}:role/apis/${RoleName}`,
      CreateDate: new Date("2026-03-12T19:03:58Z"),
      AssumeRolePolicyDocument: encodeURIComponent(lambdaTrust),
      Description: "a <b> & 'c'",
      MaxSessionDuration: 3600,
      Tags: [{ Key: "team", Value: "a" }],
      RoleLastUsed: {},
    });
    assert.deepEqual((await get()).Role, Role);
    await cloud.iam.send(new UpdateRoleCommand({ RoleName, Description: "new", MaxSessionDuration: 7200 }));
    const trust = lambdaTrust.replace("lambda.", "edgelambda.");
    await cloud.iam.send(new UpdateAssumeRolePolicyCommand({ RoleName, PolicyDocument: trust }));
    await cloud.iam.send(
      new TagRoleCommand({
        RoleName,
        Tags: [
          { Key: "team", Value: "b" },
          { Key: "x", Value: "" },
        ],
      }),
    );
    await cloud.iam.send(new UntagRoleCommand({ RoleName, TagKeys: ["team"] }));
    const changed = (await get()).Role;
    assert.equal(changed?.Description, "new");
    assert.equal(changed.MaxSessionDuration, 7200);
    assert.equal(decodeURIComponent(changed.AssumeRolePolicyDocument!), trust);
    const { Tags } = await cloud.iam.send(new ListRoleTagsCommand({ RoleName }));
    assert.deepEqual(Tags, [{ Key: "x", Value: "" }]);
    const profiles = await cloud.iam.send(new ListInstanceProfilesForRoleCommand({ RoleName }));
    assert.deepEqual(profiles.InstanceProfiles, []);
    await cloud.iam.send(new DeleteRoleCommand({ RoleName }));
    await refused(get(), "NoSuchEntityException", 404, `The role with name ${RoleName} cannot be found.`);
  });

  it("refuses a second role of the same name, whatever its case", async () => {
    await create();
    await refused(
      create({ RoleName: "INVENTORY" }),
      "EntityAlreadyExistsException",
      409,
      "Role with name INVENTORY already exists.",
    );
  });

  it("keeps a role that still has policies", async () => {
    await create();
    const id = { RoleName, PolicyName: "logs" };
    await cloud.iam.send(new PutRolePolicyCommand({ ...id, PolicyDocument: policy(statement) }));
    await cloud.iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn: basicExecution }));
    const remove = () => cloud.iam.send(new DeleteRoleCommand({ RoleName }));
    await refused(remove(), "DeleteConflictException", 409, "Cannot delete entity, must detach all policies first.");
    await cloud.iam.send(new DetachRolePolicyCommand({ RoleName, PolicyArn: basicExecution }));
    await refused(remove(), "DeleteConflictException", 409, "Cannot delete entity, must delete policies first.");
    await cloud.iam.send(new DeleteRolePolicyCommand(id));
    await remove();
  });

  it("puts, gets, lists and deletes inline policies", async () => {
    await create();
    const id = { RoleName, PolicyName: "logs" };
    const document = policy(statement);
    await cloud.iam.send(new PutRolePolicyCommand({ ...id, PolicyDocument: policy({ ...statement, Action: "s3:*" }) }));
    await cloud.iam.send(new PutRolePolicyCommand({ ...id, PolicyDocument: document }));
    const found = plain(await cloud.iam.send(new GetRolePolicyCommand(id)));
    assert.deepEqual(found, { ...id, PolicyDocument: encodeURIComponent(document).replaceAll("*", "%2A") });
    assert.deepEqual((await cloud.iam.send(new ListRolePoliciesCommand({ RoleName }))).PolicyNames, ["logs"]);
    await cloud.iam.send(new DeleteRolePolicyCommand(id));
    await refused(
      cloud.iam.send(new GetRolePolicyCommand(id)),
      "NoSuchEntityException",
      404,
      "The role policy with name logs cannot be found.",
    );
  });

  it("attaches the policies of AWS that it knows", async () => {
    await create();
    await cloud.iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn: basicExecution }));
    await cloud.iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn: basicExecution }));
    const { AttachedPolicies } = await cloud.iam.send(new ListAttachedRolePoliciesCommand({ RoleName }));
    assert.deepEqual(AttachedPolicies, [{ PolicyName: "AWSLambdaBasicExecutionRole", PolicyArn: basicExecution }]);
    const unknown = "arn:aws:iam::aws:policy/Nonsense";
    await refused(
      cloud.iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn: unknown })),
      "NoSuchEntityException",
      404,
      `Policy ${unknown} does not exist or is not attachable.`,
    );
    // AWS may have it.
    assert.match(
      cloud.refusals.map(({ reason }) => reason).join(),
      /^The sandbox does not support .*policy\/Nonsense$/,
    );
  });

  it("lists conditions that it cannot judge when a policy is stored", async () => {
    await create();
    const conditions = {
      IpAddress: { "aws:SourceIp": "10.0.0.0/8" },
      StringEquals: { "aws:SourceVpc": "vpc-1", "aws:PrincipalTag/team": "a" },
      StringLikeIfExists: { "s3:prefix": "${aws:username}/*" },
      "ForAnyValue:StringEquals": { "sts:ExternalId": ["a"] },
    };
    const PolicyDocument = policy({ ...statement, Condition: conditions });
    await cloud.iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: "a", PolicyDocument }));
    assert.deepEqual(
      cloud.refusals.map(({ reason }) => /condition (.*): it never allows/.exec(reason)?.[1]),
      ["IpAddress of aws:SourceIp", "StringEquals of aws:SourceVpc", "StringLikeIfExists of s3:prefix"],
    );
  });

  const malformedPolicies: Record<string, string> = {
    "no JSON": "{",
    "no statement": JSON.stringify({ Version: "2012-10-17" }),
    "a statement without an action": policy({ Effect: "Allow", Resource: "*" }),
    "a statement without a resource": policy({ Effect: "Allow", Action: "s3:*" }),
    "a principal": policy({ ...statement, Principal: "*" }),
    "an action without its service": policy({ ...statement, Action: "PutLogEvents" }),
    "a resource that is no ARN": policy({ ...statement, Resource: "bucket" }),
    "an unknown effect": policy({ ...statement, Effect: "allow" }),
    "an unknown member": policy({ ...statement, Actions: "s3:*" }),
    "an unknown version": JSON.stringify({ Version: "2020-01-01", Statement: [statement] }),
  };
  for (const [what, document] of Object.entries(malformedPolicies)) {
    it(`refuses an inline policy with ${what}`, async () => {
      await create();
      const put = new PutRolePolicyCommand({ RoleName, PolicyName: "p", PolicyDocument: document });
      await refused(cloud.iam.send(put), "MalformedPolicyDocumentException", 400, /./);
      assert.deepEqual((await cloud.iam.send(new ListRolePoliciesCommand({ RoleName }))).PolicyNames, []);
    });
  }

  const trust = { Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" };
  const malformedTrusts: Record<string, string> = {
    "a resource": policy({ ...trust, Resource: "*" }),
    "no principal": policy({ Effect: "Allow", Action: "sts:AssumeRole" }),
    "another action": policy({ ...trust, Action: "s3:GetObject" }),
    "an unknown kind of principal": policy({ ...trust, Principal: { Host: "a" } }),
  };
  for (const [what, document] of Object.entries(malformedTrusts)) {
    it(`refuses a trust policy with ${what}`, async () => {
      await refused(create({ AssumeRolePolicyDocument: document }), "MalformedPolicyDocumentException", 400, /./);
    });
  }

  it("refuses inline policies of more than 10,240 characters together", async () => {
    await create();
    const big = policy({ ...statement, Resource: `arn:aws:logs:::${"x".repeat(6000)}` });
    const put = (PolicyName: string) =>
      cloud.iam.send(new PutRolePolicyCommand({ RoleName, PolicyName, PolicyDocument: big }));
    await put("one");
    await refused(
      put("two"),
      "LimitExceededException",
      409,
      "Maximum policy size of 10240 bytes exceeded for role inventory",
    );
  });

  it("refuses names that are none", async () => {
    await refused(
      create({ RoleName: "a b" }),
      "ValidationError",
      400,
      /^1 validation error detected: Value 'a b' at 'roleName'/,
    );
    await refused(create({ MaxSessionDuration: 60 }), "ValidationError", 400, /maxSessionDuration/);
  });
});
