import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { decodeJwt, type JWTPayload } from "jose";
import { parse, stringify } from "yaml";
import { projectRoot } from "../../scripts/lib/projectRoot.ts";
import { runProgram } from "../../scripts/lib/process/runProgram.ts";
import { clientProcessEnvironment } from "../../scripts/lib/rehearsal/clientProcessEnvironment.ts";
import { sandboxSend } from "../../scripts/lib/rehearsal/sandboxSend.ts";
import { type Rehearsal, startRehearsal } from "../../scripts/lib/rehearsal/startRehearsal.ts";
import { VendorConsole } from "../../scripts/lib/rehearsal/VendorConsole.ts";
import { Browser } from "../../scripts/lib/signIn/Browser.ts";
import { signIn, type SignInEnd } from "../../scripts/lib/signIn/signIn.ts";
import type { OperationReport } from "../../scripts/lib/stack/runOperation.ts";
import type { StackOutputs } from "../../scripts/lib/stack/readStackOutputs.ts";
import type { DeployedCognitoIssuer } from "../../trust/DeployedTrust.ts";
import { recordingTerminal } from "../scripts/support/recordingTerminal.ts";
import { runScript, type ScriptResult } from "../scripts/support/startScript.ts";
import { temporaryFolder, type TemporaryFolder } from "../scripts/support/temporaryFolder.ts";
import { federatedSettings, type FederatedSettings } from "../trust/cognitoFixture.ts";

type Json = Readonly<Record<string, unknown>>;

const callback = "https://acme.atlassian.net/plugins/servlet/oauth/callback";
const password = "Correct-Horse-7";

/** One of the tests breaks this rule on purpose. */
const openToEveryone = {
  rule: "open-assignment",
  at: "issuers.portal.federation.staff",
  reason: "Everyone of the organisation is staff.",
  owner: "identity team",
  until: new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10),
};

