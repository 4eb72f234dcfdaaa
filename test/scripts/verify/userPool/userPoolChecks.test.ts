import assert from "node:assert/strict";
import { type Sandbox, startSandbox } from "../../../../sandbox/startSandbox.ts";
import { sandboxSend } from "../../../../scripts/lib/rehearsal/sandboxSend.ts";
import type { CheckResult } from "../../../../scripts/lib/report/RehearsalReport.ts";
import { accessAws } from "../../../../scripts/lib/vendors/aws/accessAws.ts";
import type { AwsAccess } from "../../../../scripts/lib/vendors/aws/AwsAccess.ts";
import type { CognitoIssuerModel } from "../../../../trust/TrustModel.ts";
import { entraIssuer } from "../jsm/support/EntraTenant.ts";
import { callbackUrl, JsmPool, logoutUrl } from "../jsm/support/JsmPool.ts";

const settings = "portal: the pool's settings as declared";
const content = "portal: nothing in the pool beside what is declared";
const jsm = "portal/jsm: registered as declared";
const sync = "portal/sync: registered as declared";
const company = "portal: the identity provider company as declared";
const all = [settings, content, jsm, sync, company];
const clientId = "11111111-2222-4333-8444-555555555555";

/** As the component declares it. */
const declaredPool = {
  AdminCreateUserConfig: { AllowAdminCreateUserOnly: true },
  AutoVerifiedAttributes: ["email" as const],
  UserAttributeUpdateSettings: { AttributesRequireVerificationBeforeUpdate: ["email" as const] },
  AccountRecoverySetting: { RecoveryMechanisms: [{ Name: "verified_email" as const, Priority: 1 }] },
};
const machine = {
  AllowedOAuthFlowsUserPoolClient: true,
  AllowedOAuthFlows: ["client_credentials" as const],
  AllowedOAuthScopes: ["tickets/read"],
  ExplicitAuthFlows: ["ALLOW_REFRESH_TOKEN_AUTH" as const],
  PreventUserExistenceErrors: "ENABLED" as const,
  AccessTokenValidity: 30,
  IdTokenValidity: 1,
  TokenValidityUnits: { AccessToken: "minutes" as const, IdToken: "hours" as const, RefreshToken: "days" as const },
};
const bothProviders = { SupportedIdentityProviders: ["company", "COGNITO"] };
const details = {
  client_id: clientId,
  client_secret: "of-the-company-1",
  authorize_scopes: "openid email profile",
  oidc_issuer: entraIssuer,
  attributes_request_method: "GET",
};
const attributes = { email: "email", given_name: "given_name" };

