import assert from "node:assert/strict";
import { inShort } from "../../microsoftFixture.ts";
import { cognitoFaults, cognitoModel, poolFaults, poolOf, type LoosePool } from "../../cognitoFixture.ts";

const told = (change: (pool: LoosePool) => unknown) => inShort(poolFaults(change));

describe("an issuer of kind cognito", () => {
  it("becomes a model in which every default is said", () => {
    const model = poolOf(
      cognitoModel(({ issuers }) => {
        const { kind, domain, resourceServers, clients } = issuers.portal;
        const { batch, counter } = clients;
        Object.assign(issuers, { portal: { kind, domain, resourceServers, clients: { batch, counter } } });
      }),
    );
    assert.deepEqual(model, {
      kind: "cognito",
      signIn: ["email"],
      passwords: {
        minimumLength: 12,
        temporaryDays: 7,
        lowercase: true,
        uppercase: true,
        numbers: true,
        symbols: true,
      },
      mfa: "off",
      recovery: "email",
      deletionProtection: true,
      domain: { prefix: "acme-dev-portal" },
      pages: "managed",
      resourceServers: {
        orders: {
          identifier: "orders",
          name: "Orders",
          scopes: { read: { description: "Read orders" }, write: { description: "write" } },
        },
        stock: {
          identifier: "https://stock.acme.example",
          name: "stock",
          scopes: { count: { description: "count" } },
        },
      },
      clients: {
        batch: {
          kind: "machine",
          label: "Nightly batch",
          scopes: ["orders/read", "orders/write"],
          tokens: { accessMinutes: 5 },
        },
        counter: {
          kind: "machine",
          scopes: ["https://stock.acme.example/count"],
          tokens: { accessMinutes: 60 },
        },
      },
      groups: {},
      federation: {},
    });
  });

  it("takes a domain of one's own with its certificate", () => {
    const domain = {
      custom: "login.acme.example",
      certificateArn: "arn:aws:acm:us-east-1:111122223333:certificate/a-1",
    };
    assert.deepEqual(poolOf(cognitoModel(({ issuers }) => (issuers.portal.domain = domain))).domain, domain);
  });

  it("takes none as the way back, and user names that are no addresses", () => {
    const pool = poolOf(
      cognitoModel(({ issuers }) => Object.assign(issuers.portal, { recovery: "none", signIn: ["username"] })),
    );
    assert.deepEqual([pool.recovery, pool.signIn], ["none", ["username"]]);
  });

  for (const prefix of ["my-aws-portal", "AmazonPortal", "portal-cognito"]) {
    it(`refuses the reserved word in the prefix ${prefix}`, () => {
      const [fault, ...more] = poolFaults((pool) => (pool.domain["prefix"] = prefix));
      assert.match(fault!.message, /^Cognito reserves the word (?:aws|amazon|cognito)\.$/);
      assert.deepEqual(fault!.path, ["crosstrust:issuers", "portal", "domain", "prefix"]);
      assert.deepEqual([fault!.found, fault!.expected], [prefix, "a prefix without aws, amazon, cognito"]);
      assert.equal(more.length, 0);
    });
  }

  for (const prefix of ["-portal", "portal-", "Portal", "por_tal", "a.b", "a".repeat(64), ""]) {
    it(`refuses the prefix ${JSON.stringify(prefix)}`, () => {
      assert.deepEqual(
        told((pool) => (pool.domain["prefix"] = prefix)),
        ["issuers.portal.domain.prefix: Cognito does not take this as a domain prefix."],
      );
    });
  }

  it("asks for a domain, for no client gets a token without one", () => {
    assert.deepEqual(
      told((pool) => Reflect.deleteProperty(pool, "domain")),
      ['issuers.portal.domain: "domain" is missing.'],
    );
  });

  it("tells what is wrong with a domain", () => {
    const faults = (domain: Record<string, unknown>) => told((pool) => (pool.domain = domain));
    const certificateArn = "arn:aws:acm:us-east-1:111122223333:certificate/a-1";
    assert.deepEqual(faults({}), ["issuers.portal.domain: The domain has no name."]);
    assert.deepEqual(faults({ prefix: "a", custom: "login.acme.example", certificateArn }), [
      "issuers.portal.domain: Two domains are named.",
      "issuers.portal.domain.certificateArn: A prefix has AWS's certificate.",
    ]);
    assert.deepEqual(faults({ custom: "login.acme.example" }), [
      "issuers.portal.domain.certificateArn: A domain of your own needs its certificate.",
    ]);
    assert.deepEqual(faults({ custom: "x.auth.eu-central-1.amazoncognito.com", certificateArn }), [
      "issuers.portal.domain.custom: This is not a domain of your own.",
    ]);
    assert.deepEqual(faults({ custom: "acme.example", certificateArn }), [
      "issuers.portal.domain.custom: Cognito takes a domain of your own only below another.",
    ]);
    assert.deepEqual(
      faults({ custom: "login.acme.example", certificateArn: certificateArn.replace("us-east-1", "eu-central-1") }),
      ["issuers.portal.domain.certificateArn: This is not the ARN of a certificate in us-east-1."],
    );
  });

  it("tells pools that would have the same domain or the same name", () => {
    const faults = cognitoFaults(({ issuers }) => {
      issuers["copy"] = { kind: "cognito", name: "Customers", domain: { prefix: "acme-dev-portal" } };
    });
    assert.deepEqual(inShort(faults), [
      'issuers.copy.name: The issuer "portal" has the same name in Cognito; nobody could tell them apart.',
      'issuers.copy.domain.prefix: The issuer "portal" has the same domain.',
    ]);
  });

  it("refuses a password policy that is too weak or that Cognito does not know", () => {
    assert.deepEqual(
      told((pool) => Object.assign(pool.passwords, { minimumLength: 7, temporaryDays: 366 })),
      [
        'issuers.portal.passwords.minimumLength: "minimumLength" is too small.',
        'issuers.portal.passwords.temporaryDays: "temporaryDays" is too large.',
      ],
    );
  });

  it("refuses user names that do not go together", () => {
    assert.deepEqual(
      told((pool) => (pool["signIn"] = ["username", "email"])),
      ["issuers.portal.signIn: In a pool where people sign in with an address, they have no other user name."],
    );
    assert.deepEqual(
      told((pool) => (pool["signIn"] = [])),
      ['issuers.portal.signIn: "signIn" is empty.'],
    );
  });

  it("refuses more than 100 scopes of a resource server, and takes 100", () => {
    const scopes = (count: number) =>
      Object.fromEntries(Array.from({ length: count }, (_, index) => [`scope-${index}`, {}]));
    const add = (count: number) => (pool: LoosePool) => (pool.resourceServers["big"] = { scopes: scopes(count) });
    assert.deepEqual(told(add(100)), []);
    const [fault, ...more] = poolFaults(add(101));
    assert.equal(fault!.message, "Cognito does not take so many scopes of one resource server.");
    assert.deepEqual(fault!.path, ["crosstrust:issuers", "portal", "resourceServers", "big", "scopes"]);
    assert.equal(fault!.expected, "at most 100");
    assert.equal(more.length, 0);
  });

  it("refuses scopes and identifiers that Cognito does not take", () => {
    const faults = told(({ resourceServers }) => {
      resourceServers["a"] = { scopes: { "read/all": {} } };
      resourceServers["b"] = { identifier: "a b", scopes: { x: {} } };
      resourceServers["c"] = { identifier: "orders", scopes: { x: {} } };
      resourceServers["d"] = { scopes: {} };
    });
    assert.deepEqual(faults, [
      'issuers.portal.resourceServers.a.scopes.read/all: "read/all" cannot be the name of a scope.',
      "issuers.portal.resourceServers.b.identifier: Cognito does not take this as the identifier of a resource server.",
      "issuers.portal.resourceServers.d.scopes: There is no scope, so nobody could ask for any.",
      'issuers.portal.resourceServers.c.identifier: The resource server "orders" has the same identifier.',
    ]);
  });

  it("knows the quotas of a pool, and those that were raised", () => {
    const many = (raised?: number) => (pool: LoosePool) => {
      for (let index = 0; index < 24; index++) pool.resourceServers[`r${index}`] = { scopes: { x: {} } };
      if (raised !== undefined) pool["quotas"] = { resourceServers: raised };
    };
    assert.deepEqual(poolFaults(many()), [
      {
        path: ["crosstrust:issuers", "portal", "resourceServers"],
        message: "Cognito does not take so many of these in one pool.",
        found: 26,
        expected: "at most 25, or quotas.resourceServers once AWS has raised the quota",
      },
    ]);
    assert.deepEqual(poolFaults(many(26)), []);
  });

  it("refuses a precedence below zero, and a group without a plain name", () => {
    assert.deepEqual(
      told(({ groups }) => Object.assign(groups, { "a b": {}, agents: { precedence: -1 } })),
      [
        'issuers.portal.groups.agents.precedence: "precedence" is too small.',
        'issuers.portal.groups.a b: "a b" cannot be a name.',
      ],
    );
  });
});
