import assert from "node:assert/strict";
import { type Sandbox, startSandbox } from "../../../../sandbox/startSandbox.ts";
import { missingPerson, poolPeople } from "../../../../scripts/lib/verify/people/poolPeople.ts";
import { peopleOf } from "../../../../scripts/lib/verify/readNamedFiles.ts";
import type { DeployedPoolFederation, DeployedTrust } from "../../../../trust/DeployedTrust.ts";
import { federatedModel, federatedSettings, type FederatedSettings } from "../../../trust/cognitoFixture.ts";
import { EntraTenant, entraIssuer } from "../jsm/support/EntraTenant.ts";
import { deploy } from "../support/deployedTrust.ts";
import { alice, PoolWithApi } from "./support/PoolWithApi.ts";

/** At the identity provider, which is not asked here. */
const registration: DeployedPoolFederation = {
  issuer: entraIssuer,
  clientId: "pool",
  redirectUri: "https://x.example",
};

/** The portal `support` trusts the pool `portal`, as its client `jsm`; the pool's people are its own, of company and of staff. */
function trustWith(change: (settings: FederatedSettings) => unknown = () => undefined): DeployedTrust {
  const settings = federatedSettings();
  change(settings);
  const trust = deploy(settings);
  const portal = trust.issuers["portal"] as Extract<DeployedTrust["issuers"][string], { kind: "cognito" }>;
  return {
    ...trust,
    issuers: { ...trust.issuers, portal: { ...portal, federation: { company: registration, staff: registration } } },
  };
}

/** Gives the portal the name of the pool. */
function sameName({ relyingParties }: FederatedSettings): void {
  Object.assign(relyingParties, { portal: relyingParties.support });
  delete (relyingParties as Record<string, unknown>)["support"];
}

const namesOf = (change?: (settings: FederatedSettings) => unknown) => peopleOf(federatedModel(change));

describe("whom verify is told of for a user pool", () => {
  it("may be anybody of its own, or of an identity provider that a client has", () => {
    assert.deepEqual(namesOf(), ["support/*", "support/company:*", "portal/*", "portal/company:*", "portal/staff:*"]);
  });

  it("is the portal's where that has the pool's name", () => {
    assert.deepEqual(namesOf(sameName), ["portal/*", "portal/company:*"]);
  });

  it("is nobody where people sign in to none of its clients", () => {
    const noClients = (settings: FederatedSettings): void => {
      Object.assign(settings, { relyingParties: {} });
      const { clients } = settings.issuers.portal as { clients: Record<string, unknown> };
      delete clients["jsm"];
      delete clients["local"];
    };
    assert.deepEqual(namesOf(noClients), []);
  });

  it("counts for the pool by the portal's name as by its own, and by no other", () => {
    const passwords = new Map([
      ["support/alice@acme.example", "1"],
      ["portal/company:bob@acme.example", "2"],
      ["portals/carol@acme.example", "3"],
      ["jumpcloud/alice", "4"],
    ]);
    const people = poolPeople(trustWith(), passwords, "portal");
    assert.deepEqual(
      people.map(({ name, provider, credentials }) => [name, provider, credentials]),
      [
        [
          "alice@acme.example",
          undefined,
          {
            ...{ userName: "alice@acme.example", password: "1" },
            passwordHost: "portal.auth.eu-central-1.amazoncognito.com",
          },
        ],
        [
          "company:bob@acme.example",
          "company",
          { userName: "bob@acme.example", password: "2", passwordHost: "login.microsoftonline.com" },
        ],
      ],
    );
  });

  it("never is one of another relying party with the pool's name", () => {
    const trust = trustWith();
    const other = { ...trust.model.relyingParties["support"]!, issuer: "others" };
    const model = { ...trust.model, relyingParties: { portal: other } } as DeployedTrust["model"];
    assert.deepEqual(poolPeople({ ...trust, model }, new Map([["portal/alice", "1"]]), "portal"), []);
    assert.match(
      missingPerson(model, "portal", "local"),
      /a relying party has the name portal, so that none can be named$/,
    );
  });

  it("is asked for by a name that verify takes", () => {
    const missing = (client: string, change?: (settings: FederatedSettings) => unknown) => {
      const model = federatedModel(change);
      const needed = `people sign in to portal/${client}, so it takes the password of one of them`;
      const reason = missingPerson(model, "portal", client);
      assert.ok(reason.startsWith(needed), reason);
      return reason.slice(needed.length);
    };
    const from =
      (...providers: readonly string[]) =>
      ({ issuers }: FederatedSettings): unknown =>
        (issuers.portal.clients.local["identityProviders"] = providers);
    assert.equal(missing("local"), ": --person portal/NAME=FILE");
    assert.equal(missing("local", sameName), ": --person portal/NAME=FILE");
    assert.equal(missing("local", from("company", "staff")), ": --person portal/company:NAME=FILE");
    const portalsOwn = (settings: FederatedSettings): void => {
      from("staff")(settings);
      sameName(settings);
    };
    // The portal's own client has no people of staff.
    assert.equal(missing("local", portalsOwn), ", and a relying party has the name portal, so that none can be named");
  });
});

