import assert from "node:assert/strict";
import { cognitoTokenChecks } from "../../../scripts/lib/verify/cognitoTokenChecks.ts";
import type { Observation } from "../../../scripts/lib/verify/Check.ts";
import { LiveHttp } from "../../../scripts/lib/verify/LiveHttp.ts";
import { PersonTokens } from "../../../scripts/lib/verify/people/PersonTokens.ts";
import { TokenMinter } from "../../../scripts/lib/verify/TokenMinter.ts";
import type { VerifyContext } from "../../../scripts/lib/verify/VerifyContext.ts";
import { cognitoModel, cognitoSettings, poolOf } from "../../trust/cognitoFixture.ts";
import { deploy } from "./support/deployedTrust.ts";

interface Asked {
  readonly url: string;
  readonly authorization: string;
  readonly form: Readonly<Record<string, string>>;
}

interface Answers {
  readonly claims?: Readonly<Record<string, unknown>>;
  readonly takesAnything?: boolean;
}

/** The checks of a client against a pool's token endpoint that answers as Cognito does, but for what is said. */
function checksOf(client: string, { claims = {}, takesAnything = false }: Answers = {}) {
  const asked: Asked[] = [];
  const allowed = poolOf(cognitoModel()).clients[client]!;
  const fetch: typeof globalThis.fetch = async (url, init) => {
    const request = new Request(url, { ...init, signal: null });
    const form = Object.fromEntries(new URLSearchParams(await request.text()));
    const authorization = Buffer.from(
      request.headers.get("authorization")!.slice("Basic ".length),
      "base64",
    ).toString();
    asked.push({ url: request.url, authorization, form });
    const refuse = (error: string) => Response.json({ error }, { status: 400 });
    if (!takesAnything) {
      if (authorization !== `0oa-portal-${client}:right`) return refuse("invalid_client");
      if (allowed.kind === "interactive") return refuse("unauthorized_client");
      const scopes = (form["scope"] ?? "").split(" ");
      if (scopes.some((scope) => !allowed.scopes.includes(scope))) return refuse("invalid_scope");
    }
    const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString("base64url");
    const body = {
      client_id: `0oa-portal-${client}`,
      token_use: "access",
      scope: form["scope"],
      exp: Date.now() / 1000 + 3600,
      ...claims,
    };
    return Response.json({ access_token: `${part({ alg: "none" })}.${part(body)}.`, token_type: "Bearer" });
  };
  const trust = deploy(cognitoSettings());
  const credentialOf = () => ({ secret: "right" });
  const http = new LiveHttp({ fetch, signal: new AbortController().signal });
  const people = new PersonTokens({ trust, passwords: new Map(), credentialOf, http, conceal: () => undefined });
  const minter = new TokenMinter(trust, credentialOf, http, people);
  const context = { trust, minter, credentialOf } as unknown as VerifyContext;
  const checks = cognitoTokenChecks(context, { issuer: "portal", client }, poolOf(trust.model));
  return { checks, asked, minter };
}

async function run(client: string, answers?: Answers): Promise<Readonly<Record<string, Observation>>> {
  const { checks } = checksOf(client, answers);
  const results = await Promise.all(checks.map(async (check) => [check.name, await check.run()] as const));
  return Object.fromEntries(results);
}

const claims = "an access token that names the client, and no audience";

describe("what verify asks of a user pool's clients", () => {
  it("is a token with a machine's scopes, and no token beyond them", async () => {
    const results = await run("batch");
    assert.deepEqual(
      Object.entries(results).map(([name, { ok, actual }]) => [name, ok, actual]),
      [
        ["portal/batch: a token with its scopes", true, "orders/read, orders/write"],
        [`portal/batch: ${claims}`, true, "token_use access, client_id 0oa-portal-batch, no aud"],
        [
          "portal/batch: no token with a scope that it may not have (https://stock.acme.example/count)",
          true,
          "refused, invalid_scope",
        ],
        ["portal/batch: no token with a wrong secret", true, "refused, invalid_client"],
      ],
    );
  });

  it("is asked at the domain's token endpoint, with the secret in the header and the scopes in the form", async () => {
    const { minter, asked } = checksOf("batch");
    await minter.mint({ issuer: "portal", client: "batch" }, ["orders/read"]);
    assert.deepEqual(asked, [
      {
        url: "https://portal.auth.eu-central-1.amazoncognito.com/oauth2/token",
        authorization: "0oa-portal-batch:right",
        form: { scope: "orders/read", grant_type: "client_credentials" },
      },
    ]);
  });

  it("fails where a token is for an audience, of another client or an ID token", async () => {
    for (const [wrong, actual] of [
      [{ aud: "https://x" }, 'token_use access, client_id 0oa-portal-batch, aud "https://x"'],
      [{ client_id: "other" }, "token_use access, client_id other, no aud"],
      [{ token_use: "id" }, "token_use id, client_id 0oa-portal-batch, no aud"],
    ] as const) {
      const result = (await run("batch", { claims: wrong }))[`portal/batch: ${claims}`];
      assert.deepEqual([result?.ok, result?.actual], [false, actual]);
    }
  });

  it("fails where the pool gives whatever is asked for", async () => {
    const results = await run("batch", { takesAnything: true });
    assert.deepEqual(
      Object.values(results).map(({ ok }) => ok),
      [true, true, false, false],
    );
    assert.deepEqual(
      Object.values(await run("jsm", { takesAnything: true })).map(({ ok }) => ok),
      [false, null, null, null, null, false],
    );
  });

  it("is no token for a client that people sign in to, without one of them", async () => {
    assert.deepEqual(
      Object.entries(await run("jsm")).map(([name, { ok, actual }]) => [name, ok, actual]),
      [
        ["portal/jsm: no token in its own name", true, "refused, unauthorized_client"],
        ["portal/jsm: a token with its scopes", null, "not proved"],
        [`portal/jsm: ${claims}`, null, "not proved"],
        ["portal/jsm: no token with a scope that it may not have (orders/read)", null, "not proved"],
        ["portal/jsm: an ID token for the client", null, "not proved"],
        ["portal/jsm: no token with a wrong secret", true, "refused, invalid_client"],
      ],
    );
    const { minter, asked } = checksOf("jsm");
    const minted = await minter.mint({ issuer: "portal", client: "jsm" }, ["openid"]);
    assert.deepEqual(minted, {
      outcome: "unavailable",
      reason: "people sign in to portal/jsm, so it takes the password of one of them: --person portal/NAME=FILE",
    });
    assert.deepEqual(asked, []);
  });
});
