import assert from "node:assert/strict";
import {
  ApiGatewayV2Client,
  CreateApiCommand,
  CreateStageCommand,
  GetApisCommand,
  TagResourceCommand,
} from "@aws-sdk/client-apigatewayv2";
import { CloudWatchLogsClient, CreateLogGroupCommand } from "@aws-sdk/client-cloudwatch-logs";
import {
  type ContextEntry,
  CreateRoleCommand,
  GetUserCommand,
  IAMClient,
  SimulatePrincipalPolicyCommand,
} from "@aws-sdk/client-iam";
import { CreateFunctionCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { S3 } from "@aws-sdk/client-s3";
import { S3Control } from "@aws-sdk/client-s3-control";
import { SSOAdmin } from "@aws-sdk/client-sso-admin";
import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { AwsAccount } from "../../../sandbox/aws/AwsAccount.ts";
import { awsServices } from "../../../sandbox/aws/awsServices.ts";
import { createAwsVendor } from "../../../sandbox/aws/createAwsVendor.ts";
import { LambdaRuntime } from "../../../sandbox/aws/lambda/LambdaRuntime.ts";
import { systemClock } from "../../../sandbox/Clock.ts";
import { createCredentials } from "../../../sandbox/createCredentials.ts";
import { type Sandbox, startSandbox } from "../../../sandbox/startSandbox.ts";
import { sdkHandler } from "./support/sdkHandler.ts";

interface Statement {
  readonly Effect?: "Allow" | "Deny";
  readonly Action: string | readonly string[];
  readonly Resource?: string | readonly string[];
  readonly Condition?: object;
}

const region = "eu-central-1";

describe("the tables of AWS's rights", () => {
  const account = new AwsAccount({
    clock: systemClock,
    credentials: createCredentials(),
    directories: [],
    graphConsistency: "immediate",
    awsRegion: region,
    state: (initial) => initial(),
    fetch: () => Promise.reject(new Error("not asked")),
    refuse: () => undefined,
    fault: () => undefined,
  });
  const services = awsServices(new LambdaRuntime(account));
  for (const [endpoint, { operations, rights }] of services) {
    it(`have an entry for every operation of ${endpoint}, and for no other`, () => {
      assert.deepEqual(Object.keys(rights).sort(), [...operations].sort());
    });
  }
});

describe("an operator's rights at AWS", () => {
  let sandbox: Sandbox;
  let account: string;
  let config: object;

  before(async () => {
    sandbox = await startSandbox({ vendors: { aws: createAwsVendor } });
    const { awsAccountId, awsAccessKeyId: accessKeyId, awsSecretAccessKey: secretAccessKey } = sandbox.credentials;
    account = awsAccountId;
    const requestHandler = sdkHandler((request) => sandbox.fetch(request));
    config = { region, credentials: { accessKeyId, secretAccessKey }, requestHandler, maxAttempts: 1 };
  });

  after(async () => {
    assert.deepEqual(sandbox.refusals, []);
    await sandbox.close();
  });

  beforeEach(() => sandbox.operator.set({}));

  function may(...statements: readonly Statement[]): void {
    const Statement = statements.map((one) => ({ Effect: "Allow", Resource: "*", ...one }));
    sandbox.operator.set({ aws: { policies: [{ Version: "2012-10-17", Statement }] } });
    sandbox.operator.forgetDemanded();
  }

  async function refusal(call: Promise<unknown>): Promise<{ name: string; status: number; message: string }> {
    const error = await call.then(
      () => assert.fail("the call was let pass"),
      (reason: unknown) => reason as Error & { $metadata: { httpStatusCode: number } },
    );
    return { name: error.name, status: error.$metadata.httpStatusCode, message: error.message };
  }

  function denied(action: string, resource: string): string {
    const user = `arn:aws:iam::${account}:user/crosstrust`;
    return (
      `User: ${user} is not authorized to perform: ${action} on resource: ${resource} because no identity-based policy ` +
      `allows the ${action} action`
    );
  }

  const trust = (service: string): string =>
    JSON.stringify({
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Principal: { Service: service }, Action: "sts:AssumeRole" }],
    });

  it("are everything unless told otherwise, and nothing but who one is when there are none", async () => {
    await new ApiGatewayV2Client(config).send(new GetApisCommand({}));
    may({ Action: "ec2:RunInstances" });
    await new STSClient(config).send(new GetCallerIdentityCommand());
    const listing = new ApiGatewayV2Client(config).send(new GetApisCommand({}));
    assert.equal((await refusal(listing)).message, denied("apigateway:GET", `arn:aws:apigateway:${region}::/apis`));
  });

  it("refuse in the form of each protocol, naming the action and the resource", async () => {
    may({ Action: "ec2:RunInstances" });
    const expected: readonly (readonly [Promise<unknown>, string, number, string, string])[] = [
      [
        new ApiGatewayV2Client(config).send(new CreateApiCommand({ Name: "Inventory", ProtocolType: "HTTP" })),
        "AccessDeniedException",
        403,
        "apigateway:POST",
        `arn:aws:apigateway:${region}::/apis`,
      ],
      [
        new CloudWatchLogsClient(config).send(new CreateLogGroupCommand({ logGroupName: "/acme/access" })),
        "AccessDeniedException",
        400,
        "logs:CreateLogGroup",
        `arn:aws:logs:${region}:${account}:log-group:/acme/access:log-stream:`,
      ],
      [
        new IAMClient(config).send(
          new CreateRoleCommand({ RoleName: "worker", AssumeRolePolicyDocument: trust("lambda.amazonaws.com") }),
        ),
        "AccessDenied",
        403,
        "iam:CreateRole",
        `arn:aws:iam::${account}:role/worker`,
      ],
      [
        new S3(config).createBucket({ Bucket: "acme-keys" }),
        "AccessDenied",
        403,
        "s3:CreateBucket",
        "arn:aws:s3:::acme-keys",
      ],
      [
        new S3Control(config).listAccessGrants({ AccountId: account }),
        "AccessDenied",
        403,
        "s3:ListAccessGrants",
        `arn:aws:s3:${region}:${account}:access-grants/default`,
      ],
      [new SSOAdmin(config).listInstances({}), "AccessDeniedException", 400, "sso:ListInstances", "*"],
    ];
    for (const [call, name, status, action, resource] of expected) {
      assert.deepEqual(await refusal(call), { name, status, message: denied(action, resource) });
    }
  });

  it("hold from the next request on when they change, and are noted as they are needed", async () => {
    const logs = new CloudWatchLogsClient(config);
    const create = () => logs.send(new CreateLogGroupCommand({ logGroupName: "/acme/noted" }));
    const arn = `arn:aws:logs:${region}:${account}:log-group:/acme/noted`;
    may({ Action: "logs:*", Resource: "arn:aws:logs:*:*:log-group:/other:*" });
    await refusal(create());
    const noted = (allowed: boolean) => ({
      vendor: "aws",
      operation: "CreateLogGroup",
      kind: "action",
      on: `${arn}:log-stream:`,
      anyOf: ["logs:CreateLogGroup"],
      allowed,
    });
    assert.deepEqual(sandbox.demandedRights, [noted(false)]);
    may({ Action: "logs:*", Resource: `${arn}:*` });
    await create();
    assert.deepEqual(sandbox.demandedRights, [noted(true)]);
  });

  it("are no longer there where a statement denies, or a condition does not hold", async () => {
    const gateway = new ApiGatewayV2Client(config);
    may(
      { Action: "apigateway:*" },
      { Effect: "Deny", Action: "apigateway:GET", Resource: "arn:aws:apigateway:*::/apis" },
    );
    assert.match(
      (await refusal(gateway.send(new GetApisCommand({})))).message,
      / with an explicit deny in an identity-based policy$/,
    );
    may({ Action: "apigateway:GET", Condition: { StringEquals: { "aws:RequestedRegion": "us-east-1" } } });
    await refusal(gateway.send(new GetApisCommand({})));
    may({ Action: "apigateway:GET", Condition: { StringEquals: { "aws:RequestedRegion": region } } });
    await gateway.send(new GetApisCommand({}));
  });

  it("include handing over a role, to that service", async () => {
    const { Role } = await new IAMClient(config).send(
      new CreateRoleCommand({ RoleName: "passed", AssumeRolePolicyDocument: trust("lambda.amazonaws.com") }),
    );
    const create = () =>
      new LambdaClient(config).send(
        new CreateFunctionCommand({
          FunctionName: "gate",
          Role: Role?.Arn ?? "",
          Code: { ZipFile: Buffer.from("no archive") },
          Handler: "index.handler",
          Runtime: "nodejs22.x",
        }),
      );
    const pass = (service: string): Statement => ({
      Action: "iam:PassRole",
      Condition: { StringEquals: { "iam:PassedToService": service } },
    });
    may({ Action: "lambda:CreateFunction" }, pass("ec2.amazonaws.com"));
    assert.equal((await refusal(create())).message, denied("iam:PassRole", Role?.Arn ?? ""));
    may({ Action: "lambda:CreateFunction" }, pass("lambda.amazonaws.com"));
    assert.notEqual((await refusal(create())).name, "AccessDeniedException", "only the archive is wrong");
  });

  it("include tagging where tags are given, and access logs where a stage has them", async () => {
    const gateway = new ApiGatewayV2Client(config);
    const { ApiId } = await gateway.send(new CreateApiCommand({ Name: "Orders", ProtocolType: "HTTP" }));
    const stages = `arn:aws:apigateway:${region}::/apis/${ApiId}/stages`;
    const stage = { ApiId, StageName: "$default" };
    may({ Action: "apigateway:POST" });
    const tagged = gateway.send(new CreateStageCommand({ ...stage, Tags: { stack: "dev" } }));
    assert.equal((await refusal(tagged)).message, denied("apigateway:TagResource", stages));
    const DestinationArn = `arn:aws:logs:${region}:${account}:log-group:/acme/access`;
    const logged = gateway.send(
      new CreateStageCommand({ ...stage, AccessLogSettings: { DestinationArn, Format: "{}" } }),
    );
    assert.equal((await refusal(logged)).message, denied("logs:CreateLogDelivery", "*"));
    await gateway.send(new CreateStageCommand(stage));
    may({ Action: "apigateway:POST", Resource: `arn:aws:apigateway:${region}::/tags/*` });
    const ResourceArn = `${stages}/$default`;
    await gateway.send(new TagResourceCommand({ ResourceArn, Tags: { stack: "dev" } }));
    assert.deepEqual(
      sandbox.demandedRights.map(({ on }) => on),
      [`arn:aws:apigateway:${region}::/tags/${encodeURIComponent(ResourceArn)}`],
    );
  });

  it("include what S3 Access Grants does at Identity Center in one's name", async () => {
    const { Instances } = await new SSOAdmin(config).listInstances({});
    const IdentityCenterArn = Instances?.[0]?.InstanceArn ?? "";
    const create = () => new S3Control(config).createAccessGrantsInstance({ AccountId: account, IdentityCenterArn });
    const needed = [
      "s3:CreateAccessGrantsInstance",
      "sso:CreateApplication",
      "sso:DescribeInstance",
      "sso:PutApplicationAuthenticationMethod",
      "sso:PutApplicationGrant",
    ];
    for (const missing of needed) {
      may({ Action: needed.filter((action) => action !== missing) });
      assert.match((await refusal(create())).message, new RegExp(` allows the ${missing} action$`));
    }
    may({ Action: needed });
    await create();
  });

  it("are needed to take a role that trusts the account, and not for one that trusts the user", async () => {
    const iam = new IAMClient(config);
    const sts = new STSClient(config);
    const role = async (RoleName: string, principal: string) => {
      const document = {
        Version: "2012-10-17",
        Statement: [{ Effect: "Allow", Principal: { AWS: principal }, Action: "sts:AssumeRole" }],
      };
      return iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: JSON.stringify(document) }));
    };
    const { Role: open } = await role("open", `arn:aws:iam::${account}:root`);
    const { Role: own } = await role("own", `arn:aws:iam::${account}:user/crosstrust`);
    const take = (RoleArn = "") => sts.send(new AssumeRoleCommand({ RoleArn, RoleSessionName: "test" }));
    may({ Action: "ec2:RunInstances" });
    await take(own?.Arn);
    assert.equal((await refusal(take(open?.Arn))).name, "AccessDenied");
    may({ Action: "sts:AssumeRole", Resource: open?.Arn ?? "" });
    await take(open?.Arn);
    assert.deepEqual(
      sandbox.demandedRights.map(({ anyOf, on }) => [anyOf, on]),
      [[["sts:AssumeRole"], open?.Arn]],
    );
  });

  it("can be asked for without being used", async () => {
    const iam = new IAMClient(config);
    const { User } = await iam.send(new GetUserCommand({}));
    assert.equal(User?.Arn, `arn:aws:iam::${account}:user/crosstrust`);
    const simulate = async (ActionNames: string[], ResourceArns?: string[], ContextEntries?: ContextEntry[]) => {
      const PolicySourceArn = User.Arn;
      const command = new SimulatePrincipalPolicyCommand({
        PolicySourceArn,
        ActionNames,
        ResourceArns,
        ContextEntries,
      });
      const { EvaluationResults = [] } = await iam.send(command);
      return EvaluationResults.map(({ EvalActionName, EvalResourceName, EvalDecision, MissingContextValues }) => [
        EvalActionName,
        EvalResourceName,
        EvalDecision,
        MissingContextValues,
      ]);
    };
    assert.deepEqual(await simulate(["iam:CreateRole"]), [["iam:CreateRole", "*", "allowed", []]]);
    const role = `arn:aws:iam::${account}:role/acme-gate`;
    may(
      { Action: "iam:SimulatePrincipalPolicy", Resource: User.Arn },
      {
        Action: "iam:*Role",
        Resource: role,
        Condition: { StringEquals: { "iam:PassedToService": "lambda.amazonaws.com" } },
      },
      { Effect: "Deny", Action: "iam:DeleteRole" },
    );
    assert.deepEqual(await simulate(["iam:PassRole", "iam:DeleteRole"], [role, `${role}-2`]), [
      ["iam:PassRole", role, "implicitDeny", ["iam:PassedToService"]],
      ["iam:PassRole", `${role}-2`, "implicitDeny", []],
      ["iam:DeleteRole", role, "explicitDeny", ["iam:PassedToService"]],
      ["iam:DeleteRole", `${role}-2`, "explicitDeny", []],
    ]);
    const passed: ContextEntry = {
      ContextKeyName: "iam:PassedToService",
      ContextKeyType: "string",
      ContextKeyValues: ["lambda.amazonaws.com"],
    };
    assert.deepEqual(await simulate(["iam:PassRole"], [role], [passed]), [["iam:PassRole", role, "allowed", []]]);
    may({ Action: "iam:GetUser" });
    const message = denied("iam:SimulatePrincipalPolicy", User.Arn);
    assert.equal((await refusal(simulate(["iam:PassRole"]))).message, message);
  });
});
