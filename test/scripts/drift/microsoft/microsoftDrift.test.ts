import assert from "node:assert/strict";
import { describe, it } from "mocha";
import type { DriftFinding } from "../../../../scripts/lib/drift/DriftFinding.ts";
import { microsoftDrift } from "../../../../scripts/lib/drift/microsoft/microsoftDrift.ts";
import { GraphClient, GraphError } from "../../../../scripts/lib/vendors/microsoft/GraphClient.ts";
import { whereGone } from "../support.ts";
import { type Answer, DeployedDirectories } from "./support/deployedDirectories.ts";

/** What somebody does by hand at a path of Graph's, and the one finding that it gives. */
type Kind = readonly [what: string, path: string, change: (answer: Answer) => unknown, finds: Told];

type Told = Readonly<Partial<Pick<DriftFinding, "gains" | "severity" | "expected" | "actual">>> & {
  /** Its rule and its place. */
  readonly told: string;
  readonly explains?: readonly string[];
};

const exporter = "/applications/app-workforce-exporter";
const exporterPrincipal = "/servicePrincipals/sp-workforce-exporter";
const pipeline = "/applications/app-workforce-pipeline";
const [api, apiPrincipal] = ["/applications/app-workforce", "/servicePrincipals/sp-workforce"];
const [signIn, signInPrincipal] = ["/applications/app-jumpcloud", "/servicePrincipals/sp-jumpcloud"];
const mallory = { id: "u-1", displayName: "Mallory", userPrincipalName: "mallory@acme.example" };