describe("a user pool with people of Entra ID and of Okta, on the real engine", function () {
  this.timeout(180_000);
  let rehearsal: Rehearsal;
  let folder: TemporaryFolder;
  let outputs: StackOutputs;

  before(async () => {
    folder = await temporaryFolder();
    rehearsal = await startRehearsal({ stack: "dev", plugins: "bundled", terminal: recordingTerminal() });
    for (const name of ["Support", "Support Berlin", "Agents"]) {
      await okta("POST", "/api/v1/groups", { profile: { name } });
    }
    await configure();
  });
  after(async () => {
    await rehearsal.close();
    await folder.remove();
  });

  /** Puts the pool in place of what the rehearsal's copy of the config has. */
  async function configure(change: (settings: FederatedSettings) => void = () => undefined): Promise<void> {
    const { configFile } = rehearsal.backend;
    const file = parse(await readFile(configFile, "utf8")) as { config: Record<string, unknown> };
    const settings = federatedSettings();
    const { clients, federation } = settings.issuers.portal;
    clients.jsm["identityProviders"] = ["cognito", "company", "staff"];
    federation.staff["attributes"] = {
      ...{ email: "email", email_verified: "email_verified" },
      ...{ given_name: "given_name", family_name: "family_name" },
    };
    change(settings);
    Object.assign(file.config, {
      "crosstrust:issuers": settings.issuers,
      "crosstrust:apis": settings.apis,
      "crosstrust:relyingParties": settings.relyingParties,
      "crosstrust:policy": { waivers: [openToEveryone] },
    });
    await writeFile(configFile, stringify(file));
  }

  async function command(name: string, ...args: readonly string[]): Promise<ScriptResult> {
    const inherited = Object.fromEntries(Object.keys(process.env).map((key) => [key, undefined]));
    const env = { ...inherited, ...clientProcessEnvironment(rehearsal.environment) };
    return runScript([name, "--stack", "dev", "--config-file", rehearsal.backend.configFile, ...args], { env });
  }

  async function operation(name: string, ...args: readonly string[]): Promise<OperationReport> {
    const json = join(folder.path, `${name}.json`);
    const { code, stderr } = await command(name, ...args, "--json", json);
    assert.equal(code, 0, stderr);
    return JSON.parse(await readFile(json, "utf8")) as OperationReport;
  }

  async function pulumi(...args: readonly string[]): Promise<string> {
    const env = clientProcessEnvironment(rehearsal.environment);
    const engine = { command: rehearsal.engine.command, args: [...args, "--stack", "dev"], cwd: projectRoot, env };
    const { code, stdout, stderr } = await runProgram(engine);
    assert.equal(code, 0, stderr);
    return stdout;
  }

  /** The organisation's own API, as an administrator uses it. */
  async function okta<Answer = Json>(method: string, path: string, body?: Json): Promise<Answer> {
    const { OKTA_ORG_NAME: org = "", OKTA_BASE_URL: base = "" } = rehearsal.sandbox.clientEnvironment;
    const response = await sandboxSend(rehearsal.sandbox)(`https://${org}.${base}${path}`, {
      method,
      headers: { authorization: `SSWS ${rehearsal.sandbox.credentials.oktaApiToken}` },
      ...(body && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    assert.ok(response.ok, `${method} ${path}: ${text}`);
    return (text === "" ? {} : JSON.parse(text)) as Answer;
  }

  async function addOktaPerson(login: string, group?: string): Promise<string> {
    const [found] = group ? await okta<Json[]>("GET", `/api/v1/groups?search=profile.name eq "${group}"`) : [];
    const profile = { firstName: "Olive", lastName: "Okada", email: login, login };
    const groupIds = found ? [String(found["id"])] : [];
    const user = await okta("POST", "/api/v1/users", {
      profile,
      credentials: { password: { value: password } },
      groupIds,
    });
    return String(user["id"]);
  }

  const portal = (): DeployedCognitoIssuer => outputs.trust.issuers["portal"] as DeployedCognitoIssuer;

  /** Somebody goes to the portal's sign-in page, on to an identity provider, and comes back. */
  async function comeFrom(provider: string, userName: string): Promise<SignInEnd> {
    const { domain, clients } = portal();
    const query = { response_type: "code", redirect_uri: callback, scope: "openid email profile", state: "s-1" };
    const start = new URL(`https://${domain}/login`);
    start.search = new URLSearchParams({ ...query, client_id: clients["jsm"]!.clientId }).toString();
    const catches = ({ origin, pathname }: URL) => `${origin}${pathname}` === callback;
    const browser = new Browser({ send: sandboxSend(rehearsal.sandbox), catches });
    const page = await browser.open(start.href);
    assert.ok(page.kind === "page", "there is no sign-in page");
    const link = page.page.links.find(({ searchParams }) => searchParams.get("identity_provider") === provider);
    assert.ok(link, `the page does not offer ${provider}: ${page.page.text}`);
    const { issuer } = portal().federation[provider]!;
    const credentials = { userName, password, passwordHost: new URL(issuer).host };
    return signIn(browser, await browser.open(link.href), credentials);
  }

  /** The claims of the ID token that the portal gets for the code. */
  async function claimsOf(end: SignInEnd): Promise<JWTPayload> {
    assert.ok(end.kind === "caught", `the sign-in did not end at the portal: ${JSON.stringify(end)}`);
    const { tokenEndpoint, clients } = portal();
    const response = await sandboxSend(rehearsal.sandbox)(tokenEndpoint, {
      method: "POST",
      body: new URLSearchParams({
        ...{ grant_type: "authorization_code", redirect_uri: callback, code: end.parameters.get("code") ?? "" },
        ...{ client_id: clients["jsm"]!.clientId, client_secret: outputs.clientSecrets["portal"]!["jsm"]! },
      }),
    });
    const tokens = (await response.json()) as { id_token: string };
    assert.equal(response.status, 200, JSON.stringify(tokens));
    return decodeJwt(tokens.id_token);
  }

  it("creates everything at the first up, and then changes nothing", async () => {
    const { changes } = await operation("up");
    assert.deepEqual(
      changes.filter(({ op }) => op !== "create"),
      [],
    );
    const types = changes.map(({ type }) => type);
    assert.equal(types.filter((type) => type === "aws:cognito/identityProvider:IdentityProvider").length, 2);
    assert.equal(types.filter((type) => type === "okta:app/oAuth:OAuth").length, 1);
    assert.equal(types.filter((type) => type === "okta:index/appGroupAssignments:AppGroupAssignments").length, 1);
    outputs = JSON.parse(await pulumi("stack", "output", "--json", "--show-secrets")) as StackOutputs;
    assert.deepEqual((await operation("preview")).changes, []);
    await operation("refresh");
    assert.deepEqual((await operation("preview")).changes, []);
  });

  it("says where the pool is registered", async () => {
    const { domain, federation } = portal();
    const redirectUri = `https://${domain}/oauth2/idpresponse`;
    assert.deepEqual(Object.keys(federation).sort(), ["company", "staff"]);
    for (const one of Object.values(federation)) assert.equal(one.redirectUri, redirectUri);
    const apps = await okta<Json[]>("GET", "/api/v1/apps");
    assert.deepEqual(
      apps.map(({ label, id }) => [label, id]),
      [["Customers portal", federation["staff"]!.clientId]],
    );
  });

  it("keeps no secret in plain in the state", async () => {
    const state = await pulumi("stack", "export");
    const secrets = Object.values(outputs.clientSecrets).flatMap((byClient) => Object.values(byClient));
    const [app] = await okta<Json[]>("GET", "/api/v1/apps");
    const own = await okta<{ client_secret: string }[]>(
      "GET",
      `/api/v1/apps/${String(app!["id"])}/credentials/secrets`,
    );
    for (const secret of [...secrets, own[0]!.client_secret]) {
      assert.ok(secret.length > 20 && !state.includes(secret));
    }
    const providers = (
      JSON.parse(state) as { deployment: { resources: { type: string; outputs: Json; inputs: Json }[] } }
    ).deployment.resources.filter(({ type }) => type === "aws:cognito/identityProvider:IdentityProvider");
    assert.equal(providers.length, 2);
    for (const { inputs } of providers)
      assert.ok(!JSON.stringify(inputs).includes("plaintext"), JSON.stringify(inputs));
  });

  it("lets in somebody of Okta who is in an assigned group, with the mapped attributes", async () => {
    const id = await addOktaPerson("olive@acme.example", "Agents");
    const end = await comeFrom("staff", "olive@acme.example");
    const claims = await claimsOf(end);
    const { email, email_verified, given_name, family_name } = claims;
    assert.deepEqual(
      { email, email_verified, given_name, family_name, identity: (claims["identities"] as Json[])[0]!["userId"] },
      {
        ...{ email: "olive@acme.example", email_verified: true, given_name: "Olive", family_name: "Okada" },
        identity: id,
      },
    );
  });

  it("lets in somebody of Entra ID, with the mapped attributes", async () => {
    const console = new VendorConsole(rehearsal.sandbox);
    const tenantId = Object.keys(rehearsal.sandbox.credentials.directories).find((id) =>
      portal().federation["company"]!.issuer.includes(id),
    );
    const person = { nickname: "erin", givenName: "Erin", surname: "Entwistle", password };
    const userName = await console.createDirectoryUser(tenantId ?? "", person);
    const { email, given_name, family_name } = await claimsOf(await comeFrom("company", userName));
    assert.deepEqual(
      { email, given_name, family_name },
      { email: userName, given_name: "Erin", family_name: "Entwistle" },
    );
  });

  it("keeps out somebody of Okta who is in no assigned group, and somebody who is deactivated", async () => {
    await addOktaPerson("berta@acme.example", "Support Berlin");
    const end = await comeFrom("staff", "berta@acme.example");
    assert.ok(end.kind === "caught");
    assert.equal(end.parameters.get("code"), null);
    assert.match(end.parameters.get("error_description") ?? "", /User is not assigned to the client application/);
    await okta("POST", "/api/v1/users/olive@acme.example/lifecycle/deactivate");
    const gone = await comeFrom("staff", "olive@acme.example");
    assert.ok(gone.kind === "refused", gone.kind);
    assert.equal(gone.message, "Unable to sign in");
  });

  it("stops with a clear word for a group that is not there, and takes nothing away", async () => {
    for (const [group, message] of [
      ["Support B", /Okta has no group Support B, only Support Berlin/],
      ["Sales", /group with name "Sales" and type "OKTA_GROUP" does not exist/],
    ] as const) {
      await configure(({ issuers }) => {
        issuers.portal.federation.staff["assignment"] = { groups: [group] };
      });
      const { code, stderr } = await command("up");
      assert.notEqual(code, 0);
      assert.match(stderr, message);
      const assigned = await okta<Json[]>("GET", `/api/v1/apps/${portal().federation["staff"]!.clientId}/groups`);
      assert.equal(assigned.length, 2);
    }
  });

  it("opens the application to everyone where the config says so", async () => {
    await configure(({ issuers }) => {
      issuers.portal.federation.staff["assignment"] = "everyone";
    });
    const { changes } = await operation("up");
    assert.deepEqual(
      changes
        .filter(({ type }) => type.startsWith("okta:"))
        .map(({ op, type }) => [op, type])
        .sort(),
      [
        ["delete", "okta:index/appGroupAssignments:AppGroupAssignments"],
        ["update", "okta:app/oAuth:OAuth"],
      ],
    );
    assert.equal((await claimsOf(await comeFrom("staff", "berta@acme.example")))["email"], "berta@acme.example");
  });

  it("asks the sandbox nothing that it does not know", () => {
    assert.deepEqual(rehearsal.sandbox.refusals, []);
  });

  it("leaves no pool and no application behind after destroy", async () => {
    const { issuer } = portal();
    const { resources } = await operation("destroy", "--yes");
    assert.equal(resources, 0);
    assert.deepEqual(await okta<Json[]>("GET", "/api/v1/apps"), []);
    const discovery = `${issuer}/.well-known/openid-configuration`;
    assert.equal((await sandboxSend(rehearsal.sandbox)(discovery, {})).status, 404);
    const [tenant = ""] = /[0-9a-f-]{36}/.exec(portal().federation["company"]!.issuer) ?? [];
    const inventory = await new VendorConsole(rehearsal.sandbox).directoryInventory(tenant);
    assert.ok(!inventory.some((line) => line.includes("Customers portal")), inventory.join("\n"));
  });
});
