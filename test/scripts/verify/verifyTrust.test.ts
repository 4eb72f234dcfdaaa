import assert from "node:assert/strict";
import { exportJWK, generateKeyPair } from "jose";
import { LiveHttp } from "../../../scripts/lib/verify/LiveHttp.ts";
import { verifyTrust } from "../../../scripts/lib/verify/verifyTrust.ts";
import type { VerifyOptions } from "../../../scripts/lib/verify/verifyTrust.ts";
import type { CheckResult } from "../../../scripts/lib/report/RehearsalReport.ts";
import { CrosstrustError } from "../../../trust/CrosstrustError.ts";
import type { DeployedTrust } from "../../../trust/DeployedTrust.ts";
import { changed, deploy, secretsOf, settings } from "./support/deployedTrust.ts";
import { FakeCloud } from "./support/FakeCloud.ts";
import type { Defect } from "./support/FakeCloud.ts";
import { tokenShape } from "../../support/tokenShape.ts";

/** What these stacks have no use for. */
const nothingMore = {
  clientKeys: new Map<string, never>(),
  clientAssertions: new Map<string, string>(),
  relyingPartySecrets: {},
  passwords: new Map<string, string>(),
  jumpcloud: { loginUrl: "https://console.jumpcloud.com/login", api: undefined },
  directories: { tenant: () => undefined, b2c: () => undefined },
  progress: () => undefined,
};

interface Run {
  readonly checks: readonly CheckResult[];
  readonly cloud: FakeCloud;
}

async function verify(
  defects: readonly Defect[] = [],
  trust: DeployedTrust = deploy(settings),
  options: Partial<VerifyOptions> = {},
): Promise<Run> {
  const clientSecrets = secretsOf(trust);
  const cloud = await FakeCloud.create(trust, clientSecrets, defects);
  const http = new LiveHttp({ fetch: cloud.fetch, signal: new AbortController().signal });
  return { checks: await verifyTrust({ ...nothingMore, trust, clientSecrets, http, ...options }), cloud };
}

const failed = ({ checks }: Run): readonly string[] => checks.filter(({ ok }) => ok === false).map(({ name }) => name);
const unproved = ({ checks }: Run): readonly string[] => checks.filter(({ ok }) => ok === null).map(({ name }) => name);
const ending = (run: Run, end: string): readonly string[] =>
  run.checks.filter(({ name }) => name.endsWith(end)).map(({ name }) => name);
const protectedRoutes = ["inventory GET /keys", "inventory POST /keys"];

