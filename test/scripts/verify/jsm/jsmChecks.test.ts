import assert from "node:assert/strict";
import { decodeJwt, generateKeyPair, SignJWT } from "jose";
import { type Sandbox, startSandbox } from "../../../../sandbox/startSandbox.ts";
import type { CheckResult } from "../../../../scripts/lib/report/RehearsalReport.ts";
import { tokenShape } from "../../../support/tokenShape.ts";
import { alice, callbackUrl, JsmPool, logoutUrl, nora } from "./support/JsmPool.ts";
import { between, changeArrival, changeTokens, isTokenRequest, redirect } from "./support/between.ts";

const strangersUri = "https://crosstrust-probe.invalid/callback";
const firstSignIns = new Map([[`support/${nora.name}`, nora]]);

/** Everything that verify looks at for the portal, in order. */
const all = [
  "support: issuer in the pool's openid-configuration",
  "support: authorization_endpoint in the pool's openid-configuration",
  "support: token_endpoint in the pool's openid-configuration",
  "support: userinfo_endpoint in the pool's openid-configuration",
  "support: end_session_endpoint in the pool's openid-configuration",
  "support: whom the sign-in page offers to sign in with",
  "support: no answer to a callback URL that is not registered",
  "support: no tokens by the implicit flow",
  "support: no scope that the client may not have (phone)",
  "support: no redirect to a logout URL that is not registered",
  "support: no sign-in for somebody unknown",
  "support: no sign-in with a wrong password, in the words for somebody unknown",
  "support/alice@acme.example: a sign-in that comes back to the portal",
  "support/alice@acme.example: an ID token for the portal",
  "support/alice@acme.example: the mapped attributes at userInfo",
  "support/alice@acme.example: a sign-out at the logout endpoint",
  "support: no tokens for a code that was redeemed before",
  "support: tokens for a code with its PKCE verifier",
  "support: no tokens for a code with another PKCE verifier",
  "support: no tokens for a code without its PKCE verifier",
  "support: no tokens for a code with a wrong client secret",
  "support/nora@acme.example: the first sign-in, with a temporary password",
  "support/nora@acme.example: the temporary password after that",
] as const;

const [, , , userInfoEndpoint, , offered, stranger, implicit, scope, strangerLogout, , wrongPassword] = all;
const [arrival, idToken, attributes, signOut, replayed, withVerifier, otherVerifier, noVerifier, wrongSecret] =
  all.slice(12);
const [firstSignIn, temporary] = all.slice(21);

const failed = (checks: readonly CheckResult[]): readonly string[] =>
  checks.filter(({ ok }) => ok === false).map(({ name }) => name);
const unproved = (checks: readonly CheckResult[]): readonly string[] =>
  checks.filter(({ ok, name }) => ok === null && name.startsWith("support")).map(({ name }) => name);
const find = (checks: readonly CheckResult[], name: string | undefined): CheckResult => {
  const found = checks.find((check) => check.name === name);
  assert.ok(found, name);
  return found;
};