describe("a client of a user pool whose people are all of Entra ID", () => {
  const bob = { name: "bob@acme.example", password: "correct-Horse-2" };
  const settings = {
    issuers: {
      portal: {
        kind: "cognito",
        signIn: ["email"],
        domain: { prefix: "acme-people" },
        resourceServers: { tickets: { scopes: { read: {} } } },
        clients: {
          app: {
            kind: "interactive",
            callbackUrls: ["https://app.acme.example/callback"],
            scopes: ["openid", "tickets/read"],
          },
          desk: { kind: "interactive", callbackUrls: ["https://desk.acme.example/callback"], scopes: ["openid"] },
        },
      },
    },
    apis: {
      tickets: { routes: { "GET /tickets": { issuer: "portal", scopes: ["tickets/read"], lambda: "tickets" } } },
    },
    relyingParties: {},
  };
  let sandbox: Sandbox;
  let pool: PoolWithApi;
  before(async () => {
    sandbox = await startSandbox();
    const tenant = await EntraTenant.open(sandbox);
    await tenant.addUser(bob.name, bob.password, "Bob", "Baker");
    pool = await PoolWithApi.make(sandbox, settings);
    const { domain } = pool.trust.issuers["portal"] as { domain: string };
    const redirectUri = `https://${domain}/oauth2/idpresponse`;
    const { clientId, secret } = await tenant.register(redirectUri);
    await pool.federate("company", "app", { issuer: entraIssuer, clientId, redirectUri }, secret);
  });
  after(() => sandbox.close());
  afterEach(() => assert.deepEqual(sandbox.refusals, []));

  const notOk = async (people: Readonly<Record<string, string>>) =>
    (await pool.verify(people)).filter(
      ({ ok, name }) => ok !== true && /portal\/app(?!: registered as declared$)/.test(name),
    );

  it("is proved by one of them, whose password goes to Entra ID alone", async () => {
    const told: string[] = [];
    const { send } = pool;
    pool.send = async (url, init) => {
      const form = new URLSearchParams((init.body ?? "") as string | URLSearchParams);
      if ([...form.values()].includes(bob.password)) told.push(new URL(url).host);
      return send(url, init);
    };
    assert.deepEqual(await notOk({ [`portal/company:${bob.name}`]: bob.password }), []);
    pool.send = send;
    assert.deepEqual(told, ["login.microsoftonline.com"]);
  });

  it("is not proved by one of the pool's own, and says whom it takes", async () => {
    const open = await notOk({ [`portal/${alice.name}`]: alice.password });
    assert.ok(open.length > 0);
    for (const { ok, reason } of open) {
      assert.equal(ok, null);
      assert.equal(
        reason,
        "people sign in to portal/app, so it takes the password of one of them: --person portal/company:NAME=FILE",
      );
    }
    const desk = (await pool.verify({ [`portal/${alice.name}`]: alice.password })).filter(({ name }) =>
      /portal\/desk(?!: registered as declared$)/.test(name),
    );
    assert.deepEqual(
      desk.filter(({ ok }) => ok !== true),
      [],
    );
  });
});
