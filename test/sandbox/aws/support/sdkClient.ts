// An ordinary program that makes an API, or finds it, and calls it; it knows of the sandbox by its environment alone.
import {
  ApiGatewayV2Client,
  CreateApiCommand,
  CreateAuthorizerCommand,
  CreateIntegrationCommand,
  CreateRouteCommand,
  CreateStageCommand,
  GetApisCommand,
} from "@aws-sdk/client-apigatewayv2";
import { CloudWatchLogsClient, CreateLogGroupCommand } from "@aws-sdk/client-cloudwatch-logs";
import { CreateRoleCommand, IAMClient } from "@aws-sdk/client-iam";
import { AddPermissionCommand, CreateFunctionCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { S3 } from "@aws-sdk/client-s3";
import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { FetchHttpHandler } from "@smithy/fetch-http-handler";
import { EnvHttpProxyAgent, install, setGlobalDispatcher } from "undici";
import { zip } from "./zip.ts";

install();
setGlobalDispatcher(new EnvHttpProxyAgent());
const config = { requestHandler: new FetchHttpHandler() };
const apigateway = new ApiGatewayV2Client(config);
const { Account } = await new STSClient(config).send(new GetCallerIdentityCommand());

const s3 = new S3(config);
const [Bucket, Key] = ["acme-dev-reports", "team-a/größe 1+1.txt"];

if (process.argv[2] === "make") {
  await make();
  await s3.createBucket({ Bucket });
  await s3.putObject({ Bucket, Key, Body: "as it was sent" });
}
const { Items } = await apigateway.send(new GetApisCommand());
const endpoint = Items?.[0]?.ApiEndpoint;
const answers: [number, string][] = [];
for (const path of ["/hello", "/keys", "/nowhere"]) {
  const answer = await fetch(`${endpoint}${path}`);
  answers.push([answer.status, await answer.text()]);
}
const { Body } = await s3.getObject({ Bucket, Key });
const { ContentLength } = await s3.headObject({ Bucket, Key });
const object = [await Body?.transformToString(), ContentLength];
process.stdout.write(JSON.stringify({ account: Account, answers, object }));

async function make(): Promise<void> {
  const trust = { Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" };
  const { Role } = await new IAMClient(config).send(
    new CreateRoleCommand({
      RoleName: "inventory",
      AssumeRolePolicyDocument: JSON.stringify({ Version: "2012-10-17", Statement: [trust] }),
    }),
  );
  const lambda = new LambdaClient(config);
  const source = "export const handler = async ({ routeKey }) => ({ hello: routeKey });";
  const { FunctionArn } = await lambda.send(
    new CreateFunctionCommand({
      FunctionName: "inventory",
      Runtime: "nodejs22.x",
      Handler: "index.handler",
      Role: Role?.Arn,
      Code: { ZipFile: zip({ "index.mjs": source }) },
    }),
  );
  await new CloudWatchLogsClient(config).send(new CreateLogGroupCommand({ logGroupName: "/aws/api" }));
  const { ApiId } = await apigateway.send(new CreateApiCommand({ Name: "inventory", ProtocolType: "HTTP" }));
  const { IntegrationId } = await apigateway.send(
    new CreateIntegrationCommand({
      ApiId,
      IntegrationType: "AWS_PROXY",
      IntegrationUri: FunctionArn,
      PayloadFormatVersion: "2.0",
    }),
  );
  const { AuthorizerId } = await apigateway.send(
    new CreateAuthorizerCommand({
      ApiId,
      AuthorizerType: "JWT",
      Name: "okta",
      IdentitySource: ["$request.header.Authorization"],
      JwtConfiguration: { Issuer: "https://acme-dev.okta.com/oauth2/aus1", Audience: ["https://api.acme.example"] },
    }),
  );
  const Target = `integrations/${IntegrationId}`;
  await apigateway.send(new CreateRouteCommand({ ApiId, RouteKey: "GET /hello", Target }));
  await apigateway.send(
    new CreateRouteCommand({ ApiId, RouteKey: "GET /keys", Target, AuthorizationType: "JWT", AuthorizerId }),
  );
  await apigateway.send(new CreateStageCommand({ ApiId, StageName: "$default", AutoDeploy: true }));
  await lambda.send(
    new AddPermissionCommand({
      FunctionName: "inventory",
      StatementId: "api",
      Action: "lambda:InvokeFunction",
      Principal: "apigateway.amazonaws.com",
      SourceArn: `arn:aws:execute-api:${process.env["AWS_REGION"]}:${Account}:${ApiId}/*/*`,
    }),
  );
}
