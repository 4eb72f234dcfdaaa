import assert from "node:assert/strict";
import { generateKeyPairSync } from "node:crypto";
import { existsSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { CognitoIdentityProvider } from "@aws-sdk/client-cognito-identity-provider";
import { parse, stringify } from "yaml";
import type { HandoffSheet } from "../../scripts/lib/handoff/HandoffSheet.ts";
import { clientProcessEnvironment } from "../../scripts/lib/rehearsal/clientProcessEnvironment.ts";
import { type Rehearsal, startRehearsal } from "../../scripts/lib/rehearsal/startRehearsal.ts";
import { sdkHandler } from "../sandbox/aws/support/sdkHandler.ts";
import { recordingTerminal } from "../scripts/support/recordingTerminal.ts";
import { runScript, startScript, type ScriptResult } from "../scripts/support/startScript.ts";
import { temporaryFolder, type TemporaryFolder } from "../scripts/support/temporaryFolder.ts";
import { cognitoSettings } from "../trust/cognitoFixture.ts";

const portalUrl = "https://acme.atlassian.net/servicedesk/customer/portals";

describe("npm run provision for a deployed user pool, on the real engine", function () {
  this.timeout(120_000);
  let rehearsal: Rehearsal;
  let folder: TemporaryFolder;
  let keys: { readonly publicKey: string; readonly privateKey: string };

  before(async () => {
    folder = await temporaryFolder();
    const pair = generateKeyPairSync("ec", { namedCurve: "P-256" });
    keys = {
      publicKey: await folder.write("public.pem", pair.publicKey.export({ type: "spki", format: "pem" }) as string),
      privateKey: await folder.write("private.pem", pair.privateKey.export({ type: "pkcs8", format: "pem" }) as string),
    };
    rehearsal = await startRehearsal({ stack: "dev", plugins: "bundled", terminal: recordingTerminal() });
    const { configFile } = rehearsal.backend;
    const file = parse(await readFile(configFile, "utf8")) as { config: Record<string, unknown> };
    const { issuers } = cognitoSettings();
    Object.assign(file.config, {
      "crosstrust:issuers": issuers,
      "crosstrust:apis": {},
      "crosstrust:relyingParties": {
        support: { kind: "jira-service-management", issuer: "portal", client: "jsm", portalUrl },
      },
    });
    await writeFile(configFile, stringify(file));
  });
  after(async () => {
    await rehearsal.close();
    await folder.remove();
  });

  const environment = (): Record<string, string | undefined> => ({
    ...Object.fromEntries(Object.keys(process.env).map((key) => [key, undefined])),
    ...clientProcessEnvironment(rehearsal.environment),
  });
  const args = (name: string, ...more: readonly string[]): readonly string[] => [
    name,
    ...more,
    "--stack",
    "dev",
    "--config-file",
    rehearsal.backend.configFile,
  ];
  const command = async (name: string, ...more: readonly string[]): Promise<ScriptResult> =>
    runScript(args(name, ...more), { env: environment() });

  async function userPools(): Promise<{ readonly idp: CognitoIdentityProvider; readonly UserPoolId: string }> {
    const { awsAccessKeyId: accessKeyId, awsSecretAccessKey: secretAccessKey } = rehearsal.sandbox.credentials;
    const idp = new CognitoIdentityProvider({
      region: "eu-central-1",
      credentials: { accessKeyId, secretAccessKey },
      requestHandler: sdkHandler((request) => rehearsal.sandbox.fetch(request)),
    });
    const { UserPools = [] } = await idp.listUserPools({ MaxResults: 2 });
    assert.equal(UserPools.length, 1);
    return { idp, UserPoolId: UserPools[0]!.Id! };
  }

  it("says that the pool has to be deployed first", async () => {
    const file = await folder.write("people.csv", "email\nann@acme.example\n");
    const { code, stderr } = await command("provision", file, "--plan");
    assert.equal(code, 2);
    assert.match(
      stderr,
      /STACK_OUTPUTS_MISSING: Stack dev has no outputs: nothing is deployed\. Deploy it with `npm run up/,
    );
  });

  it("plans, makes people with sealed passwords and by invitation, and then finds nothing to do", async () => {
    const up = await command("up");
    assert.equal(up.code, 0, up.stderr);
    const file = await folder.write(
      "people.csv",
      "email,given_name,groups,delivery\nann@acme.example,Ann,agents,\nben@acme.example,Ben,,invitation\n",
    );
    const planned = await command("provision", file, "--for", "support", "--plan");
    assert.deepEqual(
      [planned.code, planned.stdout],
      [1, "+ ann@acme.example\n+ ben@acme.example: by invitation\n2 to create, 0 to update, 0 unchanged\n"],
      planned.stderr,
    );

    const [passwords, json] = [join(folder.path, "passwords.json"), join(folder.path, "result.json")];
    const sealing = ["--seal-for", keys.publicKey, "--passwords", passwords];
    const made = await command("provision", file, "--yes", ...sealing, "--json", json);
    assert.equal(made.code, 0, made.stderr);
    assert.match(made.stdout, /created {3}ann@acme\.example\ncreated {3}ben@acme\.example\n/);
    const opened = await runScript(["unseal", passwords, "--key", keys.privateKey, "--reveal"]);
    const [, password = ""] = /^ann@acme\.example\t(\S{24})\n$/.exec(opened.stdout) ?? [];
    assert.notEqual(password, "");
    for (const text of [made.stdout, made.stderr, await readFile(json, "utf8"), await readFile(passwords, "utf8")]) {
      assert.equal(text.includes(password), false);
    }
    const report = JSON.parse(await readFile(json, "utf8")) as { readonly results: unknown };
    assert.deepEqual(report.results, [
      { username: "ann@acme.example", outcome: "created" },
      { username: "ben@acme.example", outcome: "created" },
    ]);

    const { idp, UserPoolId } = await userPools();
    const ann = await idp.adminGetUser({ UserPoolId, Username: "ann@acme.example" });
    assert.equal(ann.UserStatus, "FORCE_CHANGE_PASSWORD");
    const { Groups = [] } = await idp.adminListGroupsForUser({ UserPoolId, Username: "ann@acme.example" });
    assert.deepEqual(
      Groups.map(({ GroupName }) => GroupName),
      ["agents"],
    );

    const again = await command("provision", file, "--yes");
    assert.deepEqual(
      [again.code, again.stdout],
      [0, "= ann@acme.example\n= ben@acme.example\n0 to create, 0 to update, 2 unchanged\n"],
      again.stderr,
    );
    assert.deepEqual(rehearsal.sandbox.refusals, []);
  });

  it("has the hand-off sheet of the portal that its people sign in to", async () => {
    const [json, html] = [join(folder.path, "sheet.json"), join(folder.path, "sheet.html")];
    const { code, stderr } = await command("handoff", "--for", "support", "--json", json, "--html", html);
    assert.equal(code, 0, stderr);
    const { sections } = JSON.parse(await readFile(json, "utf8")) as HandoffSheet;
    const fields = sections.find(({ title }) => title === "Add the identity provider")?.fields ?? [];
    const { idp, UserPoolId } = await userPools();
    const { UserPoolClients = [] } = await idp.listUserPoolClients({ UserPoolId, MaxResults: 10 });
    const clientId = UserPoolClients.find(({ ClientName }) => ClientName === "Help desk")?.ClientId ?? "";
    const domain = "acme-dev-portal.auth.eu-central-1.amazoncognito.com";
    assert.deepEqual(
      fields.map(({ label, value }) => [label, value]),
      [
        ["Selected Application", "AWS Cognito"],
        ["Client Id", clientId],
        ["Client Secret", "••••••••"],
        ["AWS Cognito Domain name", domain],
        [
          "Logout endpoint",
          `https://${domain}/logout?client_id=${clientId}&logout_uri=${encodeURIComponent(portalUrl)}`,
        ],
        ["Scope", "openid profile email"],
      ],
    );
    const { UserPoolClient } = await idp.describeUserPoolClient({ UserPoolId, ClientId: clientId });
    const page = await readFile(html, "utf8");
    assert.ok(page.includes(clientId) && !page.includes(UserPoolClient?.ClientSecret ?? ""));
  });

  for (const [what, more, message] of [
    ["a group that the pool does not have", ["GROUP", "--yes"], /people\.csv:2 {2}The pool has no group "agent"/],
    ["new people without a key to seal for", ["NEW", "--yes"], /--seal-for/],
    ["a name that is no directory", ["NEW", "--for", "portl"], /Did you mean "portal"/],
    ["another word for --resend", ["NEW", "--resend", "all"], /Allowed choices are expired, waiting/],
  ] as const) {
    it(`refuses ${what}, and changes nothing`, async () => {
      const [text, ...options] = more;
      const file = await folder.write(
        "people.csv",
        text === "GROUP" ? "email,groups\ncid@acme.example,agent\n" : "email\ncid@acme.example\n",
      );
      const { code, stderr } = await command("provision", file, ...options);
      assert.equal(code, 2);
      assert.match(stderr, message);
      const { idp, UserPoolId } = await userPools();
      assert.equal((await idp.listUsers({ UserPoolId })).Users?.length, 2);
    });
  }

  it("tells who has no rights in AWS's own words, and repeats no key", async () => {
    const file = await folder.write("people.csv", "email\nann@acme.example\n");
    const env = { ...environment(), AWS_SECRET_ACCESS_KEY: "wrong/secret+access/key" };
    const { code, stderr } = await runScript(args("provision", file, "--yes"), { env });
    assert.equal(code, 2);
    assert.match(stderr, /VENDOR_REFUSED: AWS: \w+Exception/);
    assert.doesNotMatch(stderr, /wrong\/secret/);
  });

  it("keeps the sealed passwords when it is stopped in the middle", async () => {
    const lines = Array.from({ length: 200 }, (_, index) => `person-${index}@acme.example`);
    const file = await folder.write("many.csv", ["email", ...lines].join("\n"));
    const passwords = join(folder.path, "stopped.json");
    const started = startScript(
      args("provision", file, "--yes", "--seal-for", keys.publicKey, "--passwords", passwords),
      { env: environment() },
    );
    await started.said("created   person-0@acme.example");
    started.child.kill("SIGINT");
    const { code, stdout, stderr } = await started.finished;
    assert.equal(code, 2, stdout);
    assert.match(stderr, new RegExp(`Passwords go to ${passwords}`));
    assert.match(stderr, /INTERRUPTED/);
    assert.equal(existsSync(passwords), true);
    const opened = await runScript(["unseal", passwords, "--key", keys.privateKey]);
    assert.deepEqual(opened.stdout.trim().split("\n"), lines);
  });
});
