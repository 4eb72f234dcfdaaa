import assert from "node:assert/strict";
import { connect } from "../../../../providers/jumpcloud/connect.ts";
import type { JumpCloudClient } from "../../../../providers/jumpcloud/client/JumpCloudClient.ts";

interface Asked {
  readonly url: URL;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
}

/** A client whose requests a function answers. */
function client(
  answers: (asked: Asked) => Response,
  config: Record<string, string> = { apiKey: "the-key" },
): JumpCloudClient {
  return connect(
    config,
    {},
    {
      signal: new AbortController().signal,
      fetch: async (input, init = {}) => {
        const body = init.body === undefined ? undefined : (JSON.parse(init.body as string) as object);
        const headers = init.headers as Record<string, string>;
        return answers({
          url: new URL(input instanceof Request ? input.url : input),
          method: init.method ?? "GET",
          headers,
          body,
        });
      },
      wait: async () => undefined,
    },
  );
}

const json = (value: unknown, status = 200): Response => new Response(JSON.stringify(value), { status });

describe("JumpCloudClient", () => {
  it("asks the region's host with the key and the organisation", async () => {
    const asked: Asked[] = [];
    const config = { apiKey: "the-key", organizationId: "5f", region: "in" };
    await client((one) => {
      asked.push(one);
      return json({});
    }, config).get("/api/systemusers/1");
    const [one] = asked;
    assert.equal(one?.url.href, "https://console.in.jumpcloud.com/api/systemusers/1");
    assert.deepEqual(one.headers, { accept: "application/json", "x-api-key": "the-key", "x-org-id": "5f" });
  });

  it("reads every page of a list: by its total, by its last short page, or out of an object", async () => {
    const items = Array.from({ length: 230 }, (_, id) => ({ id }));
    const queries: string[] = [];
    const jumpcloud = client(({ url }) => {
      const [limit, skip] = [Number(url.searchParams.get("limit")), Number(url.searchParams.get("skip"))];
      queries.push(`${url.pathname} ${skip}`);
      const page = items.slice(skip, skip + limit);
      if (url.pathname === "/api/systemusers") return json({ results: page, totalCount: items.length });
      return json(url.pathname.endsWith("providers") ? { identityProviders: page, totalCount: items.length } : page);
    });
    assert.deepEqual(await jumpcloud.list("/api/systemusers"), items);
    assert.deepEqual(await jumpcloud.list("/api/v2/usergroups"), items);
    assert.deepEqual(await jumpcloud.list("/api/v2/identity-providers", {}, "identityProviders"), items);
    const skips = [0, 100, 200];
    assert.deepEqual(queries, [
      ...skips.map((skip) => `/api/systemusers ${skip}`),
      ...skips.map((skip) => `/api/v2/usergroups ${skip}`),
      ...skips.map((skip) => `/api/v2/identity-providers ${skip}`),
    ]);
  });

  it("does not go on for ever where a total promises more than there is", async () => {
    const jumpcloud = client(({ url }) =>
      json({ results: url.searchParams.get("skip") === "0" ? [{}] : [], totalCount: 9 }),
    );
    assert.equal((await jumpcloud.list("/api/systemusers")).length, 1);
  });

  for (const [what, status, text, expected] of [
    [
      "version 1's form",
      400,
      '{"message":"Bad Request","error":"Bad Request: email is invalid"}',
      "Bad Request: email is invalid",
    ],
    ["version 2's form", 409, '{"code":409,"message":"Already Exists","status":"Conflict"}', "Already Exists"],
    ["version 2's details", 400, '{"message":"invalid","details":[{"field":"name"}]}', 'invalid: {"field":"name"}'],
    ["a text", 400, '"no"', "no"],
    ["no JSON", 400, "oh no", "oh no"],
    ["a page", 400, "<html>", "JumpCloud gave no reason"],
    ["nothing", 400, "", "JumpCloud gave no reason"],
    ["the role", 403, "{}", "JumpCloud gave no reason; the credentials' role may not do this"],
  ] as const) {
    it(`tells a refusal in ${what}`, async () => {
      const jumpcloud = client(() => new Response(text, { status }));
      await assert.rejects(jumpcloud.get("/api/x"), { status, message: `GET /api/x: ${expected}` });
    });
  }

  it("takes the way to the login for missing credentials", async () => {
    const jumpcloud = client(() => new Response(null, { status: 302, headers: { location: "/login" } }));
    await assert.rejects(jumpcloud.get("/api/systemusers"), /it asked for a sign-in; check jumpcloud:apiKey/);
  });

  it("never repeats a secret that an answer does", async () => {
    const jumpcloud = client(({ headers, body }) => json({ message: JSON.stringify([headers, body]) }, 400));
    await assert.rejects(
      jumpcloud.create("/api/v2/identity-providers", { oidc: { clientSecret: "the-client-secret" } }),
      ({ message }: Error) => {
        assert.ok(!message.includes("the-key") && !message.includes("the-client-secret"), message);
        assert.match(message, /\[secret\]/);
        return true;
      },
    );
  });

  it("refuses an answer that is no JSON", async () => {
    await assert.rejects(client(() => new Response("<html>")).get("/api/x"), /the answer is no JSON/);
    await assert.rejects(client(() => json({})).list("/api/x"), /the answer is no list/);
  });
});
