import assert from "node:assert/strict";
import { defaultDirectories } from "../../../../sandbox/SandboxDirectory.ts";
import { Secret, unknownValue } from "../../../../providers/lib/PropertyValue.ts";
import type { PropertyMap } from "../../../../providers/lib/PropertyValue.ts";
import type { ProviderClient } from "../../../providers/lib/ProviderClient.ts";
import { change, importAgain, make, PluginRehearsal, unmake } from "../PluginRehearsal.ts";
import type { Made } from "../PluginRehearsal.ts";

const typed = (name: string): string => `azuread:index/${name.charAt(0).toLowerCase()}${name.slice(1)}:${name}`;
const Application = typed("Application");
const Registration = typed("ApplicationRegistration");
const AppRole = typed("ApplicationAppRole");
const IdentifierUri = typed("ApplicationIdentifierUri");
const Password = typed("ApplicationPassword");
const Federated = typed("ApplicationFederatedIdentityCredential");
const Principal = typed("ServicePrincipal");
const Assignment = typed("AppRoleAssignment");
const Grant = typed("ServicePrincipalDelegatedPermissionGrant");
const User = typed("User");

const company = defaultDirectories[0]!;
const customers = defaultDirectories[1]!;
const graphId = "00000003-0000-0000-c000-000000000000";
const email = { id: "64a6cdd6-aab1-4aaf-94b8-3cc8405e90d0", type: "Scope" };
const roleId = "0b8f3c52-6a6d-5c0e-9a61-0c35f0f0d3a1";
const otherRoleId = "5d0b7e0a-2f0f-5b7f-8a4e-6f1b2f2b9c02";
const absent = "11111111-2222-4333-8444-555555555555";

