import assert from "node:assert/strict";
import { type Sandbox, startSandbox } from "../../../../sandbox/startSandbox.ts";
import type { CheckResult } from "../../../../scripts/lib/report/RehearsalReport.ts";
import type { RawSettings } from "../../../../trust/Settings.ts";
import { between } from "../jsm/support/between.ts";
import { tokenShape } from "../../../support/tokenShape.ts";
import type { Defect } from "./support/FakeGateway.ts";
import { alice, PoolWithApi } from "./support/PoolWithApi.ts";

const callbackUrl = "http://localhost:5001/callback";

/** An application with a scope of the API's, one without, and a machine; routes with a scope, with none, and behind a function. */
const settings = {
  issuers: {
    portal: {
      kind: "cognito",
      signIn: ["email"],
      domain: { prefix: "acme-people" },
      resourceServers: { tickets: { scopes: { read: {}, write: {} } } },
      clients: {
        app: {
          kind: "interactive",
          localhost: true,
          callbackUrls: [callbackUrl],
          scopes: ["openid", "email", "tickets/read"],
        },
        desk: { kind: "interactive", callbackUrls: ["https://desk.acme.example/callback"], scopes: ["openid"] },
        mailer: { kind: "machine", scopes: ["tickets/write"] },
      },
    },
  },
  apis: {
    tickets: {
      routes: {
        "GET /checked": { authorizer: "lambda", issuer: "portal", scopes: ["tickets/read"], lambda: "tickets" },
        "GET /status": { issuer: "portal", scopes: [], lambda: "tickets" },
        "GET /tickets": { issuer: "portal", scopes: ["tickets/read"], lambda: "tickets" },
      },
    },
  },
  relyingParties: {},
} satisfies RawSettings;

const refused = "401, invalid_token";
const audience = "401, Bearer, invalid_token, the token does not have a valid audience";
const accessClaims = "iss, sub, client_id and scope of the token";

/** Every row of the two clients that people sign in to: what is expected, and what came. */
const rows: readonly (readonly [name: string, expected: string, actual: string])[] = [
  ["portal/app: no token in its own name", "refused, unauthorized_client", "refused, unauthorized_client"],
  ["portal/app: a token with its scopes", "email, openid, tickets/read", "email, openid, tickets/read"],
  [
    "portal/app: an access token that names the client, and no audience",
    "token_use access, client_id APP, no aud",
    "token_use access, client_id APP, no aud",
  ],
  [
    "portal/app: no token with a scope that it may not have (tickets/write)",
    "refused or overlooked",
    "refused, invalid_scope",
  ],
  [
    "portal/app: an ID token for the client",
    "iss ISSUER, aud APP, token_use id, the nonce that was sent",
    "iss ISSUER, aud APP, token_use id, the nonce that was sent",
  ],
  ["portal/app: no token with a wrong secret", "refused, invalid_client", "refused, invalid_client"],
  ["portal/desk: no token in its own name", "refused, unauthorized_client", "refused, unauthorized_client"],
  ["portal/desk: a token with its scopes", "openid", "openid"],
  [
    "portal/desk: an access token that names the client, and no audience",
    "token_use access, client_id DESK, no aud",
    "token_use access, client_id DESK, no aud",
  ],
  [
    "portal/desk: no token with a scope that it may not have (tickets/read)",
    "refused or overlooked",
    "refused, invalid_scope",
  ],
  [
    "portal/desk: an ID token for the client",
    "iss ISSUER, aud DESK, token_use id, the nonce that was sent",
    "iss ISSUER, aud DESK, token_use id, the nonce that was sent",
  ],
  ["portal/desk: no token with a wrong secret", "refused, invalid_client", "refused, invalid_client"],
  ["tickets GET /checked: portal/app with email, openid", "403", "403"],
  ["tickets GET /checked: portal/app with openid", "403", "403"],
  ["tickets GET /checked: portal/app with tickets/read", "admitted", "200"],
  [
    "tickets GET /checked: portal/app with tickets/read, claims at the backend",
    "iss, sub and client_id (as client) of the token",
    "the same",
  ],
  ["tickets GET /checked: portal/app with email, openid, tickets/read", "admitted", "200"],
  [
    "tickets GET /checked: portal/app with email, openid, tickets/read, claims at the backend",
    "iss, sub and client_id (as client) of the token",
    "the same",
  ],
  ["tickets GET /checked: portal/app, an ID token", "403", "403"],
  ["tickets GET /checked: portal/desk with openid", "403", "403"],
  ["tickets GET /checked: portal/desk, an ID token", "403", "403"],
  ["tickets GET /status: portal/app with email, openid", "admitted", "200"],
  ["tickets GET /status: portal/app with email, openid, claims at the backend", accessClaims, "the same"],
  ["tickets GET /status: portal/app with openid", "admitted", "200"],
  ["tickets GET /status: portal/app with openid, claims at the backend", accessClaims, "the same"],
  ["tickets GET /status: portal/app with tickets/read", "admitted", "200"],
  ["tickets GET /status: portal/app with tickets/read, claims at the backend", accessClaims, "the same"],
  ["tickets GET /status: portal/app with email, openid, tickets/read", "admitted", "200"],
  ["tickets GET /status: portal/app with email, openid, tickets/read, claims at the backend", accessClaims, "the same"],
  ["tickets GET /status: portal/app, an ID token", "admitted", "200"],
  ["tickets GET /status: portal/app, an ID token, claims at the backend", "iss, sub and aud of the token", "the same"],
  ["tickets GET /status: portal/desk with openid", refused, audience],
  ["tickets GET /status: portal/desk, an ID token", refused, audience],
  ["tickets GET /tickets: portal/app with email, openid", "403", "403"],
  ["tickets GET /tickets: portal/app with openid", "403", "403"],
  ["tickets GET /tickets: portal/app with tickets/read", "admitted", "200"],
  ["tickets GET /tickets: portal/app with tickets/read, claims at the backend", accessClaims, "the same"],
  ["tickets GET /tickets: portal/app with email, openid, tickets/read", "admitted", "200"],
  [
    "tickets GET /tickets: portal/app with email, openid, tickets/read, claims at the backend",
    accessClaims,
    "the same",
  ],
  ["tickets GET /tickets: portal/app, an ID token", "403", "403"],
  ["tickets GET /tickets: portal/desk with openid", refused, audience],
  ["tickets GET /tickets: portal/desk, an ID token", refused, audience],
];

