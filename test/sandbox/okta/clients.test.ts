import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { decodeJwt, exportJWK, generateKeyPair } from "jose";
import { foreignVariables } from "../../../sandbox/clientEnvironment.ts";
import { createOktaVendor } from "../../../sandbox/okta/createOktaVendor.ts";
import { parseFaults } from "../../../sandbox/parseFaults.ts";
import type { Sandbox, SandboxOptions } from "../../../sandbox/startSandbox.ts";
import { sandboxes } from "../support/sandboxes.ts";
import { machineRule, orgUrl, serviceApp, type OktaObject, type ServiceApp } from "./support/oktaOrg.ts";
import { callback, webApp } from "./support/OktaPeople.ts";

const run = promisify(execFile);

describe("Okta by unmodified clients, through the proxy", () => {
  const start = sandboxes();
  const startOkta = async (options: SandboxOptions = {}) => start({ vendors: { okta: createOktaVendor }, ...options });

  /** The environment of a sandbox's client: the user's own, without what would lead it elsewhere. */
  function environment({ clientEnvironment }: Sandbox): NodeJS.ProcessEnv {
    const own = Object.entries(process.env).filter(([name]) => !foreignVariables.includes(name));
    return { ...Object.fromEntries(own), ...clientEnvironment };
  }

  /** @param input holds secrets, and so goes to standard input */
  async function runScript(sandbox: Sandbox, name: string, input = ""): Promise<unknown> {
    const script = join(import.meta.dirname, "clients", name);
    const running = run(process.execPath, [script], { env: environment(sandbox) });
    running.child.stdin?.end(input);
    return JSON.parse((await running).stdout);
  }

  /** The management API without a socket, to set the stage. */
  function administrator(sandbox: Sandbox) {
    return async <Body = OktaObject>(method: string, path: string, body: object): Promise<Body> => {
      const response = await sandbox.fetch({
        method,
        url: new URL(path, orgUrl),
        target: path,
        headers: { authorization: `SSWS ${sandbox.credentials.oktaApiToken}` },
        body: Buffer.from(JSON.stringify(body)),
      });
      return JSON.parse(response.body as string) as Body;
    };
  }

  /** A server with the default scope keys.read, open to all clients. */
  async function createServer(sandbox: Sandbox): Promise<string> {
    const ask = administrator(sandbox);
    const servers = "/api/v1/authorizationServers";
    const { id } = await ask("POST", servers, { name: "Inventory", audiences: ["https://api.acme.example"] });
    await ask("POST", `${servers}/${id}/scopes`, { name: "keys.read", default: true });
    const conditions = { clients: { include: ["ALL_CLIENTS"] } };
    const policy = await ask("POST", `${servers}/${id}/policies`, { name: "all", conditions });
    await ask("POST", `${servers}/${id}/policies/${policy.id}/rules`, machineRule("m2m"));
    return `${orgUrl}/oauth2/${id}`;
  }

  async function createClient(sandbox: Sandbox, method: string, oauthClient: object = {}) {
    const body = serviceApp({ token_endpoint_auth_method: method }, oauthClient);
    const app = await administrator(sandbox)<ServiceApp>("POST", "/api/v1/apps", body);
    return { id: app.id, secret: app.credentials.oauthClient.client_secret };
  }

  it("@okta/okta-sdk-nodejs, which waits where a limit is reached", async () => {
    const sandbox = await startOkta({ faults: parseFaults("okta.createOAuth2Scope=429x1") });
    const told = (await runScript(sandbox, "oktaSdk.ts")) as { authServerId: string };
    assert.deepEqual(told, {
      issuer: `${orgUrl}/oauth2/${told.authServerId}`,
      authServerId: told.authServerId,
      scope: ["keys.read", true, "NO_CLIENTS"],
      priority: 1,
      rule: ["m2m", 30],
      label: "Key Insight",
      names: ["default", "Inventory"],
      missing: [404, "E0000007"],
    });
    assert.deepEqual(sandbox.refusals, []);
  });

  it("oauth4webapi, openid-client and jose", async () => {
    const sandbox = await startOkta();
    const { publicKey, privateKey } = await generateKeyPair("RS256", { extractable: true });
    const jwks = { keys: [{ ...(await exportJWK(publicKey)), kid: "k1" }] };
    const given = {
      issuer: await createServer(sandbox),
      basic: await createClient(sandbox, "client_secret_basic"),
      post: await createClient(sandbox, "client_secret_post"),
      keyed: {
        ...(await createClient(sandbox, "private_key_jwt", { jwks })),
        jwk: { ...(await exportJWK(privateKey)), kid: "k1" },
      },
    };
    const granted = [["keys.read"], ["keys.read"], ["keys.read"]];
    assert.deepEqual(await runScript(sandbox, "oauthClients.ts", JSON.stringify(given)), {
      oauth4webapi: granted,
      openidClient: granted,
      wrong: [401, "invalid_client", "The client secret supplied for a confidential client is invalid."],
    });
    assert.deepEqual(sandbox.refusals, []);
  });

  for (const [what, path] of [
    ["the org's own authorization server", ""],
    ["a custom one", "/oauth2/default"],
  ] as const) {
    it(`openid-client, with somebody who signs in to ${what}`, async () => {
      const sandbox = await startOkta();
      const ask = administrator(sandbox);
      const person = { userName: "alice@acme.example", password: "Correct-Horse-7" };
      const profile = { firstName: "Alice", lastName: "Archer", login: person.userName, email: person.userName };
      const credentials = { password: { value: person.password } };
      await ask("POST", "/api/v1/users", { profile, credentials });
      const settings = { implicitAssignment: true };
      const app = await ask<ServiceApp>("POST", "/api/v1/apps", webApp({ pkce_required: true }, {}, settings));
      const { client_id: id, client_secret: secret } = app.credentials.oauthClient;
      const issuer = `${orgUrl}${path}`;
      const given = { issuer, redirectUri: callback, scope: "openid profile email", client: { id, secret }, person };
      assert.deepEqual(await runScript(sandbox, "openidClient.ts", JSON.stringify(given)), {
        iss: issuer,
        thin: ["Alice Archer", person.userName, null],
        userInfo: ["Alice", person.userName, true],
        replayed: [400, "invalid_grant", "The authorization code is invalid or has expired."],
        left: "Sign In",
      });
      assert.deepEqual(sandbox.refusals, []);
    });
  }

  it("curl, as the guide has it", async function () {
    const hasCurl = await run("curl", ["--version"]).then(
      () => true,
      () => false,
    );
    if (!hasCurl) {
      process.stdout.write("      curl is not installed: skipped\n");
      this.skip();
    }
    const sandbox = await startOkta();
    const issuer = await createServer(sandbox);
    const { id, secret } = await createClient(sandbox, "client_secret_basic");
    const form = "Content-Type: application/x-www-form-urlencoded";
    const url = `${issuer}/v1/token?grant_type=client_credentials`;
    const args = ["--silent", "-X", "POST", "--user", `${id}:${secret}`, url, "-H", form];
    const { stdout } = await run("curl", args, { env: environment(sandbox) });
    const { access_token, ...rest } = JSON.parse(stdout) as { access_token: string };
    assert.deepEqual(rest, { token_type: "Bearer", expires_in: 3600, scope: "keys.read" });
    assert.deepEqual(decodeJwt(access_token)["scp"], ["keys.read"]);
  });
});
