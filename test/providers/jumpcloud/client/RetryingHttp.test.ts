import assert from "node:assert/strict";
import { RetryingHttp, type HttpRequest } from "../../../../providers/jumpcloud/client/RetryingHttp.ts";

const now = new Date("2026-01-02T03:04:05Z");
const url = "https://console.jumpcloud.com/api/v2/usergroups";

/** A step of a script: an answer, or a failure without one. */
type Step = Response | Error;

interface Script {
  readonly http: RetryingHttp;
  readonly waits: number[];
  readonly sent: RequestInit[];
}

function script(steps: Step[], { signal = new AbortController().signal, random = 1 } = {}): Script {
  const [waits, sent]: [number[], RequestInit[]] = [[], []];
  const http = new RetryingHttp({
    signal,
    fetch: async (_, init) => {
      sent.push(init ?? {});
      const step = steps.shift();
      if (step === undefined) throw new Error("asked once too often");
      if (step instanceof Error) throw step;
      return step;
    },
    wait: async (milliseconds) => waits.push(milliseconds),
    now: () => now,
    random: () => random,
  });
  return { http, waits, sent };
}

const request = (fields: Partial<HttpRequest> = {}): HttpRequest => ({
  method: "GET",
  url,
  headers: {},
  repeatable: true,
  ...fields,
});
const answer = (status: number, headers: Record<string, string> = {}): Response =>
  new Response("{}", { status, headers });
const failure = (code: string): Error =>
  new TypeError("fetch failed", { cause: Object.assign(new Error("socket"), { code }) });

describe("RetryingHttp", () => {
  it("hands on what is no trouble as it is, redirects too", async () => {
    for (const status of [200, 302, 400, 401, 404, 409, 501]) {
      const { http, waits, sent } = script([answer(status)]);
      assert.equal((await http.send(request())).status, status);
      assert.deepEqual([waits, sent.length, sent[0]?.redirect], [[], 1, "manual"]);
    }
  });

  for (const [what, headers, expected] of [
    ["seconds", { "retry-after": "7" }, 7000],
    ["a date", { "retry-after": "Fri, 02 Jan 2026 03:04:15 GMT" }, 10_000],
    ["a date that is over", { "retry-after": "Fri, 02 Jan 2026 03:04:00 GMT" }, 0],
    ["a reset in seconds", { "x-ratelimit-reset": "3" }, 3000],
    ["a reset as a time", { "x-ratelimit-reset": String(now.getTime() / 1000 + 5) }, 5000],
    ["nothing", {}, 500],
    ["nonsense", { "retry-after": "soon" }, 500],
  ] as const) {
    it(`waits after a 429 that says ${what}`, async () => {
      const { http, waits } = script([answer(429, headers), answer(200)]);
      assert.equal((await http.send(request({ method: "POST", repeatable: false }))).status, 200);
      assert.deepEqual(waits, [expected]);
    });
  }

  it("gives up at once where the wait would be too long", async () => {
    const { http, waits } = script([answer(429, { "retry-after": "121" })]);
    assert.equal((await http.send(request())).status, 429);
    assert.deepEqual(waits, []);
  });

  it("waits ever longer, by half of it at random, four times at most", async () => {
    const steps = (): Step[] => [502, 503, 504, 500, 503].map((status) => answer(status));
    const least = script(steps(), { random: 0 });
    assert.equal((await least.http.send(request())).status, 503);
    assert.deepEqual(least.waits, [250, 500, 1000, 2000]);
    const most = script(steps(), { random: 1 });
    await most.http.send(request());
    assert.deepEqual(most.waits, [500, 1000, 2000, 4000]);
  });

  it("asks again after a broken connection only what may be done twice", async () => {
    const repeated = script([failure("ECONNRESET"), answer(200)]);
    assert.equal((await repeated.http.send(request())).status, 200);
    const once = script([failure("ECONNRESET")]);
    await assert.rejects(once.http.send(request({ method: "POST", repeatable: false })), {
      code: "VENDOR_UNREACHABLE",
      message: "POST /api/v2/usergroups: console.jumpcloud.com gave no answer (ECONNRESET)",
    });
    const trouble = script([answer(503)]);
    assert.equal((await trouble.http.send(request({ method: "POST", repeatable: false }))).status, 503);
  });

  it("asks again whatever it is, where no connection came about", async () => {
    const { http, sent } = script([failure("ECONNREFUSED"), failure("ENOTFOUND"), answer(201)]);
    assert.equal((await http.send(request({ method: "POST", repeatable: false }))).status, 201);
    assert.equal(sent.length, 3);
  });

  it("says that it took too long", async () => {
    const timeout = new DOMException("timed out", "TimeoutError");
    const { http } = script([timeout]);
    await assert.rejects(http.send(request({ repeatable: false })), /\(no answer within 30 s\)/);
  });

  it("stops waiting, and sends nothing more, when it is cancelled", async () => {
    const cancelled = new AbortController();
    const sent: number[] = [];
    const http = new RetryingHttp({
      signal: cancelled.signal,
      fetch: async () => {
        sent.push(1);
        cancelled.abort(new Error("cancelled by the engine"));
        return answer(429, { "retry-after": "60" });
      },
    });
    await assert.rejects(http.send(request()), { code: "INTERRUPTED" });
    await assert.rejects(http.send(request()), { code: "INTERRUPTED" });
    assert.equal(sent.length, 1);
  });
});
