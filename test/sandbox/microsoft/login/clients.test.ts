import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { decodeJwt } from "jose";
import { foreignVariables } from "../../../../sandbox/clientEnvironment.ts";
import { createMicrosoftVendor } from "../../../../sandbox/microsoft/createMicrosoftVendor.ts";
import type { Sandbox } from "../../../../sandbox/startSandbox.ts";
import { sandboxes } from "../../support/sandboxes.ts";
import { b2cTenantId, b2cUrl, LoginTenants, loginUrl, redirectUri, tenantId } from "./support/LoginTenants.ts";

const run = promisify(execFile);

describe("Microsoft's sign-in by unmodified clients, through the proxy", () => {
  const start = sandboxes();

  /** A sandbox of the directories that a test sets up. */
  async function startLogin() {
    const tenants = new LoginTenants(undefined, new Date());
    const sandbox = await start({
      clock: tenants.clock,
      vendors: {
        microsoft: (context) => createMicrosoftVendor({ ...context, state: (initial) => tenants.section(initial) }),
      },
    });
    return { tenants, sandbox };
  }

  function environment({ clientEnvironment }: Sandbox): NodeJS.ProcessEnv {
    const own = Object.entries(process.env).filter(([name]) => !foreignVariables.includes(name));
    return { ...Object.fromEntries(own), ...clientEnvironment };
  }

  /** @param given holds secrets, and so goes to standard input */
  async function runScript(sandbox: Sandbox, name: string, given: object): Promise<Record<string, unknown>> {
    const running = run(process.execPath, [join(import.meta.dirname, "clients", name)], { env: environment(sandbox) });
    running.child.stdin?.end(JSON.stringify(given));
    return JSON.parse((await running).stdout) as Record<string, unknown>;
  }

  it("@azure/msal-node: secret, assertion, authorization code with PKCE, refresh", async () => {
    const { tenants, sandbox } = await startLogin();
    const api = tenants.registerApi(tenants.entra, 2);
    const bySecret = tenants.register(tenants.entra, "nightly-export");
    tenants.assign(tenants.entra, bySecret.principal.id, api, "Orders.Export");
    // Another issuer's token: that of a B2C policy, for an API that stands for the exchange.
    await tenants.call("POST", `${b2cUrl}/.sandbox/policies/B2C_1_signin`, '{"issuerForm":"tfp"}');
    const exchange = tenants.registerApi(tenants.b2c, 2, { identifierUris: ["api://exchange"] });
    const workload = tenants.register(tenants.b2c, "workload");
    const assertion = await tenants.form(`${b2cUrl}/${b2cTenantId}/b2c_1_signin/oauth2/v2.0/token`, {
      ...{ grant_type: "client_credentials", scope: "api://exchange/.default" },
      ...{ client_id: workload.application.appId, client_secret: workload.secret },
    });
    const federated = tenants.register(tenants.entra, "deploy", {
      passwordCredentials: [],
      federatedIdentityCredentials: [
        {
          ...{ id: "f1", name: "workload", description: null, subject: workload.principal.id },
          issuer: `${b2cUrl}/tfp/${b2cTenantId}/b2c_1_signin/v2.0/`,
          audiences: [exchange.application.appId],
        },
      ],
    });
    const web = tenants.registerWebApp();
    const person = tenants.addUser();
    const told = await runScript(sandbox, "msalNode.ts", {
      authority: `${loginUrl}/${tenantId}`,
      scope: "api://orders/.default",
      secret: { id: bySecret.application.appId, value: bySecret.secret },
      federated: {
        id: federated.application.appId,
        assertion: (JSON.parse(assertion.text) as { access_token: string }).access_token,
      },
      web: { id: web.application.appId, secret: web.secret, redirectUri },
      person: { name: person.userPrincipalName, password: person.password },
    });
    const { bySecret: first, byAssertion, ...others } = told;
    const claimsOf = (token: unknown) => decodeJwt(String(token));
    assert.deepEqual([claimsOf(first)["roles"], claimsOf(first)["azpacr"]], [["Orders.Export"], "1"]);
    assert.deepEqual([claimsOf(byAssertion)["roles"], claimsOf(byAssertion)["azpacr"]], [undefined, "2"]);
    assert.deepEqual(others, {
      cached: true,
      wrong: ["invalid_client", others["wrong"] instanceof Array ? (others["wrong"] as string[])[1] : ""],
      state: "s",
      account: "alice@acme.example",
      homeAccountId: `${person.id}.${tenantId}`,
      scopes: ["openid", "profile", "email"],
      silent: [false, "alice@acme.example"],
    });
    assert.match((others["wrong"] as string[])[1]!, /7000215/);
    assert.deepEqual(sandbox.refusals, []);
  });

  it("openid-client and jose, by discovery: Entra ID and B2C, code and hybrid flow", async () => {
    const { tenants, sandbox } = await startLogin();
    await tenants.call("POST", `${b2cUrl}/.sandbox/policies/B2C_1_signin`, '{"issuerForm":"tfp"}');
    const api = tenants.registerApi(tenants.entra, 2);
    const client = tenants.register(tenants.entra, "nightly-export");
    tenants.assign(tenants.entra, client.principal.id, api, "Orders.Export");
    const customersApi = tenants.registerApi(tenants.b2c, 2);
    const shop = tenants.register(tenants.b2c, "shop");
    tenants.assign(tenants.b2c, shop.principal.id, customersApi, "Orders.Export");
    const web = tenants.registerWebApp();
    const person = tenants.addUser();
    const told = await runScript(sandbox, "openidClient.ts", {
      issuer: `${loginUrl}/${tenantId}/v2.0`,
      audience: api.application.appId,
      scope: "api://orders/.default",
      client: { id: client.application.appId, secret: client.secret },
      web: { id: web.application.appId, secret: web.secret, redirectUri },
      person: { name: person.userPrincipalName, password: person.password },
      b2c: {
        issuer: `${b2cUrl}/tfp/${b2cTenantId}/b2c_1_signin/v2.0/`,
        audience: customersApi.application.appId,
        id: shop.application.appId,
        secret: shop.secret,
      },
    });
    assert.deepEqual(told, {
      entra: [["Orders.Export"], null, client.application.appId],
      b2c: [null, "Orders.Export", shop.application.appId],
      people: { preferred_username: "alice@acme.example", ver: "2.0", scope: "openid profile email" },
      hybrid: "alice@acme.example",
    });
    assert.deepEqual(sandbox.refusals, []);
  });

  it("curl, as Microsoft's page on B2C has it", async function () {
    const hasCurl = await run("curl", ["--version"]).then(
      () => true,
      () => false,
    );
    if (!hasCurl) {
      process.stdout.write("      curl is not installed: skipped\n");
      this.skip();
    }
    const { tenants, sandbox } = await startLogin();
    const api = tenants.registerApi(tenants.b2c, 2);
    const shop = tenants.register(tenants.b2c, "shop");
    tenants.assign(tenants.b2c, shop.principal.id, api, "Orders.Export");
    const fields = {
      ...{ grant_type: "client_credentials", scope: "api://orders/.default" },
      ...{ client_id: shop.application.appId, client_secret: shop.secret },
    };
    const form = Object.entries(fields).flatMap(([name, value]) => ["--form", `${name}="${value}"`]);
    const url = `${b2cUrl}/acmecustomers.onmicrosoft.com/B2C_1_signin/oauth2/v2.0/token`;
    const args = ["--silent", "--location", "--request", "POST", url, ...form];
    const { stdout } = await run("curl", args, { env: environment(sandbox) });
    const { access_token } = JSON.parse(stdout) as { access_token: string };
    assert.equal(decodeJwt(access_token)["scp"], "Orders.Export");
  });
});
