import assert from "node:assert/strict";
import { RunError } from "@pulumi/pulumi";
import { readSettings } from "../../components/readSettings.ts";
import { runProgram } from "./support/runProgram.ts";
import type { ProgramOptions } from "./support/runProgram.ts";
import { stackConfig, toJson } from "./support/stackConfig.ts";
import { without } from "./support/without.ts";

const dev = stackConfig("dev");
const small = {
  "aws:region": "eu-central-1",
  "crosstrust:issuers": toJson({
    okta: { kind: "okta", audience: "https://api.acme.example", scopes: { "keys.read": {} } },
  }),
};

async function read(config: Record<string, string>, options: ProgramOptions = {}) {
  return (await runProgram(readSettings, { ...options, config })).result;
}

async function refusal(config: Record<string, string>, options: ProgramOptions = {}): Promise<string> {
  try {
    await read(config, options);
  } catch (error) {
    assert.ok(RunError.isInstance(error), `a RunError is printed without a stack trace, not ${String(error)}`);
    return error.message;
  }
  return assert.fail("it was accepted");
}

describe("readSettings", () => {
  it("reads the config of the stack, and the region from the config of aws", async () => {
    const { model, region } = await read(dev);
    assert.equal(region, "eu-central-1");
    assert.deepEqual(Object.keys(model.issuers).sort(), ["okta", "partners", "reporting"]);
    assert.deepEqual(Object.keys(model.apis).sort(), ["inventory", "reports"]);
    assert.deepEqual(model.relyingParties, {
      "key-insight": { kind: "fortanix-key-insight", issuer: "okta", client: "key-insight" },
    });
  });

  it("takes the region from the environment where the config has none, as the provider does", async () => {
    const config = without(dev, "aws:region");
    const before = { ...process.env };
    try {
      delete process.env["AWS_REGION"];
      process.env["AWS_DEFAULT_REGION"] = "eu-west-1";
      assert.equal((await read(config)).region, "eu-west-1");
      process.env["AWS_REGION"] = "eu-north-1";
      assert.equal((await read(config)).region, "eu-north-1");
      delete process.env["AWS_REGION"];
      delete process.env["AWS_DEFAULT_REGION"];
      assert.match(await refusal(config), /aws:region\n.*missing/);
    } finally {
      process.env = before;
    }
  });

  it("leaves the vendors' own config alone", async () => {
    await read({ ...small, "okta:apiToken": "t", "aws:skipMetadataApiCheck": "true", "other:key": "{" });
  });

  it("refuses an unknown key under crosstrust", async () => {
    assert.match(await refusal({ ...small, "crosstrust:issuer": "{}" }), /crosstrust:issuer/);
  });

  it("lists every fault at once", async () => {
    const message = await refusal({
      ...small,
      "crosstrust:apis": toJson({ a: { routes: { "GET /keys": { issuer: "nobody", scopes: ["x"], lambda: "f" } } } }),
      "crosstrust:unknown": "1",
      "crosstrust:relyingParties": toJson({ p: { kind: "fortanix-key-insight", issuer: "okta", client: "none" } }),
    });
    for (const part of [/nobody/, /crosstrust:unknown/, /none/]) {
      assert.match(message, part);
    }
  });

  it("says what was found where a mapping should stand", async () => {
    for (const wrong of ["text", "12", "{broken"]) {
      assert.match(await refusal({ ...small, "crosstrust:issuers": wrong }), /crosstrust:issuers/);
    }
  });

  it("refuses a stack that declares nothing, which Pulumi.yaml's defaults would hide", async () => {
    const defaults = { "crosstrust:issuers": "{}", "crosstrust:apis": "{}", "crosstrust:relyingParties": "{}" };
    assert.match(await refusal({ "aws:region": "eu-central-1", ...defaults }), /Nothing is declared/);
    assert.deepEqual((await read({ ...small, "crosstrust:apis": "{}" })).model.apis, {});
  });

  it("refuses secrets, whose values would stand in the outputs, without repeating them", async () => {
    const config = { ...small, "crosstrust:apis": toJson({ a: { functions: { f: { environment: { K: "hush" } } } } }) };
    const message = await refusal(config, { secretKeys: ["crosstrust:apis", "okta:apiToken"] });
    assert.match(message, /crosstrust:apis\n.*secret/);
    assert.doesNotMatch(message, /hush|okta:apiToken/);
  });

  it("refuses code that is not there, before anything is declared", async () => {
    const apis = {
      a: {
        functions: { f: { code: "./no/such/folder" }, g: { code: "./trust" } },
        routes: { "GET /f": { public: true, lambda: "f" }, "GET /g": { public: true, lambda: "g" } },
      },
    };
    const message = await refusal({ ...small, "crosstrust:apis": toJson(apis) });
    assert.match(message, /apis\.a\.functions\.f\.code\n {2}There is no such folder/);
    assert.match(message, /apis\.a\.functions\.g\.code\n {2}The folder holds no index\.js/);
  });

  it("refuses a key that the Okta provider cannot say, before anything is declared", async () => {
    const issuers = {
      okta: {
        kind: "okta",
        audience: "https://api.acme.example",
        scopes: { "keys.read": {} },
        clients: {
          c: {
            scopes: ["keys.read"],
            authentication: "private_key_jwt",
            jwks: [{ kty: "EC", kid: "one", crv: "P-256", x: "eA", y: "eQ" }],
          },
        },
      },
    };
    const message = await refusal({ ...small, "crosstrust:issuers": toJson(issuers) });
    assert.match(message, /issuers\.okta\.clients\.c\.jwks\[0\]\n {2}An inline key must be an RSA key/);
  });
});
