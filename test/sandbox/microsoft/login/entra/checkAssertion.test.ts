import assert from "node:assert/strict";
import { exportJWK, generateKeyPair, SignJWT } from "jose";
import type { SandboxRequest, SandboxResponse } from "../../../../../sandbox/Vendor.ts";
import { CrosstrustError } from "../../../../../trust/CrosstrustError.ts";
import { LoginTenants, refusal, startSeconds } from "../support/LoginTenants.ts";

const issuer = "https://token.actions.githubusercontent.com";
const subject = "repo:acme/orders:ref:refs/heads/main";
const audience = "api://AzureADTokenExchange";

describe("Entra ID's federated identity credentials", () => {
  let keys: Awaited<ReturnType<typeof generateKeyPair>>;
  before(async () => {
    keys = await generateKeyPair("RS256", { extractable: true });
  });

  /** A workload's identity provider, elsewhere in the sandbox. */
  const provider = async ({ url }: SandboxRequest): Promise<SandboxResponse> => {
    if (url.origin !== issuer) throw new CrosstrustError("VENDOR_UNREACHABLE", `nobody owns ${url.host}`);
    const jwk = { ...(await exportJWK(keys.publicKey)), kid: "k1", alg: "RS256", use: "sig" };
    const documents: Record<string, object> = {
      "/.well-known/openid-configuration": { issuer, jwks_uri: `${issuer}/.well-known/jwks` },
      "/.well-known/jwks": { keys: [jwk] },
    };
    const document = documents[url.pathname];
    return document ? { status: 200, body: JSON.stringify(document) } : { status: 404 };
  };

  const sign = async (changes: Record<string, unknown> = {}, key = keys.privateKey) =>
    new SignJWT({
      ...{ iss: issuer, sub: subject, aud: audience, nbf: startSeconds - 10, exp: startSeconds + 600 },
      ...changes,
    })
      .setProtectedHeader({ alg: "RS256", kid: "k1", typ: "JWT" })
      .sign(key);

  function setUp(credentialIssuer = issuer) {
    const tenants = new LoginTenants(provider);
    tenants.registerApi(tenants.entra, 2);
    const client = tenants.register(tenants.entra, "deploy", {
      passwordCredentials: [],
      federatedIdentityCredentials: [
        { id: "f1", name: "github", issuer: credentialIssuer, subject, audiences: [audience], description: null },
      ],
    });
    const ask = async (assertion: string, changes: Record<string, string> = {}) =>
      tenants.token({
        grant_type: "client_credentials",
        client_id: client.application.appId,
        client_assertion_type: "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
        client_assertion: assertion,
        scope: "api://orders/.default",
        ...changes,
      });
    return { tenants, client, ask };
  }

  it("stand for a secret, and the token says so", async () => {
    const { tenants, ask } = setUp();
    const answer = await ask(await sign());
    assert.equal(answer.status, 200, answer.text);
    const { access_token } = JSON.parse(answer.text) as { access_token: string };
    assert.equal((await tenants.claims(access_token))["azpacr"], "2");
  });

  const cases: readonly (readonly [string, Record<string, unknown>, readonly unknown[]])[] = [
    ["another issuer", { iss: "https://elsewhere.example" }, [401, "invalid_client", 700211]],
    ["the issuer with a slash", { iss: `${issuer}/` }, [401, "invalid_client", 700211]],
    ["another audience", { aud: "api://other" }, [401, "invalid_client", 700212]],
    ["another subject", { sub: "repo:acme/orders:pull_request" }, [401, "invalid_client", 700213]],
    ["the subject in another case", { sub: subject.toUpperCase() }, [401, "invalid_client", 700213]],
    ["an assertion that has expired", { exp: startSeconds - 301 }, [401, "invalid_client", 700024]],
    ["an assertion of the future", { nbf: startSeconds + 301 }, [401, "invalid_client", 700024]],
    ["an assertion that never ends", { exp: undefined }, [401, "invalid_client", 700024]],
  ];
  for (const [what, changes, expected] of cases) {
    it(`do not take ${what}`, async () => {
      const { ask } = setUp();
      assert.deepEqual(refusal(await ask(await sign(changes))), expected);
    });
  }

  it("do not take a signature by another key", async () => {
    const { ask } = setUp();
    const other = await generateKeyPair("RS256");
    assert.deepEqual(refusal(await ask(await sign({}, other.privateKey))), [401, "invalid_client", 700027]);
  });

  it("do not take what is no token, or is called something else", async () => {
    const { ask } = setUp();
    assert.deepEqual(refusal(await ask("nonsense")), [401, "invalid_client", 50027]);
    const saml = { client_assertion_type: "urn:ietf:params:oauth:client-assertion-type:saml2-bearer" };
    assert.deepEqual(refusal(await ask(await sign(), saml)), [400, "invalid_request", 90023]);
  });

  it("do not take an issuer whose keys cannot be had", async () => {
    const { tenants, ask } = setUp("https://unreachable.example");
    const answer = await ask(await sign({ iss: "https://unreachable.example" }));
    assert.deepEqual(refusal(answer), [400, "invalid_request", 50166]);
    assert.deepEqual(tenants.refusals, []);
  });

  it("are not asked of assertions that a client signed itself, which are noted", async () => {
    const { tenants, client, ask } = setUp();
    const { appId } = client.application;
    assert.deepEqual(refusal(await ask(await sign({ iss: appId, sub: appId }))), [501, "server_error", 90010]);
    assert.equal(tenants.refusals.length, 1);
  });
});
