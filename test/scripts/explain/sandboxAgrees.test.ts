import assert from "node:assert/strict";
import { type CryptoKey, generateKeyPair, type JWTPayload, SignJWT } from "jose";
import { explainToken } from "../../../scripts/lib/explain/explainToken.ts";
import { issuerDocuments } from "../../../scripts/lib/explain/issuerDocuments.ts";
import { awsClouds, start } from "../../sandbox/aws/support/AwsCloud.ts";
import { audience, issuer, Issuer } from "../../sandbox/aws/support/issuer.ts";
import { TestApi } from "../../sandbox/aws/support/resources.ts";
import { randomNumbers } from "../../support/random.ts";

const now = start.getTime() / 1000;

type Table = readonly (readonly [what: string, authorization: string])[];

/** What a claim may be, near to right and far from it; each may be of any other type too. */
const claimValues: Readonly<Record<string, readonly unknown[]>> = {
  iss: [issuer, `${issuer}/`, issuer.toUpperCase(), [issuer]],
  aud: [audience, [audience], ["x", audience], [audience, 7], `${audience}/`, [], [[audience]]],
  client_id: [audience, [audience], "x"],
  exp: [now, now + 1, now - 1, now + 0.5, -1, 1e300, String(now + 60), [now + 60]],
  nbf: [now, now + 1, now - 1, now + 0.5, String(now)],
  iat: [now, now + 1, now - 1, 1e300, String(now)],
  scp: [
    ["keys.read"],
    ["keys.write", "x"],
    "keys.read",
    "x keys.write",
    ["keys.read keys.write"],
    ["KEYS.READ"],
    ["x", 7],
  ],
  scope: ["keys.read", "x keys.write", ["keys.read"], "keys.read,keys.write", " keys.read ", "keys.read\tx"],
  nonce: ["n"],
  token_use: ["access", "id"],
};
const anything: readonly unknown[] = [
  null,
  true,
  false,
  0,
  -0.5,
  "",
  " ",
  "\u0000",
  {},
  { length: 1 },
  [],
  [null],
  undefined,
];

