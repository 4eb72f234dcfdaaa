import assert from "node:assert/strict";
import { LiveHttp } from "../../../scripts/lib/verify/LiveHttp.ts";
import { TokenMinter } from "../../../scripts/lib/verify/TokenMinter.ts";
import { deploy, settings } from "./support/deployedTrust.ts";

const reader = { issuer: "main", client: "reader" };

/** A minter whose issuer gives one answer to everything, and what it was asked. */
function minterOf(answer: () => Response): { minter: TokenMinter; requests: Request[] } {
  const requests: Request[] = [];
  const fetch: typeof globalThis.fetch = async (url, init) => {
    requests.push(new Request(url, { ...init, signal: null }));
    return answer();
  };
  const http = new LiveHttp({ fetch, signal: new AbortController().signal });
  return { minter: new TokenMinter(deploy(settings), () => ({ secret: "a-b_c" }), http, nobody), requests };
}

/** No client here is one that people sign in to. */
const nobody = {
  get: async (): Promise<never> => assert.fail("nobody signs in"),
};

/** An unsigned token that nobody but the minter reads. */
function tokenThatEnds(inSeconds: number): Response {
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString("base64url");
  const exp = Math.floor(Date.now() / 1000) + inSeconds;
  const token = `${part({ alg: "none" })}.${part({ scp: ["keys.read"], exp })}.`;
  return Response.json({ access_token: token, token_type: "Bearer" });
}

describe("TokenMinter", () => {
  it("sends Basic credentials as curl does, the grant and the scopes in the form", async () => {
    const { minter, requests } = minterOf(() => tokenThatEnds(3600));
    await minter.mint(reader, ["keys.read"]);
    const [request] = requests;
    const credentials = Buffer.from("0oa-main-reader:a-b_c").toString("base64");
    assert.equal(request?.headers.get("authorization"), `Basic ${credentials}`);
    assert.deepEqual(
      [...new URLSearchParams(await request.text())],
      [
        ["scope", "keys.read"],
        ["grant_type", "client_credentials"],
      ],
    );
    assert.equal(request.url, "https://acme.okta.com/oauth2/aus-main/v1/token");
  });

  it("asks once for the same scopes, in whatever order, and anew when the token ends soon", async () => {
    const lasting = minterOf(() => tokenThatEnds(3600));
    await lasting.minter.mint(reader, ["a", "b"]);
    await lasting.minter.mint(reader, ["b", "a"]);
    assert.equal(lasting.requests.length, 1);
    await lasting.minter.mint(reader, ["a"]);
    assert.equal(lasting.requests.length, 2);

    const ending = minterOf(() => tokenThatEnds(10));
    await ending.minter.mint(reader, ["a"]);
    await ending.minter.mint(reader, ["a"]);
    assert.equal(ending.requests.length, 2);
  });

  const answers: Readonly<Record<string, { answer: () => Response; error: string; reason: RegExp }>> = {
    "an OAuth error": {
      answer: () =>
        Response.json({ error: "access_denied", error_description: "Policy evaluation failed" }, { status: 400 }),
      error: "access_denied",
      reason: /^the issuer refused a token to main\/reader: 400 access_denied: Policy evaluation failed$/,
    },
    "an OAuth error beside a challenge": {
      answer: () =>
        Response.json({ error: "invalid_client" }, { status: 401, headers: { "www-authenticate": 'Basic realm="x"' } }),
      error: "invalid_client",
      reason: /^the issuer refused a token to main\/reader: 401 invalid_client$/,
    },
    "a page": {
      answer: () => new Response("<html>", { status: 503, headers: { "content-type": "text/html" } }),
      error: "no_oauth_answer",
      reason: /^the issuer's answer to main\/reader is none that OAuth knows: /,
    },
    "a token that is no JWT": {
      answer: () => Response.json({ access_token: "opaque", token_type: "Bearer" }),
      error: "no_jwt",
      reason: /^the issuer answered with no readable JWT$/,
    },
    "a token of another type": {
      answer: () => Response.json({ access_token: "a.b.c", token_type: "mac" }),
      error: "no_oauth_answer",
      reason: /^the issuer's answer to main\/reader is none that OAuth knows: /,
    },
  };
  for (const [what, { answer, error, reason }] of Object.entries(answers)) {
    it(`tells ${what} from a token`, async () => {
      const minted = await minterOf(answer).minter.mint(reader, ["keys.read"]);
      assert.equal(minted.outcome, "refused");
      assert.equal(minted.error, error);
      assert.match(minted.reason, reason);
    });
  }

  it("says that the outputs do not hold a client", async () => {
    const { minter, requests } = minterOf(() => tokenThatEnds(3600));
    const minted = await minter.mint({ issuer: "main", client: "nobody" }, []);
    assert.equal(minted.outcome, "unavailable");
    assert.equal(requests.length, 0);
  });
});
