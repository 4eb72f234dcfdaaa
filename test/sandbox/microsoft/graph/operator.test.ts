import assert from "node:assert/strict";
import { decodeJwt } from "jose";
import { createMicrosoftVendor } from "../../../../sandbox/microsoft/createMicrosoftVendor.ts";
import { graphAppRoles } from "../../../../sandbox/microsoft/graphServicePrincipal.ts";
import { defaultDirectories } from "../../../../sandbox/SandboxDirectory.ts";
import type { Sandbox, SandboxOptions } from "../../../../sandbox/startSandbox.ts";
import { sandboxes } from "../../support/sandboxes.ts";

const [company, customers] = defaultDirectories;
assert.ok(company && customers);

describe("an operator's permissions at Microsoft Graph", () => {
  const start = sandboxes();
  const begin = (operator?: SandboxOptions["operator"]) =>
    start({ vendors: { microsoft: createMicrosoftVendor }, operator });

  async function ask(sandbox: Sandbox, request: { host: string; target: string; token?: string; form?: object }) {
    const { host, target, token, form } = request;
    const response = await sandbox.fetch({
      method: form ? "POST" : "GET",
      ...{ target, url: new URL(target, `https://${host}`) },
      headers: {
        host,
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
        ...(form && { "content-type": "application/x-www-form-urlencoded" }),
      },
      body: Buffer.from(form ? new URLSearchParams({ ...form }).toString() : ""),
    });
    return { status: response.status, body: JSON.parse(String(response.body)) as Readonly<Record<string, unknown>> };
  }

  async function tokenOf(sandbox: Sandbox, tenantId: string): Promise<string> {
    const { clientId, clientSecret } = sandbox.credentials.directories[tenantId] ?? { clientId: "", clientSecret: "" };
    const form = {
      ...{ grant_type: "client_credentials", client_id: clientId, client_secret: clientSecret },
      scope: "https://graph.microsoft.com/.default",
    };
    const target = `/${tenantId}/oauth2/v2.0/token`;
    const { body } = await ask(sandbox, { host: "login.microsoftonline.com", target, form });
    return String(body["access_token"]);
  }

  async function rolesOf(sandbox: Sandbox, tenantId: string): Promise<unknown> {
    return decodeJwt(await tokenOf(sandbox, tenantId))["roles"];
  }

  const users = (sandbox: Sandbox, token: string) =>
    ask(sandbox, { host: "graph.microsoft.com", target: "/v1.0/users", token });

  it("are all that there are, in every directory that nothing is said of", async () => {
    const sandbox = await begin({ graph: { [customers.tenantId]: ["User.Read.All"] } });
    assert.deepEqual(await rolesOf(sandbox, company.tenantId), graphAppRoles);
    assert.deepEqual(await rolesOf(sandbox, customers.tenantId), ["User.Read.All"]);
  });

  it("are in the tokens that are asked for after they changed, and in none that were asked for before", async () => {
    const sandbox = await begin();
    const before = await tokenOf(sandbox, company.tenantId);
    sandbox.operator.set({ graph: { [company.tenantId]: ["Application.Read.All"] } });
    const after = await tokenOf(sandbox, company.tenantId);
    assert.equal((await users(sandbox, before)).status, 200);
    const refused = await users(sandbox, after);
    assert.equal(refused.status, 403);
    const { code, message } = refused.body["error"] as Readonly<Record<string, unknown>>;
    assert.deepEqual(
      [code, message],
      ["Authorization_RequestDenied", "Insufficient privileges to complete the operation."],
    );
    const anyOf = ["User.Read.All", "User.ReadWrite.All", "Directory.Read.All", "Directory.ReadWrite.All"];
    const noted = { vendor: "microsoft", operation: "listUsers", kind: "permission", on: company.tenantId, anyOf };
    assert.deepEqual(sandbox.demandedRights, [
      { ...noted, allowed: false },
      { ...noted, allowed: true },
    ]);
    sandbox.operator.set({});
    assert.deepEqual(new Set((await rolesOf(sandbox, company.tenantId)) as string[]), new Set(graphAppRoles));
  });
});