describe("the bundled azuread plugin", () => {
  let rehearsal: PluginRehearsal;
  let azuread: ProviderClient;
  let api: Made;
  let principal: Made;

  before(async () => {
    rehearsal = await PluginRehearsal.start();
    azuread = rehearsal.connect("azuread");
    await azuread.configure({ tenantId: company.tenantId });
    api = await make(azuread, Registration, { displayName: "Orders", description: "d" });
    principal = await make(azuread, Principal, { clientId: text(api, "clientId"), appRoleAssignmentRequired: true });
  });

  after(async () => {
    assert.deepEqual(rehearsal.sandbox.refusals, []);
    await rehearsal.close();
  });

  it("fills in the published plugin's defaults", async () => {
    const filledIn = async (type: string, news: PropertyMap): Promise<unknown> => {
      const { inputs, failures } = await azuread.check(type, news);
      assert.deepEqual(failures, []);
      return Object.fromEntries((inputs["__defaults"] as string[]).map((name) => [name, inputs[name]]));
    };
    assert.deepEqual(await filledIn(Application, { displayName: "a" }), {
      api: { requestedAccessTokenVersion: 1 },
      signInAudience: "AzureADMyOrg",
    });
    assert.deepEqual(await filledIn(Registration, { displayName: "a" }), {
      requestedAccessTokenVersion: 2,
      signInAudience: "AzureADMyOrg",
    });
    assert.deepEqual(await filledIn(Principal, { clientId: absent }), { accountEnabled: true });
    assert.deepEqual(await filledIn(User, { displayName: "a", userPrincipalName: "a@acme.example" }), {
      accountEnabled: true,
      showInAddressList: true,
    });
    assert.deepEqual(await filledIn(Password, { applicationId: api.id }), {});
  });

  it("manages a registration, its roles and its identifier URIs, each without touching the others", async () => {
    const registration = await make(azuread, Registration, { displayName: "Parts" });
    assert.match(registration.id, /^\/applications\/[0-9a-f-]{36}$/);
    assert.equal(registration.id, `/applications/${text(registration, "objectId")}`);
    const role = {
      applicationId: registration.id,
      description: "d",
      displayName: "n",
      allowedMemberTypes: ["Application"],
    };
    // At once, as the engine does: each is written back with what was there.
    const [one, other, uri] = await Promise.all([
      make(azuread, AppRole, { ...role, roleId, value: "Orders.Export" }),
      make(azuread, AppRole, { ...role, roleId: otherRoleId, value: "Orders.Approve" }),
      make(azuread, IdentifierUri, {
        applicationId: registration.id,
        identifierUri: `api://${text(registration, "clientId")}`,
      }),
    ]);
    await importAgain(azuread, one.id, one);
    await importAgain(azuread, uri.id, uri);
    const changed = await change(
      azuread,
      one,
      { ...role, roleId, value: "Orders.Export.All", displayName: "n" },
      { value: "UPDATE" },
    );
    const renamed = await change(azuread, registration, { displayName: "Parts 2" }, { displayName: "UPDATE" });
    const seen = await application(azuread, registration);
    assert.deepEqual(seen["appRoleIds"], { "Orders.Export.All": roleId, "Orders.Approve": otherRoleId });
    assert.deepEqual(seen["identifierUris"], [`api://${text(registration, "clientId")}`]);
    assert.equal(seen["displayName"], "Parts 2");

    await unmake(azuread, changed);
    assert.deepEqual((await application(azuread, registration))["appRoleIds"], { "Orders.Approve": otherRoleId });
    await unmake(azuread, uri);
    await unmake(azuread, other);
    await unmake(azuread, renamed);
  });

  it("manages an application with claims, permissions and roles", async () => {
    const inputs = {
      displayName: "JumpCloud",
      web: {
        redirectUris: ["https://login.jumpcloud.com/oauth/callback"],
        implicitGrant: { idTokenIssuanceEnabled: true },
      },
      optionalClaims: { idTokens: [{ name: "email" }, { name: "upn", essential: true }] },
      requiredResourceAccesses: [{ resourceAppId: graphId, resourceAccesses: [email] }],
      appRoles: [
        { id: roleId, value: "Admin", displayName: "n", description: "d", allowedMemberTypes: ["User", "Application"] },
      ],
    };
    const made = await make(azuread, Application, inputs);
    const { state, id } = made;
    assert.equal(state["displayName"], "JumpCloud");
    assert.deepEqual(state["appRoleIds"], { Admin: roleId });
    assert.deepEqual(state["owners"], []);
    assert.equal(state["publisherDomain"], "acmedev.onmicrosoft.com");
    assert.deepEqual(state["web"], {
      homepageUrl: "",
      implicitGrant: { accessTokenIssuanceEnabled: false, idTokenIssuanceEnabled: true },
      logoutUrl: "",
      redirectUris: ["https://login.jumpcloud.com/oauth/callback"],
    });
    const found = await importAgain(azuread, id, made);
    assert.deepEqual(found["optionalClaims"], state["optionalClaims"]);

    // The role is enabled: Graph takes its removal only in two steps.
    const changed = await change(
      azuread,
      made,
      { ...inputs, optionalClaims: { idTokens: [{ name: "email" }] }, appRoles: [] },
      { "optionalClaims.idTokens[1]": "DELETE", "appRoles[0]": "DELETE" },
    );
    assert.deepEqual(changed.state["appRoleIds"], {});
    await unmake(azuread, changed);
  });

  it("finds what was changed behind the engine's back", async () => {
    const made = await make(azuread, Application, { displayName: "Drifting", api: { requestedAccessTokenVersion: 2 } });
    const other = await make(azuread, Application, { displayName: "Drifting", api: {} });
    const seen = await azuread.read(Application, other.id, made.state, made.inputs);
    const { detail } = await azuread.diff(Application, other.id, seen.state, made.inputs);
    assert.deepEqual(detail, { "api.requestedAccessTokenVersion": "UPDATE" });
    await unmake(azuread, made);
    await unmake(azuread, other);
  });

  it("makes the owners be those that are named", async () => {
    const me = (await azuread.invoke(token("getClientConfig"))).result["objectId"] as string;
    const made = await make(azuread, Application, { displayName: "Owned", owners: [me] });
    assert.deepEqual(made.state["owners"], [me]);
    const changed = await change(
      azuread,
      made,
      { displayName: "Owned", owners: [text(principal, "objectId")] },
      { "owners[0]": "UPDATE" },
    );
    assert.deepEqual(changed.state["owners"], [text(principal, "objectId")]);
    await unmake(azuread, changed);
  });

  it("manages client secrets, whose value only their creation tells", async () => {
    const endDate = new Date(Date.now() + 180 * 86_400_000).toISOString().replace(/\.\d+Z$/, "Z");
    const made = await make(azuread, Password, {
      applicationId: api.id,
      displayName: "2026-11",
      endDate,
    });
    const { state } = made;
    const secret = state["value"];
    assert.ok(secret instanceof Secret);
    assert.match(secret.value as string, /^\S{40}$/);
    assert.equal(state["endDate"], endDate);
    assert.equal(made.id, `${text(api, "objectId")}/password/${text(made, "keyId")}`);
    const other = await make(azuread, Password, { applicationId: api.id, rotateWhenChanged: { month: "1" } });
    assert.notEqual(other.id, made.id);
    const { replaces } = await azuread.diff(Password, other.id, other.state, {
      ...other.inputs,
      rotateWhenChanged: { month: "2" },
    });
    assert.deepEqual(replaces, ["rotateWhenChanged"]);
    await unmake(azuread, made);
    assert.equal((await azuread.read(Password, other.id, other.state, other.inputs)).id, other.id);
    await unmake(azuread, other);
  });

  it("manages a federated identity credential", async () => {
    const inputs = {
      applicationId: api.id,
      audiences: ["api://AzureADTokenExchange"],
      displayName: "github",
      issuer: "https://token.actions.githubusercontent.com",
      subject: "repo:acme/orders:ref:refs/heads/main",
    };
    const made = await make(azuread, Federated, inputs);
    await importAgain(azuread, made.id, made);
    const changed = await change(
      azuread,
      made,
      { ...inputs, subject: "repo:acme/orders:ref:refs/heads/next", description: "d" },
      { subject: "UPDATE", description: "ADD" },
    );
    await unmake(azuread, changed);
  });

  it("manages a service principal, and refuses a second one unless it may take it over", async () => {
    const app = await make(azuread, Registration, { displayName: "Twice" });
    const news = { clientId: text(app, "clientId") };
    const made = await make(azuread, Principal, { ...news, featureTags: [{ enterprise: true }] });
    assert.equal(made.state["applicationTenantId"], company.tenantId);
    assert.deepEqual(made.state["tags"], ["WindowsAzureActiveDirectoryIntegratedApp"]);
    const { inputs } = await azuread.check(Principal, news);
    await assert.rejects(azuread.create(Principal, inputs), {
      details: new RegExp(`has a service principal already: import ${made.id}, or set useExisting`),
    });
    const taken = await make(azuread, Principal, { ...news, useExisting: true });
    assert.equal(taken.id, made.id);
    await importAgain(azuread, made.id, made);
    const changed = await change(
      azuread,
      made,
      { ...made.inputs, appRoleAssignmentRequired: true, notes: "n" },
      { appRoleAssignmentRequired: "ADD", notes: "ADD" },
    );
    assert.deepEqual(changed.state["tags"], ["WindowsAzureActiveDirectoryIntegratedApp"]);
    await unmake(azuread, changed);
    await unmake(azuread, app);
  });

  it("gives app roles and delegated permissions", async () => {
    const role = await make(azuread, AppRole, {
      applicationId: api.id,
      roleId,
      value: "Orders.Export",
      description: "d",
      displayName: "n",
      allowedMemberTypes: ["Application"],
    });
    const client = await make(azuread, Registration, { displayName: "Nightly" });
    const member = await make(azuread, Principal, { clientId: text(client, "clientId") });
    const assignment = await make(azuread, Assignment, {
      appRoleId: roleId,
      principalObjectId: text(member, "objectId"),
      resourceObjectId: text(principal, "objectId"),
    });
    assert.equal(assignment.state["principalDisplayName"], "Nightly");
    assert.equal(assignment.state["resourceDisplayName"], "Orders");
    assert.equal(assignment.state["principalType"], "ServicePrincipal");
    await importAgain(azuread, assignment.id, assignment);

    const graph = (await azuread.invoke(token("getServicePrincipal"), { clientId: graphId })).result;
    const place = {
      resourceServicePrincipalObjectId: graph["objectId"] as string,
      servicePrincipalObjectId: text(member, "objectId"),
    };
    const grant = await make(azuread, Grant, { ...place, claimValues: ["openid", "email"] });
    assert.deepEqual(grant.state["claimValues"], ["email", "openid"]);
    await importAgain(azuread, grant.id, grant);
    const changed = await change(azuread, grant, { ...place, claimValues: ["email"] }, { "claimValues[1]": "DELETE" });
    for (const made of [changed, assignment, member, client, role]) await unmake(azuread, made);
  });

  it("manages a person's account, whose password stays secret", async () => {
    const inputs = {
      userPrincipalName: "alice@acme.example",
      displayName: "Alice Archer",
      givenName: "Alice",
      mail: "alice@acme.example",
      password: new Secret("correct-Horse-7"),
      forcePasswordChange: true,
    };
    const made = await make(azuread, User, inputs);
    assert.equal(made.state["mailNickname"], "alice");
    assert.deepEqual(made.state["password"], new Secret("correct-Horse-7"));
    const changed = await change(
      azuread,
      made,
      { ...inputs, displayName: "Alice Bowman", surname: "Bowman" },
      { displayName: "UPDATE", surname: "ADD" },
    );
    await importAgain(azuread, made.id, changed);
    await unmake(azuread, changed);
  });

  it("tells who works where, the domains, and what it is asked to find", async () => {
    const call = async (name: string, args: PropertyMap = {}) => (await azuread.invoke(token(name), args)).result;
    const config = await call("getClientConfig");
    assert.equal(config["tenantId"], company.tenantId);
    assert.match(config["objectId"] as string, /^[0-9a-f-]{36}$/);
    const { domains } = (await call("getDomains")) as { domains: { domainName: string; initial: boolean }[] };
    assert.deepEqual(
      domains.map(({ domainName, initial }) => [domainName, initial]),
      [
        ["acmedev.onmicrosoft.com", true],
        ["acme.example", false],
      ],
    );
    const initial = (await call("getDomains", { onlyInitial: true })) as { domains: unknown[] };
    assert.equal(initial.domains.length, 1);
    assert.equal((await call("getApplication", { displayName: "Orders" }))["clientId"], api.state["clientId"]);
    assert.equal((await call("getServicePrincipal", { objectId: text(principal, "objectId") }))["id"], principal.id);
    const published = (await call("getApplicationPublishedAppIds"))["result"] as PropertyMap;
    assert.equal(published["MicrosoftGraph"], graphId);
    await assert.rejects(call("getApplication", { displayName: "Nobody's" }), {
      details: /nothing at \/applications has the displayName "Nobody's"/,
    });
  });

  it("previews an application with what is known", async () => {
    const { inputs } = await azuread.check(Application, { displayName: "Soon" });
    const { state } = await azuread.create(Application, inputs, true);
    assert.equal(state["clientId"], unknownValue);
    assert.equal(state["displayName"], "Soon");
  });

  it("refuses what it cannot set, and what Entra would refuse, before it asks", async () => {
    const reasons = async (type: string, news: PropertyMap) =>
      (await azuread.check(type, news)).failures.map(({ property, reason }) => `${property} ${reason}`.trim());
    assert.deepEqual(await reasons(Application, { displayName: "a", logoImage: "aGk=" }), [
      '"logoImage": this plugin cannot set it; use the published plugin',
    ]);
    const role = { displayName: "n", description: "d", allowedMemberTypes: ["Robot"] };
    assert.deepEqual(
      await reasons(Application, {
        displayName: "a",
        appRoles: [
          { ...role, id: "one", value: "x" },
          { ...role, id: roleId, value: "x", allowedMemberTypes: ["User"] },
        ],
      }),
      [
        '"appRoles[0].id": must be a UUID, not "one"',
        '"appRoles[1].value": "x" is there twice',
        '"appRoles[0].allowedMemberTypes[0]": must be one of Application, User',
      ],
    );
    assert.deepEqual(await reasons(Password, { applicationId: text(api, "objectId"), endDate: "tomorrow" }), [
      `applicationId must be an application's id, /applications/{object id}, not "${text(api, "objectId")}"`,
      'endDate must be a time of RFC 3339, such as 2027-05-31T00:00:00Z, not "tomorrow"',
    ]);
    assert.deepEqual(await reasons(Grant, { ...grantTo(absent), claimValues: [] }), [
      "claimValues must hold at least one",
    ]);
    assert.deepEqual(await reasons(User, { displayName: "a", userPrincipalName: "alice" }), [
      'userPrincipalName must be name@domain, not "alice"',
    ]);
  });

  it("tells Graph's own code and words, and no secret", async () => {
    const secret = new Secret("correct-Horse-7");
    const { inputs } = await azuread.check(User, {
      userPrincipalName: "alice@elsewhere.example",
      displayName: "Alice",
      password: secret,
    });
    await assert.rejects(azuread.create(User, inputs), (error: Error) => {
      assert.match(error.message, /creating azuread:index\/user:User thing: Request_BadRequest: .+ \(HTTP 400\)$/);
      assert.ok(!error.message.includes(secret.value as string));
      return true;
    });
  });

  it("keeps two directories apart", async () => {
    const other = rehearsal.connect("azuread");
    const { clientId, clientSecret } = rehearsal.sandbox.credentials.directories[customers.tenantId]!;
    await other.configure({ tenantId: customers.tenantId, clientId, clientSecret: new Secret(clientSecret) });
    const made = await make(other, Registration, {
      displayName: "Orders",
      signInAudience: "AzureADandPersonalMicrosoftAccount",
    });
    assert.equal((await azuread.read(Registration, made.id, made.state, made.inputs)).id, "");
    assert.equal((await other.read(Registration, api.id, api.state, api.inputs)).id, "");
    assert.equal((await azuread.invoke(token("getClientConfig"))).result["tenantId"], company.tenantId);
    await unmake(other, made);
  });

  it("says what is missing, and what it cannot honour", async () => {
    const other = rehearsal.connect("azuread");
    await assert.rejects(other.configure({ tenantId: company.tenantId, metadataHost: "elsewhere.example" }), {
      details: "azuread:metadataHost: this plugin cannot honour it; use the published plugin",
    });
    await assert.rejects(other.configure({ tenantId: "", clientSecret: new Secret("") }), {
      details:
        "missing configuration: azuread:tenantId (the directory's id, or ARM_TENANT_ID); " +
        "azuread:clientSecret (its secret, or ARM_CLIENT_SECRET; or an OIDC token)",
    });
  });

  it("tells why it got no token, without the secret", async () => {
    const wrong = rehearsal.connect("azuread");
    await wrong.configure({ tenantId: company.tenantId, clientSecret: new Secret("not-the-secret") });
    await assert.rejects(wrong.read(Registration, api.id, api.state, api.inputs), (error: Error) => {
      assert.match(error.message, /reading \S+ thing: AADSTS7000215: Invalid client secret provided\. [^:]+$/);
      assert.ok(!error.message.includes("not-the-secret"));
      return true;
    });
  });
});

