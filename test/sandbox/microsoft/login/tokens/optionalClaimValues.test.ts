import assert from "node:assert/strict";
import type { User } from "../../../../../sandbox/microsoft/state.ts";
import {
  appliesToCloudMember,
  optionalIdTokenClaimNames,
  type CloudMember,
} from "../../../../../trust/entra/optionalClaims.ts";
import { Browser } from "../support/Browser.ts";
import { LoginTenants, loginUrl, redirectUri, startSeconds, tenantId } from "../support/LoginTenants.ts";

describe("the optional claims of the sandbox's ID tokens", () => {
  /** The claims of a first sign-in's ID token. */
  async function claimsFor(
    person: Partial<User>,
    {
      asked = optionalIdTokenClaimNames,
      scope = "openid profile email",
      consent = "openid profile email",
    }: {
      readonly asked?: readonly string[];
      readonly scope?: string;
      readonly consent?: string;
    } = {},
  ) {
    const tenants = new LoginTenants();
    const idToken = asked.map((name) => ({ name, source: null, essential: false, additionalProperties: [] }));
    const app = tenants.registerWebApp({ optionalClaims: { idToken, accessToken: [], saml2Token: [] } }, consent);
    const user = tenants.addUser(person);
    const browser = new Browser(tenants);
    const parameters = { client_id: app.application.appId, response_type: "id_token", redirect_uri: redirectUri };
    const query = new URLSearchParams({ ...parameters, scope, nonce: "n-1" }).toString();
    const url = `${loginUrl}/${tenantId}/oauth2/v2.0/authorize?${query}`;
    const back = await browser.submit(await browser.get(url), {
      loginfmt: user.userPrincipalName,
      passwd: user.password,
    });
    const answer = new URLSearchParams(new URL(back.location).hash.slice(1));
    const claims = await tenants.claims(answer.get("id_token") ?? "");
    return { claims, user, answer, tenants, app, browser, url };
  }

  const people: readonly (readonly [string, Partial<User>])[] = [
    ["with everything", { country: "DE", rest: { preferredLanguage: "de-DE" } }],
    ["as a guide makes them", {}],
    ["without names, mail or a code for a country", { givenName: null, surname: null, mail: null, country: "Germany" }],
  ];
  for (const [what, person] of people) {
    it(`are those that the table says apply to a member ${what}`, async () => {
      const { claims, user } = await claimsFor(person);
      const member: CloudMember = { ...user, preferredLanguage: user.rest["preferredLanguage"] as string | undefined };
      for (const name of optionalIdTokenClaimNames) {
        // Part of every token of version 2.0 with `profile`, and no optional claim of it.
        if (name === "preferred_username") continue;
        const applies = appliesToCloudMember(name, member);
        if (applies !== "unknown") assert.equal(name in claims, applies === "applies", name);
      }
    });
  }

  it("have these values", async () => {
    const { claims, answer } = await claimsFor({ country: "DE", rest: { preferredLanguage: "de-DE" } });
    const given = Object.fromEntries(
      optionalIdTokenClaimNames.filter((name) => name in claims).map((name) => [name, claims[name]]),
    );
    const { login_hint, ...others } = given;
    assert.equal(typeof login_hint, "string");
    assert.deepEqual(others, {
      acct: 0,
      auth_time: startSeconds,
      ctry: "DE",
      email: "alice@acme.example",
      family_name: "Archer",
      given_name: "Alice",
      ipaddr: "127.0.0.1",
      preferred_username: "alice@acme.example",
      sid: answer.get("session_state"),
      tenant_ctry: "DE",
      tenant_region_scope: "EU",
      upn: "alice@acme.example",
      verified_primary_email: ["alice@acme.example"],
      xms_edov: true,
      xms_pl: "de-DE",
      xms_tpl: "en",
    });
  });

  it("are not there unless the registration asks for them", async () => {
    const { claims } = await claimsFor({}, { asked: [], scope: "openid" });
    for (const name of optionalIdTokenClaimNames) assert.equal(name in claims, false, name);
  });

  it("need consent to email and profile, and profile to be asked for", async () => {
    const asked = ["email", "upn", "family_name", "given_name", "acct"];
    const has = async (scope: string, consent: string) => {
      const { claims } = await claimsFor({}, { asked, scope, consent });
      return asked.filter((name) => name in claims);
    };
    assert.deepEqual(await has("openid", "openid"), ["acct"]);
    assert.deepEqual(await has("openid", "openid email profile"), ["email", "acct"]);
    assert.deepEqual(await has("openid profile", "openid profile"), ["upn", "family_name", "given_name", "acct"]);
  });

  it("say nothing of a mail whose domain is not verified", async () => {
    const { claims } = await claimsFor({ mail: "alice@elsewhere.example" });
    assert.deepEqual(
      [claims["email"], claims["verified_primary_email"], claims["xms_edov"]],
      ["alice@elsewhere.example", undefined, undefined],
    );
  });

  it("include a login hint that stands for the user name", async () => {
    const { claims, browser, url } = await claimsFor({});
    browser.cookies.clear();
    const page = await browser.get(`${url}&login_hint=${encodeURIComponent(String(claims["login_hint"]))}`);
    assert.equal(page.fields["loginfmt"], "alice@acme.example");
    const unknown = await browser.get(`${url}&login_hint=O.bm9ib2R5`);
    assert.equal(unknown.fields["loginfmt"], "");
    const name = await browser.get(`${url}&login_hint=O.Neil%40acme.example`);
    assert.equal(name.fields["loginfmt"], "O.Neil@acme.example");
  });
});
