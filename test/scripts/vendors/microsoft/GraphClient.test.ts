import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { GraphClient, GraphError } from "../../../../scripts/lib/vendors/microsoft/GraphClient.ts";

interface Sent {
  readonly method: string | undefined;
  readonly url: string;
  readonly authorization: string | null;
}

function client(answers: readonly (() => Response | Promise<Response>)[], signal = new AbortController().signal) {
  const sent: Sent[] = [];
  const waits: number[] = [];
  const fetch = (async (url: string, init: RequestInit) => {
    sent.push({ method: init.method, url, authorization: new Headers(init.headers).get("authorization") });
    const answer = answers[sent.length - 1];
    return answer === undefined ? assert.fail("one request too many") : answer();
  }) as typeof globalThis.fetch;
  const credential = { getToken: async () => ({ token: "secret-token", expiresOnTimestamp: 0 }) };
  const graph = new GraphClient({ credential, fetch, signal, wait: async (ms) => void waits.push(ms) });
  return { graph, sent, waits };
}

const failing =
  (status: number, headers: Record<string, string> = {}) =>
  () =>
    Response.json({ error: { code: "TooManyRequests", message: "later" } }, { status, headers });

describe("GraphClient", () => {
  it("follows the pages of a list", async () => {
    const { graph, sent } = client([
      () =>
        Response.json({ value: [{ id: 1 }], "@odata.nextLink": "https://graph.microsoft.com/v1.0/users?$skiptoken=x" }),
      () => Response.json({ value: [], "@odata.nextLink": "https://graph.microsoft.com/v1.0/users?$skiptoken=y" }),
      () => Response.json({ value: [{ id: 2 }] }),
    ]);
    assert.deepEqual(await graph.list("/users"), [{ id: 1 }, { id: 2 }]);
    assert.deepEqual(
      sent.map(({ url }) => url),
      ["", "?$skiptoken=x", "?$skiptoken=y"].map((query) => `https://graph.microsoft.com/v1.0/users${query}`),
    );
    assert.equal(sent[0]?.authorization, "Bearer secret-token");
  });

  for (const [what, next] of [
    ["another host", "https://graph.elsewhere.example/v1.0/users?$skiptoken=x"],
    ["a host that only begins like Graph's", "https://graph.microsoft.com.elsewhere.example/v1.0/users"],
    ["another version", "https://graph.microsoft.com/beta/users?$skiptoken=x"],
    ["no address", 7],
  ] as const) {
    it(`takes a list whose next page is at ${what} for no answer, and asks nobody there`, async () => {
      const { graph, sent } = client([() => Response.json({ value: [{}], "@odata.nextLink": next })]);
      await assert.rejects(graph.list("/users"), { code: "VENDOR_REFUSED", where: "GET /users" });
      assert.equal(sent.length, 1);
    });
  }

  it("does not go round in circles", async () => {
    const page = (id: number) => () =>
      Response.json({ value: [{ id }], "@odata.nextLink": "https://graph.microsoft.com/v1.0/users?$skiptoken=x" });
    const { graph, sent } = client([page(1), page(2)]);
    await assert.rejects(graph.list("/users"), { code: "VENDOR_REFUSED" });
    assert.equal(sent.length, 2);
  });

  it("takes what is no JSON, and a list that is none, for no answer", async () => {
    for (const answer of [
      () => new Response("<html>Sign in</html>"),
      () => new Response('{"value": ['),
      () => new Response(""),
      () => Response.json(null),
      () => Response.json([]),
    ]) {
      await assert.rejects(client([answer]).graph.find("/users/1"), { code: "VENDOR_REFUSED", where: "GET /users/1" });
      await assert.rejects(client([answer]).graph.list("/users"), { code: "VENDOR_REFUSED", where: "GET /users" });
    }
    for (const body of [{}, { value: null }, { value: {} }, { value: [null] }]) {
      const { graph } = client([() => Response.json(body)]);
      await assert.rejects(graph.list("/users"), { code: "VENDOR_REFUSED", where: "GET /users" });
    }
    const nothing = client([() => new Response(null, { status: 204 })]);
    await nothing.graph.patch("/users/1", {});
  });

  it("waits as long as a throttled request is told to, whatever its method", async () => {
    const { graph, sent, waits } = client([
      failing(429, { "retry-after": "7" }),
      failing(429),
      () => Response.json({ id: "1" }, { status: 201 }),
    ]);
    assert.deepEqual(await graph.post("/users", {}), { id: "1" });
    assert.deepEqual([sent.length, waits], [3, [7000, 4000]]);
  });

  it("sends a POST that a server failed on only once, and a GET again", async () => {
    const posting = client([failing(503)]);
    await assert.rejects(posting.graph.post("/users", {}), { status: 503 });
    const getting = client([failing(503), () => Response.json({ id: "1" })]);
    assert.deepEqual(await getting.graph.get("/users/1"), { id: "1" });
  });

  it("gives up after five tries, and at once when the wait would be too long", async () => {
    const often = client(Array.from({ length: 5 }, () => failing(429)));
    await assert.rejects(often.graph.get("/users"), GraphError);
    assert.equal(often.sent.length, 5);
    const long = client([failing(429, { "retry-after": "3600" })]);
    await assert.rejects(long.graph.get("/users"), { status: 429 });
  });

  it("tells Graph's code and message, and finds nothing where Graph answers 404", async () => {
    const refusal = () =>
      Response.json(
        { error: { code: "Authorization_RequestDenied", message: "Insufficient privileges" } },
        { status: 403 },
      );
    await assert.rejects(client([refusal]).graph.get("/users"), {
      code: "VENDOR_REFUSED",
      graphCode: "Authorization_RequestDenied",
      message: "Microsoft Graph: Authorization_RequestDenied: Insufficient privileges (HTTP 403)",
      where: "GET /users",
    });
    assert.equal(await client([failing(404)]).graph.find("/users/1"), undefined);
    await assert.rejects(client([() => new Response("<html>", { status: 502 })]).graph.post("/users", {}), {
      message: "Microsoft Graph: unknown: no reason was given (HTTP 502)",
    });
  });

  it("tells an unreachable host and an interruption apart", async () => {
    const broken = () => Promise.reject(new TypeError("fetch failed"));
    await assert.rejects(client([broken]).graph.get("/users"), { code: "VENDOR_UNREACHABLE" });
    const stop = AbortSignal.abort();
    await assert.rejects(client([broken], stop).graph.get("/users"), { code: "INTERRUPTED" });
  });
});
