import assert from "node:assert/strict";
import { describe, it } from "mocha";
import type { DriftContext } from "../../../scripts/lib/drift/DriftContext.ts";
import type { DriftFinding } from "../../../scripts/lib/drift/DriftFinding.ts";
import { driftFinding } from "../../../scripts/lib/drift/lib/driftFinding.ts";
import { type RegisteredReader, readers } from "../../../scripts/lib/drift/readers.ts";
import { runReaders } from "../../../scripts/lib/drift/runReaders.ts";
import { CrosstrustError, type ErrorCode } from "../../../trust/CrosstrustError.ts";
import { resource } from "./support.ts";

const context = { state: [] } as unknown as DriftContext;
const finding: DriftFinding = driftFinding({
  rule: "unmanaged-scope",
  where: "issuers.okta",
  message: "m",
  advice: "a",
});

function reader(name: string, read: () => Promise<readonly DriftFinding[]>): RegisteredReader {
  return { name, isNeeded: () => true, load: async () => read };
}

const refusing = (code: ErrorCode) =>
  reader("Okta", async () => {
    throw new CrosstrustError(code, "403: no such right");
  });

describe("runReaders", () => {
  it("makes a finding of a refusal or a silence, and has the others read all the same", async () => {
    for (const code of ["VENDOR_REFUSED", "VENDOR_UNREACHABLE"] as const) {
      const found = await runReaders([refusing(code), reader("AWS", async () => [finding])], context);
      assert.deepEqual(
        found.map(({ rule, where, actual, severity }) => ({ rule, where, actual, severity })),
        [
          { rule: "not-read", where: "Okta", actual: "403: no such right", severity: "error" },
          { rule: "unmanaged-scope", where: "issuers.okta", actual: undefined, severity: "error" },
        ],
      );
    }
  });

  it("passes on an interruption, a contradiction of credentials, and a mistake", async () => {
    for (const code of ["INTERRUPTED", "USAGE"] as const) {
      await assert.rejects(runReaders([refusing(code)], context), { code });
    }
    const mistaken = reader("Okta", async () => {
      throw new TypeError("x is undefined");
    });
    await assert.rejects(runReaders([mistaken], context), TypeError);
  });

  it("loads only the readers that the stack needs, a few at a time", async () => {
    const loaded: number[] = [];
    let underWay = 0;
    let most = 0;
    const read = async (): Promise<readonly DriftFinding[]> => {
      most = Math.max(most, (underWay += 1));
      await new Promise((resolve) => setImmediate(resolve));
      underWay -= 1;
      return [];
    };
    const ten = Array.from({ length: 10 }, (_, index) => ({
      name: String(index),
      isNeeded: () => index !== 0,
      load: async () => {
        loaded.push(index);
        return read;
      },
    }));
    const named: string[] = [];
    await runReaders(ten, context, (name) => named.push(name));
    assert.deepEqual(loaded, [1, 2, 3, 4, 5, 6, 7, 8, 9]);
    assert.deepEqual(named, loaded.map(String));
    assert.equal(most, 4);
  });
});

describe("the readers", () => {
  const needed = (type: string): readonly string[] =>
    readers.filter(({ isNeeded }) => isNeeded([resource(type, "x", { id: "x" })])).map(({ name }) => name);

  it("are each needed for what their vendor holds", () => {
    assert.deepEqual(needed("okta:auth/server:Server"), ["Okta"]);
    assert.deepEqual(needed("azuread:index/application:Application"), ["Microsoft Entra"]);
    assert.deepEqual(needed("jumpcloud:index/user:User"), ["JumpCloud"]);
    assert.deepEqual(needed("aws:apigatewayv2/api:Api"), ["API Gateway"]);
    assert.deepEqual(needed("aws:cognito/userPool:UserPool"), ["Cognito"]);
    assert.deepEqual(needed("aws:s3control/accessGrant:AccessGrant"), ["S3 Access Grants"]);
    assert.deepEqual(needed("random:index/randomPassword:RandomPassword"), []);
  });

  it("are there, each a function", async () => {
    for (const { load, name } of readers) assert.equal(typeof (await load()), "function", name);
  });
});
