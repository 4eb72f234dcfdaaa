import assert from "node:assert/strict";
import { chmod, readdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { refreshSession, type RefreshOptions } from "../../../scripts/lib/login/refreshSession.ts";
import { readSession, type Session, writeSession } from "../../../scripts/lib/login/Session.ts";
import { temporaryFolders } from "../support/temporaryFolder.ts";
import { clientId, clientSecret, FakeIssuer, issuerUrl } from "./support/FakeIssuer.ts";
import { jumpCloudOutputs, outputsOf } from "./support/stackOutputs.ts";

const outputs = outputsOf({ jumpcloud: jumpCloudOutputs() });
const session: Session = {
  ...{ version: 1, stack: "test", issuer: "jumpcloud", client: "reports", issuerUrl, clientId },
  ...{ subject: "dora", refreshToken: "first" },
};

describe("refreshSession", () => {
  const folder = temporaryFolders();

  async function setUp(changes: Partial<Session> = {}) {
    const issuer = new FakeIssuer();
    issuer.refreshToken = "first";
    const file = join(await folder(), "session.json");
    await writeSession(file, { ...session, ...changes });
    const refresh = (more: Partial<RefreshOptions> = {}) =>
      refreshSession(file, { outputs, fetch: issuer.fetch, signal: new AbortController().signal, ...more });
    return { issuer, file, refresh };
  }

  it("gives a fresh ID token, by the client's own authentication", async () => {
    const { issuer, refresh } = await setUp();
    const { claims, idToken, scopes } = await refresh();
    assert.deepEqual([claims.sub, claims["email"], scopes], ["dora", "dora@acme.example", []]);
    assert.equal(idToken.split(".").length, 3);
    assert.deepEqual(issuer.forms, [
      { grant_type: "refresh_token", refresh_token: "first", client_id: clientId, client_secret: clientSecret },
    ]);
  });

  it("has another refresh token in the file before it is handed on, and uses it the next time", async () => {
    const { issuer, file, refresh } = await setUp();
    const { refreshToken } = await refresh();
    assert.notEqual(refreshToken, "first");
    assert.deepEqual(await readSession(file), { ...session, refreshToken });
    await refresh();
    assert.deepEqual(
      issuer.forms.map((form) => form["refresh_token"]),
      ["first", refreshToken],
    );
    assert.deepEqual(await readdir(dirname(file)), ["session.json"]);
  });

  it("keeps another refresh token even where the ID token beside it cannot be checked", async () => {
    const { issuer, file, refresh } = await setUp();
    issuer.discovery = { jwks_uri: "https://gone.acme.example/keys" };
    await assert.rejects(refresh(), { code: "VENDOR_UNREACHABLE" });
    assert.notEqual(issuer.refreshToken, "first");
    assert.deepEqual(await readSession(file), { ...session, refreshToken: issuer.refreshToken });
  });

  it("leaves the file alone where the refresh token stays", async () => {
    const { issuer, file, refresh } = await setUp();
    issuer.rotates = false;
    assert.equal((await refresh()).refreshToken, "first");
    assert.deepEqual(await readSession(file), session);
  });

  it("lets two at once take turns, so that no refresh token is used twice", async () => {
    const { issuer, refresh } = await setUp();
    const both = await Promise.all([refresh(), refresh()]);
    assert.equal(new Set(both.map(({ idToken }) => idToken)).size, 2);
    assert.equal(new Set(issuer.forms.map((form) => form["refresh_token"])).size, 2);
  });

  it("says to sign in again where the refresh token counts no more, and keeps the file", async () => {
    const { issuer, file, refresh } = await setUp();
    issuer.refreshToken = "of another sign-in";
    await assert.rejects(refresh(), {
      code: "VENDOR_REFUSED",
      message: "The session has ended. Sign in again: npm run login -- --stack test --issuer jumpcloud --save FILE",
    });
    assert.deepEqual(await readSession(file), session);
  });

  it("says so too where the issuer is Hydra, and the refresh token was used before", async () => {
    const { issuer, file, refresh } = await setUp();
    issuer.refusal = { error: "token_inactive" };
    await assert.rejects(refresh(), { code: "VENDOR_REFUSED", message: /^The session has ended\. Sign in again:/ });
    assert.deepEqual(await readSession(file), session);
  });

  it("refuses an ID token of somebody else", async () => {
    const { issuer, file, refresh } = await setUp();
    issuer.claims = { sub: "eve" };
    await assert.rejects(refresh(), { code: "TOKEN_UNREADABLE", expected: "dora", actual: "eve" });
    assert.deepEqual(await readSession(file), session);
  });

  it("refuses an answer without an ID token, and one with a foreign signature", async () => {
    const { issuer, refresh } = await setUp();
    issuer.answer = { id_token: undefined };
    issuer.rotates = false;
    await assert.rejects(refresh(), { code: "TOKEN_UNREADABLE", message: "The issuer gave no ID token." });
    issuer.answer = {};
    issuer.signsWithAnotherKey = true;
    await assert.rejects(refresh(), { code: "TOKEN_UNREADABLE", message: /signature/ });
  });

  const others: Readonly<Record<string, Partial<Session>>> = {
    "another stack": { stack: "prod" },
    "an issuer that is not there": { issuer: "customers" },
    "an issuer that has changed": { issuerUrl: "https://other.acme.example/" },
    "a client that has changed": { clientId: "client-0" },
  };
  for (const [what, changes] of Object.entries(others)) {
    it(`refuses a session of ${what}, and sends the refresh token nowhere`, async () => {
      const { issuer, refresh } = await setUp(changes);
      await assert.rejects(refresh(), {
        code: "USAGE",
        message: /^The session is not one of stack test as it is deployed\./,
      });
      assert.deepEqual(issuer.forms, []);
    });
  }

  it("leaves nothing where there is no session", async () => {
    const below = join(await folder(), "below");
    const options = { outputs, fetch: new FakeIssuer().fetch, signal: new AbortController().signal };
    await assert.rejects(refreshSession(join(below, "session.json"), options), { code: "USAGE" });
    await assert.rejects(readdir(below), { code: "ENOENT" });
  });

  it("refuses a file that others may read, and sends the refresh token nowhere", async () => {
    const { issuer, file, refresh } = await setUp();
    await chmod(file, 0o644);
    await assert.rejects(refresh(), { code: "USAGE", actual: "0644" });
    assert.deepEqual(issuer.forms, []);
  });

  it("takes the secret of an application that is not in the stack from its caller", async () => {
    const { issuer, refresh } = await setUp({ client: undefined });
    issuer.rotates = false;
    await assert.rejects(refresh(), { code: "VENDOR_REFUSED", message: /invalid_client/ });
    assert.equal((await refresh({ clientSecret })).claims.sub, "dora");
  });
});
