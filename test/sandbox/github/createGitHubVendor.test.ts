import assert from "node:assert/strict";
import { createLocalJWKSet, type JSONWebKeySet, jwtVerify } from "jose";
import { createGitHubVendor } from "../../../sandbox/github/createGitHubVendor.ts";
import { startSandbox, type Sandbox } from "../../../sandbox/startSandbox.ts";

const host = "https://token.actions.githubusercontent.com";

describe("the sandbox's GitHub", () => {
  let sandbox: Sandbox;
  beforeEach(async () => {
    sandbox = await startSandbox({ vendors: { github: createGitHubVendor } });
  });
  afterEach(() => sandbox.close());

  async function ask(method: string, path: string, body = ""): Promise<{ status: number; value: unknown }> {
    const url = new URL(path, host);
    const headers = { host: url.host };
    const answer = await sandbox.fetch({ method, url, target: path, headers, body: Buffer.from(body) });
    return { status: answer.status, value: JSON.parse(Buffer.from(answer.body ?? "").toString()) };
  }

  it("signs a workflow's token with the key that its discovery document leads to", async () => {
    const wanted = { subject: "repo:acme/orders:ref:refs/heads/main", audience: "api://AzureADTokenExchange" };
    const { value } = (await ask("POST", "/.sandbox/tokens", JSON.stringify(wanted))).value as { value: string };
    const discovery = (await ask("GET", "/.well-known/openid-configuration")).value as Record<string, string>;
    const keys = (await ask("GET", new URL(discovery["jwks_uri"]!).pathname)).value as JSONWebKeySet;
    const { payload } = await jwtVerify(value, createLocalJWKSet(keys), { issuer: host, audience: wanted.audience });
    assert.equal(discovery["issuer"], host);
    assert.equal(payload.sub, wanted.subject);
    assert.equal(payload.exp! - payload.iat!, 300);
    assert.deepEqual(Object.keys(keys.keys[0]!).sort(), ["alg", "e", "kid", "kty", "n", "use"]);
  });

  it("refuses a workflow without a subject, and operations that it does not know", async () => {
    assert.equal((await ask("POST", "/.sandbox/tokens", "{}")).status, 400);
    assert.equal((await ask("POST", "/.sandbox/tokens", "not JSON")).status, 400);
    assert.deepEqual(sandbox.refusals, []);
    assert.equal((await ask("GET", "/repos")).status, 404);
    assert.deepEqual(
      sandbox.refusals.map(({ path }) => path),
      ["/repos"],
    );
  });
});
