import assert from "node:assert/strict";
import { type GraphList, GraphTenant } from "./support/graphTenant.ts";

const graphAppId = "00000003-0000-0000-c000-000000000000";

describe("Microsoft Graph's service principals", () => {
  it("are made for an application of the directory and show what is its registration's", async () => {
    const tenant = new GraphTenant();
    const { application, principal } = await tenant.createPrincipal(
      {
        displayName: "JumpCloud",
        web: { redirectUris: ["https://login.jumpcloud.com/oauth/callback"], homePageUrl: "https://acme.example" },
        identifierUris: ["https://acme.example/jumpcloud"],
      },
      { tags: ["HideApp"], notes: "Federation", appRoleAssignmentRequired: true },
    );
    assert.deepEqual(principal, {
      "@odata.context": "https://graph.microsoft.com/v1.0/$metadata#servicePrincipals/$entity",
      id: principal.id,
      deletedDateTime: null,
      accountEnabled: true,
      addIns: [],
      alternativeNames: [],
      appDescription: null,
      appDisplayName: "JumpCloud",
      appId: application.appId,
      appOwnerOrganizationId: tenant.directory.tenantId,
      appRoleAssignmentRequired: true,
      appRoles: [],
      applicationTemplateId: null,
      createdDateTime: "2026-01-02T03:04:05Z",
      description: null,
      disabledByMicrosoftStatus: null,
      displayName: "JumpCloud",
      homepage: "https://acme.example",
      info: { logoUrl: null, marketingUrl: null, privacyStatementUrl: null, supportUrl: null, termsOfServiceUrl: null },
      keyCredentials: [],
      loginUrl: null,
      logoutUrl: null,
      notes: "Federation",
      notificationEmailAddresses: [],
      oauth2PermissionScopes: [],
      passwordCredentials: [],
      preferredSingleSignOnMode: null,
      preferredTokenSigningKeyThumbprint: null,
      replyUrls: ["https://login.jumpcloud.com/oauth/callback"],
      resourceSpecificApplicationPermissions: [],
      samlSingleSignOnSettings: null,
      servicePrincipalNames: ["https://acme.example/jumpcloud", application.appId],
      servicePrincipalType: "Application",
      signInAudience: "AzureADMyOrg",
      tags: ["HideApp"],
      tokenEncryptionKeyId: null,
      verifiedPublisher: { displayName: null, verifiedPublisherId: null, addedDateTime: null },
    });
    await tenant.ask("PATCH", `/v1.0/applications/${application.id}`, { displayName: "JumpCloud federation" });
    const path = `/v1.0/servicePrincipals(appId='${application.appId}')`;
    const { displayName, id } = await tenant.ask("GET", `${path}?$select=id,displayName`);
    assert.deepEqual([id, displayName], [principal.id, "JumpCloud federation"]);
  });

  it("are found by client id in a filter, as clients look for them", async () => {
    const tenant = new GraphTenant();
    const { application, principal } = await tenant.createPrincipal();
    for (const filter of [
      `appId eq '${application.appId}'`,
      `appId+eq+'${application.appId}'`,
      `servicePrincipalNames/any(n:n eq '${application.appId}')`,
    ]) {
      const { value } = await tenant.ask<GraphList>("GET", `/v1.0/servicePrincipals?$filter=${filter}`);
      assert.deepEqual(
        value.map(({ id }) => id),
        [principal.id],
        filter,
      );
    }
  });

  it("are one for each application", async () => {
    const tenant = new GraphTenant();
    const { application } = await tenant.createPrincipal();
    const { appId } = application;
    assert.deepEqual(await tenant.refusal("POST", "/v1.0/servicePrincipals", { appId }), {
      status: 409,
      code: "Request_MultipleObjectsWithSameKeyValue",
      message: `The service principal cannot be created, updated, or restored because the service principal name ${appId} is already in use.`,
    });
  });

  it("are not made for an application that is not there, or for none", async () => {
    const tenant = new GraphTenant();
    const appId = crypto.randomUUID();
    assert.deepEqual(await tenant.refusal("POST", "/v1.0/servicePrincipals", { appId }), {
      status: 400,
      code: "Request_BadRequest",
      message: `The appId '${appId}' of the service principal does not reference a valid application object.`,
    });
    assert.deepEqual(await tenant.refusal("POST", "/v1.0/servicePrincipals", {}), {
      status: 400,
      code: "Request_BadRequest",
      message: "A value is required for property 'appId' of resource 'ServicePrincipal'.",
      details: [["MissingProperty", "appId"]],
    });
  });

  it("are changed and deleted; the application stays", async () => {
    const tenant = new GraphTenant();
    const { application, principal } = await tenant.createPrincipal();
    const path = `/v1.0/servicePrincipals/${principal.id}`;
    const { status } = await tenant.call("PATCH", path, {
      id: principal.id,
      accountEnabled: false,
      appRoleAssignmentRequired: true,
      notes: "Off",
    });
    assert.equal(status, 204);
    const changed = await tenant.ask("GET", path);
    assert.deepEqual(
      [changed["accountEnabled"], changed["appRoleAssignmentRequired"], changed["notes"]],
      [false, true, "Off"],
    );
    const refused = await tenant.refusal("PATCH", path, { appId: crypto.randomUUID() });
    assert.equal(refused.message, "Invalid property 'appId'.");
    assert.equal((await tenant.call("DELETE", path)).status, 204);
    assert.equal((await tenant.call("GET", path)).status, 404);
    await tenant.ask("GET", `/v1.0/applications/${application.id}`);
  });

  it("have Microsoft Graph among them, which is not of this tenant", async () => {
    const tenant = new GraphTenant();
    const graph = await tenant.ask("GET", `/v1.0/servicePrincipals(appId='${graphAppId}')`);
    assert.deepEqual(
      [graph["displayName"], graph["appOwnerOrganizationId"], graph["servicePrincipalNames"]],
      ["Microsoft Graph", "f8cdef31-a31e-4b4a-93e4-5f571e91255a", [graphAppId]],
    );
    const scopes = graph["oauth2PermissionScopes"] as { value: string }[];
    for (const value of ["openid", "profile", "email"]) assert.ok(scopes.some((scope) => scope.value === value));
  });
});
