import assert from "node:assert/strict";
import type { Application } from "../../../../sandbox/microsoft/state.ts";
import { Browser as EntraBrowser } from "../../microsoft/login/support/Browser.ts";
import { LoginTenants, tenantId } from "../../microsoft/login/support/LoginTenants.ts";
import { Browser, locationOf } from "../support/Browser.ts";
import { JumpCloudOrg, type Answer } from "../support/JumpCloudOrg.ts";

const emailClaim: Partial<Application> = {
  optionalClaims: {
    idToken: [{ name: "email", source: null, essential: false, additionalProperties: [] }],
    accessToken: [],
    saml2Token: [],
  },
};

describe("signing in to JumpCloud by the sandbox's Entra", () => {
  /** An organisation whose routed group has Alice in it, and which trusts an application of the tenant. */
  async function federate(tenants: LoginTenants, changes = emailClaim, secret?: string): Promise<JumpCloudOrg> {
    const app = tenants.registerWebApp(changes);
    const org = new JumpCloudOrg({ fetch: (request) => tenants.vendor.respond(request) });
    const provider = await org.createIdentityProvider({
      clientId: app.application.appId,
      clientSecret: secret ?? app.secret,
      url: `https://login.microsoftonline.com/${tenantId}`,
    });
    const [user, group] = [await org.createUser({ firstname: "Alice", lastname: "Archer" }), await org.createGroup()];
    await org.ask("POST", `/api/v2/usergroups/${group.id}/members`, { op: "add", type: "user", id: user.id });
    const policy = { name: "entra", identityProviderId: provider.id, groupIds: [group.id] };
    await org.ask("POST", "/.sandbox/routing-policies", policy);
    return org;
  }

  /** Enters Alice's email at JumpCloud, and someone's name and password at Entra. */
  async function signIn(
    tenants: LoginTenants,
    org: JumpCloudOrg,
    loginfmt = "alice@acme.example",
  ): Promise<{ readonly answer: Answer<unknown>; readonly browser: Browser }> {
    const browser = new Browser(org);
    const sent = await browser.enterEmail("alice@acme.example");
    const atEntra = new EntraBrowser(tenants);
    const page = await atEntra.get(locationOf(sent));
    const back = await atEntra.submit(page, { loginfmt, passwd: "correct-Horse-1" });
    assert.equal(back.status, 302, back.text);
    return { answer: await browser.get(back.location), browser };
  }

  it("ends at the console of the user whose company email matches", async () => {
    const tenants = new LoginTenants();
    tenants.addUser();
    const org = await federate(tenants);
    const { answer, browser } = await signIn(tenants, org);
    assert.equal(answer.status, 302, answer.text);
    assert.match((await browser.get(locationOf(answer))).text, /Signed in as <strong>Alice Archer<\/strong>/);
    assert.deepEqual([org.refusals, tenants.refusals], [[], []]);
  });

  it("is refused for someone whose email matches nobody", async () => {
    const tenants = new LoginTenants();
    tenants.addUser({ userPrincipalName: "mallory@acme.example", mail: "mallory@acme.example" });
    const { answer } = await signIn(tenants, await federate(tenants), "mallory@acme.example");
    assert.equal(answer.status, 403);
    assert.match(answer.text, /No JumpCloud user has the company email mallory@acme\.example/);
  });

  it("is refused where the application asks for no email claim, or the person has no email", async () => {
    const tenants = new LoginTenants();
    tenants.addUser({ mail: null });
    for (const changes of [emailClaim, { optionalClaims: null }]) {
      const { answer } = await signIn(tenants, await federate(tenants, changes));
      assert.equal(answer.status, 403);
      assert.match(answer.text, /The ID token has no email claim/);
    }
  });

  it("is refused, with Entra's words, where JumpCloud has another client secret", async () => {
    const tenants = new LoginTenants();
    tenants.addUser();
    const { answer } = await signIn(tenants, await federate(tenants, emailClaim, "expired"));
    assert.equal(answer.status, 403);
    assert.match(answer.text, /invalid_client: AADSTS7000215/);
  });
});