describe("what verify proves of a customer portal with Cognito", () => {
  let sandbox: Sandbox;
  let pool: JsmPool;
  before(async () => {
    sandbox = await startSandbox();
  });
  after(() => sandbox.close());
  beforeEach(async () => {
    pool = await JsmPool.make(sandbox);
    await pool.addUser(nora.name, nora.temporary, {}, false);
  });
  afterEach(() => assert.deepEqual(sandbox.refusals, []));

  const verify = (): Promise<readonly CheckResult[]> => pool.verify({ firstSignIns });

  it("is all that the portal needs, and all that the pool has to refuse", async () => {
    const checks = await verify();
    const ofPortal = checks.filter(({ name }) => name.startsWith("support"));
    assert.deepEqual(
      ofPortal.map(({ name, ok }) => [name, ok]),
      all.map((name) => [name, true]),
    );
    assert.deepEqual(failed(checks), []);
    for (const { name, system } of checks) {
      assert.equal(system, /^portal: (?!.*declared)/.test(name) ? "gateway" : "cognito-jsm", name);
    }
  });

  it("says what was expected and what came, without a password, a secret or a token", async () => {
    const checks = await verify();
    const shown = (name: string | undefined): readonly string[] => {
      const { expected, actual } = find(checks, name);
      return [expected, actual];
    };
    const { issuer, clientId } = pool.trust.relyingParties["support"] as { issuer: string; clientId: string };
    const back = `a code and the state that was sent, at ${callbackUrl}`;
    const token = `iss ${issuer}, aud ${clientId}, token_use id, the nonce that was sent`;
    const fields = "email (email), firstName (given_name), lastName (family_name)";
    const out = `back at ${logoutUrl}, and asked to sign in the next time`;
    assert.deepEqual(shown(arrival), [back, back]);
    assert.deepEqual(shown(idToken), [token, token]);
    assert.deepEqual(shown(attributes), [fields, fields]);
    assert.deepEqual(shown(signOut), [out, out]);
    const first = `asked for a new password, then ${back}`;
    assert.deepEqual(shown(firstSignIn), [first, first]);
    assert.deepEqual(shown(temporary), ["refused", "refused"]);
    assert.deepEqual(shown(otherVerifier), ["refused, invalid_grant or invalid_request", "refused, invalid_grant"]);
    assert.deepEqual(shown(wrongSecret), ["refused, invalid_client", "refused, invalid_client"]);
    assert.deepEqual(shown(implicit), ["refused, unauthorized_client", "refused, unauthorized_client"]);
    assert.deepEqual(shown(stranger), ["refused, redirect_mismatch", "refused, redirect_mismatch"]);
    assert.equal(find(checks, replayed).reason, "the access token of the first time is revoked");
    const text = JSON.stringify(checks);
    for (const secret of [alice.password, nora.temporary, nora.chosen, pool.secret]) {
      assert.ok(!text.includes(secret), secret);
    }
    assert.doesNotMatch(text, tokenShape);
  });

  it("leaves the password as it was, but for a first sign-in's", async () => {
    await verify();
    const again = await pool.verify({ passwords: new Map([[`support/${nora.name}`, nora.chosen]]) });
    const checks = await verify();
    assert.equal(find(again, arrival!.replace(alice.name, nora.name)).ok, true);
    assert.equal(find(checks, arrival).ok, true);
    assert.deepEqual(find(checks, firstSignIn).actual, "refused");
    assert.deepEqual(unproved(checks), [temporary]);
  });

  it("proves without anybody's password what needs none, and says what the rest takes", async () => {
    const checks = await pool.verify({ passwords: new Map() });
    assert.deepEqual(failed(checks), []);
    assert.deepEqual(unproved(checks), [
      wrongPassword,
      ...[arrival, idToken, attributes, signOut].map((name) => name!.replace(`support/${alice.name}`, "support")),
      ...[replayed, withVerifier, otherVerifier, noVerifier, wrongSecret],
      "support: a first sign-in, with a temporary password",
    ]);
    const person = "it takes a customer's password: --person support/NAME=FILE";
    assert.equal(find(checks, replayed).reason, person);
    assert.match(
      find(checks, "support: a first sign-in, with a temporary password").reason!,
      /--first-sign-in support/,
    );
  });

  it("tries what must not work with one customer alone", async () => {
    await pool.addUser("bob@acme.example", "correct-Horse-2", { given_name: "Bob", family_name: "Baker" });
    let redeemed = 0;
    between(pool, (asked) => void (redeemed += isTokenRequest(asked) && asked.form.has("code") ? 1 : 0));
    const passwords = new Map([
      [`support/${alice.name}`, alice.password],
      ["support/bob@acme.example", "correct-Horse-2"],
    ]);
    const checks = await pool.verify({ passwords });
    assert.deepEqual(failed(checks), []);
    assert.equal(checks.filter(({ name }) => name.endsWith("a sign-in that comes back to the portal")).length, 2);
    // Two customers' own, and five that were tried.
    assert.equal(redeemed, 7);
  });

  describe("finds", () => {
    /** @param unprovable what could not be looked at any more */
    const breaks: readonly [
      what: string,
      breakIt: () => unknown,
      fails: readonly (string | undefined)[],
      unprovable?: readonly (string | undefined)[],
    ][] = [
      [
        "a callback URL that was taken away",
        () => pool.changeClient({ CallbackURLs: ["https://acme.atlassian.net/other"] }),
        [arrival, firstSignIn],
        [
          ...[offered, implicit, scope, "support: no sign-in for somebody unknown", wrongPassword],
          ...[idToken, attributes, signOut, replayed, withVerifier, otherVerifier, noVerifier, wrongSecret, temporary],
        ],
      ],
      [
        "a secret that was changed",
        () => (pool.secret = "another-secret-than-the-one-of-the-client"),
        ["portal/jsm: no token in its own name", idToken],
        [attributes, replayed, withVerifier, otherVerifier, noVerifier, wrongSecret],
      ],
      [
        "an attribute that the customer does not have",
        async () =>
          pool.idp.adminDeleteUserAttributes({
            ...{ UserPoolId: pool.userPoolId, Username: alice.name, UserAttributeNames: ["family_name"] },
          }),
        [attributes],
      ],
      [
        "an attribute that the client may not read",
        () => pool.changeClient({ ReadAttributes: ["email", "email_verified", "family_name"] }),
        [attributes],
      ],
      [
        "userInfo of somebody else",
        () =>
          between(pool, async (asked, onwards) => {
            const answer = await onwards(asked);
            if (asked.url.pathname !== "/oauth2/userInfo" || answer.status !== 200) return answer;
            return Response.json({ ...((await answer.json()) as object), sub: "somebody-else" });
          }),
        [attributes],
      ],
      ["a logout URL that was taken away", () => pool.changeClient({ LogoutURLs: [] }), [signOut]],
      [
        "a logout URL of somebody else's",
        () => pool.changeClient({ LogoutURLs: [logoutUrl, strangersUri] }),
        [strangerLogout],
      ],
      [
        "a callback URL of somebody else's",
        () => pool.changeClient({ CallbackURLs: [callbackUrl, strangersUri] }),
        [stranger],
      ],
      ["the implicit flow", () => pool.changeClient({ AllowedOAuthFlows: ["code", "implicit"] }), [implicit]],
      [
        "a scope more than declared",
        () => pool.changeClient({ AllowedOAuthScopes: ["openid", "email", "profile", "phone"] }),
        [scope],
      ],
      [
        "an answer that tells who has an account",
        () => pool.changeClient({ PreventUserExistenceErrors: "LEGACY" }),
        [wrongPassword],
      ],
      [
        "PKCE that is not enforced",
        () =>
          between(pool, ({ url, form }) => {
            for (const name of ["code_challenge", "code_challenge_method"]) url.searchParams.delete(name);
            form.delete("code_verifier");
          }),
        [otherVerifier, noVerifier],
      ],
      [
        "PKCE that does not work at all",
        () => between(pool, ({ form }) => form.delete("code_verifier")),
        [withVerifier],
      ],
      [
        "codes that can be redeemed twice",
        () => {
          const known = new Map<string, Response>();
          between(pool, async (asked, onwards) => {
            const code = asked.form.get("code") ?? "";
            if (!isTokenRequest(asked) || code === "") return undefined;
            const answer = known.get(code) ?? (await onwards(asked));
            if (answer.status === 200) known.set(code, answer);
            return answer.clone();
          });
        },
        [replayed],
      ],
      [
        "a client whose secret is not checked",
        () =>
          between(pool, ({ form }) => {
            if (form.has("client_secret")) form.set("client_secret", pool.secret);
          }),
        [wrongSecret],
      ],
      [
        "a state that does not come back",
        () => changeArrival(pool, (url) => url.searchParams.delete("state")),
        [arrival, firstSignIn],
        [temporary],
      ],
      [
        "a state of another request",
        () => changeArrival(pool, (url) => url.searchParams.set("state", "another")),
        [arrival, firstSignIn],
        [temporary],
      ],
      ["a nonce that is left out", () => between(pool, ({ url }) => url.searchParams.delete("nonce")), [idToken]],
      [
        "an ID token that somebody else signed",
        () =>
          changeTokens(pool, async (tokens) => {
            const { privateKey } = await generateKeyPair("RS256");
            const claims = decodeJwt(tokens["id_token"]!);
            tokens["id_token"] = await new SignJWT(claims).setProtectedHeader({ alg: "RS256" }).sign(privateKey);
          }),
        [idToken],
      ],
      [
        "an access token in the place of the ID token",
        () => changeTokens(pool, (tokens) => (tokens["id_token"] = tokens["access_token"]!)),
        [idToken],
      ],
      ["no ID token", () => changeTokens(pool, (tokens) => delete tokens["id_token"]), [idToken]],
      [
        "a sign-out that leaves the session",
        () =>
          between(pool, ({ url }) =>
            url.pathname === "/logout" && url.searchParams.get("logout_uri") === logoutUrl
              ? redirect(logoutUrl)
              : undefined,
          ),
        [signOut],
      ],
      [
        "another userInfo endpoint than was handed over",
        () =>
          between(pool, async (asked, onwards) => {
            if (!asked.url.pathname.endsWith("openid-configuration")) return undefined;
            const document = (await (await onwards(asked)).json()) as object;
            return Response.json({ ...document, userinfo_endpoint: "https://elsewhere.example/userInfo" });
          }),
        [userInfoEndpoint],
      ],
      [
        "a temporary password that stays good",
        () => {
          let forms = 0;
          between(pool, async (asked) => {
            if (asked.url.pathname !== "/login" || asked.form.get("username") !== nora.name) return undefined;
            if ((forms += 1) > 1) asked.form.set("password", nora.chosen);
            return undefined;
          });
        },
        [temporary],
      ],
      [
        "a temporary password that is none",
        async () => {
          const { userPoolId: UserPoolId, idp } = pool;
          await idp.adminSetUserPassword({
            UserPoolId,
            Username: nora.name,
            Password: nora.temporary,
            Permanent: true,
          });
        },
        [firstSignIn],
        [temporary],
      ],
    ];

    for (const [what, breakIt, fails, unprovable = []] of breaks) {
      it(what, async () => {
        await breakIt();
        const checks = await verify();
        assert.deepEqual(failed(checks), fails);
        assert.deepEqual(unproved(checks), unprovable);
      });
    }
  });

  it("says which attribute is missing, and which claims there are", async () => {
    await pool.changeClient({ ReadAttributes: ["email", "email_verified", "family_name"] });
    const { actual, reason } = find(await verify(), attributes);
    assert.equal(actual, "firstName (given_name) missing");
    assert.equal(reason, "the claims that there are: email, email_verified, family_name, sub, username");
  });

  it("holds back a password where the pool's page would send it elsewhere", async () => {
    const sent: string[] = [];
    between(pool, async (asked, onwards) => {
      if (asked.form.has("password")) sent.push(asked.url.host);
      const answer = await onwards(asked);
      if (asked.url.pathname !== "/login" || answer.status !== 200) return answer;
      return new Response((await answer.text()).replaceAll('action="/', 'action="https://elsewhere.example/'), {
        headers: { "content-type": "text/html" },
      });
    });
    const checks = await verify();
    assert.deepEqual(sent, []);
    assert.equal(find(checks, arrival).ok, false);
  });

  it("does not take a page that lives by scripts for a failure", async () => {
    between(pool, ({ url }) =>
      url.pathname === "/login" ? new Response("<title>Sign in</title><script>app()</script>") : undefined,
    );
    const checks = await verify();
    assert.deepEqual(failed(checks), []);
    assert.match(find(checks, arrival).reason!, /takes JavaScript/);
    assert.equal(find(checks, "support: no sign-in for somebody unknown").ok, null);
  });
});
