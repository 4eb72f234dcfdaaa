import assert from "node:assert/strict";
import { RunError } from "@pulumi/pulumi";
import { readSettings } from "../../components/readSettings.ts";
import { temporaryFolder, type TemporaryFolder } from "../scripts/support/temporaryFolder.ts";
import { runProgram } from "./support/runProgram.ts";
import type { ProgramOptions } from "./support/runProgram.ts";
import { devEnvironment, devSecrets, stackConfig, toJson } from "./support/stackConfig.ts";
import { without } from "./support/without.ts";

const dev = stackConfig("dev");
const small = {
  "aws:region": "eu-central-1",
  "crosstrust:issuers": toJson({
    okta: { kind: "okta", audience: "https://api.acme.example", scopes: { "keys.read": {} } },
  }),
};

async function read(config: Record<string, string>, options: ProgramOptions = {}) {
  return (await runProgram(readSettings, { ...options, config })).result;
}

async function refusal(config: Record<string, string>, options: ProgramOptions = {}): Promise<string> {
  try {
    await read(config, options);
  } catch (error) {
    assert.ok(RunError.isInstance(error), `a RunError is printed without a stack trace, not ${String(error)}`);
    return error.message;
  }
  return assert.fail("it was accepted");
}

describe("readSettings", () => {
  it("reads the config of the stack, and the region from the config of aws", async () => {
    const options = { environment: devEnvironment, secretKeys: Object.keys(devSecrets) };
    const { model, region } = await read({ ...dev, ...devSecrets }, options);
    assert.equal(region, "eu-central-1");
    assert.deepEqual(Object.keys(model.issuers).sort(), [
      "customers",
      "jumpcloud",
      "okta",
      "partners",
      "portal",
      "reporting",
      "workforce",
    ]);
    assert.deepEqual(Object.keys(model.apis).sort(), ["inventory", "orders", "reports", "tickets"]);
    assert.deepEqual(Object.keys(model.relyingParties).sort(), [
      "jumpcloud",
      "key-insight",
      "reports-in-s3",
      "support",
    ]);
  });

  it("takes the region from the environment where the config has none, as the provider does", async () => {
    const config = without(small, "aws:region");
    const withRegions = (AWS_REGION: string | undefined, AWS_DEFAULT_REGION: string | undefined) => ({
      environment: { AWS_REGION, AWS_DEFAULT_REGION },
    });
    assert.equal((await read(config, withRegions(undefined, "eu-west-1"))).region, "eu-west-1");
    assert.equal((await read(config, withRegions("eu-north-1", "eu-west-1"))).region, "eu-north-1");
    assert.match(await refusal(config, withRegions(undefined, undefined)), /aws:region\n.*missing/);
  });

  it("leaves the vendors' own config alone", async () => {
    await read({ ...small, "okta:apiToken": "t", "aws:skipMetadataApiCheck": "true", "other:key": "{" });
  });

  it("refuses an unknown key under crosstrust", async () => {
    assert.match(await refusal({ ...small, "crosstrust:issuer": "{}" }), /crosstrust:issuer/);
  });

  it("lists every fault at once", async () => {
    const message = await refusal({
      ...small,
      "crosstrust:apis": toJson({ a: { routes: { "GET /keys": { issuer: "nobody", scopes: ["x"], lambda: "f" } } } }),
      "crosstrust:unknown": "1",
      "crosstrust:relyingParties": toJson({ p: { kind: "fortanix-key-insight", issuer: "okta", client: "none" } }),
    });
    for (const part of [/nobody/, /crosstrust:unknown/, /none/]) {
      assert.match(message, part);
    }
  });

  it("says what was found where a mapping should stand", async () => {
    for (const wrong of ["text", "12", "{broken"]) {
      assert.match(await refusal({ ...small, "crosstrust:issuers": wrong }), /crosstrust:issuers/);
    }
  });

  it("refuses a stack that declares nothing, which Pulumi.yaml's defaults would hide", async () => {
    const defaults = { "crosstrust:issuers": "{}", "crosstrust:apis": "{}", "crosstrust:relyingParties": "{}" };
    assert.match(await refusal({ "aws:region": "eu-central-1", ...defaults }), /Nothing is declared/);
    assert.deepEqual((await read({ ...small, "crosstrust:apis": "{}" })).model.apis, {});
  });

  it("refuses secrets, whose values would stand in the outputs, without repeating them", async () => {
    const config = { ...small, "crosstrust:apis": toJson({ a: { functions: { f: { environment: { K: "hush" } } } } }) };
    const message = await refusal(config, { secretKeys: ["crosstrust:apis", "okta:apiToken"] });
    assert.match(message, /crosstrust:apis\n.*secret/);
    assert.doesNotMatch(message, /hush|okta:apiToken/);
  });

  it("refuses code that is not there, before anything is declared", async () => {
    const apis = {
      a: {
        functions: { f: { code: "./no/such/folder" }, g: { code: "./trust" } },
        routes: { "GET /f": { public: true, lambda: "f" }, "GET /g": { public: true, lambda: "g" } },
      },
    };
    const message = await refusal({ ...small, "crosstrust:apis": toJson(apis) });
    assert.match(message, /apis\.a\.functions\.f\.code\n {2}There is no such folder/);
    assert.match(message, /apis\.a\.functions\.g\.code\n {2}The folder holds no index\.js/);
  });

  it("refuses a key that the Okta provider cannot say, before anything is declared", async () => {
    const issuers = {
      okta: {
        kind: "okta",
        audience: "https://api.acme.example",
        scopes: { "keys.read": {} },
        clients: {
          c: {
            scopes: ["keys.read"],
            authentication: "private_key_jwt",
            jwks: [{ kty: "EC", kid: "one", crv: "P-256", x: "eA", y: "eQ" }],
          },
        },
      },
    };
    const message = await refusal({ ...small, "crosstrust:issuers": toJson(issuers) });
    assert.match(message, /issuers\.okta\.clients\.c\.jwks\[0\]\n {2}An inline key must be an RSA key/);
  });

  describe("refuses, before anything is declared,", () => {
    const tenantId = "6c1e2f0a-8f5d-4b6e-9a57-2d3f4c5b6a70";
    const bare: ProgramOptions["environment"] = {
      ARM_TENANT_ID: undefined,
      ARM_USE_OIDC: undefined,
      JUMPCLOUD_API_KEY: undefined,
      JUMPCLOUD_CLIENT_ID: undefined,
      JUMPCLOUD_CLIENT_SECRET: undefined,
    };
    const entra = {
      "aws:region": "eu-central-1",
      "crosstrust:issuers": toJson({ workforce: { kind: "entra", roles: { r: {} } } }),
    };
    const b2c = (...names: string[]) => ({
      "aws:region": "eu-central-1",
      "crosstrust:issuers": toJson(
        Object.fromEntries(
          names.map((name, index) => [
            name,
            {
              kind: "b2c",
              tenantId: `b2c0a1d4-3e57-4c98-8f21-7d6e5c4b3a2${index}`,
              tenantName: `acme${index}`,
              policy: "B2C_1_signin",
              roles: { r: {} },
            },
          ]),
        ),
      ),
    });
    const federation = {
      "aws:region": "eu-central-1",
      "azuread:tenantId": tenantId,
      "crosstrust:relyingParties": toJson({
        jumpcloud: { kind: "jumpcloud-federation", group: "people", domains: ["acme.example"], people: {} },
      }),
    };

    it("an Entra issuer without a tenant id, or with one that is none", async () => {
      const missing = await refusal(entra, { environment: bare });
      assert.match(missing, /azuread:tenantId\n.*missing.*the issuer workforce/);
      for (const wrong of ["acme.onmicrosoft.com", `${tenantId}0`]) {
        const message = await refusal({ ...entra, "azuread:tenantId": wrong }, { environment: bare });
        assert.match(message, /azuread:tenantId\n.*no tenant id/);
        assert.ok(message.includes(wrong));
      }
      await read({ ...entra, "azuread:tenantId": tenantId }, { environment: bare });
      await read(entra, { environment: { ...bare, ARM_TENANT_ID: tenantId.toUpperCase() } });
    });

    it("a user pool whose people come from Entra ID without a tenant id, and not one whose come from Okta", async () => {
      const pool = (provider: object) => ({
        "aws:region": "eu-central-1",
        "crosstrust:issuers": toJson({
          portal: {
            kind: "cognito",
            domain: { prefix: "acme" },
            federation: { company: { ...provider, attributes: { email: "email" } } },
          },
        }),
      });
      const company = pool({ kind: "entra", name: "Portal" });
      const missing = await refusal(company, { environment: bare });
      assert.match(missing, /azuread:tenantId\n.*missing.*the identity provider company of the issuer portal/);
      await read({ ...company, "azuread:tenantId": tenantId }, { environment: bare });
      await read(pool({ kind: "okta", label: "Portal", assignment: "everyone" }), { environment: bare });
    });

    it("a JumpCloud federation without a tenant id", async () => {
      const config = without(federation, "azuread:tenantId");
      const message = await refusal(config, { environment: { ...bare, JUMPCLOUD_API_KEY: "hush" } });
      assert.match(message, /azuread:tenantId\n.*missing.*the relying party jumpcloud/);
    });

    it("a B2C issuer without credentials for its directory, which are not the company's", async () => {
      const company = { ...bare, ARM_CLIENT_ID: "company", ARM_CLIENT_SECRET: "hush" };
      const message = await refusal(b2c("customers"), { environment: company });
      assert.match(message, /issuers\.customers\n.*no ARM_CLIENT_ID_CUSTOMERS and no ARM_CLIENT_SECRET_CUSTOMERS/);
      const id = { ...company, ARM_CLIENT_ID_CUSTOMERS: "operator" };
      const secret = await refusal(b2c("customers"), { environment: id });
      assert.match(secret, /issuers\.customers\n.*no ARM_CLIENT_SECRET_CUSTOMERS\./);
      assert.doesNotMatch(message + secret, /hush|operator/);
      await read(b2c("customers"), { environment: { ...id, ARM_CLIENT_SECRET_CUSTOMERS: "hush" } });
      await read(b2c("customers"), { environment: { ...id, ARM_USE_OIDC: "true" } });
    });

    it("two B2C issuers that would share their credentials, and one in the company's own tenant", async () => {
      const environment = { ...bare, ARM_CLIENT_ID_EU_SHOP: "operator", ARM_CLIENT_SECRET_EU_SHOP: "hush" };
      assert.match(await refusal(b2c("eu-shop", "eu_shop"), { environment }), /eu_shop\n.*those of eu-shop/);
      const issuers = {
        ...(JSON.parse(entra["crosstrust:issuers"]) as object),
        ...(JSON.parse(b2c("eu-shop")["crosstrust:issuers"]) as object),
      };
      const config = {
        "aws:region": "eu-central-1",
        "azuread:tenantId": "B2C0A1D4-3E57-4C98-8F21-7D6E5C4B3A20",
        "crosstrust:issuers": toJson(issuers),
      };
      assert.match(await refusal(config, { environment }), /issuers\.eu-shop\.tenantId\n.*company's own tenant/);
    });

    it("a JumpCloud federation without credentials, or with half of a service account's", async () => {
      const none = await refusal(federation, { environment: bare });
      assert.match(none, /relyingParties\.jumpcloud\n.*no credentials for JumpCloud/);
      const half = await refusal(federation, { environment: { ...bare, JUMPCLOUD_CLIENT_ID: "account" } });
      assert.match(half, /client secret for JumpCloud is missing/);
      const account = { ...bare, JUMPCLOUD_CLIENT_ID: "account", JUMPCLOUD_CLIENT_SECRET: "hush" };
      await read(federation, { environment: account });
      await read(federation, { environment: { ...bare, JUMPCLOUD_API_KEY: "hush" } });
      await read(
        { ...federation, "jumpcloud:apiKey": "hush" },
        { environment: bare, secretKeys: ["jumpcloud:apiKey"] },
      );
      await read(small, { environment: bare });
    });

    it("all of these at once", async () => {
      const config = {
        ...without(federation, "azuread:tenantId", "aws:region"),
        "crosstrust:issuers": b2c("customers")["crosstrust:issuers"],
      };
      const environment = { ...bare, AWS_REGION: undefined, AWS_DEFAULT_REGION: undefined };
      const message = await refusal(config, { environment });
      for (const part of [
        /^aws:region$/m,
        /^azuread:tenantId$/m,
        /issuers\.customers$/m,
        /relyingParties\.jumpcloud$/m,
      ]) {
        assert.match(message, part);
      }
    });
  });

  describe("over a file of defaults", () => {
    const shared = `crosstrust:issuers:
  okta: { kind: okta, audience: "https://api.acme.example", scopes: { keys.read: {}, keys.write: {} } }
crosstrust:apis:
  inventory: { routes: { GET /health: { public: true, lambda: inventory } } }
`;
    let folder: TemporaryFolder;
    beforeEach(async () => {
      folder = await temporaryFolder();
    });
    afterEach(() => folder.remove());

    const config = async (issuers: unknown, defaults = shared) => ({
      "aws:region": "eu-central-1",
      "crosstrust:defaults": await folder.write("defaults.yaml", defaults),
      "crosstrust:issuers": toJson(issuers),
      // As the engine gives what the stack's config leaves out.
      "crosstrust:apis": "{}",
      "crosstrust:relyingParties": "{}",
    });

    it("reads both as one", async () => {
      const { model } = await read(await config({ okta: { name: "Staging", scopes: { "keys.write": null } } }));
      const { okta } = model.issuers;
      assert.ok(okta?.kind === "okta");
      assert.deepEqual(
        [okta.name, Object.keys(okta.scopes), Object.keys(model.apis)],
        ["Staging", ["keys.read"], ["inventory"]],
      );
    });

    it("refuses what cannot stand there, and what would take nothing away", async () => {
      const wrong = `${shared}aws:region: eu-west-1\ncrosstrust:policy: { a: { secure: v1:abc } }\n`;
      const message = await refusal(await config({ okta: { scopes: { "keys.wirte": null } } }, wrong));
      for (const part of [/aws:region\n/, /crosstrust:policy\.a\n/, /scopes\["keys\.wirte"\]\n/])
        assert.match(message, part);
      assert.doesNotMatch(message, /v1:abc/);
    });

    it("refuses a file that is not there, or no YAML", async () => {
      const lost = { ...small, "crosstrust:defaults": "environments/none.yaml" };
      assert.match(
        await refusal(lost),
        /crosstrust:defaults\n {2}The file cannot be read: ENOENT.*\n.*environments\/none/,
      );
      assert.match(
        await refusal(await config({}, "a: {")),
        /crosstrust:defaults\n {2}The file cannot be read: .*line 1/,
      );
    });
  });

  describe("reads the credentials of applications", () => {
    const jumpcloud = {
      kind: "jumpcloud",
      clients: { app: { redirectUris: ["http://localhost:5000/authorize"], loginUrl: "http://localhost:5000/login" } },
    };
    const config = { "aws:region": "eu-central-1", "crosstrust:issuers": toJson({ jumpcloud }) };
    const key = "crosstrust:clientCredentials";
    const value = toJson({ "jumpcloud/app": { clientId: "id", clientSecret: "hush" } });
    const environment = { JUMPCLOUD_API_KEY: "key", JUMPCLOUD_REGION: undefined };

    it("from a secret, which is no part of the settings", async () => {
      const { model } = await read({ ...config, [key]: value }, { secretKeys: [key], environment });
      assert.doesNotMatch(JSON.stringify(model), /hush/);
    });

    it("from no plain text", async () => {
      const message = await refusal({ ...config, [key]: value }, { environment });
      assert.match(message, /crosstrust:clientCredentials\n {2}It stands there in plain text/);
      assert.match(message, /new secrets for those applications.*handoff -- --take/);
      assert.doesNotMatch(message, /hush/);
    });

    it("and refuses those of clients that there are not", async () => {
      const wrong = toJson({ "jumpcloud/ap": { clientId: "id", clientSecret: "hush" } });
      const message = await refusal({ ...config, [key]: wrong }, { secretKeys: [key], environment });
      assert.match(
        message,
        /clientCredentials\["jumpcloud\/ap"\]\n {2}No client.*\n {2}Expected: Did you mean "jumpcloud\/app"/,
      );
      assert.doesNotMatch(message, /hush/);
    });

    it("and says what brings those of an adopted application, where they are missing", async () => {
      const message = await refusal(config, { environment });
      assert.match(
        message,
        /issuers\.jumpcloud\.clients\.app\n.*made by hand.*\n.*handoff -- --stack dev --for jumpcloud/,
      );
      const created = { ...jumpcloud, clients: { app: { ...jumpcloud.clients.app, create: true } } };
      await read({ ...config, "crosstrust:issuers": toJson({ jumpcloud: created }) }, { environment });
    });

    it("and refuses an issuer without credentials for JumpCloud, or in a region that there is not", async () => {
      const options = {
        secretKeys: [key],
        environment: { ...environment, JUMPCLOUD_API_KEY: undefined, JUMPCLOUD_CLIENT_ID: undefined },
      };
      assert.match(
        await refusal({ ...config, [key]: value }, options),
        /issuers\.jumpcloud\n {2}There are no credentials/,
      );
      const region = { ...config, [key]: value, "jumpcloud:region": "uk" };
      assert.match(await refusal(region, { secretKeys: [key], environment }), /jumpcloud:region\n.*no such region/);
    });
  });
});
