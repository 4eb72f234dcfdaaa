import assert from "node:assert/strict";
import { type FunctionUnderDrift } from "../../../../scripts/lib/drift/aws/gateway/compareFunctions.ts";
import { compareInvokers } from "../../../../scripts/lib/drift/aws/gateway/compareInvokers.ts";
import { AwsError } from "../../../../scripts/lib/vendors/aws/AwsError.ts";
import { resource } from "./support/driftContext.ts";

type Functions = Parameters<typeof compareInvokers>[1];

const fn = "arn:aws:lambda:eu-central-1:111122223333:function:keys";
const anyone = {
  Sid: "hand",
  Effect: "Allow",
  Principal: "*",
  Action: "lambda:InvokeFunction",
  Resource: `${fn}:live`,
};

/** A function of the stack's with a version, an alias, and whatever else. */
function functions(policies: Readonly<Record<string, readonly object[]>>, urls: readonly object[] = []): Functions {
  const some = {
    getPolicy: async ({ Qualifier = "" }: { Qualifier?: string }) => {
      const Statement = policies[Qualifier];
      if (Statement === undefined) throw new AwsError(404, "ResourceNotFoundException", "no policy", "lambda");
      return { Policy: JSON.stringify({ Version: "2012-10-17", Statement }) };
    },
    listVersionsByFunction: async ({ Marker }: { Marker?: string }) =>
      Marker === undefined
        ? { Versions: [{ Version: "$LATEST" }], NextMarker: "more" }
        : { Versions: [{ Version: "1" }] },
    listAliases: async () => ({ Aliases: [{ Name: "live" }] }),
    listFunctionUrlConfigs: async () => ({ FunctionUrlConfigs: urls }),
  };
  return some as unknown as Functions;
}

const under = {
  under: { context: { stack: "dev", state: [], trust: { region: "eu-central-1" } } },
  place: { where: "apis.inventory, function keys", path: [] },
  subject: "The function keys",
  name: "keys",
  resource: resource("aws:lambda/function:Function", "inventory/keys", "keys"),
  environment: {},
  power: "answers.",
} as unknown as FunctionUnderDrift;

describe("who may invoke a function", () => {
  it("is nobody else, whatever versions there are", async () => {
    assert.deepEqual(await compareInvokers(under, functions({})), []);
  });

  it("is told of the policies of versions and aliases, which the function's own does not show", async () => {
    const found = await compareInvokers(under, functions({ live: [anyone], "1": [{ ...anyone, Sid: "old" }] }));
    assert.deepEqual(
      found.map(({ rule, where, gains }) => [rule, where, gains]),
      [
        ["unmanaged-permission", "apis.inventory, function keys, statement old of 1"],
        ["unmanaged-permission", "apis.inventory, function keys, statement hand of live"],
      ].map((one) => [...one, "Anyone can invoke it past the API's authorizers."]),
    );
    assert.equal(
      found[1]?.advice,
      "Delete it: `aws lambda remove-permission --function-name keys --statement-id hand --qualifier live --region eu-central-1`.",
    );
  });

  it("has a place of its own for each statement and URL, so that nothing is accepted with another", async () => {
    const urls = [
      { FunctionUrl: "https://a.example/", FunctionArn: fn, AuthType: "NONE" },
      { FunctionUrl: "https://b.example/", FunctionArn: `${fn}:live`, AuthType: "NONE" },
    ];
    const found = await compareInvokers(under, functions({ "": [anyone, { ...anyone, Sid: "again" }] }, urls));
    assert.deepEqual(
      found.map(({ where }) => where.replace("apis.inventory, function keys, ", "")),
      ["statement hand", "statement again", "URL", "URL of live"],
    );
    assert.match(found[3]?.advice ?? "", /--function-name keys --qualifier live /);
  });
});
