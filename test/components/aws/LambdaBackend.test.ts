import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { asset, InputPropertiesError } from "@pulumi/pulumi";
import { LambdaBackend } from "../../../components/aws/LambdaBackend.ts";
import type { LambdaBackendArgs } from "../../../components/aws/LambdaBackend.ts";
import { runProgram } from "../support/runProgram.ts";
import { settled } from "../support/settled.ts";
import { without } from "../support/without.ts";

const executionArn = "arn:aws:execute-api:eu-central-1:111122223333:abc";
const args: LambdaBackendArgs = {
  functionName: "crosstrust-dev-a--f",
  environment: {},
  retentionDays: 14,
  invokedBy: { executionArn, routeKeys: ["GET /keys"] },
};

function declare(changes: Partial<LambdaBackendArgs> = {}) {
  return runProgram(() => new LambdaBackend("a/f", { ...args, ...changes }));
}

describe("LambdaBackend", () => {
  it("declares a function with a role, its log and one permission, and nothing else", async () => {
    const { resources } = await declare();
    const parent = "crosstrust:aws:LambdaBackend a/f";
    assert.deepEqual(resources.map((resource) => [resource.type, resource.name, resource.parent]).sort(), [
      ["aws:cloudwatch/logGroup:LogGroup", "a/f", parent],
      ["aws:iam/role:Role", "a/f", parent],
      ["aws:iam/rolePolicy:RolePolicy", "a/f", parent],
      ["aws:lambda/function:Function", "a/f", parent],
      ["aws:lambda/permission:Permission", "a/f/GET /keys", parent],
      ["crosstrust:aws:LambdaBackend", "a/f", undefined],
    ]);
  });

  it("lets the function write to its own log and nothing more", async () => {
    const { ofType } = await declare();
    const [role] = ofType("aws:iam/role:Role");
    assert.equal(role!.inputs["name"], "crosstrust-dev-a--f");
    assert.deepEqual(JSON.parse(role!.inputs["assumeRolePolicy"] as string), {
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Action: "sts:AssumeRole", Principal: { Service: "lambda.amazonaws.com" } }],
    });
    const [policy] = ofType("aws:iam/rolePolicy:RolePolicy");
    assert.equal(policy!.inputs["role"], "crosstrust-dev-a--f");
    assert.deepEqual(JSON.parse(policy!.inputs["policy"] as string), {
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Allow",
          Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
          Resource: "arn:of:LogGroup(a/f):*",
        },
      ],
    });
    const [log] = ofType("aws:cloudwatch/logGroup:LogGroup");
    assert.deepEqual(log!.inputs, { name: "/aws/lambda/crosstrust-dev-a--f", retentionInDays: 14 });
  });

  it("answers with the built-in handler where the function has no code of its own", async () => {
    const { ofType, result } = await declare();
    const [lambda] = ofType("aws:lambda/function:Function");
    const { code, ...rest } = lambda!.inputs;
    assert.deepEqual(rest, {
      name: "crosstrust-dev-a--f",
      role: "arn:of:Role(a/f)",
      runtime: "nodejs24.x",
      handler: "index.handler",
      timeout: 10,
    });
    assert.match(await pathOf(code), /components\/aws\/handler$/);
    assert.ok(["a/f"].every((name) => lambda!.dependsOn.includes(name)));
    assert.equal((await settled(result.invokeArn)).value, "invoke-arn:of:Function(a/f)");
  });

  it("may be invoked by the routes that name it alone", async () => {
    const { ofType } = await declare({
      invokedBy: { executionArn, routeKeys: ["GET /keys/{keyId}", "ANY /", "$default"] },
    });
    const permissions = ofType("aws:lambda/permission:Permission").map(({ inputs }) => inputs);
    assert.deepEqual(
      permissions.map((inputs) => without(inputs, "statementId")),
      [`${executionArn}/*/$default`, `${executionArn}/*/*/`, `${executionArn}/*/GET/keys/{keyId}`].map((sourceArn) => ({
        action: "lambda:InvokeFunction",
        function: "crosstrust-dev-a--f",
        principal: "apigateway.amazonaws.com",
        sourceArn,
      })),
    );
  });

  it("tells its permissions apart by statement ids that a policy takes", async () => {
    const routeKeys = ["GET /a-b", "GET /a/b", "GET /a/{b}", "ANY /", "$default", `GET /${"x".repeat(200)}`];
    const { ofType } = await declare({ invokedBy: { executionArn, routeKeys } });
    const ids = ofType("aws:lambda/permission:Permission").map(({ inputs }) => String(inputs["statementId"]));
    assert.equal(new Set(ids).size, routeKeys.length);
    for (const id of ids) {
      assert.match(id, /^[\w-]{1,100}$/);
    }
    assert.ok(
      ids.some((id) => /^GET-a-b-[0-9a-f]{8}$/.test(id)),
      ids.join(),
    );
  });

  it("admits its API as a whole where the policy could not hold every route", async () => {
    const keys = Array.from({ length: 50 }, (_, index) => `GET /${index}`);
    const fits = await declare({ invokedBy: { executionArn, routeKeys: keys.slice(10) } });
    assert.equal(fits.ofType("aws:lambda/permission:Permission").length, 40);
    const many = await declare({ invokedBy: { executionArn, routeKeys: keys } });
    assert.deepEqual(
      many.ofType("aws:lambda/permission:Permission").map(({ inputs }) => inputs["sourceArn"]),
      [`${executionArn}/*/*`],
    );
  });

  it("admits its API as a whole also where few routes, but long ones, would not fit", async () => {
    const long = (count: number) => Array.from({ length: count }, (_, index) => `GET /${"x".repeat(300)}${index}`);
    const permissions = async (routeKeys: string[]) =>
      (await declare({ invokedBy: { executionArn, routeKeys } })).ofType("aws:lambda/permission:Permission");
    const fits = await permissions(long(20));
    assert.equal(fits.length, 20);
    assert.deepEqual(
      (await permissions(long(39))).map(({ inputs }) => inputs["sourceArn"]),
      [`${executionArn}/*/*`],
    );
  });

  describe("with code of its own", () => {
    let folder: string;
    beforeEach(() => {
      folder = mkdtempSync(join(tmpdir(), "crosstrust-code-"));
    });
    afterEach(() => rmSync(folder, { recursive: true }));

    it("deploys the folder with its handler and environment", async () => {
      writeFileSync(join(folder, "main.cjs"), "");
      const { ofType } = await declare({ code: folder, handler: "main.run", environment: { TABLE: "keys" } });
      const { inputs } = ofType("aws:lambda/function:Function")[0]!;
      assert.equal(await pathOf(inputs["code"]), folder);
      assert.equal(inputs["handler"], "main.run");
      assert.deepEqual(inputs["environment"], { variables: { TABLE: "keys" } });
    });

    it("refuses a folder without the handler's file", async () => {
      writeFileSync(join(folder, "index.py"), "");
      await assert.rejects(
        declare({ code: folder }),
        (error: unknown) => InputPropertiesError.isInstance(error) && error.message.includes("no index.js"),
      );
    });

    it("refuses a folder that is not there", async () => {
      await assert.rejects(
        declare({ code: join(folder, "none") }),
        (error: unknown) => InputPropertiesError.isInstance(error) && error.message.includes("there is no such folder"),
      );
    });
  });
});

async function pathOf(code: unknown): Promise<string> {
  assert.ok(code instanceof asset.FileArchive);
  return code.path;
}
