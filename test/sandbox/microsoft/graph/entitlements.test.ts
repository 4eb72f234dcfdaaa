import assert from "node:assert/strict";
import { GraphTenant } from "./support/graphTenant.ts";

const id = "7a1ad38c-3f6e-4c3a-9a0e-2d6a7a3a6b01";
const otherId = "7a1ad38c-3f6e-4c3a-9a0e-2d6a7a3a6b02";

const role = (settings: object = {}) => ({
  id,
  allowedMemberTypes: ["Application"],
  value: "Orders.Export",
  displayName: "Export",
  description: "Export orders",
  isEnabled: true,
  ...settings,
});

const scope = (settings: object = {}) => ({
  id,
  value: "orders.read",
  type: "Admin",
  isEnabled: true,
  adminConsentDisplayName: "Read",
  adminConsentDescription: "Read orders",
  ...settings,
});

const enabled = (target: string) => ({
  status: 400,
  code: "CannotDeleteOrUpdateEnabledEntitlement",
  message: "Permission (scope or role) cannot be deleted or updated unless disabled first.",
  details: [["GenericError", target]],
});

describe("App roles and scopes of Microsoft Graph's applications", () => {
  it("are written as Graph writes them", async () => {
    const tenant = new GraphTenant();
    const application = await tenant.createApplication({
      appRoles: [role()],
      api: { oauth2PermissionScopes: [scope({ id: otherId })] },
    });
    assert.deepEqual(application["appRoles"], [{ ...role(), origin: "Application" }]);
    const { oauth2PermissionScopes } = application["api"] as { oauth2PermissionScopes: object[] };
    assert.deepEqual(oauth2PermissionScopes, [
      { ...scope({ id: otherId }), userConsentDescription: null, userConsentDisplayName: null },
    ]);
  });

  for (const [what, given] of [
    ["deleted", []],
    ["given another value", [role({ value: "Orders.Export.All" })]],
    ["given other members", [role({ allowedMemberTypes: ["User"] })]],
  ] as const) {
    it(`cannot be ${what} while enabled, and can once disabled`, async () => {
      const tenant = new GraphTenant();
      const application = await tenant.createApplication({ appRoles: [role()] });
      const path = `/v1.0/applications/${application.id}`;
      assert.deepEqual(await tenant.refusal("PATCH", path, { appRoles: given }), enabled("appRoles"));
      await tenant.ask("PATCH", path, { appRoles: [role({ isEnabled: false })] });
      await tenant.ask("PATCH", path, { appRoles: given });
      assert.deepEqual(
        (await tenant.ask(`GET`, path))["appRoles"],
        given.map((one) => ({ ...one, origin: "Application" })),
      );
    });
  }

  it("that are scopes cannot be deleted while enabled", async () => {
    const tenant = new GraphTenant();
    const application = await tenant.createApplication({ api: { oauth2PermissionScopes: [scope()] } });
    const path = `/v1.0/applications/${application.id}`;
    assert.deepEqual(
      await tenant.refusal("PATCH", path, { api: { oauth2PermissionScopes: [] } }),
      enabled("oauth2PermissionScopes"),
    );
  });

  it("are renamed and described anew while enabled", async () => {
    const tenant = new GraphTenant();
    const application = await tenant.createApplication({ appRoles: [role()] });
    const path = `/v1.0/applications/${application.id}`;
    await tenant.ask("PATCH", path, { appRoles: [role({ description: "All of them" })] });
  });

  for (const [what, settings, target] of [
    ["two roles of one value", { appRoles: [role(), role({ id: otherId })] }, "appRoles"],
    ["two roles of one id", { appRoles: [role(), role({ value: "Other" })] }, "id"],
    [
      "a role and a scope of one id and two values",
      { appRoles: [role()], api: { oauth2PermissionScopes: [scope()] } },
      "id",
    ],
  ] as const) {
    it(`refuse ${what}`, async () => {
      assert.deepEqual(
        await new GraphTenant().refusal("POST", "/v1.0/applications", { displayName: "Orders", ...settings }),
        {
          status: 400,
          code: "Request_BadRequest",
          message: "Request contains a property with duplicate values.",
          details: [["DuplicateValue", target]],
        },
      );
    });
  }

  for (const [what, settings] of [
    ["a value with a blank", { value: "Export all" }],
    ["a value that begins with a dot", { value: ".Export" }],
    ["no members", { allowedMemberTypes: [] }],
    ["an id that is no GUID", { id: "export" }],
    ["no description", { description: "" }],
  ] as const) {
    it(`refuse a role of ${what}`, async () => {
      const { status, code } = await new GraphTenant().refusal("POST", "/v1.0/applications", {
        displayName: "Orders",
        appRoles: [role(settings)],
      });
      assert.deepEqual([status, code], [400, "Request_BadRequest"]);
    });
  }
});
