import assert from "node:assert/strict";
import { UnsecuredJWT } from "jose";
import { describeSignIn, reportSignIn } from "../../../scripts/lib/login/describeSignIn.ts";
import { openBrowser } from "../../../scripts/lib/login/openBrowser.ts";
import { portTaken } from "../../../scripts/lib/login/portTaken.ts";
import type { SignedIn } from "../../../scripts/lib/login/SignedIn.ts";
import { clientId, issuerUrl, targetOf } from "./support/FakeIssuer.ts";

const signedIn: SignedIn = {
  idToken: "the-id-token",
  claims: { sub: "dora", email: "dora@acme.example", name: "D\u001b[31mora\n", exp: 1_767_323_045, groups: ["a", "b"] },
  idTokenExpires: new Date("2026-01-02T03:04:05Z"),
  accessToken: new UnsecuredJWT({ scope: "openid", client_id: "c" }).encode(),
  accessTokenExpires: new Date("2026-01-02T04:04:05Z"),
  refreshToken: "the-refresh-token",
  scopes: ["openid", "email"],
};

describe("describeSignIn", () => {
  it("shows the claims of both tokens, their ends and the scopes, in lines that no claim can break", () => {
    assert.deepEqual(describeSignIn(reportSignIn(targetOf(), signedIn)), [
      "Signed in at jumpcloud as dora@acme.example",
      "ID token, until 2026-01-02T03:04:05.000Z",
      "  sub: dora",
      "  email: dora@acme.example",
      "  name: Dora",
      "  exp: 1767323045 (2026-01-02T03:04:05.000Z)",
      '  groups: ["a","b"]',
      "Access token, until 2026-01-02T04:04:05.000Z",
      "  scope: openid",
      "  client_id: c",
      "Scopes: openid email",
      "Refresh token: given",
    ]);
  });

  it("holds no token", () => {
    const report = JSON.stringify(reportSignIn(targetOf(), signedIn));
    for (const token of [signedIn.idToken, signedIn.accessToken, signedIn.refreshToken ?? ""]) {
      assert.ok(!report.includes(token));
    }
  });

  it("says so where the access token cannot be read, does not say when it ends, and there is no refresh token", () => {
    const opaque = { ...signedIn, accessToken: "opaque", accessTokenExpires: undefined, refreshToken: undefined };
    const report = reportSignIn(targetOf({ client: undefined }), { ...opaque, scopes: [] });
    assert.deepEqual(report, {
      ...{ stack: "test", issuer: "jumpcloud", issuerUrl, clientId, claims: signedIn.claims },
      ...{ idTokenExpires: "2026-01-02T03:04:05.000Z", scopes: [], refreshToken: "none" },
    });
    assert.deepEqual(describeSignIn(report).slice(-3), [
      "Access token, not readable",
      "Scopes: none",
      "Refresh token: none",
    ]);
  });
});

describe("openBrowser", () => {
  it("opens nothing on a Linux without a display", async function () {
    if (process.platform !== "linux") {
      process.stdout.write("      skipped: this is not Linux\n");
      return this.skip();
    }
    assert.equal(await openBrowser("https://id.acme.example/", { DISPLAY: "" }), false);
  });
});

describe("portTaken", () => {
  it("knows what has port 5000 on macOS", () => {
    const target = targetOf({ redirectUri: "http://localhost:5000/authorize" });
    const { code, expected, message } = portTaken(target, 5000, "EADDRINUSE", undefined, "darwin");
    assert.deepEqual(
      [code, message],
      ["PORT_TAKEN", "Port 5000, where the sign-in comes back to, is taken by another program."],
    );
    assert.match(String(expected), /^on macOS AirPlay Receiver has port 5000: switch it off in System Settings/);
    assert.match(String(portTaken(target, 5000, "EADDRINUSE", undefined, "linux").expected), /^the port free: end/);
    assert.match(String(portTaken(target, 5001, "EADDRINUSE", undefined, "darwin").expected), /^the port free: end/);
  });

  it("names the setting of a pool's client, and the option of another application", () => {
    const cognito = targetOf({ kind: "cognito", issuer: "customers", client: "local" });
    assert.match(
      String(portTaken(cognito, 80, "EACCES", undefined).expected),
      /crosstrust:issuers\.customers\.clients\.local\.callbackUrls, deployed$/,
    );
    const own = targetOf({ client: undefined });
    assert.match(String(portTaken(own, 80, "EADDRINUSE", undefined).expected), /named by --redirect-uri$/);
  });
});