describe("verifyTrust", () => {
  it("proves a right gateway and its issuers, and says what it may not call", async () => {
    const run = await verify();
    assert.deepEqual(failed(run), []);
    assert.deepEqual(unproved(run), [
      "inventory POST /keys: main/admin with keys.write",
      "inventory POST /keys: main/admin with keys.write, claims at the backend",
      "inventory POST /keys: main/admin with keys.read, keys.write",
      "inventory POST /keys: main/admin with keys.read, keys.write, claims at the backend",
    ]);
    assert.equal(new Set(run.checks.map(({ name }) => name)).size, run.checks.length);
  });

  it("makes every kind of check for a protected route", async () => {
    const { checks } = await verify();
    const own = checks.filter(({ name }) => name.startsWith("inventory GET /keys: "));
    assert.deepEqual(
      own.map(({ name, expected }) => `${name.slice("inventory GET /keys: ".length)} | ${expected}`),
      [
        "main/admin with keys.read | admitted",
        "main/admin with keys.read, claims at the backend | iss, sub, cid and scp of the token",
        "main/admin with keys.write | 403",
        "main/admin with keys.read, keys.write | admitted",
        "main/admin with keys.read, keys.write, claims at the backend | iss, sub, cid and scp of the token",
        "main/reader with keys.read | admitted",
        "main/reader with keys.read, claims at the backend | iss, sub, cid and scp of the token",
        "partners/globex with keys.read | 401, invalid_token",
        "reports/reporter with reports.read | 401, invalid_token",
        "no token | 401, Bearer",
        "a token with a changed claim | 401, invalid_token",
        "a token signed with a foreign key | 401, invalid_token",
        "a token without a signature (alg: none) | 401, invalid_token",
        "a token signed by HMAC with the issuer's public key | 401, invalid_token",
        "a token for another audience | 401, invalid_token",
        "a token of another issuer | 401, invalid_token",
      ],
    );
  });

  it("takes the stranger that differs in as little as possible", async () => {
    const { checks } = await verify();
    const reasons = Object.fromEntries(checks.map(({ name, reason }) => [name, reason]));
    const audience = "sent: a token of reports/reporter for https://reports.example.com";
    assert.equal(reasons["inventory GET /keys: a token for another audience"], audience);
    const issuer = "sent: a token of partners/globex for https://api.example.com";
    assert.equal(reasons["inventory GET /keys: a token of another issuer"], issuer);
  });

  it("puts Key Insight's own path under its system, and everything else under the gateway", async () => {
    const { checks } = await verify();
    const own = checks.filter(({ system }) => system === "okta-key-insight").map(({ name }) => name);
    assert.deepEqual(own, [
      "main: issuer in oauth-authorization-server",
      "main: token endpoint in oauth-authorization-server",
      "main/reader: a token with its scopes",
      "main/reader: no token with a scope that it may not have (keys.write)",
      "main/reader: no token with a wrong secret",
      "insight: a token endpoint behind the well-known URL",
      "insight: a token as the guide's curl asks for it",
    ]);
    assert.ok(checks.every(({ system }) => system === "gateway" || system === "okta-key-insight"));
  });

  it("never sends an admitted token to a route that changes something", async () => {
    const { cloud } = await verify();
    const posts = cloud.requests.filter(({ method, url }) => method === "POST" && url.includes("execute-api"));
    // A token of each other client, one without the scope, none, four forgeries and two strangers.
    assert.equal(posts.length, 2 + 2 + 1 + 4 + 2);
  });

  const forgeries = {
    "admits foreign signatures": ["a token with a changed claim", "a token signed with a foreign key"],
    "admits unsigned tokens": ["a token without a signature (alg: none)"],
    "admits HMAC with the public key": ["a token signed by HMAC with the issuer's public key"],
  } as const satisfies Partial<Record<Defect, readonly string[]>>;
  for (const [defect, checks] of Object.entries(forgeries)) {
    it(`finds a gateway that ${defect}, and nothing else wrong with it`, async () => {
      const expected = protectedRoutes.flatMap((route) => checks.map((check) => `${route}: ${check}`));
      assert.deepEqual(failed(await verify([defect as Defect])), expected);
    });
  }

  it("finds a gateway that ignores scopes", async () => {
    assert.deepEqual(failed(await verify(["ignores scopes"])), [
      "inventory GET /keys: main/admin with keys.write",
      "inventory POST /keys: main/admin with keys.read",
      "inventory POST /keys: main/reader with keys.read",
    ]);
  });

  it("does not take a backend's own 403 for the authorizer's", async () => {
    const run = await verify(["leaves scopes to the backend"]);
    assert.deepEqual(failed(run), failed(await verify(["ignores scopes"])));
    const check = run.checks.find(({ name }) => name === "inventory GET /keys: main/admin with keys.write");
    assert.equal(check?.actual, "403");
    assert.equal(check.reason, "this 403 is not in the gateway's words: the backend may have been asked");
  });

  it("finds a gateway that trusts every issuer", async () => {
    const run = await verify(["trusts every issuer"]);
    // The token of `reports` is refused for its audience all the same.
    assert.deepEqual(failed(run), [
      "inventory GET /keys: partners/globex with keys.read",
      "inventory GET /keys: a token of another issuer",
      "inventory POST /keys: partners/globex with keys.read",
      "inventory POST /keys: a token of another issuer",
    ]);
    const scopeRefusal = run.checks.find(({ name }) => name === "inventory POST /keys: a token of another issuer");
    assert.equal(scopeRefusal?.actual, "403");
  });

  it("finds a gateway that ignores the audience, by a token of the same issuer", async () => {
    const deployed = deploy(settings);
    const { main, reports } = deployed.issuers;
    // As at Entra ID, where all APIs of a tenant share one issuer.
    const trust = { ...deployed, issuers: { ...deployed.issuers, reports: { ...reports!, issuer: main!.issuer } } };
    const right = await verify([], trust);
    const audience = right.checks.find(({ name }) => name === "inventory GET /keys: a token for another audience");
    assert.equal(audience?.expected, "401, invalid_token, the token does not have a valid audience");
    assert.equal(audience.ok, true);
    const wrong = await verify(["ignores the audience", "ignores scopes"], trust);
    const found = failed(wrong).filter((name) => name.endsWith("another audience"));
    assert.deepEqual(found, ending(wrong, "a token for another audience"));
  });

  it("finds routes without an authorizer", async () => {
    const run = await verify(["has no authorizers"]);
    for (const route of protectedRoutes) {
      const denied = run.checks.filter(
        ({ name, expected }) => name.startsWith(`${route}: `) && /^40[13]/.test(expected),
      );
      assert.ok(denied.length >= 8);
      assert.ok(denied.every(({ ok, actual }) => ok === false && actual === "200"));
    }
    assert.equal(run.checks.find(({ name }) => name.includes("/health"))?.ok, true);
  });

  it("finds a gateway that answers 500 to everything", async () => {
    const run = await verify(["answers 500"]);
    const gateway = run.checks.filter(
      ({ name, expected }) => name.startsWith("inventory ") && /^40[13]/.test(expected),
    );
    assert.ok(gateway.every(({ ok, actual }) => ok === false && actual === "500"));
    const admitted = run.checks.filter(({ expected }) => expected === "admitted");
    const reason = "this is how the gateway answers where it has no answer of a backend: it proves nothing";
    assert.ok(admitted.length > 0);
    assert.ok(
      admitted.every((check) => check.ok === null && (check.actual === "not proved" || check.reason === reason)),
    );
    const claims = ending(run, "claims at the backend").filter((name) => name.includes("GET"));
    assert.deepEqual(
      claims.filter((name) => !failed(run).includes(name)),
      [],
    );
  });

  it("finds a public route that is closed", async () => {
    assert.deepEqual(failed(await verify(["closes public routes"])), [
      "inventory GET /health: anyone, without a token",
    ]);
  });

  for (const defect of ["hides the claims", "shows other claims"] as const) {
    it(`finds a backend of ours that ${defect}`, async () => {
      const run = await verify([defect]);
      const expected = ending(run, "claims at the backend").filter((name) => name.includes("GET"));
      assert.deepEqual(failed(run), expected);
      assert.equal(expected.length, 3);
    });
  }

  it("finds a 401 that is not the authorizer's", async () => {
    const run = await verify(["says nothing in www-authenticate"]);
    const refused = run.checks.filter(({ expected }) => expected.startsWith("401"));
    assert.deepEqual(
      failed(run),
      refused.map(({ name }) => name),
    );
    assert.deepEqual([...new Set(refused.map(({ actual }) => actual))], ["401, no challenge"]);
  });

  const tokensForForeigners = [
    "main: no token for partners/globex (keys.read)",
    "main: no token for reports/reporter (keys.read)",
    "partners: no token for main/admin (keys.read)",
    "partners: no token for main/reader (keys.read)",
    "partners: no token for reports/reporter (keys.read)",
    "reports: no token for main/admin (reports.read)",
    "reports: no token for main/reader (reports.read)",
    "reports: no token for partners/globex (reports.read)",
  ];

  it("finds an issuer that grants what it should not", async () => {
    assert.deepEqual(failed(await verify(["grants every scope"])), [
      "main/admin: no token with a scope that it may not have (crosstrust-probe)",
      "main/reader: no token with a scope that it may not have (keys.write)",
      "partners/globex: no token with a scope that it may not have (crosstrust-probe)",
      "reports/reporter: no token with a scope that it may not have (crosstrust-probe)",
      ...tokensForForeigners,
    ]);
  });

  it("finds an issuer that is open to clients of other issuers", async () => {
    assert.deepEqual(failed(await verify(["lets other issuers' clients in"])), tokensForForeigners);
  });

  it("finds an issuer that takes any secret", async () => {
    const run = await verify(["takes any secret"]);
    assert.deepEqual(failed(run), ending(run, "no token with a wrong secret"));
    assert.equal(failed(run).length, 4);
  });

  it("finds an issuer that publishes itself with a slash too many", async () => {
    const run = await verify(["publishes another issuer"]);
    assert.deepEqual(failed(run), [
      ...["main", "partners", "reports"].flatMap((name) => [
        `${name}: issuer in openid-configuration`,
        `${name}: issuer in oauth-authorization-server`,
      ]),
      "inventory: the authorizer's issuer is the one that main publishes",
    ]);
    const [first] = run.checks;
    assert.equal(first?.expected, "https://acme.okta.com/oauth2/aus-main");
    assert.equal(first.actual, "https://acme.okta.com/oauth2/aus-main/");
  });

  it("does not call forgeries refused that it could not make", async () => {
    const run = await verify(["publishes no key"]);
    assert.deepEqual(
      failed(run),
      ["main", "partners", "reports"].map((name) => `${name}: RSA keys in the key set`),
    );
    const forged = ending(run, "a token signed with a foreign key");
    assert.ok(forged.length > 0 && forged.every((name) => unproved(run).includes(name)));
  });

  it("says what this stack has no token for", async () => {
    const alone = changed((raw) => {
      delete raw.issuers["partners"];
      delete raw.issuers["reports"];
      delete raw.apis["inventory"]!.routes["POST /keys"];
      raw.apis["inventory"]!.routes["GET /keys"]!["scopes"] = ["keys.read", "keys.write"];
    });
    const { checks } = await verify([], deploy(alone));
    const reasons = checks.filter(({ ok }) => ok === null).map(({ name, reason }) => `${name}: ${reason}`);
    assert.deepEqual(reasons, [
      "inventory GET /keys: a token without what the route asks for: everything that a client of its issuers can get opens this route",
      "inventory GET /keys: a token for another audience: no client of this stack gets tokens for another audience",
      "inventory GET /keys: a token of another issuer: this stack has no other issuer with a client",
    ]);
  });

  it("calls a route that changes something where a probe is declared, with the probe's body", async () => {
    const probed = changed((raw) => {
      raw.apis["inventory"]!.routes["POST /keys"]!["probe"] = {
        body: "{}",
        contentType: "application/json",
        expectStatus: 200,
      };
    });
    const run = await verify([], deploy(probed));
    assert.deepEqual(unproved(run), []);
    assert.deepEqual(failed(run), []);
    const check = run.checks.find(({ name }) => name === "inventory POST /keys: main/admin with keys.write");
    assert.deepEqual([check?.expected, check?.actual], ["admitted, 200", "200"]);
  });

  it("fails a probe whose backend answers otherwise than declared", async () => {
    const probed = changed((raw) => {
      raw.apis["inventory"]!.routes["POST /keys"]!["probe"] = { expectStatus: 201 };
    });
    const run = await verify([], deploy(probed));
    assert.deepEqual(failed(run), [
      "inventory POST /keys: main/admin with keys.write",
      "inventory POST /keys: main/admin with keys.read, keys.write",
    ]);
  });

  it("proves admission alone where a backend is not ours", async () => {
    const foreign = changed((raw) => {
      const route = raw.apis["inventory"]!.routes["GET /keys"]!;
      delete route["lambda"];
      route["http"] = "https://backend.example.com/keys";
    });
    const run = await verify(["hides the claims"], deploy(foreign));
    assert.deepEqual(failed(run), []);
    const check = run.checks.find(({ name }) => name === "inventory GET /keys: main/reader with keys.read");
    assert.equal(check?.reason, "the backend does not show the claims: admission alone is proved");
  });

  it("says that wildcards are not proved", async () => {
    const open = changed((raw) => {
      raw.issuers["main"]!.accessPolicies = {
        everyone: { priority: 1, clients: "all", rules: { m2m: { priority: 1, scopes: "all" } } },
      };
    });
    const { checks } = await verify([], deploy(open));
    const wildcard = checks.find(({ name }) => name === "main: tokens for any application of the organisation");
    assert.deepEqual([wildcard?.ok, wildcard?.expected], [null, "can get keys.read, keys.write"]);
  });

  describe("of an issuer with an access policy for all clients", () => {
    const open = changed((raw) => {
      raw.issuers["main"]!.accessPolicies = {
        everyone: { priority: 1, clients: "all", rules: { m2m: { priority: 1, scopes: "all" } } },
      };
    });
    const ofGlobex = ({ checks }: Run): readonly string[] =>
      checks
        .filter(({ name }) => name.startsWith("inventory GET /keys: partners/globex"))
        .map(({ name, expected, ok }) => `${name.slice("inventory GET /keys: ".length)} | ${expected} | ${ok}`);

    it("proves that clients of other issuers get its tokens, and what these open", async () => {
      const run = await verify([], deploy(open));
      assert.deepEqual(failed(run), []);
      assert.deepEqual(ofGlobex(run), [
        "partners/globex at main with keys.read | admitted | true",
        "partners/globex at main with keys.read, claims at the backend | iss, sub, cid and scp of the token | true",
        "partners/globex at main with keys.write | 403 | true",
        "partners/globex with keys.read | 401, invalid_token | true",
      ]);
    });

    it("fails where such a token is not to be had", async () => {
      const deployed = deploy(open);
      const run = await verify([], deployed, { trust: { ...deployed, issuers: withClosed(deployed) } });
      assert.ok(failed(run).includes("inventory GET /keys: partners/globex at main with keys.read"));
    });

    /** As if main's token endpoint knew nobody: that of an issuer whose policies name its own clients only. */
    const withClosed = ({ issuers }: DeployedTrust): DeployedTrust["issuers"] => ({
      ...issuers,
      main: { ...issuers["main"]!, tokenEndpoint: issuers["reports"]!.tokenEndpoint },
    });
  });

  describe("of a client with a key of its own", () => {
    const pair = generateKeyPair("RS256");
    const robots = async (): Promise<DeployedTrust> => {
      const jwk = { ...(await exportJWK((await pair).publicKey)), kid: "robot-1" };
      return deploy(
        changed((raw) => {
          raw.issuers["main"]!.clients["robot"] = {
            scopes: ["keys.read"],
            authentication: "private_key_jwt",
            jwks: [jwk],
          };
        }),
      );
    };

    it("authenticates with the key that it was given", async () => {
      const key = { key: (await pair).privateKey, kid: "robot-1" };
      const run = await verify([], await robots(), { clientKeys: new Map([["main/robot", key]]) });
      assert.deepEqual(failed(run), []);
      const own = run.checks.filter(({ name }) => name.includes("main/robot with") && name.includes("GET /keys"));
      assert.deepEqual(
        own.map(({ ok }) => ok),
        [true, true],
      );
    });

    it("says what it needs where it was given none", async () => {
      const run = await verify([], await robots());
      assert.deepEqual(failed(run), []);
      const token = run.checks.find(({ name }) => name === "main/robot: a token with its scopes");
      assert.equal(token?.ok, null);
      assert.equal(token.reason, "robot authenticates with a key of its own: --client-key main/robot=FILE");
      const foreign = run.checks.find(({ name }) => name === "main/robot: no token with a foreign key");
      assert.equal(foreign?.ok, true);
    });
  });

  it("fails what the stack's outputs do not hold", async () => {
    const trust = deploy(settings);
    const run = await verify([], { ...trust, apis: { inventory: { ...trust.apis["inventory"]!, authorizers: {} } } });
    assert.deepEqual(
      failed(run),
      protectedRoutes.map((route) => `${route}: an authorizer`),
    );
    assert.deepEqual(failed(await verify([], { ...trust, apis: {} })), ["inventory: deployed"]);
  });

  it("reports neither a token nor a secret, even where a system answers with what it was sent", async () => {
    for (const defects of [
      [],
      ["echoes what it is sent"],
      ["has no authorizers"],
      ["takes any secret"],
    ] as Defect[][]) {
      const { checks, cloud } = await verify(defects);
      const text = JSON.stringify(checks);
      const tokens = cloud.requests.flatMap(({ authorization }) => authorization?.split(" ")[1] ?? []);
      assert.ok(tokens.length > 20);
      for (const token of tokens) assert.ok(!text.includes(token));
      assert.doesNotMatch(text, tokenShape);
      assert.doesNotMatch(text, /secret-of-/);
    }
  });

  describe("without a network", () => {
    const refuse =
      (hosts: RegExp, cloud: FakeCloud): typeof globalThis.fetch =>
      async (url, init) => {
        if (!hosts.test(url as string)) return cloud.fetch(url, init);
        throw new TypeError("fetch failed", { cause: Object.assign(new Error("no"), { code: "ECONNREFUSED" }) });
      };
    const run = async (hosts: RegExp): Promise<readonly CheckResult[]> => {
      const trust = deploy(settings);
      const clientSecrets = secretsOf(trust);
      const fetch = refuse(hosts, await FakeCloud.create(trust, clientSecrets));
      const http = new LiveHttp({ fetch, signal: new AbortController().signal });
      return verifyTrust({ ...nothingMore, trust, clientSecrets, http });
    };

    it("cannot do its work where nothing answers", async () => {
      await assert.rejects(run(/./), (error) => {
        assert.ok(error instanceof CrosstrustError);
        assert.equal(error.code, "VENDOR_UNREACHABLE");
        assert.equal(error.message, "nothing could be proved: acme.okta.com gave no answer: ECONNREFUSED");
        return true;
      });
    });

    it("fails what does not answer where something does", async () => {
      const checks = await run(/execute-api/);
      const gateway = checks.filter(({ ok }) => ok === false);
      assert.ok(gateway.length > 20);
      const host = "inventory.execute-api.eu-central-1.amazonaws.com";
      assert.ok(gateway.every(({ actual }) => actual === `${host} gave no answer: ECONNREFUSED`));
      assert.ok(checks.some(({ ok, name }) => ok === true && name === "main/reader: a token with its scopes"));
    });
  });
});
