import assert from "node:assert/strict";
import { parseFilterPattern } from "../../../../../sandbox/aws/logs/pattern/parseFilterPattern.ts";
import { AwsError } from "../../../../../sandbox/aws/protocol/AwsError.ts";

const line = JSON.stringify({
  status: "401",
  latency: 120,
  claims: { sub: "alice", "client-id": "0oa1" },
  users: [{ id: 1 }, { id: 2 }],
  flag: true,
  off: false,
  gone: null,
  agent: 'a "quoted" one',
});

const matching = [
  "",
  "alice",
  'alice "0oa1"',
  '"\\"status\\":\\"401\\""',
  "alice -bob",
  "?bob ?alice",
  "alice ?bob",
  '{ $.status = "401" }',
  '{$.status="401"}',
  "{ $.latency = 120 }",
  "{ $.latency >= 1.2e2 && $.latency < +121 }",
  "{ $.claims.sub = alice }",
  '{ $.claims.client-id = "0oa*" }',
  "{ $.['claims'].['sub'] = *lic* }",
  "{ $.claims.sub != bob }",
  "{ $.claims.sub = * }",
  "{ $.users[1].id = 2 }",
  "{ $.gone IS NULL }",
  "{ $.flag IS TRUE && $.off IS FALSE }",
  "{ $.nothing NOT EXISTS }",
  '{ $.agent = "a \\"quoted\\" one" }',
  '{ ($.status = "200" || $.status = "401") && $.latency > 100 }',
  '{ $.latency > 100 || $.status = "200" && $.status = "201" }',
];

const other = [
  "bob",
  "alice bob",
  "alice -status",
  "?bob ?carol",
  '{ $.status = "403" }',
  "{ $.status = 401 }",
  '{ $.latency = "120" }',
  "{ $.latency > 120 }",
  "{ $.claims = * }",
  "{ $.claims != x }",
  "{ $.nothing != x }",
  "{ $.users.id = 1 }",
  "{ $.users[2].id = 2 }",
  "{ $.nothing IS NULL }",
  "{ $.flag NOT EXISTS }",
  '{ ($.status = "401" || $.latency > 100) && $.claims.sub = bob }',
];

const malformed = [
  "alice@acme.example",
  '"open',
  "{",
  "{ }",
  "{ $.status }",
  "{ $.status = }",
  "{ status = 401 }",
  "{ $.status == 401 }",
  '{ $.status > "401" }',
  "{ $.status IS EMPTY }",
  '{ ($.status = "401" }',
  '{ $.status = "401" } more',
  '{ $.status = "401" && }',
  "{ $.status = a@b }",
];

const unsupported = ["[ip, user]", "%regular%", "{ $.status = %4..% }", "{ $.users[*].id = 1 }"];

describe("filter patterns of CloudWatch Logs", () => {
  for (const pattern of matching)
    it(`${pattern || "nothing"} takes the line`, () => assert.ok(parseFilterPattern(pattern)(line)));

  for (const pattern of other) it(`${pattern} does not`, () => assert.ok(!parseFilterPattern(pattern)(line)));

  it("in JSON take no line that is none", () => {
    for (const pattern of ["{ $.nothing NOT EXISTS }", '{ $.status = "401" }']) {
      assert.equal(parseFilterPattern(pattern)('"status":"401"'), false);
      assert.equal(parseFilterPattern(pattern)("401"), false);
    }
  });

  for (const pattern of malformed) {
    it(`refuse ${pattern}`, () => {
      assert.throws(() => parseFilterPattern(pattern), isRefusal(false));
    });
  }

  for (const pattern of unsupported) {
    it(`say that the sandbox does not know ${pattern}`, () => {
      assert.throws(() => parseFilterPattern(pattern), isRefusal(true));
    });
  }
});

function isRefusal(isUnsupported: boolean) {
  return (error: unknown) =>
    error instanceof AwsError &&
    error.awsCode === "InvalidParameterException" &&
    (error.unsupported !== undefined) === isUnsupported;
}