const kinds: readonly Kind[] = [
  [
    "a secret more",
    exporter,
    (app) => app.passwordCredentials.push({ keyId: "k2", displayName: "mine", endDateTime: "2099-01-01T00:00:00Z" }),
    {
      told: "unmanaged-secret: issuers.workforce, client exporter, secret k2",
      gains: "Whoever holds it is the client and can call GET /export and GET /summary of orders.",
      actual: `k2, "mine", until 2099-01-01T00:00:00Z`,
      severity: "error",
    },
  ],
  [
    "a secret more that has ended",
    exporter,
    (app) => app.passwordCredentials.push({ keyId: "k2", endDateTime: "2020-01-01T00:00:00Z" }),
    { told: "unmanaged-secret: issuers.workforce, client exporter, secret k2", severity: "note" },
  ],
  [
    "a certificate of an API in the B2C tenant",
    "/applications/app-customers",
    (app) => app.keyCredentials.push({ keyId: "c1", endDateTime: "2099-01-01T00:00:00Z" }),
    {
      told: "unmanaged-secret: issuers.customers, certificate c1",
      gains: "Whoever holds it is the API itself, with all that it was or will be permitted.",
    },
  ],
  [
    "a secret of a service principal",
    signInPrincipal,
    (principal) => principal.passwordCredentials.push({ keyId: "k3", endDateTime: "2099-01-01T00:00:00Z" }),
    {
      told: "unmanaged-secret: relyingParties.jumpcloud, secret k3",
      gains: "Whoever holds it can redeem people's sign-ins in the application's name.",
    },
  ],
  [
    "a federated credential more",
    `${exporter}/federatedIdentityCredentials`,
    (list) =>
      list.push({ id: "f2", name: "mine", issuer: "https://ci.example.com", subject: "fork", audiences: ["a"] }),
    {
      told: "unmanaged-federated-credential: issuers.workforce, client exporter, federated credential mine",
      gains:
        "Whoever gets a token of fork of https://ci.example.com for a is the client and can call GET /export and GET /summary of orders.",
    },
  ],
  [
    "a federated credential for somebody else",
    `${pipeline}/federatedIdentityCredentials`,
    (list) => (list[0]!.subject = "fork"),
    {
      told: "managed-changed: issuers.workforce, client pipeline, federated credential builds",
      expected: "main of https://ci.example.com for api://AzureADTokenExchange",
      explains: ["issuer", "subject", "audiences"],
    },
  ],
  [
    "a redirect URI more",
    signIn,
    (app) => app.web.redirectUris.push("https://mallory.example/cb"),
    {
      told: "unmanaged-redirect-uri: relyingParties.jumpcloud, https://mallory.example/cb",
      gains: "Whoever runs mallory.example gets the answers to people's sign-ins.",
      explains: ["web", "redirectUris"],
    },
  ],
  [
    "a redirect URI of a public client on one's own machine",
    signIn,
    (app) => app.publicClient.redirectUris.push("http://localhost:8400"),
    {
      told: "unmanaged-redirect-uri: relyingParties.jumpcloud, http://localhost:8400",
      gains: "Whatever listens on localhost:8400 of the person's machine gets the answers to people's sign-ins.",
      explains: ["publicClient", "redirectUris"],
    },
  ],
  [
    "a redirect URI that is gone",
    signIn,
    (app) => (app.web.redirectUris = []),
    { told: "managed-changed: relyingParties.jumpcloud", actual: "none", explains: ["web", "redirectUris"] },
  ],
  [
    "access tokens by the implicit flow",
    signIn,
    (app) => (app.web.implicitGrantSettings.enableAccessTokenIssuance = true),
    { told: "managed-changed: relyingParties.jumpcloud, implicit access tokens", explains: ["web"] },
  ],
  [
    "an optional claim more",
    signIn,
    (app) => app.optionalClaims?.idToken.push({ name: "upn" }),
    { told: "unmanaged-claim: relyingParties.jumpcloud, claim upn", expected: "email", explains: ["optionalClaims"] },
  ],
  [
    "an optional claim that is gone",
    signIn,
    (app) => (app.optionalClaims = null),
    { told: "managed-changed: relyingParties.jumpcloud", actual: "none", explains: ["optionalClaims"] },
  ],
  [
    "groups in tokens",
    signIn,
    (app) => (app.groupMembershipClaims = "SecurityGroup"),
    { told: "unmanaged-claim: relyingParties.jumpcloud, claim groups", explains: ["groupMembershipClaims"] },
  ],
  [
    "another token version",
    api,
    (app) => (app.api.requestedAccessTokenVersion = null),
    { told: "managed-changed: issuers.workforce, token version", expected: "version 2", actual: "version 1" },
  ],
  [
    "accounts of other directories",
    exporter,
    (app) => (app.signInAudience = "AzureADMultipleOrgs"),
    {
      told: "managed-changed: issuers.workforce, client exporter, accounts",
      gains: "People and applications of other directories can use it.",
      explains: ["signInAudience", "signInAudience"],
    },
  ],
  [
    "public client flows",
    exporter,
    (app) => (app.isFallbackPublicClient = true),
    { told: "managed-changed: issuers.workforce, client exporter, public client flows" },
  ],
  [
    "an app role more",
    api,
    (app) =>
      app.appRoles.push({ id: "r9", value: "Orders.Delete", isEnabled: true, allowedMemberTypes: ["Application"] }),
    {
      told: "unmanaged-scope: issuers.workforce, role Orders.Delete",
      explains: ["appRoles", "appRoleIds", "appRoles", "appRoleIds"],
    },
  ],
  [
    "an app role that is switched off",
    api,
    (app) => (app.appRoles[0]!.isEnabled = false),
    { told: "deactivated: issuers.workforce, role Orders.Approve" },
  ],
  [
    "an app role for people",
    api,
    (app) => app.appRoles[0]!.allowedMemberTypes.push("User"),
    { told: "managed-changed: issuers.workforce, role Orders.Approve", actual: "Application and User" },
  ],
  [
    "a scope for people's tokens that a route asks for",
    "/applications/app-customers",
    (app) => app.api.oauth2PermissionScopes.push({ id: "s1", value: "orders.read", isEnabled: true }),
    {
      told: "unmanaged-scope: issuers.customers, scope orders.read",
      gains: "an application that people consent to of customers can call GET /orders of orders.",
    },
  ],
  [
    "an application that needs no consent",
    api,
    (app) => app.api.preAuthorizedApplications.push({ appId: "a-2", delegatedPermissionIds: ["s1"] }),
    { told: "unmanaged-consent: issuers.workforce, pre-authorized application a-2" },
  ],
  [
    "an identifier URI more",
    api,
    (app) => app.identifierUris.push("api://other"),
    {
      told: "unmanaged-object: issuers.workforce, identifier URI api://other",
      severity: "warning",
      explains: ["identifierUris", "servicePrincipalNames"],
    },
  ],
  [
    "a permission that it asks for",
    exporter,
    (app) =>
      app.requiredResourceAccess.push({
        resourceAppId: "graph",
        resourceAccess: [{ id: "User.Read.All", type: "Role" }],
      }),
    {
      told: "unmanaged-consent: issuers.workforce, client exporter, asks for Role User.Read.All of graph",
      severity: "warning",
      explains: ["requiredResourceAccesses"],
    },
  ],
  [
    "an owner of an application",
    `${exporter}/owners`,
    (list) => list.push(mallory),
    {
      told: "unmanaged-owner: issuers.workforce, client exporter, owner mallory@acme.example of the application",
      explains: ["owners"],
    },
  ],
  [
    "an owner of a service principal",
    `${apiPrincipal}/owners`,
    (list) => list.push(mallory),
    { told: "unmanaged-owner: issuers.workforce, owner mallory@acme.example of the service principal" },
  ],
  [
    "a service principal that is switched off",
    apiPrincipal,
    (principal) => (principal.accountEnabled = false),
    { told: "deactivated: issuers.workforce", explains: ["accountEnabled"] },
  ],
  [
    "an API that asks for no assignment",
    apiPrincipal,
    (principal) => (principal.appRoleAssignmentRequired = false),
    {
      told: "managed-changed: issuers.workforce, assignment required",
      gains: "Any application of the tenant (issuer workforce) can call GET /summary of orders.",
      explains: ["appRoleAssignmentRequired"],
    },
  ],
  [
    "a role more for a declared client",
    `${apiPrincipal}/appRoleAssignedTo`,
    (list) => list.push({ id: "a9", principalId: "sp-workforce-pipeline", appRoleId: "role-Orders.Export" }),
    {
      told: "unmanaged-consent: issuers.workforce, pipeline with Orders.Export",
      gains: "pipeline of workforce can call GET /export of orders.",
    },
  ],
  [
    "a role for an application that nobody declared",
    `${apiPrincipal}/appRoleAssignedTo`,
    (list) =>
      list.push({ id: "a9", principalId: "x", principalDisplayName: "Stranger", appRoleId: "role-Orders.Approve" }),
    {
      told: "unmanaged-consent: issuers.workforce, Stranger with Orders.Approve",
      gains: "Stranger of workforce can call GET /summary of orders.",
    },
  ],
  [
    "a role that a declared client no longer has",
    `${apiPrincipal}/appRoleAssignedTo`,
    (list) => list.splice(0, 1),
    { told: "consent-lost: issuers.workforce, exporter with Orders.Export", explains: ["id"] },
  ],
  [
    "a role at Microsoft Graph",
    `${exporterPrincipal}/appRoleAssignments`,
    (list) =>
      list.push({
        id: "g1",
        resourceId: "sp-of-graph",
        resourceDisplayName: "Microsoft Graph",
        appRoleId: "Mail.Read",
      }),
    { told: "unmanaged-consent: issuers.workforce, client exporter, role Mail.Read at Microsoft Graph" },
  ],
  [
    "a consent more",
    `${signInPrincipal}/oauth2PermissionGrants`,
    (list) =>
      list.push({ id: "g2", consentType: "Principal", principalId: "u-1", resourceId: "r", scope: "Mail.Read" }),
    {
      told: "unmanaged-consent: relyingParties.jumpcloud, consent to Mail.Read in the name of u-1",
      gains: "Whoever runs the application can use Mail.Read as that person.",
    },
  ],
  [
    "a consent to more",
    `${signInPrincipal}/oauth2PermissionGrants`,
    (list) => (list[0]!.scope = "openid email profile Mail.Read"),
    {
      told: "unmanaged-consent: relyingParties.jumpcloud, consent to Mail.Read in everybody's name",
      explains: ["claimValues"],
    },
  ],
  [
    "a consent to less",
    `${signInPrincipal}/oauth2PermissionGrants`,
    (list) => (list[0]!.scope = "openid profile"),
    { told: "consent-lost: relyingParties.jumpcloud, consent to email", explains: ["claimValues"] },
  ],
  [
    "a consent that was withdrawn",
    `${signInPrincipal}/oauth2PermissionGrants`,
    (list) => list.splice(0),
    {
      told: "consent-lost: relyingParties.jumpcloud, consent to email, openid and profile",
      actual: "no consent",
      explains: ["id"],
    },
  ],
  [
    "a person whose account is disabled",
    "/users/user-alice",
    (user) => (user.accountEnabled = false),
    { told: "deactivated: relyingParties.jumpcloud, person alice", explains: ["accountEnabled"] },
  ],
  [
    "a person with another name",
    "/users/user-alice",
    (user) => (user.userPrincipalName = "archer@acme.example"),
    {
      told: "managed-changed: relyingParties.jumpcloud, person alice, user principal name",
      explains: ["userPrincipalName"],
    },
  ],
  [
    "tokens that say what a policy of the tenant has them say",
    signIn,
    (app) => (app.api.acceptMappedClaims = true),
    {
      told: "managed-changed: relyingParties.jumpcloud, mapped claims",
      gains: "Whoever assigns the application such a policy decides what its tokens say of people and applications.",
      expected: "off",
      actual: "on",
      explains: ["api"],
    },
  ],
  [
    "a client whose consent is one to the API",
    api,
    (app) => (app.api.knownClientApplications = ["a-1"]),
    {
      told: "unmanaged-consent: issuers.workforce, known client a-1",
      severity: "warning",
      gains:
        "Whoever runs the application a-1 gets what the API asks of others, from people who were not asked for that.",
    },
  ],
  [
    "a role that says something else",
    api,
    (app) => (app.appRoles.find(({ value }) => value === "Orders.Export")!.value = "Orders.Approve2"),
    {
      told: "managed-changed: issuers.workforce, role Orders.Export",
      gains: "Whoever was assigned Orders.Export passes wherever Orders.Approve2 is asked for.",
      actual: "Orders.Approve2",
    },
  ],
  [
    "an optional claim by which groups are roles",
    signIn,
    (app) => (app.optionalClaims!.idToken[0]!.additionalProperties = ["emit_as_roles"]),
    {
      told: "managed-changed: relyingParties.jumpcloud, claim email",
      gains: "Whoever is in a group has it among their roles.",
      expected: "as it is",
      actual: "emit_as_roles",
      explains: ["optionalClaims"],
    },
  ],
  [
    "an optional claim of another source",
    signIn,
    (app) => (app.optionalClaims!.idToken[0]!.source = "user"),
    { told: "managed-changed: relyingParties.jumpcloud, claim email", actual: "from user" },
  ],
  [
    "a consent of somebody else's application to the API",
    "/oauth2PermissionGrants",
    (list) =>
      list.push(
        {
          ...{ id: "g-1", clientId: "sp-of-mallory", resourceId: "sp-workforce" },
          ...{ consentType: "AllPrincipals", scope: " access  orders" },
        },
        { ...{ id: "g-2", clientId: "sp-workforce-exporter", resourceId: "sp-workforce", scope: "x" } },
      ),
    {
      told: "unmanaged-consent: issuers.workforce, consent to access and orders for sp-of-mallory in everybody's name",
      gains: "Whoever runs sp-of-mallory gets tokens for the API, of whoever signs in.",
      actual: "application sp-of-mallory",
    },
  ],
  [
    "a person with somebody else's mail",
    "/users/user-alice",
    (user) => (user.mail = "bob@acme.example"),
    {
      told: "managed-changed: relyingParties.jumpcloud, person alice, mail",
      gains: "Whoever trusts the email in the ID token takes this person for bob@acme.example.",
    },
  ],
];

