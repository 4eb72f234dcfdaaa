import assert from "node:assert/strict";
import {
  CreateDeploymentCommand,
  CreateStageCommand,
  type CreateStageCommandInput,
  DeleteAccessLogSettingsCommand,
  DeleteDeploymentCommand,
  DeleteRouteSettingsCommand,
  DeleteStageCommand,
  GetDeploymentsCommand,
  GetStageCommand,
  GetTagsCommand,
  UpdateStageCommand,
} from "@aws-sdk/client-apigatewayv2";
import { CreateLogGroupCommand } from "@aws-sdk/client-cloudwatch-logs";
import { accountId, awsClouds, region } from "../support/AwsCloud.ts";
import { plain } from "../support/plain.ts";
import { refused } from "../support/refused.ts";
import { TestApi } from "../support/resources.ts";

const group = `arn:aws:logs:${region}:${accountId}:log-group:/aws/api`;
const format = "$context.requestId $context.status";

describe("API Gateway: stages", () => {
  const clouds = awsClouds();
  let api: TestApi;

  beforeEach(async () => {
    api = await TestApi.create(clouds());
    await api.cloud.logs.send(new CreateLogGroupCommand({ logGroupName: "/aws/api" }));
  });

  const create = (input: Partial<CreateStageCommandInput> = {}) =>
    api.cloud.apigateway.send(new CreateStageCommand({ ApiId: api.apiId, StageName: "dev", ...input }));
  const find = (StageName = "dev") => api.cloud.apigateway.send(new GetStageCommand({ ApiId: api.apiId, StageName }));

  it("creates, changes and deletes a stage", async () => {
    const AccessLogSettings = { DestinationArn: group, Format: format };
    const input = { AutoDeploy: true, AccessLogSettings, Tags: { a: "1" }, StageVariables: { color: "red" } };
    const { $metadata, ...stage } = await create(input);
    assert.equal($metadata.httpStatusCode, 201);
    assert.deepEqual(stage, {
      ...input,
      StageName: "dev",
      CreatedDate: api.cloud.clock.now(),
      LastUpdatedDate: api.cloud.clock.now(),
      DefaultRouteSettings: { DetailedMetricsEnabled: false },
      DeploymentId: stage.DeploymentId,
      LastDeploymentStatusMessage: `Successfully deployed stage with deployment ID '${stage.DeploymentId}'`,
      RouteSettings: {},
    });
    api.cloud.clock.advance(60);
    const settings = { ThrottlingBurstLimit: 5, ThrottlingRateLimit: 2.5 };
    await api.cloud.apigateway.send(
      new UpdateStageCommand({ ApiId: api.apiId, StageName: "dev", DefaultRouteSettings: settings }),
    );
    const changed = plain(await find());
    assert.deepEqual(changed, {
      ...stage,
      DefaultRouteSettings: { DetailedMetricsEnabled: false, ...settings },
      LastUpdatedDate: api.cloud.clock.now(),
    });
    const ResourceArn = `arn:aws:apigateway:${region}::/apis/${api.apiId}/stages/dev`;
    assert.deepEqual((await api.cloud.apigateway.send(new GetTagsCommand({ ResourceArn }))).Tags, { a: "1" });
    const id = { ApiId: api.apiId, StageName: "dev" };
    await api.cloud.apigateway.send(new DeleteAccessLogSettingsCommand(id));
    assert.equal((await find()).AccessLogSettings, undefined);
    await api.cloud.apigateway.send(new DeleteStageCommand(id));
    await refused(find(), "NotFoundException", 404, "Invalid Stage identifier specified");
  });

  it("deploys again after each change of the API", async () => {
    const first = (await find("$default")).DeploymentId;
    await api.route("GET /keys");
    const second = (await find("$default")).DeploymentId;
    assert.notEqual(second, first);
    const { Items } = await api.cloud.apigateway.send(new GetDeploymentsCommand({ ApiId: api.apiId }));
    assert.deepEqual(
      Items!.map(({ DeploymentId, AutoDeployed, DeploymentStatus }) => [DeploymentId, AutoDeployed, DeploymentStatus]),
      [[second, true, "DEPLOYED"]],
    );
  });

  it("keeps a deployment that a stage serves, and its stage to one way of deploying", async () => {
    const { DeploymentId } = await api.cloud.apigateway.send(new CreateDeploymentCommand({ ApiId: api.apiId }));
    await create({ DeploymentId });
    const id = { ApiId: api.apiId, DeploymentId };
    await refused(
      api.cloud.apigateway.send(new DeleteDeploymentCommand(id)),
      "BadRequestException",
      400,
      "Active stages pointing to this deployment must be moved or deleted",
    );
    await refused(
      create({ StageName: "other", AutoDeploy: true, DeploymentId }),
      "BadRequestException",
      400,
      "Deployment ID cannot be set on a stage with automatic deployment",
    );
    await refused(create({ StageName: "other", DeploymentId: "abcdef" }), "NotFoundException", 404, /Deployment/);
  });

  it("refuses a second stage of the same name, a name that is none, and an eleventh stage", async () => {
    await create();
    await refused(create(), "ConflictException", 409, "Stage already exists");
    await refused(
      create({ StageName: "a b" }),
      "BadRequestException",
      400,
      "Stage name only allows a-zA-Z0-9_- or $default",
    );
    for (let number = 2; number < 10; number++) await create({ StageName: `s${number}` });
    await refused(create({ StageName: "s10" }), "ConflictException", 429, /^Maximum number of Stages/);
  });

  const logs: Record<
    string,
    [DestinationArn: string | undefined, Format: string | undefined, name: string, status: number, message: RegExp]
  > = {
    "without a format": [
      group,
      undefined,
      "BadRequestException",
      400,
      /^Access Log value missing\. Expected destinationArn and format\.$/,
    ],
    "to what is no ARN": ["/aws/api", format, "BadRequestException", 400, /ARNs must start with 'arn:': \/aws\/api$/],
    "to what is no log group": [
      "arn:aws:s3:::bucket",
      format,
      "BadRequestException",
      400,
      /must be a valid CloudWatch Logs log group/,
    ],
    "to another region": [
      group.replace(region, "us-east-1"),
      format,
      "BadRequestException",
      400,
      /must be a valid CloudWatch Logs/,
    ],
    "to a log group that is not there": [
      `${group}/x`,
      format,
      "NotFoundException",
      404,
      /^Cannot enable logging\. LogDestination: \/aws\/api\/x does not exist/,
    ],
    "of several lines": [group, `${format}\n`, "BadRequestException", 400, /must be single line/],
    "without a request id": [
      group,
      "$context.status",
      "BadRequestException",
      400,
      /must include either \$context\.requestId/,
    ],
    "of unknown variables": [
      group,
      `${format} $context.nonsense`,
      "BadRequestException",
      400,
      /not supported: \[\$context\.nonsense\]$/,
    ],
  };
  for (const [what, [DestinationArn, Format, name, status, message]] of Object.entries(logs)) {
    it(`refuses access logs ${what}, and leaves no stage behind`, async () => {
      await refused(create({ AccessLogSettings: { DestinationArn, Format } }), name, status, message);
      await refused(find(), "NotFoundException", 404, /Stage/);
    });
  }

  it("takes a log group's ARN with the ending that stands for its streams", async () => {
    const { AccessLogSettings } = await create({ AccessLogSettings: { DestinationArn: `${group}:*`, Format: format } });
    assert.equal(AccessLogSettings?.DestinationArn, `${group}:*`);
  });

  it("keeps settings of single routes, and removes them", async () => {
    const RouteSettings = { "GET /keys": { ThrottlingRateLimit: 1 } };
    await refused(
      create({ RouteSettings }),
      "NotFoundException",
      404,
      "Unable to find Route by key GET /keys within the provided RouteSettings",
    );
    await api.route("GET /keys");
    const created = await create({ RouteSettings });
    assert.deepEqual(created.RouteSettings, { "GET /keys": { DetailedMetricsEnabled: false, ThrottlingRateLimit: 1 } });
    const id = { ApiId: api.apiId, StageName: "dev" };
    await api.cloud.apigateway.send(new DeleteRouteSettingsCommand({ ...id, RouteKey: "GET /keys" }));
    assert.deepEqual((await find()).RouteSettings, {});
  });

  it("clears a description and a stage variable by an empty text", async () => {
    await create({ Description: "a", StageVariables: { color: "red", size: "s" } });
    const changes = { Description: "", StageVariables: { color: "" } };
    await api.cloud.apigateway.send(new UpdateStageCommand({ ApiId: api.apiId, StageName: "dev", ...changes }));
    const { Description, StageVariables } = await find();
    assert.deepEqual([Description, StageVariables], [undefined, { size: "s" }]);
  });

  it("refuses execution logs, as HTTP APIs have none", async () => {
    await refused(
      create({ DefaultRouteSettings: { LoggingLevel: "INFO" } }),
      "BadRequestException",
      400,
      "Execution logs are not supported on protocolType HTTP",
    );
  });
});
