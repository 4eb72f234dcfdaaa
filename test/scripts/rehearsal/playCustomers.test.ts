import assert from "node:assert/strict";
import { defaultDirectories } from "../../../sandbox/SandboxDirectory.ts";
import { playCustomers, removeCustomers } from "../../../scripts/lib/rehearsal/playCustomers.ts";
import { VendorConsole } from "../../../scripts/lib/rehearsal/VendorConsole.ts";
import { sandboxes } from "../../sandbox/support/sandboxes.ts";
import { EntraTenant, entraIssuer } from "../verify/jsm/support/EntraTenant.ts";
import { JsmPool } from "../verify/jsm/support/JsmPool.ts";
import { PoolWithApi } from "../verify/people/support/PoolWithApi.ts";

const mapping = { email: "email", given_name: "given_name", family_name: "family_name" };

describe("customers of a rehearsal", () => {
  const start = sandboxes();

  it("prove every sign-in to the portal, and leave nobody behind in the directory", async () => {
    const sandbox = await start();
    const pool = await JsmPool.make(sandbox);
    const redirectUri = `https://${pool.domain}/oauth2/idpresponse`;
    const { clientId, secret } = await (await EntraTenant.open(sandbox)).register(redirectUri);
    await pool.idp.createIdentityProvider({
      ...{ UserPoolId: pool.userPoolId, ProviderName: "company", ProviderType: "OIDC" },
      ProviderDetails: {
        ...{ client_id: clientId, client_secret: secret, oidc_issuer: entraIssuer },
        ...{ authorize_scopes: "openid profile email", attributes_request_method: "GET" },
      },
      AttributeMapping: mapping,
    });
    await pool.changeClient({ SupportedIdentityProviders: ["COGNITO", "company"] });
    pool.federate("company", { issuer: entraIssuer, clientId, redirectUri }, mapping);
    const console = new VendorConsole(sandbox);
    const { tenantId } = defaultDirectories[0]!;
    const before = await console.directoryInventory(tenantId);

    const kept = new Map<string, Map<string, string>>();
    const steps = await playCustomers(console, pool.trust, async (option, name, text) => {
      kept.set(option, (kept.get(option) ?? new Map<string, string>()).set(name, text));
    });
    assert.deepEqual(steps, [
      "support: made the customer regular@support.example with a permanent password",
      "support: made the customer newcomer@support.example with a temporary password",
      "support: made support-company-customer@acmedev.onmicrosoft.com in the directory that company stands for",
    ]);
    const passwords = kept.get("--person")!;
    assert.deepEqual(
      [...passwords.keys()],
      ["support/regular@support.example", "support/company:support-company-customer@acmedev.onmicrosoft.com"],
    );
    const firstSignIns = new Map(
      [...kept.get("--first-sign-in")!].map(([name, text]) => {
        const [temporary = "", chosen = ""] = text.split("\n");
        return [name, { temporary, chosen }];
      }),
    );
    assert.deepEqual([...firstSignIns.keys()], ["support/newcomer@support.example"]);
    const checks = await pool.verify({ passwords, firstSignIns });
    assert.deepEqual(
      checks.filter(({ ok }) => ok === false),
      [],
    );
    // The pool's own API takes credentials for AWS, which these customers are not.
    assert.deepEqual(
      checks.filter(({ ok }) => ok === null).map(({ name }) => name),
      [
        "portal: the pool's settings as declared",
        "portal: nothing in the pool beside what is declared",
        "portal/jsm: registered as declared",
        "portal: the identity provider company as declared",
      ],
    );

    assert.deepEqual(await removeCustomers(console, pool.trust), [
      "support: deleted support-company-customer in the directory that company stands for",
    ]);
    assert.deepEqual(await console.directoryInventory(tenantId), before);
    assert.deepEqual(sandbox.refusals, []);
  });

  it("prove what a pool's clients may do where no portal trusts it", async () => {
    const sandbox = await start();
    const callbackUrls = ["https://app.acme.example/callback"];
    const pool = await PoolWithApi.make(sandbox, {
      issuers: {
        portal: {
          ...{ kind: "cognito", signIn: ["email"], domain: { prefix: "acme-people" } },
          resourceServers: { tickets: { scopes: { read: {} } } },
          clients: { app: { kind: "interactive", callbackUrls, scopes: ["openid", "tickets/read"] } },
        },
      },
      apis: { tickets: { routes: { "GET /tickets": { issuer: "portal", scopes: [], lambda: "tickets" } } } },
      relyingParties: {},
    });
    const console = new VendorConsole(sandbox);
    const people: Record<string, string> = {};
    const steps = await playCustomers(console, pool.trust, async (option, name, text) => {
      assert.equal(option, "--person");
      people[name] = text;
    });
    assert.deepEqual(steps, ["portal: made the customer regular@portal.example with a permanent password"]);
    assert.deepEqual(Object.keys(people), ["portal/regular@portal.example"]);
    const ofApp = (await pool.verify(people)).filter(
      ({ name }) => name.includes("portal/app") && name !== "portal/app: registered as declared",
    );
    assert.equal(ofApp.length, 14);
    assert.deepEqual(
      ofApp.filter(({ ok }) => ok !== true),
      [],
    );
    assert.deepEqual(await removeCustomers(console, pool.trust), []);
    assert.deepEqual(sandbox.refusals, []);
  });
});
