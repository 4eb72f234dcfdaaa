import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { DescribeLogGroupsCommand, FilterLogEventsCommand } from "@aws-sdk/client-cloudwatch-logs";
import { DeleteRolePolicyCommand, PutRolePolicyCommand } from "@aws-sdk/client-iam";
import {
  type CreateFunctionCommandInput,
  DeleteFunctionCommand,
  UpdateFunctionCodeCommand,
} from "@aws-sdk/client-lambda";
import { type AwsCloud, awsClouds } from "../support/AwsCloud.ts";
import { invokeFunction } from "../support/invokeFunction.ts";
import { makeFunction } from "../support/resources.ts";
import { zip } from "../support/zip.ts";

const FunctionName = "inventory";

/** For functions whose calls must be under way at the same time: each waits until so many processes have one. */
const meeting = `
  import { readdirSync, writeFileSync } from "node:fs";
  import { setTimeout as sleep } from "node:timers/promises";
  async function meet(count) {
    writeFileSync(process.env.TMPDIR + "/" + process.pid, "");
    while (readdirSync(process.env.TMPDIR).length < count) await sleep(5);
  }
`;

describe("Lambda: running functions", () => {
  const clouds = awsClouds();
  let cloud: AwsCloud;

  beforeEach(() => {
    cloud = clouds();
  });

  const invoke = (payload?: unknown, input?: { Qualifier?: string }) => invokeFunction(cloud, payload, input);

  async function run(source: string, payload: unknown = {}, input: Parameters<typeof makeFunction>[2] = {}) {
    await makeFunction(cloud, source, input);
    return invoke(payload);
  }

  const works: Record<string, [source: string, input: Partial<CreateFunctionCommandInput> & { file?: string }]> = {
    "an ES module": ["export const handler = async (event) => ({ got: event.a });", {}],
    "a CommonJS module": ["exports.handler = async (event) => ({ got: event.a });", { file: "index.js" }],
    "a CommonJS module by its extension": ["exports.handler = (event) => ({ got: event.a });", { file: "index.cjs" }],
    "a callback": ["export const handler = (event, context, done) => setImmediate(done, null, { got: event.a });", {}],
    "a handler in a folder": [
      "export const run = async (event) => ({ got: event.a });",
      { file: "src/app.mjs", Handler: "src/app.run" },
    ],
    "a nested export": [
      "export const api = { get: async (event) => ({ got: event.a }) };",
      { Handler: "index.api.get" },
    ],
    "another module beside it": [
      "import { got } from './other.mjs'; export const handler = async (event) => got(event.a);",
      {
        Code: {
          ZipFile: zip({
            "index.mjs": "import { got } from './other.mjs'; export const handler = async (event) => got(event.a);",
            "other.mjs": "export const got = (a) => ({ got: a });",
          }),
        },
      },
    ],
  };
  for (const [what, [source, input]] of Object.entries(works)) {
    it(`runs ${what}`, async () => {
      assert.deepEqual((await run(source, { a: 7 }, input)).value, { got: 7 });
    });
  }

  it("takes an answer of 6 MB", async () => {
    const { value, error } = await run("export const handler = async () => 'a'.repeat(6291554);");
    assert.equal(error, undefined);
    assert.equal((value as string).length, 6291554);
  });

  it("answers null for nothing", async () => {
    assert.equal((await run("export const handler = async () => undefined;")).value, null);
  });

  it("keeps the process warm, and starts another one beside it for calls at the same time", async () => {
    await makeFunction(
      cloud,
      `${meeting}
      let calls = 0;
      export const handler = async ({ wait }) => {
        calls++;
        if (wait) await meet(2);
        return [process.pid, calls];
      };`,
    );
    const first = (await invoke()).value as number[];
    assert.deepEqual((await invoke()).value, [first[0], 2]);
    const pairs = (await Promise.all([invoke({ wait: true }), invoke({ wait: true })])).map(
      ({ value }) => value as number[],
    );
    assert.notEqual(pairs[0]![0], pairs[1]![0]);
  });

  it("carries out more calls at the same time than it starts processes", async () => {
    const handler = "export const handler = async ({ n }) => { await meet(4); return { n, pid: process.pid }; };";
    await makeFunction(cloud, meeting + handler, { Timeout: 10 });
    const answers = await Promise.all(Array.from({ length: 9 }, (_, n) => invoke({ n })));
    const values = answers.map(({ value }) => value as { n: number; pid: number });
    assert.deepEqual(
      values.map(({ n }) => n),
      [0, 1, 2, 3, 4, 5, 6, 7, 8],
    );
    assert.equal(new Set(values.map(({ pid }) => pid)).size, 4);
  });

  it("runs new code from its upload on, and a published version as it was", async () => {
    await makeFunction(cloud, "export const handler = async () => 'old';", { Publish: true });
    assert.equal((await invoke()).value, "old");
    const ZipFile = zip({ "index.mjs": "export const handler = async () => 'new';" });
    await cloud.lambda.send(new UpdateFunctionCodeCommand({ FunctionName, ZipFile }));
    assert.equal((await invoke()).value, "new");
    assert.equal((await invoke({}, { Qualifier: "1" })).value, "old");
  });

  it("sees Lambda's variables and its own, and nothing of the sandbox's", async () => {
    process.env["CROSSTRUST_TEST_SECRET"] = "secret";
    const { value } = await run(
      "export const handler = async () => process.env;",
      {},
      {
        Environment: { Variables: { COLOR: "red" } },
      },
    ).finally(() => delete process.env["CROSSTRUST_TEST_SECRET"]);
    const env = value as Record<string, string>;
    assert.equal(env["COLOR"], "red");
    assert.deepEqual(
      Object.keys(env)
        .filter((name) => name !== "NODE_CHANNEL_FD" && name !== "NODE_CHANNEL_SERIALIZATION_MODE")
        .sort(),
      [
        "AWS_DEFAULT_REGION",
        "AWS_EXECUTION_ENV",
        "AWS_LAMBDA_FUNCTION_MEMORY_SIZE",
        "AWS_LAMBDA_FUNCTION_NAME",
        "AWS_LAMBDA_FUNCTION_VERSION",
        "AWS_LAMBDA_INITIALIZATION_TYPE",
        "AWS_LAMBDA_LOG_GROUP_NAME",
        "AWS_LAMBDA_LOG_STREAM_NAME",
        "AWS_REGION",
        "COLOR",
        "LAMBDA_TASK_ROOT",
        "LANG",
        "PATH",
        "TMPDIR",
        "TZ",
        "_HANDLER",
      ],
    );
  });

  it("is told about its invocation", async () => {
    const { value } = await run(
      `export const handler = async (event, context) => {
        const left = context.getRemainingTimeInMillis();
        return { ...context, left: left > 4000 && left <= 5000 };
      };`,
      {},
      { Timeout: 5 },
    );
    const context = value as Record<string, unknown>;
    assert.match(String(context["awsRequestId"]), /^[0-9a-f-]{36}$/);
    assert.match(String(context["logStreamName"]), /^2026\/03\/12\/\[\$LATEST\][0-9a-f]{32}$/);
    assert.deepEqual(context, {
      awsRequestId: context["awsRequestId"],
      functionName: FunctionName,
      functionVersion: "$LATEST",
      invokedFunctionArn: "arn:aws:lambda:eu-central-1:123456789012:function:inventory",
      memoryLimitInMB: "128",
      logGroupName: "/aws/lambda/inventory",
      logStreamName: context["logStreamName"],
      callbackWaitsForEmptyEventLoop: true,
      left: true,
    });
  });

  describe("what goes wrong", () => {
    const failures: Record<string, [source: string, errorType: string, errorMessage: RegExp]> = {
      "a handler that throws": [
        "export const handler = async () => { throw new RangeError('boom'); };",
        "RangeError",
        /^boom$/,
      ],
      "a callback's error": ["export const handler = (e, c, done) => done(new Error('boom'));", "Error", /^boom$/],
      "a handler that throws what is no error": [
        "export const handler = async () => { throw 'boom'; };",
        "string",
        /^boom$/,
      ],
      "an answer that is no JSON": ["export const handler = async () => 1n;", "TypeError", /BigInt/],
      "an answer that is too large": [
        "export const handler = async () => 'a'.repeat(6291555);",
        "Function.ResponseSizeTooLarge",
        /^Response payload size exceeded maximum allowed payload size \(6291556 bytes\)\.$/,
      ],
      "a module that throws": ["throw new Error('boom');", "Error", /^boom$/],
      "a module with a mistake": ["export const handler = ;", "Runtime.UserCodeSyntaxError", /SyntaxError/],
      "an import that is not there": ["import 'nothing-there';", "Runtime.ImportModuleError", /nothing-there/],
      "no such export": [
        "export const other = 1;",
        "Runtime.HandlerNotFound",
        /^index\.handler is undefined or not exported$/,
      ],
      "an export that is no function": [
        "export const handler = 1;",
        "Runtime.HandlerNotFound",
        /^index\.handler is not a function$/,
      ],
      "a process that ends itself": [
        "export const handler = async () => process.exit(3);",
        "Runtime.ExitError",
        /Runtime exited with error: exit status 3$/,
      ],
      "a process that ends itself well": [
        "export const handler = async () => process.exit(0);",
        "Runtime.ExitError",
        /Runtime exited without providing a reason$/,
      ],
      "a process that is killed": [
        "export const handler = async () => process.kill(process.pid, 'SIGKILL');",
        "Runtime.ExitError",
        /signal: killed$/,
      ],
      "an error that nobody catches": [
        "export const handler = () => new Promise(() => setImmediate(() => { throw new Error('boom'); }));",
        "Error",
        /^boom$/,
      ],
      "a rejection that nobody catches": [
        "export const handler = () => new Promise(() => { Promise.reject(new Error('boom')); });",
        "Runtime.UnhandledPromiseRejection",
        /^boom$/,
      ],
    };
    for (const [what, [source, errorType, errorMessage]] of Object.entries(failures)) {
      it(`reports ${what}, as Lambda does`, async () => {
        const { value, error } = await run(source);
        assert.equal(error, "Unhandled");
        const failure = value as { errorType: string; errorMessage: string };
        assert.equal(failure.errorType, errorType);
        assert.match(failure.errorMessage, errorMessage);
      });
    }

    it("starts another process after one that ended", async () => {
      const source = `export const handler = async ({ how }) => {
        if (how === "exit") process.exit(1);
        if (how === "reject") void Promise.reject(new Error("boom"));
        return how === "reject" ? new Promise(() => undefined) : how;
      };`;
      await makeFunction(cloud, source);
      for (const how of ["exit", "reject"]) {
        assert.equal((await invoke({ how })).error, "Unhandled");
        const { value, error } = await invoke({ how: "well" });
        assert.deepEqual([value, error], ["well", undefined]);
      }
    });

    it("reports a module that is not there, and a handler that is none", async () => {
      const source = "export const handler = async () => 1;";
      const missing = (await run(source, {}, { Handler: "other.handler" })).value as Record<string, unknown>;
      assert.deepEqual(
        [missing["errorType"], missing["errorMessage"]],
        ["Runtime.ImportModuleError", "Error: Cannot find module 'other'"],
      );
      await cloud.lambda.send(new DeleteFunctionCommand({ FunctionName }));
      for (const Handler of ["index", "../index.handler"]) {
        const other = clouds();
        await makeFunction(other, source, { Handler });
        cloud = other;
        assert.equal(((await invoke()).value as Record<string, unknown>)["errorType"], "Runtime.MalformedHandlerName");
      }
    });

    it("ends a function that takes too long, busy or not, and runs on", async () => {
      await makeFunction(
        cloud,
        "export const handler = async ({ how }) => { if (how === 'busy') for (;;); return how === 'idle' ? new Promise(() => undefined) : how; };",
        { Timeout: 1 },
      );
      for (const { value, error, log } of await Promise.all([invoke({ how: "busy" }), invoke({ how: "idle" })])) {
        assert.equal(error, "Unhandled");
        const { errorType, errorMessage } = value as Record<string, string>;
        assert.equal(errorType, "Sandbox.Timedout");
        assert.match(errorMessage!, /^RequestId: [0-9a-f-]{36} Error: Task timed out after 1\.00 seconds$/);
        assert.match(log, /^REPORT RequestId/m);
      }
      assert.equal((await invoke({ how: "well" })).value, "well");
    });
  });

  describe("output", () => {
    const noisy = `
      process.stdout.write("raw\\n");
      export const handler = async () => { console.log("hello", { a: 1 }); console.error("two\\nlines"); };`;

    const events = async () => {
      const { events } = await cloud.logs.send(new FilterLogEventsCommand({ logGroupName: "/aws/lambda/inventory" }));
      return events!.map((event) => event.message!);
    };

    it("goes to the function's log group, which is made where the role allows it", async () => {
      await run(noisy);
      const [begin, raw, hello, two, end, report, ...rest] = await events();
      const id = "[0-9a-f-]{36}";
      assert.match(begin!, new RegExp(`^START RequestId: ${id} Version: \\$LATEST$`));
      assert.equal(raw, "raw");
      assert.match(hello!, new RegExp(`^\\d{4}-.*Z\\t${id}\\tINFO\\thello \\{ a: 1 \\}$`));
      assert.match(two!, new RegExp(`^\\d{4}-.*Z\\t${id}\\tERROR\\ttwo\\rlines$`));
      assert.match(end!, new RegExp(`^END RequestId: ${id}$`));
      assert.match(
        report!,
        new RegExp(`^REPORT RequestId: ${id}\\tDuration: [\\d.]+ ms\\tBilled Duration: \\d+ ms\\tMemory Size: 128 MB$`),
      );
      assert.deepEqual(rest, []);
    });

    it("goes nowhere where the role does not allow it", async () => {
      await makeFunction(cloud, noisy);
      await cloud.iam.send(new DeleteRolePolicyCommand({ RoleName: FunctionName, PolicyName: "logs" }));
      await invoke();
      const groups = async () => (await cloud.logs.send(new DescribeLogGroupsCommand())).logGroups;
      assert.deepEqual(await groups(), []);
      // Creating the group is not enough.
      const statement = { Effect: "Allow", Action: "logs:CreateLogGroup", Resource: "*" };
      const PolicyDocument = JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
      await cloud.iam.send(new PutRolePolicyCommand({ RoleName: FunctionName, PolicyName: "logs", PolicyDocument }));
      await invoke();
      assert.deepEqual(await groups(), []);
    });

    it("is shown to the caller who asks for it", async () => {
      assert.match((await run(noisy)).log, /^START[^]*hello[^]*REPORT/);
    });
  });

  it("ends the processes and removes their folders when a function is deleted, and when the sandbox ends", async () => {
    const source = "export const handler = async () => [process.pid, process.env.LAMBDA_TASK_ROOT];";
    const isRunning = (pid: number) => {
      try {
        return process.kill(pid, 0);
      } catch {
        return false;
      }
    };
    for (const end of [() => cloud.lambda.send(new DeleteFunctionCommand({ FunctionName })), () => cloud.close()]) {
      cloud = clouds();
      const [pid, folder] = (await run(source)).value as [number, string];
      assert.ok(isRunning(pid) && existsSync(folder));
      await end();
      assert.ok(!isRunning(pid));
      assert.ok(!existsSync(join(folder, "..")));
    }
  });

  it("ends an invocation that is under way when the sandbox ends", async () => {
    const source = `
      import { writeFileSync } from "node:fs";
      export const handler = async ({ hang }) => {
        const started = process.env.TMPDIR + "/started";
        if (!hang) return started;
        writeFileSync(started, "");
        return new Promise(() => undefined);
      };`;
    await makeFunction(cloud, source, { Timeout: 60 });
    const started = (await invoke()).value as string;
    const pending = invoke({ hang: true });
    while (!existsSync(started)) await new Promise(setImmediate);
    await cloud.close();
    const { value } = await pending;
    assert.match((value as Record<string, string>)["errorMessage"]!, /signal: killed$/);
    await assert.rejects(invoke(), { name: "ServiceException" });
  });
});
