import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import {
  AddPermissionCommand,
  type AddPermissionCommandInput,
  CreateFunctionCommand,
  type CreateFunctionCommandInput,
  DeleteFunctionCommand,
  GetFunctionCodeSigningConfigCommand,
  GetFunctionCommand,
  GetFunctionConfigurationCommand,
  GetPolicyCommand,
  ListFunctionsCommand,
  ListTagsCommand,
  ListVersionsByFunctionCommand,
  PublishVersionCommand,
  RemovePermissionCommand,
  TagResourceCommand,
  UntagResourceCommand,
  UpdateFunctionCodeCommand,
  UpdateFunctionConfigurationCommand,
} from "@aws-sdk/client-lambda";
import { CreateRoleCommand } from "@aws-sdk/client-iam";
import { accountId, type AwsCloud, awsClouds, region } from "../support/AwsCloud.ts";
import { plain, without } from "../support/plain.ts";
import { refused } from "../support/refused.ts";
import { makeFunction, makeRole } from "../support/resources.ts";
import { zip } from "../support/zip.ts";

const FunctionName = "inventory";
const arn = `arn:aws:lambda:${region}:${accountId}:function:${FunctionName}`;
const source = "export const handler = async () => 1;";

describe("Lambda: functions", () => {
  const clouds = awsClouds();
  let cloud: AwsCloud;

  beforeEach(() => {
    cloud = clouds();
  });

  it("creates, gets, changes and deletes a function", async () => {
    const Role = await makeRole(cloud);
    const ZipFile = zip({ "index.mjs": source });
    const input = {
      FunctionName,
      Runtime: "nodejs22.x",
      Handler: "index.handler",
      Role,
      Code: { ZipFile },
      Environment: { Variables: { COLOR: "red" } },
      Tags: { team: "a" },
    } as const;
    const { $metadata, ...created } = await cloud.lambda.send(new CreateFunctionCommand(input));
    assert.equal($metadata.httpStatusCode, 201);
    const configuration = {
      FunctionName,
      FunctionArn: arn,
      Runtime: "nodejs22.x",
      Role,
      Handler: "index.handler",
      CodeSize: ZipFile.length,
      CodeSha256: createHash("sha256").update(ZipFile).digest("base64"),
      Description: "",
      Timeout: 3,
      MemorySize: 128,
      LastModified: "2026-03-12T19:03:58.123+0000",
      Version: "$LATEST",
      Environment: { Variables: { COLOR: "red" } },
      TracingConfig: { Mode: "PassThrough" },
      RevisionId: created.RevisionId,
      State: "Active",
      LastUpdateStatus: "Successful",
      PackageType: "Zip",
      Architectures: ["x86_64"],
      EphemeralStorage: { Size: 512 },
      SnapStart: { ApplyOn: "None", OptimizationStatus: "Off" },
      LoggingConfig: { LogFormat: "Text", LogGroup: "/aws/lambda/inventory" },
    };
    assert.deepEqual(created, configuration);
    const found = await cloud.lambda.send(new GetFunctionCommand({ FunctionName: arn }));
    assert.deepEqual(found.Configuration, configuration);
    assert.deepEqual(found.Tags, { team: "a" });
    assert.equal(found.Code?.RepositoryType, "S3");
    const changed = plain(
      await cloud.lambda.send(
        new UpdateFunctionConfigurationCommand({ FunctionName, Timeout: 5, Environment: { Variables: {} } }),
      ),
    );
    const expected = { ...configuration, Timeout: 5, RevisionId: changed.RevisionId };
    assert.deepEqual(changed, without(expected, "Environment"));
    assert.notEqual(changed.RevisionId, created.RevisionId);
    const code = await cloud.lambda.send(
      new UpdateFunctionCodeCommand({ FunctionName, ZipFile: zip({ "a.mjs": "" }) }),
    );
    assert.notEqual(code.CodeSha256, created.CodeSha256);
    assert.equal(code.Timeout, 5);
    assert.equal((await cloud.lambda.send(new ListFunctionsCommand())).Functions?.length, 1);
    const signing = await cloud.lambda.send(new GetFunctionCodeSigningConfigCommand({ FunctionName }));
    assert.deepEqual([signing.FunctionName, signing.CodeSigningConfigArn], [FunctionName, undefined]);
    await cloud.lambda.send(new DeleteFunctionCommand({ FunctionName }));
    await refused(
      cloud.lambda.send(new GetFunctionConfigurationCommand({ FunctionName })),
      "ResourceNotFoundException",
      404,
      `Function not found: ${arn}`,
    );
  });

  it("publishes versions, and nothing twice", async () => {
    await makeFunction(cloud, source, { Publish: true });
    const publish = () => cloud.lambda.send(new PublishVersionCommand({ FunctionName }));
    assert.equal((await publish()).Version, "1");
    await cloud.lambda.send(new UpdateFunctionCodeCommand({ FunctionName, ZipFile: zip({ "index.mjs": "//" }) }));
    const second = await publish();
    assert.equal(second.Version, "2");
    assert.equal(second.FunctionArn, `${arn}:2`);
    const { Versions } = await cloud.lambda.send(new ListVersionsByFunctionCommand({ FunctionName }));
    assert.deepEqual(
      Versions!.map((version) => version.FunctionArn),
      [`${arn}:$LATEST`, `${arn}:1`, `${arn}:2`],
    );
    await cloud.lambda.send(new DeleteFunctionCommand({ FunctionName, Qualifier: "1" }));
    await refused(
      cloud.lambda.send(new GetFunctionCommand({ FunctionName, Qualifier: "1" })),
      "ResourceNotFoundException",
      404,
      `Function not found: ${arn}:1`,
    );
  });

  it("tags functions", async () => {
    await makeFunction(cloud, source);
    await cloud.lambda.send(new TagResourceCommand({ Resource: arn, Tags: { a: "1", b: "2" } }));
    await cloud.lambda.send(new UntagResourceCommand({ Resource: arn, TagKeys: ["a"] }));
    assert.deepEqual((await cloud.lambda.send(new ListTagsCommand({ Resource: arn }))).Tags, { b: "2" });
  });

  const invalid: Record<string, [input: Partial<CreateFunctionCommandInput>, name: string, message: RegExp]> = {
    "a role that is not there": [
      { Role: `arn:aws:iam::${accountId}:role/nobody` },
      "InvalidParameterValueException",
      /^The role defined for the function cannot be assumed by Lambda\.$/,
    ],
    "a role that is no ARN": [{ Role: "inventory" }, "ValidationException", /'role' failed to satisfy constraint/],
    "a runtime that AWS does not have": [
      { Runtime: "cobol" as "nodejs22.x" },
      "InvalidParameterValueException",
      /^Value cobol at 'runtime' failed/,
    ],
    "a runtime that the sandbox does not have": [
      { Runtime: "python3.13" },
      "InvalidParameterValueException",
      /^The sandbox does not support the runtime python3\.13/,
    ],
    "too little memory": [{ MemorySize: 64 }, "ValidationException", /'memorySize' .* greater than or equal to 128$/],
    "too much memory": [{ MemorySize: 10_241 }, "ValidationException", /'memorySize' .* less than or equal to 10240$/],
    "too much time": [{ Timeout: 901 }, "ValidationException", /'timeout' .* less than or equal to 900$/],
    "a reserved variable": [
      { Environment: { Variables: { AWS_REGION: "x" } } },
      "InvalidParameterValueException",
      /Reserved keys used in this request: AWS_REGION$/,
    ],
    "a variable that is none": [
      { Environment: { Variables: { "A-B": "x" } } },
      "ValidationException",
      /environment\.variables/,
    ],
    "too many variables": [
      { Environment: { Variables: { BIG: "x".repeat(4096) } } },
      "InvalidParameterValueException",
      /exceeded the 4KB limit/,
    ],
    "variables that would widen what its process may do": [
      { Environment: { Variables: { NODE_OPTIONS: "--enable-source-maps --allow-fs-read=*" } } },
      "InvalidParameterValueException",
      /^The sandbox does not support NODE_OPTIONS with --allow-/,
    ],
    "code that is no zip file": [
      { Code: { ZipFile: Buffer.from("hello") } },
      "InvalidParameterValueException",
      /^Could not unzip uploaded file\./,
    ],
    "no code": [{ Code: {} }, "InvalidParameterValueException", /^Please provide a source for function code\.$/],
    "code in a bucket": [
      { Code: { S3Bucket: "a", S3Key: "b" } },
      "InvalidParameterValueException",
      /^The sandbox does not support function code from S3/,
    ],
    "a name that is none": [{ FunctionName: "a b" }, "ValidationException", /'functionName'/],
    "a member that the sandbox would overlook": [
      { VpcConfig: { SubnetIds: ["subnet-1"] } },
      "InvalidParameterValueException",
      /VpcConfig\.SubnetIds/,
    ],
  };
  for (const [what, [input, name, message]] of Object.entries(invalid)) {
    it(`refuses ${what}`, async () => {
      await refused(makeFunction(cloud, source, input), name, 400, message);
      assert.deepEqual((await cloud.lambda.send(new ListFunctionsCommand())).Functions, []);
    });
  }

  for (const path of ["../evil.mjs", "a/../../evil.mjs", "/etc/evil.mjs", "a\\..\\evil.mjs", "C:evil.mjs"]) {
    it(`refuses code that names the path ${path}`, async () => {
      const Code = { ZipFile: zip({ [path]: "evil", "index.mjs": source }) };
      await refused(
        makeFunction(cloud, source, { Code }),
        "InvalidParameterValueException",
        400,
        /outside of its folder/,
      );
    });
  }

  it("refuses a role that Lambda may not take", async () => {
    const trust = JSON.stringify({
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Principal: { Service: "ec2.amazonaws.com" }, Action: "sts:AssumeRole" }],
    });
    const { Role } = await cloud.iam.send(new CreateRoleCommand({ RoleName: "ec2", AssumeRolePolicyDocument: trust }));
    await refused(
      makeFunction(cloud, source, { Role: Role!.Arn }),
      "InvalidParameterValueException",
      400,
      "The role defined for the function cannot be assumed by Lambda.",
    );
  });

  it("refuses a second function of the same name, and a change that starts from another revision", async () => {
    const Role = await makeRole(cloud);
    await makeFunction(cloud, source, { Role });
    await refused(
      makeFunction(cloud, source, { Role }),
      "ResourceConflictException",
      409,
      "Function already exist: inventory",
    );
    await refused(
      cloud.lambda.send(new UpdateFunctionConfigurationCommand({ FunctionName, RevisionId: "other", Timeout: 4 })),
      "PreconditionFailedException",
      412,
      /Revision Id/,
    );
  });

  describe("permissions", () => {
    const SourceArn = `arn:aws:execute-api:${region}:${accountId}:api/*/GET/keys`;
    const add = (input: Partial<AddPermissionCommandInput> = {}) =>
      cloud.lambda.send(
        new AddPermissionCommand({
          FunctionName,
          StatementId: "api",
          Action: "lambda:InvokeFunction",
          Principal: "apigateway.amazonaws.com",
          SourceArn,
          ...input,
        }),
      );
    const policy = async () =>
      JSON.parse((await cloud.lambda.send(new GetPolicyCommand({ FunctionName }))).Policy!) as object;

    beforeEach(async () => {
      await makeFunction(cloud, source);
    });

    it("adds, shows and removes statements", async () => {
      const { Statement } = await add();
      const statement = {
        Sid: "api",
        Effect: "Allow",
        Principal: { Service: "apigateway.amazonaws.com" },
        Action: "lambda:InvokeFunction",
        Resource: arn,
        Condition: { ArnLike: { "AWS:SourceArn": SourceArn } },
      };
      assert.deepEqual(JSON.parse(Statement!), statement);
      await add({ StatementId: "account", Principal: accountId, SourceArn: undefined });
      await add({ StatementId: "both", SourceAccount: accountId });
      assert.deepEqual(await policy(), {
        Version: "2012-10-17",
        Id: "default",
        Statement: [
          statement,
          {
            Sid: "account",
            Effect: "Allow",
            Principal: { AWS: `arn:aws:iam::${accountId}:root` },
            Action: "lambda:InvokeFunction",
            Resource: arn,
          },
          {
            ...statement,
            Sid: "both",
            Condition: { StringEquals: { "AWS:SourceAccount": accountId }, ...statement.Condition },
          },
        ],
      });
      for (const StatementId of ["api", "account", "both"]) {
        await cloud.lambda.send(new RemovePermissionCommand({ FunctionName, StatementId }));
      }
      await refused(policy(), "ResourceNotFoundException", 404, "The resource you requested does not exist.");
    });

    it("refuses a statement that is there, one that is not, and one that does not fit", async () => {
      await add();
      await refused(
        add(),
        "ResourceConflictException",
        409,
        "The statement id (api) provided already exists. Please provide a new statement id, or remove the existing statement.",
      );
      await refused(
        cloud.lambda.send(new RemovePermissionCommand({ FunctionName, StatementId: "other" })),
        "ResourceNotFoundException",
        404,
        "Statement other is not found in resource policy.",
      );
      const long = `${SourceArn}${"x".repeat(20_000)}`;
      await refused(
        add({ StatementId: "long", SourceArn: long }),
        "PolicyLengthExceededException",
        400,
        /bigger than the limit/,
      );
    });
  });
});
