import assert from "node:assert/strict";
import {
  ApiGatewayV2Client,
  CreateApiCommand,
  DeleteApiCommand,
  GetApiCommand,
  GetApisCommand,
  GetTagsCommand,
  TagResourceCommand,
  UntagResourceCommand,
  UpdateApiCommand,
} from "@aws-sdk/client-apigatewayv2";
import { accountId, awsClouds, region } from "../support/AwsCloud.ts";
import { allPages } from "../support/allPages.ts";
import { plain } from "../support/plain.ts";
import { refused } from "../support/refused.ts";

describe("API Gateway: APIs", () => {
  const clouds = awsClouds();

  it("creates, gets, changes and deletes an API", async () => {
    const { apigateway } = clouds();
    const created = await apigateway.send(
      new CreateApiCommand({ Name: "inventory", ProtocolType: "HTTP", Description: "Keys", Tags: { team: "a" } }),
    );
    const { $metadata, ...api } = created;
    assert.equal($metadata.httpStatusCode, 201);
    assert.match(api.ApiId!, /^[a-z0-9]{10}$/);
    assert.deepEqual(api, {
      ApiEndpoint: `https://${api.ApiId}.execute-api.${region}.amazonaws.com`,
      ApiId: api.ApiId,
      ApiKeySelectionExpression: "$request.header.x-api-key",
      CreatedDate: new Date("2026-03-12T19:03:58.123Z"),
      Description: "Keys",
      DisableExecuteApiEndpoint: false,
      IpAddressType: "ipv4",
      Name: "inventory",
      ProtocolType: "HTTP",
      RouteSelectionExpression: "$request.method $request.path",
      Tags: { team: "a" },
    });
    const changed = await apigateway.send(new UpdateApiCommand({ ApiId: api.ApiId, Name: "keys", Version: "2" }));
    assert.equal(changed.$metadata.httpStatusCode, 200);
    const found = plain(await apigateway.send(new GetApiCommand({ ApiId: api.ApiId })));
    assert.deepEqual(found, { ...api, Name: "keys", Version: "2" });
    const deleted = await apigateway.send(new DeleteApiCommand({ ApiId: api.ApiId }));
    assert.equal(deleted.$metadata.httpStatusCode, 204);
    await refused(
      apigateway.send(new GetApiCommand({ ApiId: api.ApiId })),
      "NotFoundException",
      404,
      `Invalid API identifier specified ${accountId}:${api.ApiId}`,
    );
  });

  it("lists APIs a page at a time, each region its own", async () => {
    const cloud = clouds();
    for (let number = 0; number < 5; number++) {
      await cloud.apigateway.send(new CreateApiCommand({ Name: `api-${number}`, ProtocolType: "HTTP" }));
    }
    const pages = await allPages((NextToken) =>
      cloud.apigateway.send(new GetApisCommand({ MaxResults: "2", NextToken })),
    );
    const names = pages.map((items) => items.map((item) => item.Name));
    assert.deepEqual(names, [["api-0", "api-1"], ["api-2", "api-3"], ["api-4"]]);
    const elsewhere = new ApiGatewayV2Client({ ...cloud.clientConfig, region: "us-east-1" });
    assert.deepEqual((await elsewhere.send(new GetApisCommand())).Items, []);
    await refused(
      cloud.apigateway.send(new GetApisCommand({ NextToken: "nonsense" })),
      "BadRequestException",
      400,
      "Invalid position token specified",
    );
    await refused(
      cloud.apigateway.send(new GetApisCommand({ MaxResults: "0" })),
      "BadRequestException",
      400,
      /maxResults/,
    );
  });

  it("tags APIs", async () => {
    const { apigateway } = clouds();
    const { ApiId } = await apigateway.send(
      new CreateApiCommand({ Name: "a", ProtocolType: "HTTP", Tags: { one: "1" } }),
    );
    const ResourceArn = `arn:aws:apigateway:${region}::/apis/${ApiId}`;
    const tagged = await apigateway.send(new TagResourceCommand({ ResourceArn, Tags: { two: "2", one: "3" } }));
    assert.equal(tagged.$metadata.httpStatusCode, 201);
    await apigateway.send(new UntagResourceCommand({ ResourceArn, TagKeys: ["two"] }));
    assert.deepEqual((await apigateway.send(new GetTagsCommand({ ResourceArn }))).Tags, { one: "3" });
    await refused(
      apigateway.send(new TagResourceCommand({ ResourceArn, Tags: { "aws:mine": "1" } })),
      "BadRequestException",
      400,
      /reserved prefix/,
    );
  });

  it("says so, and lists it, when it does not support what AWS does", async () => {
    const cloud = clouds();
    await refused(
      cloud.apigateway.send(new CreateApiCommand({ Name: "a", ProtocolType: "WEBSOCKET" })),
      "BadRequestException",
      400,
      "The sandbox does not support WebSocket APIs",
    );
    await refused(
      cloud.apigateway.send(
        new CreateApiCommand({ Name: "a", ProtocolType: "HTTP", CorsConfiguration: { AllowOrigins: ["*"] } }),
      ),
      "BadRequestException",
      400,
      "The sandbox does not support the member corsConfiguration of this operation",
    );
    assert.deepEqual(
      cloud.refusals.map(({ host, method, path }) => [host, method, path]),
      [
        [`apigateway.${region}.amazonaws.com`, "POST", "/v2/apis"],
        [`apigateway.${region}.amazonaws.com`, "POST", "/v2/apis"],
      ],
    );
  });
});
