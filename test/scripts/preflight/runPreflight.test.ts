import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { describeFinding, refuseErrors, runPreflight } from "../../../scripts/lib/preflight/runPreflight.ts";
import { inspectIssuer } from "../../../scripts/lib/preflight/inspectIssuer.ts";
import { expectedIssuers, type Known } from "../../../scripts/lib/preflight/expectedIssuers.ts";
import { LiveHttp } from "../../../scripts/lib/verify/LiveHttp.ts";
import type { DeployedTrust } from "../../../trust/DeployedTrust.ts";
import { parseSettings } from "../../../trust/parseSettings.ts";
import type { TrustModel } from "../../../trust/TrustModel.ts";
import { accessGrantsModel } from "../../trust/accessGrantsFixture.ts";

const tenantId = "6c1e2f0a-8f5d-4b6e-9a57-2d3f4c5b6a70";
const b2cTenant = "b2c0a1d4-3e57-4c98-8f21-7d6e5c4b3a29";
const now = new Date("2026-11-22T12:00:00Z");

function modelOf(generation = "1", secret: Readonly<Record<string, unknown>> = {}): TrustModel {
  return parseSettings(
    {
      issuers: {
        workforce: {
          kind: "entra",
          roles: { "Orders.Export": {} },
          clients: { nightly: { roles: ["Orders.Export"], secret: { generation, ...secret } } },
        },
        customers: {
          kind: "b2c",
          tenantId: b2cTenant,
          tenantName: "acmecustomers",
          policy: "B2C_1_signin",
          roles: { "orders.read": {} },
          clients: { shop: { roles: ["orders.read"] } },
        },
        okta: {
          kind: "okta",
          audience: "https://api.acme.example",
          scopes: { "keys.read": {} },
          clients: { key: { scopes: ["keys.read"] } },
        },
      },
      apis: {},
      relyingParties: {
        jumpcloud: {
          kind: "jumpcloud-federation",
          group: "entra-people",
          domains: ["acme.example"],
          application: { secret: { generation, ...secret } },
          people: {},
        },
      },
    },
    now,
  ).model;
}

const entraIssuer = `https://login.microsoftonline.com/${tenantId}/v2.0`;
const b2cBase = `https://acmecustomers.b2clogin.com/tfp/${b2cTenant}/b2c_1_signin/v2.0`;
const oktaIssuer = "https://acme-dev.okta.com/oauth2/aus1";
const rsa = { kty: "RSA", use: "sig", kid: "1", n: "AQAB", e: "AQAB" };

type Site = Record<string, () => Response>;

/** Every issuer as it should be. */
function goodSite(): Site {
  const issuers = { [entraIssuer]: entraIssuer, [b2cBase]: `${b2cBase}/`, [oktaIssuer]: oktaIssuer };
  return Object.fromEntries(
    Object.entries(issuers).flatMap(([base, issuer]) => [
      [`${base}/.well-known/openid-configuration`, () => Response.json({ issuer, jwks_uri: `${base}/keys` })],
      [`${base}/keys`, () => Response.json({ keys: [rsa] })],
    ]),
  );
}

function httpOf(site: Site): { http: LiveHttp; asked: string[] } {
  const asked: string[] = [];
  const fetch = (async (url: string) => {
    asked.push(url);
    return site[url]?.() ?? Promise.reject(new TypeError(`fetch failed: ${url}`));
  }) as typeof globalThis.fetch;
  return { http: new LiveHttp({ fetch, signal: new AbortController().signal }), asked };
}

function deployedOf(model: TrustModel, secretExpires: string): DeployedTrust {
  return {
    model,
    issuers: {
      okta: { kind: "okta", issuer: oktaIssuer, clients: {} },
      workforce: { kind: "entra", clients: { nightly: { clientId: "c", secretExpires } } },
    },
    relyingParties: { jumpcloud: { kind: "jumpcloud-federation", secretExpires } },
  } as unknown as DeployedTrust;
}

const known = (overrides: Partial<Known> = {}): Known => ({
  model: modelOf(),
  tenantId,
  jumpCloudIssuer: undefined,
  deployed: undefined,
  ...overrides,
});