describe("the bundled azuread plugin, on a Graph in difficulties", () => {
  let rehearsal: PluginRehearsal;

  afterEach(async () => {
    assert.deepEqual(rehearsal.sandbox.refusals, []);
    await rehearsal.close();
  });

  it("asks again where it is throttled, or a server fails", async () => {
    rehearsal = await PluginRehearsal.start({
      faults: [
        { vendor: "microsoft", operation: "createApplication", status: 429, count: 2 },
        { vendor: "microsoft", operation: "getApplication", status: 503, count: 1 },
        { vendor: "microsoft", operation: "deleteApplication", status: 500, count: 1 },
      ],
    });
    const azuread = rehearsal.connect("azuread");
    await azuread.configure({ tenantId: company.tenantId });
    await unmake(azuread, await make(azuread, Registration, { displayName: "Patient" }));
  });

  it("waits for what is not replicated yet", async () => {
    rehearsal = await PluginRehearsal.start({ graphConsistency: "eventual" });
    const azuread = rehearsal.connect("azuread");
    await azuread.configure({ tenantId: company.tenantId });
    const api = await make(azuread, Application, {
      displayName: "Orders",
      appRoles: [{ id: roleId, value: "r", displayName: "n", description: "d", allowedMemberTypes: ["Application"] }],
    });
    const principal = await make(azuread, Principal, { clientId: text(api, "clientId") });
    const secret = await make(azuread, Password, { applicationId: api.id });
    const assignment = await make(azuread, Assignment, {
      appRoleId: roleId,
      principalObjectId: text(principal, "objectId"),
      resourceObjectId: text(principal, "objectId"),
    });
    const person = await make(azuread, User, {
      userPrincipalName: "bob@acme.example",
      displayName: "Bob",
      password: new Secret("correct-Horse-7"),
    });
    for (const made of [person, assignment, secret, principal, api]) await unmake(azuread, made);
  });
});

function token(name: string): string {
  return `azuread:index/${name}:${name}`;
}

function text({ state }: Made, name: string): string {
  return state[name] as string;
}

function grantTo(id: string): PropertyMap {
  return { resourceServicePrincipalObjectId: id, servicePrincipalObjectId: id };
}

async function application(azuread: ProviderClient, made: Made): Promise<PropertyMap> {
  return (await azuread.invoke(token("getApplication"), { objectId: text(made, "objectId") })).result;
}
