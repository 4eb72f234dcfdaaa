import assert from "node:assert/strict";
import { InputPropertiesError } from "@pulumi/pulumi";
import { OktaIssuer } from "../../../components/okta/OktaIssuer.ts";
import type { OktaIssuerArgs } from "../../../components/okta/OktaIssuer.ts";
import { runProgram } from "../support/runProgram.ts";
import { settled } from "../support/settled.ts";

const unnamed: OktaIssuerArgs = {
  description: "Tokens for the key inventory",
  audience: "https://api.acme.example",
  scopes: {
    "keys.read": { description: "List keys", displayName: "Read keys", default: true },
    "keys.write": { default: false },
  },
  clients: {
    reader: { label: "Key reader", scopes: ["keys.read"], authentication: "client_secret_basic" },
    poster: { scopes: ["keys.read"], authentication: "client_secret_post" },
    signer: {
      scopes: ["keys.write"],
      authentication: "private_key_jwt",
      jwks: [{ kty: "RSA", kid: "one", e: "AQAB", n: "bW9kdWx1cw", use: "sig" }],
    },
    published: {
      scopes: ["keys.write"],
      authentication: "private_key_jwt",
      jwksUri: "https://published.acme.example/jwks",
    },
  },
  accessPolicies: [
    {
      name: "everyone",
      description: "Every client",
      priority: 20,
      clients: "all",
      rules: [{ name: "all", priority: 1, scopes: "all", accessTokenMinutes: 60 }],
    },
    {
      name: "writers",
      description: "Clients that write",
      priority: 10,
      clients: ["signer", "published"],
      rules: [
        { name: "second", priority: 7, scopes: ["keys.read"], accessTokenMinutes: 1440 },
        { name: "first", priority: 3, scopes: ["keys.read", "keys.write"], accessTokenMinutes: 5 },
      ],
    },
  ],
};

const args: OktaIssuerArgs = { ...unnamed, name: "Inventory" };

function declare(changes: Partial<OktaIssuerArgs> = {}) {
  return runProgram(() => new OktaIssuer("okta", { ...args, ...changes }));
}

