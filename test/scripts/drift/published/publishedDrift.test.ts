import assert from "node:assert/strict";
import { describe, it } from "mocha";
import type { DriftContext } from "../../../../scripts/lib/drift/DriftContext.ts";
import { publishedDrift } from "../../../../scripts/lib/drift/published/publishedDrift.ts";
import { LiveHttp } from "../../../../scripts/lib/verify/LiveHttp.ts";

const oktaIssuer = "https://acme-dev.okta.com/oauth2/aus1";
const rsa = { kty: "RSA", use: "sig", kid: "1", n: "AQAB", e: "AQAB" };

interface Site {
  readonly discovery?: Response | undefined;
  readonly keys?: readonly object[];
}

function context(site: Site): DriftContext {
  const fetch = async (url: unknown): Promise<Response> =>
    String(url).endsWith("/keys")
      ? Response.json({ keys: site.keys ?? [rsa] })
      : (site.discovery ?? Response.json({ issuer: oktaIssuer, jwks_uri: `${oktaIssuer}/keys` }));
  return {
    stack: "dev",
    trust: {
      region: "eu-central-1",
      model: { issuers: { okta: { kind: "okta", scopes: {}, clients: {} } }, apis: {}, relyingParties: {} },
      issuers: { okta: { kind: "okta", issuer: oktaIssuer, clients: {} } },
      relyingParties: {},
    },
    http: new LiveHttp({ fetch, signal: new AbortController().signal }),
  } as unknown as DriftContext;
}

const told = async (site: Site) =>
  (await publishedDrift(context(site))).map(({ rule, where, expected, actual, path }) => {
    return { rule, where, expected, actual, path };
  });

const path = ["crosstrust:issuers", "okta"];

describe("publishedDrift", () => {
  it("finds nothing where an issuer publishes what is trusted", async () => assert.deepEqual(await told({}), []));

  it("finds another issuer in the document, character by character", async () => {
    const discovery = Response.json({ issuer: `${oktaIssuer}/`, jwks_uri: `${oktaIssuer}/keys` });
    assert.deepEqual(await told({ discovery }), [
      {
        rule: "issuer-mismatch",
        where: "issuers.okta, published issuer",
        expected: oktaIssuer,
        actual: `${oktaIssuer}/`,
        path,
      },
    ]);
  });

  it("finds that there is no document, and no key that signs", async () => {
    assert.deepEqual(await told({ discovery: new Response("", { status: 404 }) }), [
      {
        rule: "discovery",
        where: "issuers.okta, published documents",
        expected: "200 and a JSON object",
        actual: "404",
        path,
      },
    ]);
    const [one, ...others] = await told({ keys: [{ ...rsa, use: "enc" }] });
    assert.deepEqual(others, []);
    assert.equal(one?.rule, "discovery");
  });
});