describe("npm run explain and the sandbox's gateway", () => {
  const clouds = awsClouds();
  let foreign: CryptoKey;
  before(async () => void ({ privateKey: foreign } = await generateKeyPair("RS256")));

  it("give the same answer to each of 40 tokens", async () => {
    const tokens = await Issuer.create();
    const table = await tokensOf(tokens);
    assert.equal(table.length, 40);
    assert.deepEqual([...(await answersTo(table, tokens))].sort(), [200, 401, 403]);
  });

  it("give the same answer to each of 400 tokens with random claims", async () => {
    const tokens = await Issuer.create();
    const next = randomNumbers(7);
    const pick = <T>(of: readonly T[]): T => of[next(of.length)]!;
    const table = await Promise.all(
      Array.from({ length: 400 }, async () => {
        const names = Object.keys(claimValues).filter(() => next(7) === 0);
        const claims = Object.fromEntries(names.map((name) => [name, pick([...claimValues[name]!, ...anything])]));
        return [JSON.stringify(claims), `Bearer ${await tokens.token(claims)}`] as const;
      }),
    );
    assert.deepEqual([...(await answersTo(table, tokens))].sort(), [200, 401, 403]);
  });

  /** Asks both about each token. @returns the statuses that there were */
  async function answersTo(table: Table, tokens: Issuer): Promise<ReadonlySet<number>> {
    const api = await TestApi.create(clouds({ hosts: tokens.hosts }));
    const scopes = ["keys.read", "keys.write"];
    await api.route("GET /keys", {
      Target: await api.httpTarget("https://backend.example/keys"),
      ...{ AuthorizationType: "JWT", AuthorizerId: await api.authorizer(), AuthorizationScopes: scopes },
    });
    const documents = await issuerDocuments({
      fetch: async (input) => {
        const answer = tokens.hosts({ url: new URL(new Request(input).url) } as Parameters<Issuer["hosts"]>[0]);
        return new Response(String(answer?.body), { status: answer?.status ?? 404 });
      },
      signal: new AbortController().signal,
    });
    const statuses = new Set<number>();
    for (const [what, authorization] of table) {
      const { status, headers } = await api.get("/keys", { authorization });
      const explained = await explainToken(authorization, {
        route: { config: { issuer, audiences: [audience], scopes } },
        issuers: {},
        documents,
        now: start,
      });
      assert.equal(explained.admitted ? 200 : explained.status, status, what);
      // The header is the decision's own, so the check that decided is the same one too.
      assert.equal(headers["www-authenticate"] !== undefined, explained.status === 401, what);
      statuses.add(status);
    }
    return statuses;
  }

  async function tokensOf(tokens: Issuer): Promise<Table> {
    const good = await tokens.token();
    const [header, claims, signature] = good.split(".") as [string, string, string];
    const changed: Readonly<Record<string, JWTPayload>> = {
      right: {},
      "a slash behind the issuer": { iss: `${issuer}/` },
      "another issuer": { iss: "https://acme-dev.okta.com" },
      "no issuer": { iss: undefined as unknown as string },
      "another audience": { aud: "https://other.example" },
      "several audiences": { aud: ["https://other.example", audience] },
      "no audience": { aud: undefined as unknown as string },
      "client_id for the audience": { aud: undefined as unknown as string, client_id: audience },
      "client_id beside another audience": { aud: "x", client_id: audience },
      expired: { exp: now - 1 },
      "expiring now": { exp: now },
      "expiring in a second": { exp: now + 1 },
      "no expiry": { exp: undefined as unknown as number },
      "an expiry as a text": { exp: String(now + 60) as unknown as number },
      "valid from now": { nbf: now },
      "valid from later": { nbf: now + 1 },
      "issued now": { iat: now },
      "issued later": { iat: now + 1 },
      "no time of issue": { iat: undefined as unknown as number },
      "the other scope": { scp: ["keys.write"] },
      "both scopes": { scp: ["keys.read", "keys.write"] },
      "another scope": { scp: ["keys.list"] },
      "no scope": { scp: [] },
      "scopes as a text": { scp: "keys.read other" },
      "scope as scope": { scp: undefined, scope: "keys.read" },
      "half a scope": { scp: ["keys"] },
      "an ID token": { scp: undefined, nonce: "n" },
    };
    const named = await Promise.all(
      Object.entries(changed).map(async ([what, more]) => [what, `Bearer ${await tokens.token(more)}`] as const),
    );
    const sign = async (more: object) =>
      new SignJWT({ iss: issuer, aud: audience, exp: now + 60, scp: ["keys.read"] })
        .setProtectedHeader({ alg: "RS256", kid: "key-1", ...more })
        .sign(foreign);
    const other = Buffer.from(JSON.stringify({ alg: "none" })).toString("base64url");
    return [
      ...named,
      ["without Bearer", good],
      ["bearer", `bearer ${good}`],
      ["two blanks", `Bearer  ${good}`],
      ["Basic", "Basic dXNlcjpwYXNz"],
      ["opaque", "Bearer 00aBcDeFgHiJkLmNoP"],
      ["five parts", "Bearer a.b.c.d.e"],
      ["no JSON", "Bearer a.b.c"],
      ["unsigned", `Bearer ${other}.${claims}.`],
      ["a foreign signature", `Bearer ${await sign({})}`],
      ["an unknown key", `Bearer ${await sign({ kid: "key-2" })}`],
      ["no key id", `Bearer ${await sign({ kid: undefined })}`],
      ["a cut signature", `Bearer ${header}.${claims}.${signature.slice(0, -8)}`],
      [
        "another's claims",
        `Bearer ${header}.${(await tokens.token({ scp: ["keys.write"] })).split(".")[1]!}.${signature}`,
      ],
    ];
  }
});
