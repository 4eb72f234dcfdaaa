import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { OktaClient, OktaError } from "../../../../scripts/lib/vendors/okta/OktaClient.ts";

const organisationUrl = "https://acme.okta.com";

function client(answers: readonly (() => Response | Promise<Response>)[], signal = new AbortController().signal) {
  const sent: string[] = [];
  const waits: number[] = [];
  const fetch = (async (url: string, init: RequestInit) => {
    sent.push(url);
    assert.equal(init.method, undefined, "it only reads");
    assert.equal(init.redirect, "error");
    const answer = answers[sent.length - 1];
    return answer === undefined ? assert.fail("one request too many") : answer();
  }) as typeof globalThis.fetch;
  const okta = new OktaClient({
    organisationUrl,
    authorization: async () => "SSWS secret-token",
    fetch,
    signal,
    wait: async (ms) => void waits.push(ms),
    now: () => new Date("2026-11-22T12:00:00Z"),
  });
  return { okta, sent, waits };
}

const seconds = Date.parse("2026-11-22T12:00:00Z") / 1000;
const refusal =
  (status: number, headers: Record<string, string> = {}) =>
  () =>
    Response.json({ errorCode: "E0000047", errorSummary: "Too many requests." }, { status, headers });

describe("OktaClient", () => {
  it("follows the next link of a list, whichever place it has", async () => {
    const links = [
      `<${organisationUrl}/api/v1/apps>; rel="self"`,
      `<${organisationUrl}/api/v1/apps?after=1>; rel="next"`,
    ];
    const { okta, sent } = client([
      () => Response.json([{ id: "1" }], { headers: { link: links.join(", ") } }),
      () => Response.json([{ id: "2" }], { headers: { link: links[0]! } }),
    ]);
    assert.deepEqual(await okta.list("/api/v1/apps"), [{ id: "1" }, { id: "2" }]);
    assert.deepEqual(sent, [`${organisationUrl}/api/v1/apps`, `${organisationUrl}/api/v1/apps?after=1`]);
  });

  it("does not take its token to another host", async () => {
    const link = `<https://mallory.example/api/v1/apps?after=1>; rel="next"`;
    const { okta, sent } = client([() => Response.json([], { headers: { link } })]);
    await assert.rejects(okta.list("/api/v1/apps"), { code: "VENDOR_REFUSED" });
    assert.equal(sent.length, 1);
  });

  it("waits until Okta's window ends, by Okta's clock where it tells it", async () => {
    const reset = { "x-rate-limit-reset": String(seconds + 20) };
    const theirs = { ...reset, date: new Date((seconds + 15) * 1000).toUTCString() };
    const { okta, waits } = client([refusal(429, reset), refusal(429, theirs), () => Response.json({ id: "1" })]);
    assert.deepEqual(await okta.find("/api/v1/apps/1"), { id: "1" });
    assert.deepEqual(waits, [21_000, 6_000]);
  });

  it("gives up after five tries, and at once where the wait would be too long", async () => {
    const often = client(Array.from({ length: 5 }, () => refusal(503)));
    await assert.rejects(often.okta.list("/api/v1/apps"), { status: 503 });
    assert.equal(often.sent.length, 5);
    const long = client([refusal(429, { "x-rate-limit-reset": String(seconds + 3600) })]);
    await assert.rejects(long.okta.list("/api/v1/apps"), OktaError);
    assert.deepEqual(long.waits, []);
  });

  it("tells Okta's code and summary and never the token, and finds nothing where Okta answers 404", async () => {
    const denied = () =>
      Response.json({ errorCode: "E0000006", errorSummary: "You do not have permission." }, { status: 403 });
    await assert.rejects(client([denied]).okta.list("/api/v1/apps?limit=200"), (error: OktaError) => {
      assert.deepEqual(
        [error.code, error.oktaCode, error.status, error.path, error.where, error.message],
        [
          "VENDOR_REFUSED",
          "E0000006",
          403,
          "/api/v1/apps",
          "GET /api/v1/apps",
          "Okta: E0000006: You do not have permission. (HTTP 403)",
        ],
      );
      return !JSON.stringify(error).includes("secret-token");
    });
    assert.equal(await client([refusal(404)]).okta.find("/api/v1/apps/1"), undefined);
    await assert.rejects(client([refusal(404)]).okta.list("/api/v1/apps"), { status: 404 });
  });

  it("tells an answer that is no list, an unreachable host and an interruption apart", async () => {
    await assert.rejects(client([() => Response.json({})]).okta.list("/api/v1/apps"), { code: "VENDOR_REFUSED" });
    await assert.rejects(client([() => new Response("<html>")]).okta.find("/api/v1/apps/1"), {
      code: "VENDOR_REFUSED",
    });
    const broken = () => Promise.reject(new TypeError("fetch failed"));
    await assert.rejects(client([broken]).okta.list("/api/v1/apps"), { code: "VENDOR_UNREACHABLE" });
    await assert.rejects(client([broken], AbortSignal.abort()).okta.list("/api/v1/apps"), { code: "INTERRUPTED" });
  });
});