describe("runPreflight", () => {
  it("finds nothing where every issuer publishes what the config says, and asks each for two documents", async () => {
    const { http, asked } = httpOf(goodSite());
    const deployed = deployedOf(modelOf(), "2027-03-01T00:00:00Z");
    assert.deepEqual(await runPreflight(known({ deployed }), http, now), []);
    assert.deepEqual(
      new Map([...Map.groupBy(asked, (url) => url)].map(([url, times]) => [url, times.length])),
      new Map([
        // The federation's documents are those of the tenant.
        [`${b2cBase}/.well-known/openid-configuration`, 1],
        [`${oktaIssuer}/.well-known/openid-configuration`, 1],
        [`${entraIssuer}/.well-known/openid-configuration`, 2],
        [`${b2cBase}/keys`, 1],
        [`${oktaIssuer}/keys`, 1],
        [`${entraIssuer}/keys`, 2],
      ]),
    );
  });

  it("only warns of what the stack makes itself where the deployment reads first what is there", async () => {
    const discovery = (issuer: string): string => `${issuer}/.well-known/openid-configuration`;
    const gone = (): Response => new Response(null, { status: 404 });
    const { http } = httpOf({ ...goodSite(), [discovery(oktaIssuer)]: gone, [discovery(entraIssuer)]: gone });
    const deployed = deployedOf(modelOf(), "2027-03-01T00:00:00Z");
    const severities = async (options: { readonly refreshes?: boolean }) =>
      (await runPreflight(known({ deployed }), http, now, options)).map(
        ({ where, severity }) => `${where} ${severity}`,
      );
    const others = ["issuers.workforce error", "relyingParties.jumpcloud error"];
    assert.deepEqual((await severities({})).toSorted(), ["issuers.okta error", ...others]);
    assert.deepEqual((await severities({ refreshes: true })).toSorted(), ["issuers.okta warning", ...others]);
  });

  it("leaves Okta alone before it gave its servers an issuer", () => {
    assert.deepEqual(
      expectedIssuers(known()).map(({ name }) => name),
      ["issuers.customers", "issuers.workforce", "relyingParties.jumpcloud"],
    );
  });

  it("says which setting to change where a B2C policy has the other issuer form, and whom that may hurt", async () => {
    const published = `https://acmecustomers.b2clogin.com/${b2cTenant}/v2.0/`;
    const { http } = httpOf({
      ...goodSite(),
      [`${b2cBase}/.well-known/openid-configuration`]: () =>
        Response.json({ issuer: published, jwks_uri: `${b2cBase}/keys` }),
    });
    const [finding, ...others] = await runPreflight(known(), http, now);
    assert.deepEqual(others, []);
    assert.ok(finding);
    const { advice, ...said } = finding;
    assert.deepEqual(said, {
      severity: "error",
      where: "issuers.customers",
      message: `The document at ${b2cBase}/.well-known/openid-configuration names another issuer; they are compared character by character.`,
      expected: `${b2cBase}/`,
      actual: published,
    });
    assert.match(
      advice ?? "",
      /"Issuer \(iss\) claim" of B2C_1_signin .* \/tfp\/.*Other applications on the same user flow/,
    );
  });

  it("compares character by character: a slash is a difference", async () => {
    const { http } = httpOf({
      ...goodSite(),
      [`${b2cBase}/.well-known/openid-configuration`]: () =>
        Response.json({ issuer: b2cBase, jwks_uri: `${b2cBase}/keys` }),
    });
    const findings = await runPreflight(known(), http, now);
    assert.deepEqual(
      findings.map(({ severity, expected, actual }) => [severity, expected, actual]),
      [["error", `${b2cBase}/`, b2cBase]],
    );
  });

  it("compares JumpCloud's URL by tenant, so that v2.0 is no difference and another tenant is", async () => {
    const other = "00000000-0000-4000-8000-000000000000";
    const { http } = httpOf({
      ...goodSite(),
      [`${entraIssuer}/.well-known/openid-configuration`]: () =>
        Response.json({ issuer: entraIssuer.replace(tenantId, other), jwks_uri: `${entraIssuer}/keys` }),
    });
    const findings = await runPreflight(known(), http, now);
    assert.deepEqual(
      findings.map(({ where, expected, advice }) => [where, expected, advice?.slice(0, 16)]),
      [
        ["issuers.workforce", entraIssuer, "azuread:tenantId"],
        ["relyingParties.jumpcloud", `https://login.microsoftonline.com/${tenantId}`, "azuread:tenantId"],
      ],
    );
  });

  it("tells a tenant that does not exist in Microsoft's own words", async () => {
    const description = "AADSTS90002: Tenant 'x' not found. Check the tenant ID. Trace ID: 1\r\nCorrelation ID: 2";
    const { http } = httpOf({
      ...goodSite(),
      [`${entraIssuer}/.well-known/openid-configuration`]: () =>
        Response.json({ error: "invalid_tenant", error_description: description }, { status: 400 }),
    });
    const findings = await runPreflight(known(), http, now);
    assert.deepEqual(
      findings.map(({ where, actual }) => [where, actual]),
      [
        ["issuers.workforce", "400: AADSTS90002: Tenant 'x' not found. Check the tenant ID."],
        ["relyingParties.jumpcloud", "400: AADSTS90002: Tenant 'x' not found. Check the tenant ID."],
      ],
    );
  });

  it("is told by a host that does not answer", async () => {
    const unreachable = () => {
      throw new TypeError("fetch failed");
    };
    const site = { ...goodSite(), [`${b2cBase}/.well-known/openid-configuration`]: unreachable };
    const findings = await runPreflight(known(), httpOf(site).http, now);
    assert.deepEqual(
      findings.map(({ where, message }) => [where, message.split(":")[0]]),
      [["issuers.customers", "acmecustomers.b2clogin.com gave no answer"]],
    );
  });

  describe("keys", () => {
    const expectation = expectedIssuers(known())[0];
    const inspect = async (keys: () => Response, times: readonly number[] = []) => {
      assert.ok(expectation);
      const { http } = httpOf({ ...goodSite(), [`${b2cBase}/keys`]: keys });
      const ticks = [...times];
      return inspectIssuer(expectation, http, () => ticks.shift() ?? 0);
    };

    for (const [what, keys, message] of [
      [
        "no RSA key",
        () => Response.json({ keys: [{ kty: "EC" }, { kty: "RSA", use: "enc" }] }),
        /holds no RSA key that signs/,
      ],
      ["an answer that is no key set", () => Response.json({}), /There is no key set/],
      ["an error", () => new Response("no", { status: 503 }), /There is no key set/],
      [
        "a key set of 150,001 bytes",
        () => new Response(JSON.stringify({ keys: [rsa] }).padEnd(150_001)),
        /larger than API Gateway reads/,
      ],
    ] as const) {
      it(`are refused: ${what}`, async () => {
        const findings = await inspect(keys);
        assert.deepEqual(
          findings.map(({ severity }) => severity),
          ["error"],
        );
        assert.match(findings[0]?.message ?? "", message);
      });
    }

    it("of 150,000 bytes are taken", async () => {
      assert.deepEqual(await inspect(() => new Response(JSON.stringify({ keys: [rsa] }).padEnd(150_000))), []);
    });

    it("that come later than API Gateway waits are worth a warning, and in time are not", async () => {
      const findings = await inspect(() => Response.json({ keys: [rsa] }), [0, 1501, 2000, 3501]);
      assert.deepEqual(
        findings.map(({ severity, actual }) => [severity, actual]),
        [
          ["warning", "1501 ms, measured from here"],
          ["warning", "1501 ms, measured from here"],
        ],
      );
      assert.deepEqual(await inspect(() => Response.json({ keys: [rsa] }), [0, 1500, 2000, 3500]), []);
    });
  });

  describe("secrets", () => {
    const find = async (secretExpires: string, wanted: TrustModel, deployed = modelOf("1")) => {
      const { http } = httpOf(goodSite());
      const findings = await runPreflight(
        known({ model: wanted, deployed: deployedOf(deployed, secretExpires) }),
        http,
        now,
      );
      return findings.map(({ severity, where }) => [severity, where]);
    };
    const places = ["issuers.workforce.clients.nightly", "relyingParties.jumpcloud.application"];

    it("that have expired stop a deployment whose config names no new generation", async () => {
      assert.deepEqual(
        await find("2026-11-22T12:00:00Z", modelOf("1")),
        places.map((place) => ["error", place]),
      );
    });
    it("that end within 14 days are worth a warning", async () => {
      assert.deepEqual(
        await find("2026-12-06T11:59:59Z", modelOf("1")),
        places.map((place) => ["warning", place]),
      );
      assert.deepEqual(await find("2026-12-06T12:00:00Z", modelOf("1")), []);
    });
    it("that have expired and that the config replaces are nobody's business any more", async () => {
      assert.deepEqual(await find("2026-01-01T00:00:00Z", modelOf("2")), []);
    });
    it("that others hold and that another generation ends at once are worth a warning", async () => {
      const [client] = places;
      assert.deepEqual(await find("2027-05-31T00:00:00Z", modelOf("2")), [["warning", client]]);
      assert.deepEqual(await find("2027-05-31T00:00:00Z", modelOf("2", { previousGeneration: "0" })), [
        ["warning", client],
      ]);
      assert.deepEqual(await find("2027-05-31T00:00:00Z", modelOf("2", { previousGeneration: "1" })), []);
    });
    it("that others hold and that another end would replace stop a deployment", async () => {
      const [client] = places;
      const at = (expires: string) => modelOf("1", { expires });
      assert.deepEqual(await find("2027-05-31T00:00:00Z", at("2027-06-30")), [["error", client]]);
      assert.deepEqual(await find("2027-05-31T00:00:00Z", at("2027-05-31T00:00:00.5Z")), []);
      assert.deepEqual(await find("2027-05-31T00:00:00Z", modelOf("1", { validDays: 30 })), []);
      const rotated = modelOf("2", { expires: "2027-06-30", previousGeneration: "1" });
      assert.deepEqual(await find("2027-05-31T00:00:00Z", rotated), []);
    });
  });

  it("stops a deployment by errors alone, all of them at once", () => {
    const warning = { severity: "warning", where: "issuers.a", message: "Slow." } as const;
    refuseErrors([warning]);
    const error = {
      severity: "error",
      where: "issuers.b",
      message: "Gone.",
      expected: "x",
      actual: "y",
      advice: "z",
    } as const;
    assert.throws(() => refuseErrors([warning, error, { ...error, where: "issuers.c" }]), {
      code: "VENDOR_REFUSED",
      message:
        "The deployment would not work; nothing was changed:\nFAILED  issuers.b: Gone.\n    expected: x\n    found: y\n    change: z\nFAILED  issuers.c: Gone.\n    expected: x\n    found: y\n    change: z",
    });
    assert.deepEqual(describeFinding(warning), ["warning  issuers.a: Slow."]);
  });

  it("reads JumpCloud's documents by the region's issuer, and compares character by character", async () => {
    const model = accessGrantsModel();
    const jumpCloudIssuer = "https://oauth.id.jumpcloud.com/";
    const [expectation, ...others] = expectedIssuers(known({ model, jumpCloudIssuer }));
    assert.deepEqual(others, []);
    assert.deepEqual(
      [expectation!.name, expectation!.issuer, expectation!.discoveryUrl, expectation!.compare],
      [
        "issuers.jumpcloud",
        jumpCloudIssuer,
        "https://oauth.id.jumpcloud.com/.well-known/openid-configuration",
        "exact",
      ],
    );
    const published = "https://oauth.id.jumpcloud.com";
    const { http } = httpOf({
      [expectation!.discoveryUrl]: () => Response.json({ issuer: published, jwks_uri: `${published}/jwks` }),
      [`${published}/jwks`]: () => Response.json({ keys: [{ kty: "RSA", use: "sig" }] }),
    });
    const findings = await runPreflight(known({ model, jumpCloudIssuer }), http, now);
    assert.deepEqual(
      findings.map(({ severity, where, expected, actual }) => [severity, where, expected, actual]),
      [["error", "issuers.jumpcloud", jumpCloudIssuer, published]],
    );
    assert.match(findings[0]!.advice!, /jumpcloud:region/);
  });
});