const denied = new GraphError(403, "Authorization_RequestDenied", "Insufficient privileges", "GET /x");

describe("what Microsoft's directories hold beside what was declared", () => {
  it("is nothing where nobody changed anything", async () => {
    assert.deepEqual(await new DeployedDirectories().drift(), []);
  });

  for (const [what, path, change, { told, explains, ...finds }] of kinds) {
    it(`finds ${what}`, async () => {
      const directories = new DeployedDirectories();
      assert.ok(path in directories.answers);
      change(directories.answers[path]!);
      const findings = await directories.drift();
      assert.deepEqual(
        findings.map(({ rule, where }) => `${rule}: ${where}`),
        [told],
      );
      const [found] = findings as [DriftFinding];
      for (const [name, value] of Object.entries(finds)) assert.equal(found[name as keyof DriftFinding], value, name);
      if (explains)
        assert.deepEqual(
          found.explains?.map(({ property }) => property),
          explains,
        );
      assert.match(
        found.advice,
        /`(npm run up -- --stack dev --refresh|az login --tenant \S+ --allow-no-subscriptions && az .+)`/,
      );
    });
  }

  it("takes away what nobody declared and nothing beside it, and disables a scope first, as Graph asks", async () => {
    const directories = new DeployedDirectories();
    const scope = (id: string) => ({ id, value: id, isEnabled: true });
    const { api: own } = directories.answers[api]!;
    own.oauth2PermissionScopes.push(scope("s1"), scope("s2"));
    own.preAuthorizedApplications.push({ appId: "a-1" }, { appId: "a-2" });
    const advices = (await directories.drift()).map(({ advice }) =>
      [...advice.matchAll(/--body '([^']+)'/g)].map(([, body = ""]) => JSON.parse(body) as unknown),
    );
    const off = (id: string) => ({ ...scope(id), isEnabled: false });
    const scopes = (...oauth2PermissionScopes: object[]) => ({ api: { oauth2PermissionScopes } });
    const others = (appId: string) => ({ api: { preAuthorizedApplications: [{ appId }] } });
    assert.deepEqual(advices, [
      [scopes(off("s1"), scope("s2")), scopes(scope("s2"))],
      [scopes(scope("s1"), off("s2")), scopes(scope("s1"))],
      [others("a-2")],
      [others("a-1")],
    ]);
  });

  it("finds what nobody declared in a state too that a refresh took it into", async () => {
    const directories = new DeployedDirectories();
    directories.answers[exporter]!.isFallbackPublicClient = true;
    directories.answers[exporter]!.web.redirectUris.push("https://mallory.example/cb");
    directories.answers[`${exporter}/owners`]!.push(mallory);
    const taken = {
      ...{ fallbackPublicClientEnabled: true, owners: [mallory.id] },
      web: { redirectUris: ["https://mallory.example/cb"] },
    };
    const at = directories.state.findIndex(({ id }) => id === exporter);
    const application = directories.state[at]!;
    directories.state[at] = { ...application, outputs: { ...application.outputs, ...taken } };
    assert.deepEqual((await directories.drift()).map(({ rule, where }) => `${rule}: ${where}`).toSorted(), [
      "managed-changed: issuers.workforce, client exporter, public client flows",
      "unmanaged-owner: issuers.workforce, client exporter, owner mallory@acme.example of the application",
      "unmanaged-redirect-uri: issuers.workforce, client exporter, https://mallory.example/cb",
    ]);
  });

  it("takes the application that deploys for no stranger among the owners, and another one for one", async () => {
    const directories = new DeployedDirectories();
    const deployer = { id: "sp-deployer", appId: "00000000-0000-4000-8000-0000000000AB", displayName: "Deployer" };
    directories.answers[`${exporter}/owners`]!.push(deployer);
    for (const owner of [deployer, { ...deployer, id: "sp-2", appId: "" }])
      directories.answers[`${apiPrincipal}/owners`]!.push(owner);
    const drift = async (...deployers: readonly string[]) =>
      (await microsoftDrift({ ...directories.context(), deployers })).map(({ where }) => where).toSorted();
    const strange = "issuers.workforce, owner Deployer of the service principal";
    assert.deepEqual(await drift("", "00000000-0000-4000-8000-0000000000ab"), [strange]);
    assert.deepEqual(await drift("another"), [
      "issuers.workforce, client exporter, owner Deployer of the application",
      strange,
      strange,
    ]);
  });

  it("takes a role that somebody gave back for the declared one", async () => {
    const directories = new DeployedDirectories();
    directories.answers[`${apiPrincipal}/appRoleAssignedTo`]![0]!.id = "made-again";
    assert.deepEqual(await directories.drift(), []);
  });

  it("tells of an application, a service principal and a person that Graph does not know, unless they are gone", async () => {
    const directories = new DeployedDirectories();
    for (const path of [exporter, exporterPrincipal, "/users/user-alice"])
      Reflect.deleteProperty(directories.answers, path);
    const found = await directories.drift();
    const ids = [exporter, exporterPrincipal, "/users/user-alice"];
    assert.deepEqual(
      found.map(({ rule, where, unlessGone }) => [rule, where, unlessGone]),
      ids.map((id, at) => ["not-read", at === 2 ? "relyingParties.jumpcloud" : "issuers.workforce", id]),
    );
    assert.deepEqual(whereGone(found, directories.state, ids), []);
    const [left, ...others] = whereGone(found, directories.state, ids.slice(1));
    assert.deepEqual([left?.where, left && "unlessGone" in left, others], ["issuers.workforce", false, []]);
  });

  it("says of an application and a service principal that Graph answers nothing of that it does not know", async () => {
    for (const path of [exporter, exporterPrincipal]) {
      const directories = new DeployedDirectories();
      directories.answers[path] = {} as Answer;
      const [found, ...others] = await directories.drift();
      assert.deepEqual([found?.rule, found?.where, others], ["not-read", "issuers.workforce", []]);
    }
  });

  it("names the permission that is missing, once for all places, and reads the rest", async () => {
    const directories = new DeployedDirectories();
    for (const path of Object.keys(directories.answers)) {
      if (path.endsWith("/oauth2PermissionGrants")) Object.assign(directories.answers, { [path]: denied });
    }
    Object.assign(directories.answers, { "/users/user-alice": denied });
    directories.answers[exporter]!.isFallbackPublicClient = true;
    assert.deepEqual(
      (await directories.drift()).map(({ rule, where, advice }) => [rule, where, /\w+\.Read\.All/.exec(advice)?.[0]]),
      [
        ["managed-changed", "issuers.workforce, client exporter, public client flows", undefined],
        ["not-read", "issuers.workforce, relyingParties.jumpcloud and issuers.customers", "Directory.Read.All"],
        ["not-read", "relyingParties.jumpcloud", "User.Read.All"],
      ],
    );
  });

  it("names the variables to set for a directory without credentials, and reads the others", async () => {
    const directories = new DeployedDirectories();
    directories.answers["/applications/app-customers"]!.isFallbackPublicClient = true;
    const findings = await microsoftDrift(directories.context(false));
    assert.deepEqual(
      findings.map(({ rule, where }) => `${rule}: ${where}`),
      [
        "managed-changed: issuers.customers, public client flows",
        "not-read: issuers.workforce and relyingParties.jumpcloud",
      ],
    );
    assert.match(findings[1]?.advice ?? "", /ARM_CLIENT_ID/);
  });

  it("reads every page of those who have an API's roles", async () => {
    const directories = new DeployedDirectories();
    const context = directories.context();
    const all = Array.from({ length: 201 }, (_, index) => ({
      id: `a${index}`,
      principalId: `p${index}`,
      appRoleId: "r",
    }));
    const graph = new GraphClient({
      credential: { getToken: async () => ({ token: "t", expiresOnTimestamp: 0 }) },
      signal: new AbortController().signal,
      fetch: (async (address: string) => {
        const url = new URL(address);
        const skip = Number(url.searchParams.get("$skiptoken") ?? 0);
        const page = { value: all.slice(skip, skip + 100) };
        url.searchParams.set("$skiptoken", String(skip + 100));
        return Response.json(skip + 100 < all.length ? { ...page, "@odata.nextLink": url.href } : page);
      }) as typeof globalThis.fetch,
    });
    const directory = context.directories.tenant("any")!;
    const list = async (path: string): Promise<readonly never[]> =>
      path === `${apiPrincipal}/appRoleAssignedTo` ? graph.list(path) : directory.list(path);
    const findings = await microsoftDrift({
      ...context,
      directories: { ...context.directories, tenant: () => ({ ...directory, list }) },
    });
    assert.equal(findings.filter(({ rule }) => rule === "unmanaged-consent").length, 201);
  });
});
