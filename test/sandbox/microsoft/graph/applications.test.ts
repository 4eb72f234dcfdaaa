import assert from "node:assert/strict";
import { type GraphList, GraphTenant, missing } from "./support/graphTenant.ts";

const context = "https://graph.microsoft.com/v1.0/$metadata#applications";

describe("Microsoft Graph's applications", () => {
  it("are made with Graph's defaults", async () => {
    const tenant = new GraphTenant();
    const { status, headers, body } = await tenant.call("POST", "/v1.0/applications", { displayName: "Orders" });
    assert.equal(status, 201);
    const { tenantId } = tenant.directory;
    assert.equal(
      headers["location"],
      `https://graph.microsoft.com/v2/${tenantId}/directoryObjects/${body.id}/Microsoft.DirectoryServices.Application`,
    );
    assert.deepEqual(body, {
      "@odata.context": `${context}/$entity`,
      id: body.id,
      appId: body["appId"],
      deletedDateTime: null,
      applicationTemplateId: null,
      disabledByMicrosoftStatus: null,
      createdDateTime: "2026-01-02T03:04:05Z",
      displayName: "Orders",
      description: null,
      groupMembershipClaims: null,
      identifierUris: [],
      isDeviceOnlyAuthSupported: null,
      isFallbackPublicClient: null,
      nativeAuthenticationApisEnabled: null,
      notes: null,
      oauth2RequirePostResponse: false,
      publisherDomain: "acmedev.onmicrosoft.com",
      serviceManagementReference: null,
      signInAudience: "AzureADMyOrg",
      tags: [],
      tokenEncryptionKeyId: null,
      samlMetadataUrl: null,
      defaultRedirectUri: null,
      certification: null,
      optionalClaims: null,
      requestSignatureVerification: null,
      servicePrincipalLockConfiguration: null,
      uniqueName: null,
      addIns: [],
      api: {
        acceptMappedClaims: null,
        knownClientApplications: [],
        requestedAccessTokenVersion: null,
        oauth2PermissionScopes: [],
        preAuthorizedApplications: [],
      },
      appRoles: [],
      info: { logoUrl: null, marketingUrl: null, privacyStatementUrl: null, supportUrl: null, termsOfServiceUrl: null },
      keyCredentials: [],
      parentalControlSettings: { countriesBlockedForMinors: [], legalAgeGroupRule: "Allow" },
      passwordCredentials: [],
      publicClient: { redirectUris: [] },
      requiredResourceAccess: [],
      verifiedPublisher: { displayName: null, verifiedPublisherId: null, addedDateTime: null },
      web: {
        homePageUrl: null,
        logoutUrl: null,
        redirectUris: [],
        redirectUriSettings: [],
        implicitGrantSettings: { enableAccessTokenIssuance: false, enableIdTokenIssuance: false },
      },
      spa: { redirectUris: [] },
    });
    assert.notEqual(body.id, body["appId"]);
    assert.deepEqual(await tenant.ask("GET", `/v1.0/applications/${body.id}`), body);
  });

  it("are found by object id and by client id, in both ways of writing it", async () => {
    const tenant = new GraphTenant();
    const { id, appId } = await tenant.createApplication();
    for (const path of [
      `/v1.0/applications/${id}`,
      `/v1.0/applications('${id}')`,
      `/beta/applications/${id}`,
      `/v1.0/applications(appId='${appId}')`,
      `/v1.0/applications(appId=%27${appId}%27)`,
    ]) {
      assert.equal((await tenant.ask("GET", path)).id, id, path);
    }
    const other = crypto.randomUUID();
    assert.deepEqual(await tenant.refusal("GET", `/v1.0/applications/${other}`), missing(other));
    assert.deepEqual(await tenant.refusal("GET", `/v1.0/applications(appId='${id}')`), missing(id));
    assert.deepEqual(await tenant.refusal("GET", "/v1.0/applications/orders"), {
      status: 400,
      code: "Request_BadRequest",
      message: "Invalid object identifier 'orders'.",
    });
  });

  it("are changed: complex properties member by member, collections as a whole", async () => {
    const tenant = new GraphTenant();
    const { id } = await tenant.createApplication({
      web: { redirectUris: ["https://a.example/cb"], implicitGrantSettings: { enableIdTokenIssuance: true } },
      api: { requestedAccessTokenVersion: 2, knownClientApplications: [] },
      optionalClaims: { idToken: [{ name: "email" }] },
      tags: ["one"],
      info: { supportUrl: "https://acme.example/help" },
    });
    const path = `/v1.0/applications/${id}`;
    const { status, body } = await tenant.call("PATCH", path, {
      id,
      web: { implicitGrantSettings: { enableAccessTokenIssuance: true } },
      api: { acceptMappedClaims: true },
      optionalClaims: { accessToken: [{ name: "acct", essential: true }] },
      tags: ["two"],
      info: { marketingUrl: "https://acme.example" },
    });
    assert.deepEqual([status, body], [204, undefined]);
    const claim = { source: null, essential: false, additionalProperties: [] };
    const changed = await tenant.ask("GET", `${path}?$select=web,api,optionalClaims,tags,info,displayName`);
    assert.deepEqual(changed, {
      "@odata.context": `${context}(web,api,optionalClaims,tags,info,displayName)/$entity`,
      web: {
        homePageUrl: null,
        logoutUrl: null,
        redirectUriSettings: [],
        redirectUris: ["https://a.example/cb"],
        implicitGrantSettings: { enableIdTokenIssuance: true, enableAccessTokenIssuance: true },
      },
      api: {
        acceptMappedClaims: true,
        knownClientApplications: [],
        oauth2PermissionScopes: [],
        preAuthorizedApplications: [],
        requestedAccessTokenVersion: 2,
      },
      optionalClaims: {
        idToken: [{ ...claim, name: "email" }],
        accessToken: [{ ...claim, name: "acct", essential: true }],
        saml2Token: [],
      },
      tags: ["two"],
      info: {
        logoUrl: null,
        marketingUrl: "https://acme.example",
        privacyStatementUrl: null,
        supportUrl: "https://acme.example/help",
        termsOfServiceUrl: null,
      },
      displayName: "Orders",
    });
    await tenant.ask("PATCH", path, { optionalClaims: null });
    assert.equal((await tenant.ask("GET", path))["optionalClaims"], null);
  });

  for (const [what, body, expected] of [
    [
      "without a name",
      { displayName: undefined },
      {
        message: "A value is required for property 'displayName' of resource 'Application'.",
        details: [["MissingProperty", "displayName"]],
      },
    ],
    ["with a property that there is not", { colour: "red" }, { message: "Invalid property 'colour'." }],
    [
      "with one inside that there is not",
      { api: { requestedTokenVersion: 2 } },
      { message: "Invalid property 'requestedTokenVersion'." },
    ],
    [
      "with a value of another type",
      { tags: "one" },
      {
        message: "Invalid value specified for property 'tags' of resource 'Application'.",
        details: [["InvalidValue", "tags"]],
      },
    ],
    [
      "with a token version that there is not",
      { api: { requestedAccessTokenVersion: 3 } },
      {
        message: "Invalid value specified for property 'api.requestedAccessTokenVersion' of resource 'Application'.",
        details: [["InvalidValue", "api.requestedAccessTokenVersion"]],
      },
    ],
    [
      "for personal accounts with tokens of version 1",
      { signInAudience: "AzureADandPersonalMicrosoftAccount" },
      {
        message: "Property api.requestedAccessTokenVersion is invalid.",
        details: [["InvalidValue", "api.requestedAccessTokenVersion"]],
      },
    ],
    [
      "with a password of one's own",
      { passwordCredentials: [{ secretText: "mine" }] },
      {
        message: "Invalid value specified for property 'passwordCredentials' of resource 'Application'.",
        details: [["InvalidValue", "passwordCredentials"]],
      },
    ],
  ] as const) {
    it(`are refused ${what}, and nothing is made`, async () => {
      const tenant = new GraphTenant();
      const refused = await tenant.refusal("POST", "/v1.0/applications", { displayName: "Orders", ...body });
      assert.deepEqual(refused, { status: 400, code: "Request_BadRequest", ...expected });
      const { value } = await tenant.ask<GraphList>("GET", "/v1.0/applications?$filter=displayName eq 'Orders'");
      assert.deepEqual(value, []);
    });
  }

  it("stay as they were when a change is refused", async () => {
    const tenant = new GraphTenant();
    const { id } = await tenant.createApplication();
    const path = `/v1.0/applications/${id}`;
    const before = await tenant.ask("GET", path);
    await tenant.refusal("PATCH", path, { displayName: "Other", web: { redirectUris: ["http://evil.example"] } });
    await tenant.refusal("PATCH", path, { id: crypto.randomUUID(), displayName: "Other" });
    await tenant.refusal("PATCH", path, { appId: crypto.randomUUID() });
    assert.deepEqual(await tenant.ask("GET", path), before);
  });

  it("are deleted with their service principal, and counted no more", async () => {
    const tenant = new GraphTenant();
    const { application, principal } = await tenant.createPrincipal();
    assert.equal((await tenant.call("DELETE", `/v1.0/applications(appId='${application.appId}')`)).status, 204);
    assert.equal((await tenant.call("GET", `/v1.0/applications/${application.id}`)).status, 404);
    assert.equal((await tenant.call("GET", `/v1.0/servicePrincipals/${principal.id}`)).status, 404);
    const eventual = { consistencylevel: "eventual" };
    assert.equal(await tenant.ask<string>("GET", "/v1.0/applications/$count", undefined, eventual), "1");
    assert.deepEqual(await tenant.refusal("GET", "/v1.0/applications/$count"), {
      status: 400,
      code: "Request_BadRequest",
      message: "$count is not currently supported.",
    });
  });
});
