import assert from "node:assert/strict";
import { createServer } from "node:http";
import type { RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { LiveHttp, Unreachable } from "../../../scripts/lib/verify/LiveHttp.ts";
import type { LiveHttpOptions } from "../../../scripts/lib/verify/LiveHttp.ts";
import { CrosstrustError } from "../../../trust/CrosstrustError.ts";

const now = new Date("2026-05-01T12:00:00Z");

async function withServer(listener: RequestListener, test: (url: string) => Promise<void>): Promise<void> {
  const server = createServer(listener).listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  try {
    await test(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  } finally {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
}

function createHttp(options: Partial<LiveHttpOptions> = {}): { http: LiveHttp; waits: number[] } {
  const waits: number[] = [];
  const wait = async (milliseconds: number): Promise<void> => void waits.push(milliseconds);
  const { signal } = new AbortController();
  return { http: new LiveHttp({ fetch: globalThis.fetch, signal, now: () => now, wait, ...options }), waits };
}

/** Answers 429 with these headers as often as told, then 200. */
function limited(times: number, headers: Record<string, string>): RequestListener {
  let left = times;
  return (_request, response) => {
    if (left-- > 0) response.writeHead(429, headers).end();
    else response.end("fine");
  };
}

describe("LiveHttp", () => {
  const asked = {
    "retry-after in seconds": { "retry-after": "7" },
    "retry-after as a date": { "retry-after": "Fri, 01 May 2026 12:00:07 GMT" },
    "x-rate-limit-reset": { "x-rate-limit-reset": String(now.getTime() / 1000 + 7) },
  };
  for (const [what, headers] of Object.entries(asked)) {
    it(`waits once for a 429, as long as ${what} asks`, async () => {
      await withServer(limited(1, headers), async (url) => {
        const { http, waits } = createHttp();
        assert.equal((await http.send({ method: "GET", url })).body, "fine");
        assert.deepEqual(waits, [7000]);
      });
    });
  }

  it("does not wait a second time", async () => {
    await withServer(limited(2, { "retry-after": "1" }), async (url) => {
      const { http, waits } = createHttp();
      assert.equal((await http.send({ method: "GET", url })).status, 429);
      assert.deepEqual(waits, [1000]);
    });
  });

  it("does not wait longer than its bound, nor where nothing says how long", async () => {
    for (const headers of [{ "retry-after": "61" }, {}]) {
      await withServer(limited(1, headers), async (url) => {
        const { http, waits } = createHttp();
        assert.equal((await http.send({ method: "GET", url })).status, 429);
        assert.deepEqual(waits, []);
      });
    }
  });

  it("does not follow a redirect, which would hand the token to another host", async () => {
    await withServer(
      (_request, response) => response.writeHead(302, { location: "http://127.0.0.1:9/" }).end(),
      async (url) => {
        const { http } = createHttp();
        assert.equal((await http.send({ method: "GET", url, headers: { authorization: "Bearer x" } })).status, 302);
      },
    );
  });

  it("gives up on an answer that does not come", async () => {
    await withServer(
      () => undefined,
      async (url) => {
        const { http } = createHttp({ timeoutMilliseconds: 20 });
        await assert.rejects(http.send({ method: "GET", url }), (error) => {
          assert.ok(error instanceof Unreachable);
          assert.equal(error.code, "VENDOR_UNREACHABLE");
          assert.match(error.message, /^127\.0\.0\.1:\d+ gave no answer: timed out after 0\.02 s$/);
          return true;
        });
      },
    );
  });

  it("names the cause where there is no connection", async () => {
    let closed = "";
    await withServer(
      () => undefined,
      async (url) => void (closed = url),
    );
    const { http } = createHttp();
    await assert.rejects(http.send({ method: "GET", url: closed }), /gave no answer: ECONNREFUSED$/);
  });

  it("says that it was interrupted, not that the host is down", async () => {
    const controller = new AbortController();
    await withServer(
      () => controller.abort(),
      async (url) => {
        const { http } = createHttp({ signal: controller.signal });
        await assert.rejects(
          http.send({ method: "GET", url }),
          (error) => error instanceof CrosstrustError && error.code === "INTERRUPTED",
        );
      },
    );
  });

  it("never has more requests under way than it may", async () => {
    let underWay = 0;
    let most = 0;
    const fetch: typeof globalThis.fetch = async () => {
      most = Math.max(most, (underWay += 1));
      await new Promise((resolve) => setImmediate(resolve));
      underWay -= 1;
      return new Response("");
    };
    const { http } = createHttp({ fetch, concurrency: 3 });
    await Promise.all(Array.from({ length: 20 }, () => http.send({ method: "GET", url: "https://example.com/" })));
    assert.equal(most, 3);
  });

  it("keeps the vendor's request id", async () => {
    const fetch: typeof globalThis.fetch = async () => new Response("", { headers: { "apigw-requestid": "abc=" } });
    const { http } = createHttp({ fetch });
    assert.equal((await http.send({ method: "GET", url: "https://example.com/" })).requestId, "abc=");
  });
});
