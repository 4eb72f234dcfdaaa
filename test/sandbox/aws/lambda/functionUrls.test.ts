import assert from "node:assert/strict";
import {
  CreateFunctionUrlConfigCommand,
  DeleteFunctionUrlConfigCommand,
  GetFunctionUrlConfigCommand,
  ListFunctionUrlConfigsCommand,
} from "@aws-sdk/client-lambda";
import { accountId, awsClouds, region, start } from "../support/AwsCloud.ts";
import { plain } from "../support/plain.ts";
import { refused } from "../support/refused.ts";
import { makeFunction } from "../support/resources.ts";

const FunctionName = "inventory";

describe("Lambda: function URLs", () => {
  const clouds = awsClouds();

  it("are kept, one for a function", async () => {
    const cloud = clouds();
    await makeFunction(cloud, "export const handler = async () => 1;");
    const get = new GetFunctionUrlConfigCommand({ FunctionName });
    await refused(cloud.lambda.send(get), "ResourceNotFoundException", 404, /does not exist/);
    const create = new CreateFunctionUrlConfigCommand({ FunctionName, AuthType: "NONE" });
    const made = await cloud.lambda.send(create);
    assert.equal(made.$metadata.httpStatusCode, 201);
    assert.match(made.FunctionUrl ?? "", /^https:\/\/[a-z0-9]{32}\.lambda-url\.eu-central-1\.on\.aws\/$/);
    const kept = {
      FunctionUrl: made.FunctionUrl,
      FunctionArn: `arn:aws:lambda:${region}:${accountId}:function:${FunctionName}`,
      ...{ AuthType: "NONE", CreationTime: start.toISOString(), LastModifiedTime: start.toISOString() },
      InvokeMode: "BUFFERED",
    };
    assert.deepEqual(plain(await cloud.lambda.send(get)), kept);
    const list = new ListFunctionUrlConfigsCommand({ FunctionName });
    assert.deepEqual((await cloud.lambda.send(list)).FunctionUrlConfigs, [kept]);
    await refused(cloud.lambda.send(create), "ResourceConflictException", 409, /exists already/);
    await cloud.lambda.send(new DeleteFunctionUrlConfigCommand({ FunctionName }));
    assert.deepEqual((await cloud.lambda.send(list)).FunctionUrlConfigs, []);
    assert.deepEqual(cloud.refusals, []);
  });

  it("belong to functions that are there", async () => {
    const list = new ListFunctionUrlConfigsCommand({ FunctionName: "nowhere" });
    await refused(clouds().lambda.send(list), "ResourceNotFoundException", 404, /Function not found/);
  });
});
