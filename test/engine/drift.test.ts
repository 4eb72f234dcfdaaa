import assert from "node:assert/strict";
import { UpdateFunctionCodeCommand } from "@aws-sdk/client-lambda";
import { createHash } from "node:crypto";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { zipSync } from "fflate";
import type { Log } from "sarif";
import type { SandboxRequest } from "../../sandbox/Vendor.ts";
import type { DriftReport } from "../../scripts/lib/drift/report/DriftReport.ts";
import { clientProcessEnvironment } from "../../scripts/lib/rehearsal/clientProcessEnvironment.ts";
import { runScript, type ScriptResult } from "../scripts/support/startScript.ts";
import { temporaryFolder, type TemporaryFolder } from "../scripts/support/temporaryFolder.ts";
import { isRead } from "./support/isRead.ts";
import { RehearsedStack } from "./support/RehearsedStack.ts";

describe("drift, of a stack on the real engine", function () {
  this.timeout(180_000);
  let folder: TemporaryFolder;
  let deployed: RehearsedStack | undefined;
  let requests: SandboxRequest[] = [];
  const stack = (): RehearsedStack => {
    assert.ok(deployed);
    return deployed;
  };

  before(async () => {
    folder = await temporaryFolder();
    const stateFile = join(folder.path, "vendors.json");
    deployed = await RehearsedStack.deploy({ stateFile, onRequest: (request) => requests.push(request) });
  });
  after(async () => {
    await deployed?.close();
    await folder.remove();
  });

  interface DriftRun extends ScriptResult {
    readonly report: DriftReport;
    readonly json: string;
  }

  function environment(): Record<string, string | undefined> {
    const inherited = Object.fromEntries(Object.keys(process.env).map((key) => [key, undefined]));
    return { ...inherited, ...clientProcessEnvironment(stack().rehearsal.environment) };
  }

  async function drift(
    args: readonly string[] = [],
    variables: Readonly<Record<string, string | undefined>> = {},
  ): Promise<DriftRun> {
    const { backend } = stack().rehearsal;
    const env = { ...environment(), ...variables };
    const file = join(folder.path, "drift.json");
    const command = ["drift", "--stack", "dev", "--config-file", backend.configFile, "--json", file, ...args];
    const result = await runScript(command, { env });
    assert.ok(result.code === 0 || result.code === 1, result.stderr);
    const json = await readFile(file, "utf8");
    return { ...result, json, report: JSON.parse(json) as DriftReport };
  }

  const found = ({ report }: DriftRun): readonly string[] =>
    report.findings.map(({ rule, where, actual }) => `${rule} | ${where} | ${actual ?? ""}`);

  /** Whatever could be written: the engine's backend, the stack's config, and all that the vendors hold. */
  async function everything(): Promise<Readonly<Record<string, string>>> {
    const { backend } = stack().rehearsal;
    const backendFolder = fileURLToPath(backend.environment["PULUMI_BACKEND_URL"] ?? "");
    const files = (await readdir(backendFolder, { recursive: true, withFileTypes: true }))
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name));
    const paths = [...files, backend.configFile, join(folder.path, "vendors.json")].sort();
    const hashed = paths.map(async (path) => {
      return [
        path,
        createHash("sha256")
          .update(await readFile(path))
          .digest("hex"),
      ] as const;
    });
    return Object.fromEntries(await Promise.all(hashed));
  }

  it("finds nothing on a stack that nobody changed, twice the same, and writes nothing", async () => {
    // What a vendor makes lazily, such as keys that it signs with, is there from the first time on.
    await drift();
    requests = [];
    const before = await everything();
    const first = await drift();
    const second = await drift();
    assert.deepEqual([found(first), first.code], [[], 0]);
    assert.equal(second.json, first.json);
    assert.match(first.stdout, /^drift dev: no drift; \d+ objects compared$/m);
    assert.deepEqual(await everything(), before);
    assert.ok(requests.length > 500, String(requests.length));
    assert.deepEqual(
      requests.filter((request) => !isRead(request)).map(({ method, url }) => `${method} ${url.href}`),
      [],
    );
    assert.deepEqual(stack().rehearsal.sandbox.refusals, []);
  });

  it("finds nothing either once the state has what the vendors show", async () => {
    const { configFile } = stack().rehearsal.backend;
    const args = ["refresh", "--stack", "dev", "--config-file", configFile];
    const { code, stderr } = await runScript(args, { env: environment() });
    assert.equal(code, 0, stderr);
    const run = await drift();
    assert.deepEqual([found(run), run.code], [[], 0]);
  });

  it("says what could not be compared where credentials are missing, and compares the rest", async () => {
    const run = await drift([], { JUMPCLOUD_API_KEY: undefined });
    assert.equal(run.code, 1);
    const rules = new Set(run.report.findings.map(({ rule }) => rule));
    assert.deepEqual([...rules], ["not-read"]);
    assert.ok(run.report.findings.some(({ where }) => /jumpcloud/i.test(where)));
  });

  it("tells of secrets that end within the days asked for", async () => {
    const { report, code } = await drift(["--expiring-days", "3650"]);
    assert.equal(code, 1);
    assert.deepEqual([...new Set(report.findings.map(({ rule }) => rule))], ["secret-expiring"]);
    assert.ok(report.findings.every(({ severity }) => severity === "warning"));
    assert.ok(report.findings.some(({ where }) => where === "relyingParties.jumpcloud, secret"));
  });

  describe("that somebody changed by hand", () => {
    let run: DriftRun;

    before(async () => {
      const { issuers, relyingParties } = stack().outputs.trust;
      const { okta, reporting } = issuers;
      assert.ok(okta?.kind === "okta" && reporting?.kind === "okta");
      const server = `https://acme-dev.okta.com/api/v1/authorizationServers/${okta.serverId}`;
      const scopes = (await stack().okta("GET", `${server}/scopes`)) as { id: string; name: string }[];
      const scope = scopes.find(({ name }) => name === "keys.read");
      await stack().okta("PUT", `${server}/scopes/${scope!.id}`, { ...scope, description: "List everything" });
      const other = scopes.find(({ name }) => name === "keys.audit");
      await stack().okta("PUT", `${server}/scopes/${other!.id}`, { ...other, displayName: "Everything" });
      const another = `https://acme-dev.okta.com/api/v1/authorizationServers/${reporting.serverId}`;
      await stack().okta("POST", `${another}/lifecycle/deactivate`);

      const ZipFile = zipSync({
        "index.mjs": Buffer.from("export const handler = async () => ({ statusCode: 200 });"),
      });
      await stack().lambda.send(
        new UpdateFunctionCodeCommand({ FunctionName: "crosstrust-dev-tickets--tickets", ZipFile }),
      );
      const federation = relyingParties["jumpcloud"];
      assert.ok(federation?.kind === "jumpcloud-federation");
      const provider = `/api/v2/identity-providers/${federation.identityProviderId}`;
      const { name, type, oidc } = await stack().jumpcloud("GET", provider);
      const url = "https://login.microsoftonline.com/00000000-0000-4000-8000-000000000000";
      const { clientSecret } = stack().outputs.relyingPartySecrets["jumpcloud"]!;
      await stack().jumpcloud("PUT", provider, { name, type, oidc: { ...(oidc as object), clientSecret, url } });
      run = await drift();
    });

    it("finds each of it, at its place", async () => {
      const told = found(run);
      const has = (rule: string, where: RegExp, actual: RegExp): void => {
        const hit = run.report.findings.some(
          (one) => one.rule === rule && where.test(one.where) && actual.test(one.actual ?? ""),
        );
        assert.ok(hit, `${rule} ${where}: ${told.join("\n")}`);
      };
      assert.equal(run.code, 1);
      has("managed-changed", /^issuers\.okta, .*keys\.read$/, /List everything/);
      has("managed-changed", /^issuers\.okta, .*keys\.audit$/, /Everything/);
      has("deactivated", /^issuers\.reporting/, /INACTIVE/);
      has("discovery", /^issuers\.reporting/, /404/);
      has("managed-changed", /^apis\.tickets, function tickets$/, /SHA-256/);
      has("issuer-mismatch", /^relyingParties\.jumpcloud/, /00000000-0000-4000-8000-000000000000/);
      const unforeseen = run.report.findings.filter(({ where }) => !/okta|reporting|tickets|jumpcloud/.test(where));
      assert.deepEqual(unforeseen, []);
    });

    it("reports it without a secret, to people, issues and code scanning; what is accepted does not count", async () => {
      const entries = run.report.findings.map(({ rule, where, actual }) => ({
        ...{ rule, where, ...(actual !== undefined && { actual }), owner: "ana", reason: "A test of the allow file." },
        until: new Date(Date.now() + 86_400_000).toISOString().slice(0, 10),
      }));
      const unique = entries.filter((entry, at) => {
        return entries.findIndex((one) => one.where === entry.where && one.actual === entry.actual) === at;
      });
      const files = ["allow.yaml", "drift.md", "drift.sarif"].map((name) => join(folder.path, name));
      const [allow = "", markdown = "", sarif = ""] = files;
      await writeFile(allow, JSON.stringify([...unique, { ...unique[0], where: "issuers.nobody" }]));
      const accepted = await drift(["--allow", allow, "--markdown", markdown, "--sarif", sarif]);
      assert.deepEqual([found(accepted), accepted.code], [[], 0]);
      assert.equal(accepted.report.accepted.length, run.report.findings.length);
      assert.deepEqual(
        accepted.report.unused.map(({ where }) => where),
        ["issuers.nobody"],
      );
      const log = JSON.parse(await readFile(sarif, "utf8")) as Log;
      const results = log.runs[0]?.results ?? [];
      assert.equal(results.length, run.report.findings.length);
      assert.ok(results.every(({ suppressions }) => suppressions?.length === 1));
      const regions = results.map(({ locations }) => locations?.[0]?.physicalLocation?.region?.startLine ?? 0);
      assert.ok(regions.some((line) => line > 1));
      assert.match(await readFile(markdown, "utf8"), /^# Drift of `dev`\n/);

      const { clientSecrets, relyingPartySecrets } = stack().outputs;
      const secrets = [
        ...Object.values(clientSecrets).flatMap((byClient) => Object.values(byClient)),
        ...Object.values(relyingPartySecrets).map(({ clientSecret }) => clientSecret),
      ];
      const texts = [
        run.json,
        run.stdout,
        run.stderr,
        ...(await Promise.all(files.map((file) => readFile(file, "utf8")))),
      ];
      for (const secret of secrets) assert.ok(texts.every((text) => !text.includes(secret)));
    });

    it("finds it again, byte for byte", async () => {
      assert.equal((await drift()).json, run.json);
    });
  });
});