describe("OktaIssuer", () => {
  it("declares the authorization server with an issuer that does not follow the caller's host", async () => {
    const { ofType } = await declare();
    assert.deepEqual(ofType("okta:auth/server:Server"), [
      {
        type: "okta:auth/server:Server",
        name: "okta",
        inputs: {
          name: "Inventory",
          description: "Tokens for the key inventory",
          audiences: ["https://api.acme.example"],
          issuerMode: "ORG_URL",
        },
        parent: "crosstrust:okta:AuthorizationServer okta",
        provider: undefined,
        dependsOn: [],
        ignoreChanges: [],
        replaceOnChanges: [],
        secretOutputs: [],
        outputs: undefined,
      },
    ]);
  });

  it("names server and applications after project, stack and issuer where the config does not", async () => {
    const { ofType } = await runProgram(() => new OktaIssuer("okta", unnamed));
    assert.equal(ofType("okta:auth/server:Server")[0]!.inputs["name"], "crosstrust-dev-okta");
    assert.deepEqual(
      ofType("okta:app/oAuth:OAuth").map(({ inputs }) => inputs["label"]),
      ["crosstrust-dev-okta--poster", "crosstrust-dev-okta--published", "Key reader", "crosstrust-dev-okta--signer"],
    );
  });

  it("declares each scope with its default flag, unpublished and without a consent dialog", async () => {
    const { ofType } = await declare();
    assert.deepEqual(
      ofType("okta:auth/serverScope:ServerScope").map(({ name, inputs, parent }) => ({ name, inputs, parent })),
      [
        {
          name: "okta/keys.read",
          inputs: {
            authServerId: "Server(okta)",
            name: "keys.read",
            displayName: "Read keys",
            description: "List keys",
            default: true,
            consent: "IMPLICIT",
            metadataPublish: "NO_CLIENTS",
          },
          parent: "crosstrust:okta:AuthorizationServer okta",
        },
        {
          name: "okta/keys.write",
          inputs: {
            authServerId: "Server(okta)",
            name: "keys.write",
            default: false,
            consent: "IMPLICIT",
            metadataPublish: "NO_CLIENTS",
          },
          parent: "crosstrust:okta:AuthorizationServer okta",
        },
      ],
    );
  });

  it("declares policies in order of priority, numbered without gaps, each after the one before it", async () => {
    const { ofType } = await declare();
    const [everyone, writers] = ofType("okta:auth/serverPolicy:ServerPolicy");
    assert.deepEqual(writers!.inputs, {
      authServerId: "Server(okta)",
      name: "writers",
      description: "Clients that write",
      priority: 1,
      clientWhitelists: ["client-of-okta/signer", "client-of-okta/published"],
    });
    assert.deepEqual(everyone!.inputs, {
      authServerId: "Server(okta)",
      name: "everyone",
      description: "Every client",
      priority: 2,
      clientWhitelists: ["ALL_CLIENTS"],
    });
    assert.equal(writers!.dependsOn.includes("okta/everyone"), false);
    assert.equal(everyone!.dependsOn.includes("okta/writers"), true);
  });

  it("declares rules in order of priority for client_credentials alone, without people or groups", async () => {
    const { ofType } = await declare();
    const [all, first, second] = ofType("okta:auth/serverPolicyRule:ServerPolicyRule");
    assert.deepEqual(first!.inputs, {
      authServerId: "Server(okta)",
      policyId: "ServerPolicy(okta/writers)",
      name: "first",
      priority: 1,
      grantTypeWhitelists: ["client_credentials"],
      scopeWhitelists: ["keys.read", "keys.write"],
      accessTokenLifetimeMinutes: 5,
    });
    assert.deepEqual(second!.inputs, {
      ...first!.inputs,
      name: "second",
      priority: 2,
      scopeWhitelists: ["keys.read"],
      accessTokenLifetimeMinutes: 1440,
    });
    assert.deepEqual(all!.inputs["scopeWhitelists"], ["*"]);
    assert.equal(all!.inputs["priority"], 1);
    assert.deepEqual(
      second!.dependsOn.filter((name) => name.startsWith("okta/writers/")),
      ["okta/writers/first"],
    );
    assert.deepEqual(
      first!.dependsOn.filter((name) => name.startsWith("okta/keys.")).sort(),
      ["okta/keys.read", "okta/keys.write"],
      "a rule waits for the scopes that it names",
    );
  });

  it("declares each client as a service application with the client_credentials grant alone", async () => {
    const { ofType } = await declare();
    const service = { type: "service", grantTypes: ["client_credentials"], responseTypes: ["token"] };
    assert.deepEqual(
      ofType("okta:app/oAuth:OAuth").map(({ name, inputs, parent }) => ({ name, inputs, parent })),
      [
        {
          name: "okta/poster",
          inputs: {
            label: "crosstrust-dev-okta--poster",
            ...service,
            tokenEndpointAuthMethod: "client_secret_post",
          },
          parent: "crosstrust:okta:ServiceApp okta/poster",
        },
        {
          name: "okta/published",
          inputs: {
            label: "crosstrust-dev-okta--published",
            ...service,
            tokenEndpointAuthMethod: "private_key_jwt",
            jwksUri: "https://published.acme.example/jwks",
          },
          parent: "crosstrust:okta:ServiceApp okta/published",
        },
        {
          name: "okta/reader",
          inputs: { label: "Key reader", ...service, tokenEndpointAuthMethod: "client_secret_basic" },
          parent: "crosstrust:okta:ServiceApp okta/reader",
        },
        {
          name: "okta/signer",
          inputs: {
            label: "crosstrust-dev-okta--signer",
            ...service,
            tokenEndpointAuthMethod: "private_key_jwt",
            jwks: [{ kid: "one", kty: "RSA", e: "AQAB", n: "bW9kdWx1cw" }],
          },
          parent: "crosstrust:okta:ServiceApp okta/signer",
        },
      ],
    );
  });

  it("declares nothing else, and no two resources of one type and parent type by one name", async () => {
    const { resources } = await declare();
    assert.equal(resources.length, 1 + 4 * 2 + 1 + 1 + 2 + 2 + 3);
    const names = resources.map(({ type, name, parent }) => `${parent?.split(" ")[0]} ${type} ${name}`);
    assert.equal(new Set(names).size, names.length);
  });

  it("hands on what Okta says of the server, and the endpoints under its issuer", async () => {
    const { result } = await declare();
    assert.deepEqual(await settled(result.deployed), {
      value: {
        kind: "okta",
        issuer: "https://acme-dev.okta.com/oauth2/okta",
        audiences: ["https://api.acme.example"],
        discoveryUrl: "https://acme-dev.okta.com/oauth2/okta/.well-known/openid-configuration",
        metadataUrl: "https://acme-dev.okta.com/oauth2/okta/.well-known/oauth-authorization-server",
        tokenEndpoint: "https://acme-dev.okta.com/oauth2/okta/v1/token",
        scopeClaim: "scp",
        serverId: "Server(okta)",
        clients: {
          reader: { clientId: "client-of-okta/reader" },
          poster: { clientId: "client-of-okta/poster" },
          signer: { clientId: "client-of-okta/signer" },
          published: { clientId: "client-of-okta/published" },
        },
      },
      known: true,
      secret: false,
    });
  });

  it("keeps client secrets secret, and has none for clients with keys", async () => {
    const { result, ofType } = await declare();
    const { reader, poster, signer, published } = result.clients;
    assert.deepEqual(await settled(reader!.clientSecret!), {
      value: "secret-of-okta/reader",
      known: true,
      secret: true,
    });
    assert.equal((await settled(poster!.clientSecret!)).secret, true);
    assert.equal(signer!.clientSecret, undefined);
    assert.equal(published!.clientSecret, undefined);
    for (const { secretOutputs } of ofType("okta:app/oAuth:OAuth")) {
      assert.ok(secretOutputs.includes("clientSecret"));
    }
  });

  it("previews with everything that Okta will only say later unknown", async () => {
    const { result } = await runProgram(() => new OktaIssuer("okta", args), { preview: true });
    assert.equal((await settled(result.issuer)).known, false);
    assert.equal((await settled(result.deployed)).known, false);
    const secret = await settled(result.clients["reader"]!.clientSecret!);
    assert.deepEqual([secret.known, secret.secret], [false, true]);
    assert.equal((await settled(result.scopeClaim)).value, "scp");
  });

  describe("refuses, all faults at once,", () => {
    async function refusal(changes: Partial<OktaIssuerArgs>): Promise<InputPropertiesError> {
      try {
        await declare(changes);
      } catch (error) {
        assert.ok(InputPropertiesError.isInstance(error), String(error));
        return error;
      }
      return assert.fail("it was accepted");
    }

    it("policies and rules that name what is not there, and lifetimes that Okta does not take", async () => {
      const error = await refusal({
        accessPolicies: [
          {
            name: "p",
            description: "p",
            priority: 1,
            clients: ["reader", "nobody"],
            rules: [{ name: "r", priority: 1, scopes: ["keys.read", "keys.none"], accessTokenMinutes: 4 }],
          },
        ],
      });
      assert.deepEqual(error.errors, [
        { propertyPath: "accessPolicies[0].clients[1]", reason: "there is no client nobody" },
        { propertyPath: "accessPolicies[0].rules[0].scopes[1]", reason: "there is no scope keys.none" },
        { propertyPath: "accessPolicies[0].rules[0].accessTokenMinutes", reason: "Okta takes 5 to 1440" },
      ]);
      assert.match(error.message, /okta authorization server okta.*\n.*nobody.*\n.*keys\.none.*\n.*5 to 1440/);
    });

    it("keys that do not fit the authentication", async () => {
      const scopes = ["keys.read"];
      const jwks = [{ kty: "RSA", kid: "one", e: "AQAB", n: "bg" }];
      const none = await refusal({ clients: { c: { scopes, authentication: "private_key_jwt" } }, accessPolicies: [] });
      assert.deepEqual(
        none.errors.map(({ propertyPath }) => propertyPath),
        ["authentication"],
      );
      const secret = await refusal({
        clients: { c: { scopes, authentication: "client_secret_basic", jwks, jwksUri: "https://acme.example" } },
        accessPolicies: [],
      });
      assert.deepEqual(
        secret.errors.map(({ propertyPath }) => propertyPath),
        ["jwks", "jwksUri"],
      );
    });

    it("an elliptic curve key inline, and a private key, which it does not repeat", async () => {
      const error = await refusal({
        clients: {
          c: {
            scopes: ["keys.read"],
            authentication: "private_key_jwt",
            jwks: [
              { kty: "EC", kid: "one", crv: "P-256", x: "eA", y: "eQ" },
              { kty: "RSA", kid: "two", e: "AQAB", n: "bg", d: "cHJpdmF0ZQ" },
            ],
          },
        },
        accessPolicies: [],
      });
      assert.deepEqual(
        error.errors.map(({ propertyPath }) => propertyPath),
        ["jwks[0]", "jwks[1]"],
      );
      assert.match(error.errors[0]!.reason, /RSA.*jwksUri/);
      assert.match(error.errors[1]!.reason, /private key/);
      assert.doesNotMatch(error.message, /cHJpdmF0ZQ/);
    });
  });
});
