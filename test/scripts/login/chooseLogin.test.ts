import assert from "node:assert/strict";
import { chooseLogin, type LoginChoice } from "../../../scripts/lib/login/chooseLogin.ts";
import { clientId, clientSecret, issuerUrl } from "./support/FakeIssuer.ts";
import { cognitoOutputs, entraOutputs, jumpCloudOutputs, oktaOutputs, outputsOf } from "./support/stackOutputs.ts";

const portal = { callbackUrls: ["https://portal.acme.example/callback"] };
const local = { callbackUrls: ["https://portal.acme.example/callback", "http://localhost:8400/callback"] };
const second = { callbackUrls: ["http://localhost:8401/callback", "http://localhost:8402/other"] };

const outputs = outputsOf({
  customers: cognitoOutputs({ portal, local }),
  partners: cognitoOutputs({ portal }),
  suppliers: cognitoOutputs({ local, second }),
  jumpcloud: jumpCloudOutputs(),
  company: entraOutputs(),
  okta: oktaOutputs(),
});

const choose = (choice: Partial<LoginChoice> & Pick<LoginChoice, "issuer">) =>
  chooseLogin(outputs, { keep: false, ...choice });

describe("chooseLogin", () => {
  it("takes the only client of a pool that comes back to this machine, with the stack's secret", () => {
    assert.deepEqual(choose({ issuer: "customers" }), {
      ...{ stack: "test", issuer: "customers", kind: "cognito", client: "local", clientId: "id-of-local" },
      issuerUrl: "https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_abc",
      discoveryUrl: "https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_abc/.well-known/openid-configuration",
      ...{ clientSecret: "secret-of-local", authentication: "client_secret_basic" },
      ...{ redirectUri: "http://localhost:8400/callback", anyPort: false, loginUrl: undefined },
      scopes: ["openid", "email"],
    });
  });

  it("takes JumpCloud's application with its login URL, and asks for a refresh token only to keep it", () => {
    const target = choose({ issuer: "jumpcloud" });
    assert.deepEqual(target, {
      ...{ stack: "test", issuer: "jumpcloud", kind: "jumpcloud", client: "reports", clientId, clientSecret },
      ...{ issuerUrl, discoveryUrl: `${issuerUrl}.well-known/openid-configuration` },
      authentication: "client_secret_post",
      ...{ redirectUri: "http://localhost:5000/authorize", anyPort: false, loginUrl: "http://localhost:5000/login" },
      scopes: ["openid", "email", "profile"],
    });
    const { scopes } = choose({ issuer: "jumpcloud", keep: true });
    assert.deepEqual(scopes, ["openid", "email", "profile", "offline_access"]);
    assert.deepEqual(choose({ issuer: "customers", keep: true }).scopes, ["openid", "email"]);
  });

  it("serves no login URL of another origin", () => {
    const elsewhere = outputsOf({ jumpcloud: jumpCloudOutputs(undefined, "https://portal.acme.example/login") });
    assert.equal(chooseLogin(elsewhere, { issuer: "jumpcloud", keep: false }).loginUrl, undefined);
  });

  it("takes the client, the redirect URI or the port that is named", () => {
    const named = choose({ issuer: "suppliers", client: "second" });
    assert.deepEqual([named.clientId, named.redirectUri], ["id-of-second", "http://localhost:8401/callback"]);
    const byPort = choose({ issuer: "suppliers", client: "second", port: 8402 });
    assert.equal(byPort.redirectUri, "http://localhost:8402/other");
    const redirectUri = "http://localhost:8402/other";
    assert.equal(choose({ issuer: "suppliers", client: "second", redirectUri }).redirectUri, redirectUri);
  });

  it("takes an application of the user's own at Entra ID, on any port of localhost", () => {
    const target = choose({ issuer: "company", clientId: "app-1" });
    assert.deepEqual(
      [target.client, target.clientId, target.clientSecret, target.authentication, target.redirectUri, target.anyPort],
      [undefined, "app-1", undefined, "none", "http://localhost", true],
    );
    assert.deepEqual(target.scopes, ["openid", "email", "profile"]);
    const onPort = choose({ issuer: "company", clientId: "app-1", port: 9000, clientSecret: "s" });
    assert.deepEqual(
      [onPort.redirectUri, onPort.anyPort, onPort.authentication],
      ["http://localhost:9000", false, "client_secret_post"],
    );
    const onAny = choose({ issuer: "company", clientId: "app-1", port: 0 });
    assert.deepEqual([onAny.redirectUri, onAny.anyPort], ["http://localhost", true]);
    const registered = choose({ issuer: "company", clientId: "app-1", redirectUri: "http://localhost:80/x" });
    assert.deepEqual([registered.redirectUri, registered.anyPort], ["http://localhost:80/x", false]);
  });

  it("takes an application of the user's own at Okta, exactly as it is registered", () => {
    const redirectUri = "http://localhost:8400/callback";
    const target = choose({ issuer: "okta", clientId: "0oa1", redirectUri, clientSecret: "s", scopes: ["openid"] });
    assert.deepEqual(
      [target.redirectUri, target.anyPort, target.authentication, target.scopes],
      [redirectUri, false, "client_secret_basic", ["openid"]],
    );
  });

  const wrong: Readonly<Record<string, { choice: Parameters<typeof choose>[0]; where: string; expected: RegExp }>> = {
    "an issuer that there is not": {
      choice: { issuer: "custmers" },
      where: "--issuer",
      expected: /^Did you mean "customers"\?$/,
    },
    "an issuer by the name of what every object has": {
      choice: { issuer: "constructor", clientId: "x", redirectUri: "http://localhost:8400/" },
      where: "--issuer",
      expected: /^one of /,
    },
    "an empty client id": {
      choice: { issuer: "okta", clientId: "", redirectUri: "http://localhost:8400/" },
      where: "--client-id",
      expected: /^the id of an application/,
    },
    ...Object.fromEntries(
      ["http:localhost:8400/", " http://localhost:8400/", "http://localhost:0/", "http://localhost:8400/#"].map(
        (uri) => [
          `the redirect URI ${JSON.stringify(uri)}`,
          {
            choice: { issuer: "okta", clientId: "0oa1", redirectUri: uri },
            where: "--redirect-uri",
            expected: /^--redirect-uri with what is registered/,
          },
        ],
      ),
    ),
    "no client on this machine": {
      choice: { issuer: "partners" },
      where: "crosstrust:issuers.partners.clients",
      expected: /^callbackUrls: \[http:\/\/localhost:8400\/callback\] with localhost: true, deployed; or --client-id$/,
    },
    "several clients on this machine": {
      choice: { issuer: "suppliers" },
      where: "--client",
      expected: /^--client local or second$/,
    },
    "a client that does not come back here": {
      choice: { issuer: "customers", client: "portal" },
      where: "crosstrust:issuers.customers.clients",
      expected: /localhost/,
    },
    "a client in its own name": {
      choice: { issuer: "customers", client: "machine" },
      where: "--client",
      expected: /^one of "portal", "local"$/,
    },
    "a port that is not registered": {
      choice: { issuer: "suppliers", client: "second", port: 5000 },
      where: "--port",
      expected: /^http:\/\/localhost:8401\/callback or http:\/\/localhost:8402\/other$/,
    },
    "a redirect URI that is not registered": {
      choice: { issuer: "jumpcloud", redirectUri: "http://localhost:5000/authorize/" },
      where: "--redirect-uri",
      expected: /^http:\/\/localhost:5000\/authorize$/,
    },
    "an issuer without clients for people": {
      choice: { issuer: "okta" },
      where: "--client-id",
      expected: /^--client-id of an application/,
    },
    "nothing that says where to come back to": {
      choice: { issuer: "okta", clientId: "0oa1" },
      where: "--redirect-uri",
      expected: /^--redirect-uri with what is registered/,
    },
    "a redirect URI elsewhere": {
      choice: { issuer: "company", clientId: "app-1", redirectUri: "https://portal.acme.example/callback" },
      where: "--redirect-uri",
      expected: /^--redirect-uri with what is registered/,
    },
    "a redirect URI with credentials": {
      choice: { issuer: "okta", clientId: "0oa1", redirectUri: "http://user:key@localhost:8400/callback" },
      where: "--redirect-uri",
      expected: /^--redirect-uri with what is registered/,
    },
    "another port than the registered one": {
      choice: { issuer: "okta", clientId: "0oa1", redirectUri: "http://localhost:8400/callback", port: 1 },
      where: "--port",
      expected: /^--port 8400$/,
    },
    "both kinds of client": {
      choice: { issuer: "customers", client: "local", clientId: "x" },
      where: "--client-id",
      expected: /^one of the two$/,
    },
    "a secret for a client of the stack": {
      choice: { issuer: "customers", clientSecret: "s" },
      where: "--client-secret-file",
      expected: /^--client-id beside it$/,
    },
  };
  for (const [what, { choice, where, expected }] of Object.entries(wrong)) {
    it(`refuses ${what}`, () => {
      assert.throws(
        () => choose(choice),
        (error: { code: string; where: string; expected: string }) => {
          assert.deepEqual([error.code, error.where], ["USAGE", where]);
          assert.match(error.expected, expected);
          return true;
        },
      );
    });
  }

  it("says so where the stack has not the client's secret", () => {
    const { trust } = outputs;
    assert.throws(() => chooseLogin({ ...outputs, trust, clientSecrets: {} }, { issuer: "jumpcloud", keep: false }), {
      code: "STACK_OUTPUTS_MISSING",
      where: "jumpcloud/reports",
    });
  });
});
