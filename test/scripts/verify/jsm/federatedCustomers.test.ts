import assert from "node:assert/strict";
import { type Sandbox, startSandbox } from "../../../../sandbox/startSandbox.ts";
import type { CheckResult } from "../../../../scripts/lib/report/RehearsalReport.ts";
import { EntraTenant, entraIssuer } from "./support/EntraTenant.ts";
import { alice, JsmPool, logoutUrl } from "./support/JsmPool.ts";

const bob = { name: "bob@acme.example", password: "correct-Horse-2" };
const passwords = new Map([
  [`support/${alice.name}`, alice.password],
  [`support/company:${bob.name}`, bob.password],
]);
const mapping = { email: "email", given_name: "given_name", family_name: "family_name" };
const offered = "support: whom the sign-in page offers to sign in with";
const redirect = "support: the sign-in with company";
const ofBob = `support/company:${bob.name}`;

describe("what verify proves of a customer portal whose pool has people of Entra ID", () => {
  let sandbox: Sandbox;
  let tenant: EntraTenant;
  let pool: JsmPool;
  before(async () => {
    sandbox = await startSandbox();
    tenant = await EntraTenant.open(sandbox);
    await tenant.addUser(bob.name, bob.password, "Bob", "Baker");
  });
  after(() => sandbox.close());
  beforeEach(async () => {
    pool = await JsmPool.make(sandbox);
    const redirectUri = `https://${pool.domain}/oauth2/idpresponse`;
    const { clientId, secret } = await tenant.register(redirectUri);
    await pool.idp.createIdentityProvider({
      ...{ UserPoolId: pool.userPoolId, ProviderName: "company", ProviderType: "OIDC" },
      ProviderDetails: {
        ...{ client_id: clientId, client_secret: secret, oidc_issuer: entraIssuer },
        ...{ authorize_scopes: "openid profile email", attributes_request_method: "GET" },
      },
      AttributeMapping: mapping,
    });
    await pool.changeClient({ SupportedIdentityProviders: ["COGNITO", "company"] });
    pool.federate("company", { issuer: entraIssuer, clientId, redirectUri }, mapping);
  });
  afterEach(() => assert.deepEqual(sandbox.refusals, []));

  const failed = (checks: readonly CheckResult[]): readonly string[] =>
    checks.filter(({ ok }) => ok === false).map(({ name }) => name);
  const find = (checks: readonly CheckResult[], name: string): CheckResult => {
    const found = checks.find((check) => check.name === name);
    assert.ok(found, name);
    return found;
  };

  it("is who is offered, where the pool sends them, and a sign-in from there to the portal", async () => {
    const checks = await pool.verify({ passwords });
    assert.deepEqual(failed(checks), []);
    assert.deepEqual(find(checks, offered).actual, "cognito, company");
    const { clientId } = pool.registration("company");
    const expected = `at login.microsoftonline.com, as ${clientId}, to come back at https://${pool.domain}/oauth2/idpresponse`;
    assert.equal(find(checks, redirect).expected, expected);
    for (const what of [
      "a sign-in that comes back to the portal",
      "an ID token for the portal",
      "the mapped attributes at userInfo",
      "a sign-out at the logout endpoint",
    ]) {
      assert.equal(find(checks, `${ofBob}: ${what}`).ok, true);
    }
    assert.equal(
      find(checks, `${ofBob}: a sign-out at the logout endpoint`).actual,
      `back at ${logoutUrl}, and asked to sign in the next time`,
    );
  });

  it("tells the password to Entra ID alone, and the pool's to the pool", async () => {
    const told: string[] = [];
    const { send } = pool;
    pool.send = async (url, init) => {
      const form = new URLSearchParams((init.body ?? "") as string | URLSearchParams);
      for (const value of form.values()) {
        if (value === alice.password) told.push(`alice at ${new URL(url).host}`);
        if (value === bob.password) told.push(`bob at ${new URL(url).host}`);
      }
      return send(url, init);
    };
    await pool.verify({ passwords });
    assert.deepEqual(told.sort(), [`alice at ${pool.domain}`, "bob at login.microsoftonline.com"]);
  });

  it("tries no password at a pool whose own people cannot sign in", async () => {
    await pool.changeClient({ SupportedIdentityProviders: ["company"] });
    pool.federate("company", pool.registration("company"), mapping, []);
    const checks = await pool.verify({ passwords: new Map([...passwords].slice(1)) });
    assert.deepEqual(failed(checks), []);
    assert.equal(find(checks, offered).actual, "company");
    assert.deepEqual(
      checks.filter(({ ok, name }) => name.startsWith("support") && (ok === null || /password|unknown/.test(name))),
      [],
    );
    assert.equal(find(checks, `${ofBob}: a sign-out at the logout endpoint`).ok, true);
  });

  it("finds a mapping that lacks an attribute, and says so", async () => {
    const shorter = { email: "email", given_name: "given_name" };
    await pool.idp.updateIdentityProvider({
      ...{ UserPoolId: pool.userPoolId, ProviderName: "company", AttributeMapping: shorter },
    });
    pool.federate("company", pool.registration("company"), shorter);
    const checks = await pool.verify({ passwords });
    assert.deepEqual(failed(checks), [`${ofBob}: the mapped attributes at userInfo`]);
    const { actual, reason } = find(checks, `${ofBob}: the mapped attributes at userInfo`);
    assert.deepEqual([actual, reason], ["lastName (family_name) missing", "company has no mapping for family_name"]);
  });

  it("finds an identity provider that is not declared", async () => {
    await pool.idp.createIdentityProvider({
      ...{ UserPoolId: pool.userPoolId, ProviderName: "others", ProviderType: "OIDC" },
      ProviderDetails: {
        ...{ client_id: "x", client_secret: "y", oidc_issuer: entraIssuer },
        ...{ authorize_scopes: "openid", attributes_request_method: "GET" },
      },
    });
    await pool.changeClient({ SupportedIdentityProviders: ["COGNITO", "company", "others"] });
    const checks = await pool.verify({ passwords });
    assert.deepEqual(failed(checks), [offered]);
    assert.equal(find(checks, offered).actual, "cognito, company, others");
  });

  it("finds a pool that is another application at the identity provider", async () => {
    const other = await tenant.register(`https://${pool.domain}/oauth2/idpresponse`);
    await pool.idp.updateIdentityProvider({
      ...{ UserPoolId: pool.userPoolId, ProviderName: "company" },
      ProviderDetails: {
        ...{ client_id: other.clientId, client_secret: other.secret, oidc_issuer: entraIssuer },
        ...{ authorize_scopes: "openid profile email", attributes_request_method: "GET" },
      },
    });
    const checks = await pool.verify({ passwords });
    assert.deepEqual(failed(checks), [redirect]);
  });

  it("finds a secret that the identity provider does not take", async () => {
    const { clientId } = pool.registration("company");
    await pool.idp.updateIdentityProvider({
      ...{ UserPoolId: pool.userPoolId, ProviderName: "company" },
      ProviderDetails: {
        ...{ client_id: clientId, client_secret: "wrong", oidc_issuer: entraIssuer },
        ...{ authorize_scopes: "openid profile email", attributes_request_method: "GET" },
      },
    });
    const checks = await pool.verify({ passwords });
    const arrival = `${ofBob}: a sign-in that comes back to the portal`;
    assert.deepEqual(failed(checks), [arrival]);
    assert.equal(find(checks, arrival).reason, "company Error - 401 error getting token");
  });

  it("finds an identity provider that the client lost", async () => {
    await pool.changeClient({});
    const checks = await pool.verify({ passwords });
    assert.deepEqual(failed(checks), [offered, redirect, `${ofBob}: a sign-in that comes back to the portal`]);
  });
});
