import assert from "node:assert/strict";
import { generateKeyPairSync, type KeyObject } from "node:crypto";
import { jwtVerify } from "jose";
import { describe, it } from "mocha";
import { accessOkta } from "../../../../scripts/lib/vendors/okta/accessOkta.ts";

const now = () => new Date("2026-11-22T12:00:00Z");

interface Sent {
  readonly url: string;
  readonly init: RequestInit;
}

function open(
  environment: Readonly<Record<string, string>>,
  answer: (url: string) => Response | Promise<Response> = () => Response.json([]),
  host: string | undefined = "acme.okta.com",
) {
  const sent: Sent[] = [];
  const fetch = (async (url: string, init: RequestInit) => {
    sent.push({ url, init });
    return answer(url);
  }) as typeof globalThis.fetch;
  const { signal } = new AbortController();
  return { sent, access: accessOkta({ host, environment, signal, fetch, now }) };
}

const authorization = ({ init }: Sent) => new Headers(init.headers).get("authorization");

describe("access to Okta", () => {
  it("is none without credentials, and none without an organisation", () => {
    assert.deepEqual(open({}).access, { organisationUrl: "https://acme.okta.com", api: undefined });
    const nowhere = accessOkta({
      host: undefined,
      environment: { OKTA_API_TOKEN: "t" },
      signal: new AbortController().signal,
    });
    assert.deepEqual(nowhere, { organisationUrl: undefined, api: undefined });
  });

  it("takes an API token, and an access token before it", async () => {
    const byApiToken = open({ OKTA_API_TOKEN: "secret-1" });
    await byApiToken.access.api?.list("/api/v1/apps");
    const byAccessToken = open({ OKTA_API_TOKEN: "secret-1", OKTA_ACCESS_TOKEN: "secret-2" });
    await byAccessToken.access.api?.list("/api/v1/apps");
    assert.deepEqual(
      [...byApiToken.sent, ...byAccessToken.sent].map((one) => [one.url, one.init.method ?? "GET", authorization(one)]),
      [
        ["https://acme.okta.com/api/v1/apps", "GET", "SSWS secret-1"],
        ["https://acme.okta.com/api/v1/apps", "GET", "Bearer secret-2"],
      ],
    );
  });

  for (const [what, make, alg] of [
    ["an RSA key in PKCS #8", () => generateKeyPairSync("rsa", { modulusLength: 2048 }), "RS256"],
    ["an RSA key in PKCS #1", () => generateKeyPairSync("rsa", { modulusLength: 2048 }), "RS256"],
    ["a key of the curve P-384", () => generateKeyPairSync("ec", { namedCurve: "P-384" }), "ES384"],
  ] as const) {
    it(`asks for one access token as a service application with ${what}`, async () => {
      const { privateKey, publicKey } = make();
      const pem = pemOf(privateKey, what.includes("#1"));
      const environment = {
        OKTA_API_CLIENT_ID: "0oaservice",
        OKTA_API_PRIVATE_KEY: pem.replaceAll("\n", "\\n"),
        OKTA_API_PRIVATE_KEY_ID: "key-1",
        OKTA_API_SCOPES: "okta.apps.read, okta.groups.read",
      };
      const { sent, access } = open(environment, (url) =>
        url.endsWith("/token") ? Response.json({ access_token: "secret-3" }) : Response.json([]),
      );
      await access.api?.list("/api/v1/apps");
      await access.api?.list("/api/v1/groups");
      const [request, ...others] = sent as [Sent, ...Sent[]];
      assert.equal(request.url, "https://acme.okta.com/oauth2/v1/token");
      assert.deepEqual(others.map(authorization), ["Bearer secret-3", "Bearer secret-3"]);
      const { client_assertion: assertion = "", ...form } = Object.fromEntries(request.init.body as URLSearchParams);
      assert.deepEqual(form, {
        grant_type: "client_credentials",
        scope: "okta.apps.read okta.groups.read",
        client_assertion_type: "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
      });
      const { payload, protectedHeader } = await jwtVerify(assertion, publicKey, {
        currentDate: now(),
        audience: request.url,
      });
      assert.deepEqual(protectedHeader, { alg, kid: "key-1" });
      const { iss, sub, iat, exp } = payload;
      assert.deepEqual(
        { iss, sub, seconds: (exp ?? 0) - (iat ?? 0) },
        { iss: "0oaservice", sub: "0oaservice", seconds: 300 },
      );
    });
  }

  it("refuses half of a service application's credentials, and what is no key, without repeating it", async () => {
    assert.throws(() => open({ OKTA_API_CLIENT_ID: "0oaservice" }), { code: "USAGE", where: "OKTA_API_PRIVATE_KEY" });
    assert.throws(() => open({ OKTA_API_PRIVATE_KEY: "k" }), { code: "USAGE", where: "OKTA_API_CLIENT_ID" });
    const { access } = open({ OKTA_API_CLIENT_ID: "0oaservice", OKTA_API_PRIVATE_KEY: "not-a-key-but-secret" });
    await assert.rejects(
      access.api!.list("/api/v1/apps"),
      (error: Error & { code?: string }) =>
        error.code === "USAGE" && !JSON.stringify([error, error.message]).includes("secret"),
    );
  });

  it("tells why Okta gave no token, in its words", async () => {
    const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
    const environment = { OKTA_API_CLIENT_ID: "0oaservice", OKTA_API_PRIVATE_KEY: pemOf(privateKey, false) };
    const refusal = { error: "invalid_scope", error_description: "One or more scopes are not granted." };
    const { access } = open(environment, () => Response.json(refusal, { status: 400 }));
    await assert.rejects(access.api!.list("/api/v1/apps"), {
      code: "VENDOR_REFUSED",
      message: "Okta gave no access token: invalid_scope: One or more scopes are not granted. (HTTP 400)",
    });
  });
});

function pemOf(key: KeyObject, pkcs1: boolean): string {
  return key.export({ type: pkcs1 ? "pkcs1" : "pkcs8", format: "pem" }) as string;
}
