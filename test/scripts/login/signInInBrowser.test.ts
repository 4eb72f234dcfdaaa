import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer, get, request } from "node:http";
import type { AddressInfo } from "node:net";
import { signInInBrowser } from "../../../scripts/lib/login/signInInBrowser.ts";
import { clientId, clientSecret, FakeIssuer, issuerUrl, targetOf } from "./support/FakeIssuer.ts";
import { complete, type Page, pageOf, start, visit } from "./support/startSignIn.ts";

describe("signInInBrowser", () => {
  it("asks with PKCE, state and nonce, and gives the tokens", async () => {
    const { issuer, url, signedIn, notes } = await start();
    const asked = Object.fromEntries(new URL(url).searchParams);
    assert.match(asked["redirect_uri"] ?? "", /^http:\/\/localhost:\d+\/authorize$/);
    assert.deepEqual(
      [asked["response_type"], asked["client_id"], asked["scope"], asked["code_challenge_method"]],
      ["code", clientId, "openid email", "S256"],
    );
    for (const name of ["state", "nonce", "code_challenge"]) assert.match(asked[name] ?? "", /^[\w-]{43}$/);
    const page = await visit(issuer.authorize(url));
    const result = await signedIn;
    assert.deepEqual([result.claims.sub, result.claims["email"]], ["dora", "dora@acme.example"]);
    assert.deepEqual(result.scopes, ["openid", "email"]);
    assert.equal(result.refreshToken, issuer.refreshToken);
    assert.equal(page.status, 200);
    assert.match(page.body, /<h1>Signed in<\/h1>/);
    const [form] = issuer.forms;
    assert.deepEqual([form?.["client_id"], form?.["client_secret"]], [clientId, clientSecret]);
    assert.deepEqual(notes, ["Sign in at jumpcloud in a browser on this machine:", url]);
  });

  it("shows a secret in the header as it is, as Okta is known to take it", async () => {
    const { issuer, url, signedIn } = await start(new FakeIssuer(), { authentication: "client_secret_basic" });
    await visit(issuer.authorize(url));
    assert.equal((await signedIn).claims.sub, "dora");
    assert.equal(issuer.forms[0]?.["client_secret"], undefined);
  });

  it("leaves no token, code or state in the page, which nothing can frame, keep or add to", async () => {
    const { issuer, url, signedIn } = await start();
    const answer = issuer.authorize(url);
    const { headers, body } = await visit(answer);
    const { idToken, accessToken, refreshToken = "" } = await signedIn;
    for (const secret of [idToken, accessToken, refreshToken, ...new URL(answer).searchParams.values()]) {
      assert.ok(!body.includes(secret));
    }
    assert.match(String(headers["content-security-policy"]), /^default-src 'none'; style-src 'nonce-[\w+/=]+';/);
    assert.deepEqual(
      [headers["cache-control"], headers["referrer-policy"], headers["x-content-type-options"]],
      ["no-store", "no-referrer", "nosniff"],
    );
    assert.ok(!body.includes("<script"));
  });

  it("goes on waiting after an answer with another state, or with none, and says so", async () => {
    const { issuer, url, signedIn, notes } = await start();
    for (const state of ["another", undefined]) {
      const page = await visit(issuer.authorize(url, { state }));
      assert.equal(page.status, 400);
      assert.match(page.body, /another sign-in/);
    }
    await visit(issuer.authorize(url, { state: "x", error: "bad\u001b[2Jness", error_description: "a\nb" }));
    assert.deepEqual(issuer.forms, []);
    assert.deepEqual(notes.slice(2), [
      "Refused an answer that does not belong to this sign-in. Still waiting …",
      "Refused an answer that does not belong to this sign-in. Still waiting …",
      "Refused an answer that does not belong to this sign-in (badness: a b). Still waiting …",
    ]);
    await visit(issuer.authorize(url));
    assert.equal((await signedIn).claims.sub, "dora");
  });

  it("takes one answer: another request to the callback is refused, and asks the issuer nothing", async () => {
    const issuer = new FakeIssuer();
    const { url, signedIn } = await start(issuer);
    const answer = issuer.authorize(url);
    let second: Page | undefined;
    issuer.beforeTokens = async () => {
      second = await visit(answer);
    };
    assert.equal((await visit(answer)).status, 200);
    await signedIn;
    assert.equal(second?.status, 400);
    assert.match(second.body, /had its answer already/);
    assert.equal(issuer.forms.length, 1);
  });

  it("has the tokens though the browser went away before it got its page", async () => {
    const issuer = new FakeIssuer();
    const { url, signedIn } = await start(issuer);
    const asking = get(issuer.authorize(url), { agent: false });
    asking.on("error", () => undefined);
    issuer.beforeTokens = async () => {
      asking.destroy();
      // The server hears of it before it hears of this.
      await visit(new URL("/", issuer.authorize(url)).href);
    };
    assert.equal((await signedIn).claims.sub, "dora");
    assert.equal(issuer.forms.length, 1);
  });

  it("shows an error answer, as plain text, in the page and to the caller", async () => {
    const { issuer, url, signedIn } = await start();
    const error = { code: undefined, error: "access_denied", error_description: "<b>Not</b> assigned\u0007" };
    const [page] = await Promise.all([
      visit(issuer.authorize(url, error)),
      assert.rejects(signedIn, {
        code: "VENDOR_REFUSED",
        message: "jumpcloud refused the sign-in: access_denied: <b>Not</b> assigned",
        where: issuerUrl,
      }),
    ]);
    assert.equal(page.status, 400);
    assert.ok(page.body.includes("&#60;b&#62;Not&#60;/b&#62; assigned"), page.body);
  });

  it("says what the token endpoint refuses", async () => {
    const issuer = new FakeIssuer();
    issuer.refusal = { error: "invalid_grant", error_description: "Code is used" };
    const [, result] = await complete(issuer);
    assert.equal(result.status, "rejected");
    assert.equal((result.reason as Error).message, "jumpcloud refused the sign-in: invalid_grant: Code is used");
  });

  const documents: Readonly<Record<string, { document: object; found: unknown }>> = {
    "of another issuer, be it by a slash": {
      document: { issuer: issuerUrl.slice(0, -1) },
      found: issuerUrl.slice(0, -1),
    },
    "whose token endpoint is not https": {
      document: { token_endpoint: "http://id.acme.example/token" },
      found: "token_endpoint",
    },
    "without keys": { document: { jwks_uri: undefined }, found: "jwks_uri" },
  };
  for (const [what, { document, found }] of Object.entries(documents)) {
    it(`refuses a discovery document ${what}, before anything is opened`, async () => {
      const issuer = new FakeIssuer();
      issuer.discovery = document as Readonly<Record<string, unknown>>;
      await assert.rejects(start(issuer), { code: "VENDOR_REFUSED", actual: found });
    });
  }

  it("refuses an answer of another authorization server (RFC 9207)", async () => {
    const issuer = new FakeIssuer();
    issuer.discovery = { authorization_response_iss_parameter_supported: true };
    const { url, signedIn } = await start(issuer);
    await Promise.all([
      visit(issuer.authorize(url, { iss: "https://evil.example" })),
      assert.rejects(signedIn, { code: "TOKEN_UNREADABLE" }),
    ]);
    assert.deepEqual(issuer.forms, []);
  });

  it("serves the login URL, where a portal's tile begins the same sign-in", async () => {
    const { issuer, url, signedIn } = await start(new FakeIssuer(), { loginUrl: "http://localhost/login" });
    const { origin } = new URL(new URL(url).searchParams.get("redirect_uri") ?? "");
    const { status, headers } = await visit(`${origin}/login`);
    assert.deepEqual([status, headers.location], [302, url]);
    await visit(issuer.authorize(url));
    await signedIn;
  });

  it("answers nothing else: other paths, methods and names of this machine", async () => {
    const { issuer, url, signedIn } = await start();
    const answer = issuer.authorize(url);
    const { origin, port } = new URL(answer);
    const elsewhere = request({
      port,
      path: `//evil.example${new URL(answer).pathname}`,
      headers: { host: `localhost:${port}` },
    });
    for (const page of [
      await pageOf(elsewhere.end()),
      await visit(`${origin}/`),
      await visit(`${origin}/login`),
      await visit(answer, { method: "POST" }),
      await visit(answer, { host: `evil.example:${port}` }),
      await visit(answer, { host: `127.0.0.1:${port}` }),
    ]) {
      assert.equal(page.status, 404);
    }
    assert.deepEqual(issuer.forms, []);
    await visit(answer);
    await signedIn;
  });

  it("ends when nobody signs in for ten minutes, and listens no more", async () => {
    const waited: number[] = [];
    const late = Promise.withResolvers<unknown>();
    const { url, signedIn } = await start(
      new FakeIssuer(),
      {},
      {
        wait: (milliseconds) => {
          waited.push(milliseconds);
          return late.promise;
        },
      },
    );
    late.resolve(undefined);
    await assert.rejects(signedIn, { code: "INTERRUPTED", message: "Nobody signed in within 10 minutes." });
    assert.deepEqual(waited, [600_000]);
    await assert.rejects(visit(new URL(url).searchParams.get("redirect_uri") ?? ""), { code: "ECONNREFUSED" });
  });

  it("ends by the user's interruption, and listens no more", async () => {
    const { url, signedIn, interrupt } = await start(
      new FakeIssuer(),
      {},
      {
        wait: (_milliseconds, signal) =>
          new Promise((_resolve, reject) => signal.addEventListener("abort", () => reject(new Error("aborted")))),
      },
    );
    interrupt();
    await assert.rejects(signedIn, { code: "INTERRUPTED" });
    await assert.rejects(visit(new URL(url).searchParams.get("redirect_uri") ?? ""), { code: "ECONNREFUSED" });
  });

  it("says when no browser could be opened, and goes on", async () => {
    const opened = Promise.withResolvers<string>();
    const notes: string[] = [];
    const issuer = new FakeIssuer();
    const signedIn = signInInBrowser(targetOf(), {
      fetch: issuer.fetch,
      signal: new AbortController().signal,
      note: (line) => {
        notes.push(line);
        if (line.startsWith("No browser")) opened.resolve(notes[1] ?? "");
      },
      openBrowser: () => Promise.resolve(false),
    });
    await visit(issuer.authorize(await opened.promise));
    assert.equal((await signedIn).claims.sub, "dora");
  });

  it("names the port that another program has, and what to change", async () => {
    const other = createServer().listen(0, "127.0.0.1");
    await once(other, "listening");
    const { port } = other.address() as AddressInfo;
    try {
      await assert.rejects(
        start(new FakeIssuer(), { redirectUri: `http://localhost:${port}/authorize`, anyPort: false }),
        {
          code: "PORT_TAKEN",
          message: `Port ${port}, where the sign-in comes back to, is taken by another program.`,
          where: `http://localhost:${port}/authorize`,
          expected:
            "the port free: end the program that has it; or another port in crosstrust:issuers.jumpcloud.clients.reports.redirectUris and loginUrl, and in JumpCloud's application, deployed",
        },
      );
    } finally {
      other.close();
    }
  });

  it("does not share localhost with whoever has its other address", async function () {
    const other = createServer();
    const failed = once(other, "error").then(() => true);
    other.listen(0, "::1");
    if (await Promise.race([failed, once(other, "listening").then(() => false)])) {
      process.stdout.write("      skipped: this machine has no IPv6 loopback address\n");
      return this.skip();
    }
    const { port } = other.address() as AddressInfo;
    try {
      const redirectUri = `http://localhost:${port}/authorize`;
      await assert.rejects(start(new FakeIssuer(), { redirectUri, anyPort: false }), { code: "PORT_TAKEN" });
      await assert.rejects(visit(`http://127.0.0.1:${port}/`), { code: "ECONNREFUSED" });
    } finally {
      other.close();
    }
  });
});
