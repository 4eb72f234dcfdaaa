import assert from "node:assert/strict";
import { GraphTenant } from "./support/graphTenant.ts";

describe("Identifier URIs of Microsoft Graph's applications", () => {
  async function set(settings: object, uri: (appId: string, tenantId: string) => string): Promise<string> {
    const tenant = new GraphTenant();
    const { id, appId } = await tenant.createApplication(settings);
    const identifierUris = [uri(appId, tenant.directory.tenantId)];
    const { status, body } = await tenant.call("PATCH", `/v1.0/applications/${id}`, { identifierUris });
    return status === 204 ? "set" : (body as unknown as { error: { code: string } }).error.code;
  }

  for (const [what, uri, settings, expected] of [
    ["api:// and the client id", (appId: string) => `api://${appId}`, {}, "set"],
    ["api://, the tenant and a name", (_: string, tenantId: string) => `api://${tenantId}/orders`, {}, "set"],
    ["a verified domain", () => "https://acme.example/orders", {}, "set"],
    ["a part of a verified domain", () => "https://orders.acme.example", {}, "set"],
    ["the initial domain", () => "https://acmedev.onmicrosoft.com/orders", {}, "set"],
    ["another domain", () => "https://evil.example/orders", {}, "HostNameNotOnVerifiedDomain"],
    ["a domain that only ends so", () => "https://notacme.example", {}, "HostNameNotOnVerifiedDomain"],
    ["a name alone", () => "api://orders", {}, "HostNameNotOnVerifiedDomain"],
    ["a name alone, tokens of version 2", () => "api://orders", { api: { requestedAccessTokenVersion: 2 } }, "set"],
    [
      "another domain, for several tenants",
      () => "https://evil.example/orders",
      { signInAudience: "AzureADMultipleOrgs", api: { requestedAccessTokenVersion: 2 } },
      "HostNameNotOnVerifiedDomain",
    ],
    ["a name alone, for several tenants", () => "api://orders", { signInAudience: "AzureADMultipleOrgs" }, "set"],
    ["no URI", () => "orders", {}, "Request_BadRequest"],
    ["a fragment", () => "https://acme.example/#orders", {}, "Request_BadRequest"],
  ] as const) {
    it(`of ${what}: ${expected}`, async () => {
      assert.equal(await set(settings, uri), expected);
    });
  }

  it("are refused for a domain of somebody else in Graph's words", async () => {
    const tenant = new GraphTenant();
    const { id } = await tenant.createApplication();
    const identifierUris = ["https://evil.example"];
    assert.deepEqual(await tenant.refusal("PATCH", `/v1.0/applications/${id}`, { identifierUris }), {
      status: 400,
      code: "HostNameNotOnVerifiedDomain",
      message:
        "Values of identifierUris property must use a verified domain of the organization or its subdomain: 'https://evil.example'",
      details: [["HostNameNotOnVerifiedDomain", "identifierUris"]],
    });
  });

  it("are one application's alone", async () => {
    const tenant = new GraphTenant();
    await tenant.createApplication({ identifierUris: ["https://acme.example/orders"] });
    assert.deepEqual(
      await tenant.refusal("POST", "/v1.0/applications", {
        displayName: "Other",
        identifierUris: ["https://acme.example/orders"],
      }),
      {
        status: 400,
        code: "Request_BadRequest",
        message: "Another object with the same value for property identifierUris already exists.",
        details: [["ObjectConflict", "identifierUris"]],
      },
    );
  });
});

describe("Redirect URIs of Microsoft Graph's applications", () => {
  for (const [platform, uri, valid] of [
    ["web", "https://login.jumpcloud.com/oauth/callback", true],
    ["web", "http://localhost:8400/callback", true],
    ["web", "http://127.0.0.1/callback", true],
    ["web", "http://acme.example/callback", false],
    ["web", "urn:ietf:wg:oauth:2.0:oob", false],
    ["web", "https://*.acme.example/callback", false],
    ["web", "https://acme.example/callback#fragment", false],
    ["web", "callback", false],
    ["web", `https://acme.example/${"a".repeat(250)}`, false],
    ["spa", "http://acme.example/", false],
    ["spa", "https://acme.example/", true],
    ["publicClient", "urn:ietf:wg:oauth:2.0:oob", true],
    ["publicClient", "nonsense", false],
  ] as const) {
    it(`${valid ? "may" : "may not"} be ${uri.slice(0, 60)} for ${platform}`, async () => {
      const tenant = new GraphTenant();
      const body = { displayName: "Orders", [platform]: { redirectUris: [uri] } };
      if (valid) {
        const application = await tenant.ask("POST", "/v1.0/applications", body);
        assert.deepEqual((application[platform] as { redirectUris: string[] }).redirectUris, [uri]);
        return;
      }
      assert.deepEqual(await tenant.refusal("POST", "/v1.0/applications", body), {
        status: 400,
        code: "Request_BadRequest",
        message: `Invalid value specified for property '${platform}.redirectUris' of resource 'Application'.`,
        details: [["InvalidValue", `${platform}.redirectUris`]],
      });
    });
  }

  it("are each of one platform", async () => {
    const redirectUris = ["https://acme.example/callback"];
    const { message } = await new GraphTenant().refusal("POST", "/v1.0/applications", {
      displayName: "Orders",
      web: { redirectUris },
      spa: { redirectUris },
    });
    assert.equal(message, "Redirect URIs must have distinct values.");
  });
});
