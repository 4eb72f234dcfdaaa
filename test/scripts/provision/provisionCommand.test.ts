import assert from "node:assert/strict";
import { generateKeyPairSync } from "node:crypto";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, describe, it } from "mocha";
import { defaultDirectories } from "../../../sandbox/SandboxDirectory.ts";
import { type Sandbox, startSandbox } from "../../../sandbox/startSandbox.ts";
import { runScript, type ScriptResult } from "../support/startScript.ts";
import { type TemporaryFolder, temporaryFolder } from "../support/temporaryFolder.ts";

const config = `config:
  azuread:tenantId: ${defaultDirectories[0]?.tenantId}
  crosstrust:relyingParties:
    jumpcloud:
      kind: jumpcloud-federation
      group: entra-people
      domains: [acme.example]
      people:
        alice: { userPrincipalName: alice@acme.example, displayName: Alice }
`;

const people = "userPrincipalName,displayName,givenName\ndan@acme.example,Dan Drew,Dan\neve@acme.example,Eve,\n";

describe("npm run provision, on the sandbox", () => {
  let folder: TemporaryFolder;
  let sandbox: Sandbox;
  let configFile: string;
  let keys: { publicKey: string; privateKey: string };

  before(async () => {
    folder = await temporaryFolder();
    sandbox = await startSandbox();
    configFile = await folder.write("Pulumi.dev.yaml", config);
    const pair = generateKeyPairSync("ec", { namedCurve: "P-256" });
    keys = {
      publicKey: await folder.write("public.pem", pair.publicKey.export({ type: "spki", format: "pem" }) as string),
      privateKey: await folder.write("private.pem", pair.privateKey.export({ type: "pkcs8", format: "pem" }) as string),
    };
  });
  after(async () => {
    await sandbox.close();
    await folder.remove();
  });

  const provision = async (file: string, ...args: readonly string[]): Promise<ScriptResult> =>
    runScript(["provision", file, "--stack", "dev", "--config-file", configFile, ...args], {
      env: sandbox.clientEnvironment,
    });

  it("plans, creates with sealed passwords, and then finds nothing to do", async () => {
    const file = await folder.write("people.csv", people);
    const planned = await provision(file, "--plan");
    assert.deepEqual(
      [planned.code, planned.stdout],
      [1, "+ dan@acme.example\n+ eve@acme.example\n2 to create, 0 to update, 0 unchanged\n"],
      planned.stderr,
    );

    const [passwords, json] = [join(folder.path, "passwords.json"), join(folder.path, "result.json")];
    const made = await provision(file, "--yes", "--seal-for", keys.publicKey, "--passwords", passwords, "--json", json);
    assert.equal(made.code, 0, made.stderr);
    assert.match(made.stdout, /created {3}dan@acme\.example\ncreated {3}eve@acme\.example\n/);
    assert.equal(existsSync(passwords), true);

    const opened = await runScript(["unseal", passwords, "--key", keys.privateKey, "--reveal"]);
    const [dan = "", eve = ""] = opened.stdout.trim().split("\n");
    assert.match(dan, /^dan@acme\.example\t\S{24}$/);
    assert.match(eve, /^eve@acme\.example\t\S{24}$/);
    const hidden = await runScript(["unseal", passwords, "--key", keys.privateKey]);
    assert.equal(hidden.stdout, "dan@acme.example\neve@acme.example\n");
    const secret = dan.split("\t")[1] ?? "";
    for (const text of [made.stdout, made.stderr, await readFile(json, "utf8"), await readFile(passwords, "utf8")]) {
      assert.equal(text.includes(secret), false);
    }

    const again = await provision(file, "--yes");
    assert.deepEqual(
      [again.code, again.stdout],
      [0, "= dan@acme.example\n= eve@acme.example\n0 to create, 0 to update, 2 unchanged\n"],
      again.stderr,
    );
    assert.deepEqual(sandbox.refusals, []);
  });

  it("updates what differs, and asks for no key then", async () => {
    const file = await folder.write(
      "people.json",
      '[{"userPrincipalName":"EVE@acme.example","displayName":"Eve Ericson"}]',
    );
    const updated = await provision(file, "--yes");
    assert.deepEqual(
      [updated.code, updated.stdout],
      [
        0,
        '~ EVE@acme.example: displayName "Eve" → "Eve Ericson"\n0 to create, 1 to update, 0 unchanged\nupdated   EVE@acme.example\n',
      ],
      updated.stderr,
    );
  });

  for (const [what, text, args, message] of [
    [
      "a domain that is not the tenant's",
      "userPrincipalName,displayName\nx@other.example,X\n",
      ["--yes"],
      /other\.example" is none of the tenant's domains/,
    ],
    [
      "someone the config declares",
      "userPrincipalName,displayName\nALICE@acme.example,A\n",
      ["--yes"],
      /declared in the stack's config/,
    ],
    [
      "new people without a key to seal for",
      "userPrincipalName,displayName\nfred@acme.example,Fred\n",
      ["--yes"],
      /--seal-for/,
    ],
    [
      "to go on without asking",
      "userPrincipalName,displayName\nfred@acme.example,Fred\n",
      ["--seal-for", "KEY"],
      /wants --yes/,
    ],
  ] as const) {
    it(`refuses ${what}, and changes nothing`, async () => {
      const file = await folder.write("refused.csv", text);
      const refused = await provision(file, ...args.map((arg) => (arg === "KEY" ? keys.publicKey : arg)));
      assert.equal(refused.code, 2, refused.stdout);
      assert.match(refused.stderr, message);
      const plan = await provision(await folder.write("people.csv", people), "--plan");
      assert.match(plan.stdout, /0 to create, 1 to update, 1 unchanged/);
    });
  }

  it("tells who has no rights in Microsoft's own words", async () => {
    const file = await folder.write("people.csv", people);
    const wrong = await runScript(["provision", file, "--stack", "dev", "--config-file", configFile, "--yes"], {
      env: { ...sandbox.clientEnvironment, ARM_CLIENT_SECRET: "wrong-secret-value" },
    });
    assert.equal(wrong.code, 2);
    assert.match(wrong.stderr, /AADSTS7000215/);
    assert.doesNotMatch(wrong.stderr, /wrong-secret-value/);
  });
});