describe("what verify proves of a user pool by Cognito's own API", () => {
  let sandbox: Sandbox;
  let pool: JsmPool;
  let machineId: string;
  let machineSecret: string;
  before(async () => {
    sandbox = await startSandbox();
  });
  after(() => sandbox.close());
  afterEach(() => assert.deepEqual(sandbox.refusals, []));

  beforeEach(async () => {
    pool = await JsmPool.make(sandbox);
    const UserPoolId = pool.userPoolId;
    await pool.idp.updateUserPool({ UserPoolId, ...declaredPool });
    const Scopes = [{ ScopeName: "read", ScopeDescription: "Read tickets" }];
    await pool.idp.createResourceServer({ UserPoolId, Identifier: "tickets", Name: "Tickets", Scopes });
    await pool.idp.createGroup({ UserPoolId, GroupName: "partners" });
    await pool.idp.createIdentityProvider({
      ...{ UserPoolId, ProviderName: "company", ProviderType: "OIDC" },
      ...{ ProviderDetails: details, AttributeMapping: attributes },
    });
    await pool.changeClient(bothProviders);
    const { UserPoolClient } = await pool.idp.createUserPoolClient({
      ...{ UserPoolId, ClientName: "sync", GenerateSecret: true },
      ...machine,
    });
    machineId = UserPoolClient?.ClientId ?? "";
    machineSecret = UserPoolClient?.ClientSecret ?? "";
    pool.federate("company", { issuer: entraIssuer, clientId, redirectUri: idpResponse() }, attributes);
    declareMore();
  });

  const idpResponse = (): string => `https://${pool.domain}/oauth2/idpresponse`;

  /** A machine, a resource server and a group, beside what the portal has. */
  function declareMore(): void {
    const { trust } = pool;
    const model = trust.model.issuers["portal"] as CognitoIssuerModel;
    const deployed = trust.issuers["portal"]!;
    const portal: CognitoIssuerModel = {
      ...model,
      resourceServers: {
        tickets: { identifier: "tickets", name: "Tickets", scopes: { read: { description: "Read tickets" } } },
      },
      clients: {
        ...model.clients,
        sync: { kind: "machine", scopes: ["tickets/read"], tokens: { accessMinutes: 30 } },
      },
      groups: { partners: {} },
    };
    const clients = { ...deployed.clients, sync: { clientId: machineId } };
    pool.trust = {
      ...trust,
      model: { ...trust.model, issuers: { portal } },
      issuers: { portal: { ...deployed, clients } },
    };
  }

  function aws(accessKeyId?: string): AwsAccess {
    const { awsAccessKeyId, awsSecretAccessKey: secretAccessKey } = sandbox.credentials;
    return accessAws({
      signal: new AbortController().signal,
      fetch: async (url, init) => sandboxSend(sandbox)(new Request(url).url, init ?? {}),
      credentials: { accessKeyId: accessKeyId ?? awsAccessKeyId, secretAccessKey },
      maxAttempts: 1,
    });
  }

  async function verify(access: AwsAccess | undefined = aws()): Promise<readonly CheckResult[]> {
    const checks = await pool.verify({ aws: access, passwords: new Map() });
    return checks.filter(({ name }) => all.includes(name));
  }

  const found = (checks: readonly CheckResult[]) => checks.map(({ name, ok }) => [name, ok]);

  it("is as declared, with nothing beside it", async () => {
    const checks = await verify();
    assert.deepEqual(
      found(checks),
      all.map((name) => [name, true]),
    );
    const shown = Object.fromEntries(checks.map(({ name, expected, actual }) => [name, [expected, actual]]));
    const ofMachine =
      "callback URLs: none; logout URLs: none; OAuth flows: client_credentials; scopes: tickets/read; " +
      "identity providers: none; authentication flows: ALLOW_REFRESH_TOKEN_AUTH; access tokens: 30 minutes; " +
      "ID tokens: 60 minutes; refresh tokens: 30 days; token revocation: on; errors for unknown users: ENABLED; secrets: 1";
    const ofPool =
      "clients: jsm, sync; scopes of resource servers: tickets/read; groups: partners; identity providers: company";
    assert.deepEqual(shown[sync], [ofMachine, ofMachine]);
    assert.deepEqual(shown[content], [ofPool, ofPool]);
  });

  it("belongs to the portal's path, but for clients of others", async () => {
    const checks = await verify();
    assert.deepEqual(
      checks.filter(({ system }) => system !== "cognito-jsm").map(({ name, system }) => [name, system]),
      [[sync, "gateway"]],
    );
  });

  it("tells no secret", async () => {
    const text = JSON.stringify(await verify());
    for (const secret of [pool.secret, machineSecret, details.client_secret]) assert.ok(!text.includes(secret));
  });

  it("is not surprised by the group that Cognito makes for a declared identity provider", async () => {
    const UserPoolId = pool.userPoolId;
    await pool.idp.createGroup({ UserPoolId, GroupName: `${UserPoolId}_company` });
    assert.deepEqual(
      found(await verify()),
      all.map((name) => [name, true]),
    );
    await pool.idp.createGroup({ UserPoolId, GroupName: `${UserPoolId}_other` });
    const failed = (await verify()).filter(({ ok }) => ok !== true);
    assert.deepEqual(
      failed.map(({ name, actual }) => [name, actual]),
      [[content, `groups: ${UserPoolId}_other (not declared), partners`]],
    );
  });

  it("is not proved without credentials, and the reason says which it takes", async () => {
    const checks = (await pool.verify({ passwords: new Map() })).filter(({ name }) => all.includes(name));
    assert.deepEqual(
      checks.map(({ name, ok, reason }) => [name, ok, reason]),
      all.map((name) => [name, null, "AWS takes credentials: the AWS_ variables, or a profile"]),
    );
  });

  it("is not proved with credentials of an account that has no such pool", async () => {
    const { userPoolId } = pool;
    const stranger = `${userPoolId.slice(0, -1)}${userPoolId.endsWith("A") ? "B" : "A"}`;
    pool.trust = JSON.parse(JSON.stringify(pool.trust).replaceAll(userPoolId, stranger)) as typeof pool.trust;
    const reason = `the account of the AWS credentials, ${sandbox.credentials.awsAccountId}, has no user pool ${stranger}`;
    assert.deepEqual(
      (await verify()).map(({ name, ok, reason }) => [name, ok, reason]),
      all.map((name) => [name, null, reason]),
    );
  });

  const changePool =
    (change: object) =>
    (UserPoolId: string): Promise<unknown> =>
      pool.idp.updateUserPool({ UserPoolId, ...declaredPool, ...change });
  const changeJsm = (change: Parameters<JsmPool["changeClient"]>[0]) => (): Promise<unknown> =>
    pool.changeClient({ ...bothProviders, ...change });
  const changeSync =
    (change: object) =>
    (UserPoolId: string): Promise<unknown> =>
      pool.idp.updateUserPoolClient({ UserPoolId, ClientId: machineId, ...machine, ...change });
  const changeCompany =
    (change: object) =>
    (UserPoolId: string): Promise<unknown> =>
      pool.idp.updateIdentityProvider({ UserPoolId, ProviderName: "company", ...change });
  const elsewhere = "https://elsewhere.example/callback";

  const deviations: readonly {
    readonly what: string;
    readonly make: (UserPoolId: string) => Promise<unknown>;
    readonly check: string;
    readonly actual: string | RegExp;
  }[] = [
    {
      what: "another callback URL beside the declared one",
      make: changeJsm({ CallbackURLs: [callbackUrl, elsewhere] }),
      check: jsm,
      actual: `callback URLs: ${callbackUrl}, ${elsewhere}`,
    },
    {
      what: "another logout URL beside the declared one",
      make: changeJsm({ LogoutURLs: [logoutUrl, elsewhere] }),
      check: jsm,
      actual: `logout URLs: ${logoutUrl}, ${elsewhere}`,
    },
    {
      what: "the implicit flow",
      make: changeJsm({ AllowedOAuthFlows: ["code", "implicit"] }),
      check: jsm,
      actual: "OAuth flows: code, implicit",
    },
    {
      what: "OAuth that is switched off",
      make: changeSync({ AllowedOAuthFlowsUserPoolClient: false }),
      check: sync,
      actual: "OAuth flows: none",
    },
    {
      what: "a scope more",
      make: changeJsm({ AllowedOAuthScopes: ["openid", "email", "profile", "phone"] }),
      check: jsm,
      actual: "scopes: email, openid, phone, profile",
    },
    {
      what: "an identity provider less",
      make: changeJsm({ SupportedIdentityProviders: ["COGNITO"] }),
      check: jsm,
      actual: "identity providers: COGNITO",
    },
    {
      what: "sign-in by password through the API",
      make: changeSync({ ExplicitAuthFlows: ["ALLOW_REFRESH_TOKEN_AUTH", "ALLOW_USER_PASSWORD_AUTH"] }),
      check: sync,
      actual: "authentication flows: ALLOW_REFRESH_TOKEN_AUTH, ALLOW_USER_PASSWORD_AUTH",
    },
    {
      what: "longer tokens, in another unit",
      make: changeJsm({ AccessTokenValidity: 24, RefreshTokenValidity: 365 }),
      check: jsm,
      actual: "access tokens: 1440 minutes; refresh tokens: 365 days",
    },
    {
      what: "tokens that cannot be revoked",
      make: changeJsm({ EnableTokenRevocation: false }),
      check: jsm,
      actual: "token revocation: off",
    },
    {
      what: "answers that tell who has an account",
      make: changeJsm({ PreventUserExistenceErrors: "LEGACY" }),
      check: jsm,
      actual: "errors for unknown users: LEGACY",
    },
    {
      what: "a second secret",
      make: (UserPoolId) => pool.idp.addUserPoolClientSecret({ UserPoolId, ClientId: pool.clientId }),
      check: jsm,
      actual: "secrets: 2",
    },
    {
      what: "a client that nobody declared, under a declared one's name",
      make: (UserPoolId) => pool.idp.createUserPoolClient({ UserPoolId, ClientName: "jsm" }),
      check: content,
      actual: /^clients: jsm, jsm \(\w+\) \(not declared\), sync$/,
    },
    {
      what: "a scope of a resource server that nobody declared",
      make: (UserPoolId) =>
        pool.idp.updateResourceServer({
          ...{ UserPoolId, Identifier: "tickets", Name: "Tickets" },
          Scopes: ["read", "write"].map((ScopeName) => ({ ScopeName, ScopeDescription: ScopeName })),
        }),
      check: content,
      actual: "scopes of resource servers: tickets/read, tickets/write (not declared)",
    },
    {
      what: "a resource server that nobody declared",
      make: (UserPoolId) => pool.idp.createResourceServer({ UserPoolId, Identifier: "orders", Name: "Orders" }),
      check: content,
      actual: "scopes of resource servers: orders without a scope (not declared), tickets/read",
    },
    {
      what: "a group that is gone",
      make: (UserPoolId) => pool.idp.deleteGroup({ UserPoolId, GroupName: "partners" }),
      check: content,
      actual: "groups: none",
    },
    {
      what: "an identity provider that nobody declared",
      make: (UserPoolId) =>
        pool.idp.createIdentityProvider({
          ...{ UserPoolId, ProviderName: "other", ProviderType: "OIDC", ProviderDetails: details },
        }),
      check: content,
      actual: "identity providers: company, other (not declared)",
    },
    {
      what: "an attribute that is no longer taken over",
      make: changeCompany({ AttributeMapping: { email: "email" } }),
      check: company,
      actual: "attributes: email from email, username from sub",
    },
    {
      what: "an attribute from another claim",
      make: changeCompany({ AttributeMapping: { ...attributes, email: "preferred_username" } }),
      check: company,
      actual: "attributes: email from preferred_username, given_name from given_name, username from sub",
    },
    {
      what: "another application of the identity provider, with another scope",
      make: changeCompany({ ProviderDetails: { ...details, client_id: "other", authorize_scopes: "openid email" } }),
      check: company,
      actual: "client: other; scopes: email, openid",
    },
    {
      what: "keys from elsewhere",
      make: changeCompany({ ProviderDetails: { ...details, jwks_uri: "https://elsewhere.example/keys" } }),
      check: company,
      actual: "endpoints: jwks_uri https://elsewhere.example/keys",
    },
    {
      what: "weaker passwords",
      make: changePool({
        Policies: {
          PasswordPolicy: { MinimumLength: 6, RequireLowercase: true, TemporaryPasswordValidityDays: 7 },
        },
      }),
      check: settings,
      actual: "passwords: 6 characters with lowercase, temporary ones for 7 days",
    },
    {
      what: "people who sign up",
      make: changePool({ AdminCreateUserConfig: { AllowAdminCreateUserOnly: false } }),
      check: settings,
      actual: "accounts made by: anybody who signs up",
    },
    {
      what: "deletion protection",
      make: changePool({ DeletionProtection: "ACTIVE" }),
      check: settings,
      actual: "deletion protection: ACTIVE",
    },
    {
      what: "a second factor",
      make: (UserPoolId) =>
        pool.idp.setUserPoolMfaConfig({
          ...{ UserPoolId, MfaConfiguration: "OPTIONAL", SoftwareTokenMfaConfiguration: { Enabled: true } },
        }),
      check: settings,
      actual: "MFA: OPTIONAL",
    },
    {
      what: "no way back in without a password",
      make: changePool({ AccountRecoverySetting: { RecoveryMechanisms: [{ Name: "admin_only", Priority: 1 }] } }),
      check: settings,
      actual: "recovery: admin_only",
    },
  ];
  for (const { what, make, check, actual } of deviations) {
    it(`finds ${what}`, async () => {
      await make(pool.userPoolId);
      const failed = (await verify()).filter(({ ok }) => ok !== true);
      assert.deepEqual(found(failed), [[check, false]]);
      if (typeof actual === "string") assert.equal(failed[0]?.actual, actual);
      else assert.match(failed[0]?.actual ?? "", actual);
    });
  }
});