const ofPeople = (checks: readonly CheckResult[]): readonly CheckResult[] =>
  checks.filter(({ name }) => /portal\/(?:app|desk)(?!: registered as declared$)/.test(name));
const failed = (checks: readonly CheckResult[]): readonly string[] =>
  checks.filter(({ ok }) => ok === false).map(({ name }) => name);
const unproved = (checks: readonly CheckResult[]): readonly CheckResult[] => checks.filter(({ ok }) => ok === null);
const find = (checks: readonly CheckResult[], name: string): CheckResult => {
  const found = checks.find((check) => check.name === name);
  assert.ok(found, name);
  return found;
};
/** Rows that need no person. */
const ownRow = /no token in its own name|wrong secret/;
const needsPerson = rows.map(([name]) => name).filter((name) => !ownRow.test(name));

describe("what verify proves with the tokens of people who sign in to a user pool", () => {
  let sandbox: Sandbox;
  let pool: PoolWithApi;
  before(async () => {
    sandbox = await startSandbox();
  });
  after(() => sandbox.close());
  beforeEach(async () => {
    pool = await PoolWithApi.make(sandbox, settings);
  });
  afterEach(() => assert.deepEqual(sandbox.refusals, []));

  const verify = (): Promise<readonly CheckResult[]> => pool.verify({ [`portal/${alice.name}`]: alice.password });

  it("is every row of their clients, with one person", async () => {
    const { issuer, clients } = pool.trust.issuers["portal"]!;
    const named = (text: string): string =>
      text
        .replaceAll(issuer, "ISSUER")
        .replaceAll(clients["app"]!.clientId, "APP")
        .replaceAll(clients["desk"]!.clientId, "DESK");
    const checks = await verify();
    assert.deepEqual(
      ofPeople(checks).map(({ name, expected, actual, ok }) => [name, named(expected), named(actual), ok]),
      rows.map((row) => [...row, true]),
    );
    assert.deepEqual(failed(checks), []);
    for (const route of ["GET /status", "GET /tickets"]) {
      const stranger = find(checks, `tickets ${route}: a token for another audience`);
      assert.deepEqual([stranger.ok, stranger.actual], [true, audience]);
      assert.match(stranger.reason!, /^sent: a token of portal\/desk for /);
    }
  });

  it("types the password once, for all clients and scopes, and goes to no callback URL", async () => {
    const hosts = new Set<string>();
    let typed = 0;
    between(pool, ({ url, form }) => {
      hosts.add(url.host);
      typed += [...form.values()].includes(alice.password) ? 1 : 0;
    });
    assert.deepEqual(failed(await verify()), []);
    assert.equal(typed, 1);
    const { domain } = pool.trust.issuers["portal"] as { domain: string };
    assert.deepEqual(
      [...hosts].sort(),
      [domain, "cognito-idp.eu-central-1.amazonaws.com", "tickets.execute-api.eu-central-1.amazonaws.com"].sort(),
    );
  });

  it("holds each request to a challenge, a state and a nonce of its own", async () => {
    const sent: URLSearchParams[] = [];
    const verifiers: string[] = [];
    between(pool, ({ url, form }) => {
      if (url.pathname === "/oauth2/authorize") sent.push(url.searchParams);
      if (form.get("grant_type") === "authorization_code") verifiers.push(form.get("code_verifier") ?? "none");
    });
    await verify();
    for (const name of ["state", "nonce", "code_challenge"]) {
      const values = sent.map((query) => query.get(name));
      assert.ok(!values.includes(null), name);
      assert.equal(new Set(values).size, values.length, name);
    }
    assert.ok(sent.length > 5 && sent.every((query) => query.get("code_challenge_method") === "S256"));
    // Two requests are refused for their scope, and get no code.
    assert.equal(new Set(verifiers).size, sent.length - 2);
    assert.ok(!verifiers.includes("none"));
  });

  it("reports no password, no secret and no token", async () => {
    const text = JSON.stringify(await verify());
    for (const secret of [alice.password, ...Object.values(pool.secrets)]) assert.ok(!text.includes(secret));
    assert.doesNotMatch(text, tokenShape);
  });

  it("reports no code either, where the token endpoint says which one it refuses", async () => {
    const codes: string[] = [];
    between(pool, ({ form }) => {
      const code = form.get("code");
      if (code === null) return undefined;
      codes.push(code);
      return Response.json({ error: code }, { status: 400 });
    });
    const checks = await verify();
    assert.ok(codes.length > 5);
    const { ok, reason } = find(checks, "portal/app: a token with its scopes");
    assert.equal(ok, false);
    assert.match(reason!, /^the issuer refused a token to a person at portal\/app: /);
    const text = JSON.stringify(checks);
    for (const code of codes) assert.ok(!text.includes(code));
  });

  it("is nothing without anybody's password, and says what to give", async () => {
    const asked: string[] = [];
    between(pool, ({ url }) => void asked.push(url.pathname));
    const checks = await pool.verify({});
    assert.deepEqual(failed(checks), []);
    assert.deepEqual(
      unproved(ofPeople(checks)).map(({ name }) => name),
      needsPerson,
    );
    assert.equal(
      find(checks, "tickets GET /tickets: portal/app with tickets/read").reason,
      "people sign in to portal/app, so it takes the password of one of them: --person portal/NAME=FILE",
    );
    assert.ok(!asked.some((path) => path === "/oauth2/authorize" || path === "/login"));
  });

  describe("where nobody can be signed in", () => {
    /** @param times how often the password is typed. @param says why a row is not proved */
    const cases: readonly [
      what: string,
      person: string,
      password: string,
      times: number,
      prepare: () => unknown,
      says: RegExp,
    ][] = [
      [
        "a password that is wrong",
        alice.name,
        "wrong-Horse-1",
        1,
        () => undefined,
        /^alice@acme\.example could not be signed in to portal\/\w+: refused: Incorrect username or password/,
      ],
      [
        "a password that is to be changed",
        "nora@acme.example",
        "Temporary-1",
        1,
        () => pool.addUser("nora@acme.example", "Temporary-1", false),
        /^nora@acme\.example could not be signed in to portal\/\w+: asked for a new password: /,
      ],
      [
        "a page that lives by scripts, as managed login's",
        alice.name,
        alice.password,
        0,
        () =>
          between(pool, ({ url }) =>
            url.pathname === "/login" ? new Response("<title>Sign in</title><script>app()</script>") : undefined,
          ),
        /^alice@acme\.example could not be signed in to portal\/\w+: .* takes JavaScript/,
      ],
      [
        "a code of an authenticator app",
        alice.name,
        alice.password,
        1,
        () =>
          between(pool, ({ url, form }) =>
            url.pathname === "/login" && form.has("password")
              ? new Response(
                  '<title>Code</title><p role="alert">Enter the code</p><form method="post"><input name="code"></form>',
                )
              : undefined,
          ),
        /^alice@acme\.example could not be signed in to portal\/\w+: a page at .*: Enter the code/,
      ],
    ];
    for (const [what, person, password, times, prepare, says] of cases) {
      it(`proves nothing by ${what}, and types it ${times === 0 ? "nowhere" : "once"}`, async () => {
        await prepare();
        let typed = 0;
        const { send } = pool;
        pool.send = async (url, init) => {
          if (new URLSearchParams((init.body ?? "") as string | URLSearchParams).has("password")) typed += 1;
          return send(url, init);
        };
        const checks = await pool.verify({ [`portal/${person}`]: password });
        assert.deepEqual(failed(checks), []);
        const open = unproved(ofPeople(checks));
        assert.ok(open.length > 0);
        assert.ok(open.every(({ name }) => needsPerson.includes(name)));
        for (const { reason } of open) assert.match(reason!, says);
        assert.equal(typed, times);
        assert.ok(!JSON.stringify(checks).includes(password));
      });
    }
  });

  describe("finds", () => {
    const defects: readonly [what: string, defect: Defect, fails: readonly string[]][] = [
      [
        "a gateway that admits ID tokens where a scope is asked for",
        "ignores scopes",
        [
          "tickets GET /tickets: portal/app with email, openid",
          "tickets GET /tickets: portal/app with openid",
          "tickets GET /tickets: portal/app, an ID token",
          "tickets GET /tickets: portal/mailer with tickets/write",
        ],
      ],
      [
        "a gateway that admits clients which it does not name",
        "ignores the audience",
        [
          "tickets GET /status: portal/desk with openid",
          "tickets GET /status: portal/desk, an ID token",
          "tickets GET /status: a token for another audience",
          "tickets GET /tickets: portal/desk with openid",
          "tickets GET /tickets: portal/desk, an ID token",
          "tickets GET /tickets: a token for another audience",
        ],
      ],
      [
        "a gateway that refuses ID tokens where it should not",
        "admits ID tokens nowhere",
        [
          "tickets GET /status: portal/app, an ID token",
          "tickets GET /status: portal/app, an ID token, claims at the backend",
        ],
      ],
    ];
    for (const [what, defect, fails] of defects) {
      it(what, async () => {
        pool.gateway.defect = defect;
        assert.deepEqual(failed(await verify()), fails);
      });
    }

    it("a scope more than declared", async () => {
      await pool.allow("app", ["tickets/write"]);
      const checks = await verify();
      const beyond = "portal/app: no token with a scope that it may not have (tickets/write)";
      assert.deepEqual(failed(checks), [beyond]);
      assert.equal(find(checks, beyond).actual, "a token with tickets/write");
    });

    it("a nonce that is left out, and takes no such token", async () => {
      between(pool, ({ url }) => url.searchParams.delete("nonce"));
      const checks = await verify();
      assert.equal(
        find(checks, "portal/app: an ID token for the client").reason,
        "the issuer refused a token to a person at portal/app: an ID token for another nonce",
      );
      assert.equal(find(checks, "tickets GET /status: portal/app, an ID token").ok, false);
    });

    it("a state of another request, and redeems no such code", async () => {
      let redeemed = 0;
      between(pool, async (asked, onwards) => {
        redeemed += asked.form.get("grant_type") === "authorization_code" ? 1 : 0;
        const answer = await onwards(asked);
        const location = answer.headers.get("location") ?? "";
        if (location.startsWith(callbackUrl)) {
          answer.headers.set("location", location.replace(/state=[^&]+/, "state=another"));
        }
        return answer;
      });
      const checks = await verify();
      assert.equal(find(checks, "portal/app: a token with its scopes").ok, false);
      assert.equal(find(checks, "portal/desk: a token with its scopes").ok, true);
      const ofDesk = ofPeople(checks).filter(({ name, ok }) => name.includes("portal/desk") && ok !== true);
      assert.deepEqual(ofDesk, []);
      assert.ok(redeemed > 0);
    });
  });
});
