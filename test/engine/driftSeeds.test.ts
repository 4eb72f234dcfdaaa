import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Log } from "sarif";
import type { DriftContext } from "../../scripts/lib/drift/DriftContext.ts";
import type { DriftReport } from "../../scripts/lib/drift/report/DriftReport.ts";
import { secretDrift } from "../../scripts/lib/drift/secrets/secretDrift.ts";
import { clientProcessEnvironment } from "../../scripts/lib/rehearsal/clientProcessEnvironment.ts";
import { runScript, type ScriptResult } from "../scripts/support/startScript.ts";
import { temporaryFolder, type TemporaryFolder } from "../scripts/support/temporaryFolder.ts";
import { tokenShape } from "../support/tokenShape.ts";
import { RehearsedStack } from "./support/RehearsedStack.ts";
import { allSeeds } from "./support/seeds/allSeeds.ts";
import type { ExpectedFinding } from "./support/seeds/Seed.ts";
import { seededConfig } from "./support/seeds/seededConfig.ts";

type Found = DriftReport["findings"][number];

interface DriftRun extends ScriptResult {
  readonly report: DriftReport;
  /** All that it said or wrote. */
  readonly texts: readonly string[];
  readonly markdown: string;
  readonly sarif: Log;
}

describe("drift, of everything that somebody may change by hand", function () {
  this.timeout(600_000);
  let folder: TemporaryFolder;
  let deployed: RehearsedStack | undefined;
  const stack = (): RehearsedStack => {
    assert.ok(deployed);
    return deployed;
  };

  before(async () => {
    folder = await temporaryFolder();
    const configFile = await folder.write("Pulumi.dev.yaml", await seededConfig());
    deployed = await RehearsedStack.deploy({ configFile, stateFile: join(folder.path, "vendors.json") });
  });
  after(async () => {
    await deployed?.close();
    await folder.remove();
  });

  async function command(name: string, ...args: readonly string[]): Promise<ScriptResult> {
    const { backend, environment } = stack().rehearsal;
    const inherited = Object.fromEntries(Object.keys(process.env).map((key) => [key, undefined]));
    const env = { ...inherited, ...clientProcessEnvironment(environment) };
    return runScript([name, "--stack", "dev", "--config-file", backend.configFile, ...args], { env });
  }

  async function drift(): Promise<DriftRun> {
    const files = ["drift.json", "drift.md", "drift.sarif"].map((name) => join(folder.path, name));
    const [json = "", md = "", sarif = ""] = files;
    const result = await command("drift", "--json", json, "--markdown", md, "--sarif", sarif);
    assert.ok(result.code === 0 || result.code === 1, result.stderr);
    const written = await Promise.all(files.map((file) => readFile(file, "utf8")));
    const [report = "", markdown = "", log = ""] = written;
    const texts = [result.stdout, result.stderr, ...written];
    return { ...result, texts, markdown, report: JSON.parse(report) as DriftReport, sarif: JSON.parse(log) as Log };
  }

  /** What the vendors hold. */
  async function vendors(): Promise<string> {
    const state = await readFile(join(folder.path, "vendors.json"));
    return createHash("sha256").update(state).digest("hex");
  }

  const inBrief = ({ rule, where }: Pick<Found, "rule" | "where">): string => `${rule} | ${where}`;
  const listed = (findings: readonly Pick<Found, "rule" | "where">[]): readonly string[] =>
    findings.map(inBrief).toSorted();

  it("finds nothing where nobody changed anything, nor once the state has what the vendors show", async () => {
    const first = await drift();
    assert.deepEqual([first.report.findings, first.code], [[], 0]);
    const refreshed = await command("refresh");
    assert.equal(refreshed.code, 0, refreshed.stderr);
    const second = await drift();
    assert.deepEqual([second.report.findings, second.code], [[], 0]);
  });

  it("tells of each secret that has ended, or is about to, by the day it is", async () => {
    const { trust } = stack().outputs;
    const at = async (days: number): Promise<readonly string[]> => {
      const now = new Date(Date.now() + days * 86_400_000);
      return listed(await secretDrift(30)({ trust, now } as unknown as DriftContext));
    };
    const secrets = [
      ...["customers.clients.back-office", "customers.clients.shop", "portal.federation.company"],
      ...["approvals", "bystander", "nightly-export"].map((client) => `workforce.clients.${client}`),
    ];
    const places = [...secrets.map((place) => `issuers.${place}`), "relyingParties.jumpcloud"];
    assert.deepEqual(await at(140), []);
    const all = (rule: string): readonly string[] => places.map((place) => `${rule} | ${place}, secret`).toSorted();
    assert.deepEqual(await at(170), all("secret-expiring"));
    assert.deepEqual(await at(181), all("secret-expired"));
  });

  describe("with all of it changed", () => {
    /** In the order of the seeds. */
    const expected: (readonly ExpectedFinding[])[] = [];
    const held = { before: "", after: "" };
    let run: DriftRun;

    before(async () => {
      for (const { what, make, finds } of allSeeds) {
        const id = await make(stack()).catch((cause: unknown) => {
          throw new Error(`Cannot make ${what}: ${String(cause)}`, { cause });
        });
        expected.push(finds.map((finding) => ({ ...finding, where: finding.where.replace("{id}", String(id)) })));
      }
      held.before = await vendors();
      run = await drift();
      held.after = await vendors();
    });

    it("finds more than 40 drifts, all of them, each once, and nothing else", () => {
      assert.ok(allSeeds.length > 40);
      assert.equal(new Set(allSeeds.map(({ what }) => what)).size, allSeeds.length);
      assert.equal(run.code, 1);
      assert.deepEqual(listed(run.report.findings), listed(expected.flat()));
    });

    for (const [at, { what }] of allSeeds.entries()) {
      it(`says of ${what} what differs, who gains by it and what to do`, () => {
        for (const { rule, where, message = /./, putBack = false, ...said } of expected[at]!) {
          const found = run.report.findings.filter((one) => one.rule === rule && one.where === where);
          const [finding, ...others] = found.filter((one) => message.test(one.message));
          assert.ok(finding, found.map((one) => one.message).join("\n"));
          assert.deepEqual(others, []);
          assert.match(finding.message, /\S.*\.$/);
          for (const name of ["expected", "actual"] as const)
            assert.match(finding[name] ?? "", said[name] ?? /^/, name);
          if (said.gains === undefined) assert.equal(finding.gains, undefined);
          else assert.match(finding.gains ?? "", said.gains);
          assert.equal(finding.advice.startsWith(putsBack), putBack, finding.advice);
          assert.match(finding.advice, /\S/);
        }
      });
    }

    it("writes nothing", () => assert.equal(held.after, held.before));

    it("tells no secret and no token", () => {
      const { clientSecrets, relyingPartySecrets } = stack().outputs;
      const { oktaApiToken, jumpcloudApiKey, awsSecretAccessKey, directories } = stack().rehearsal.sandbox.credentials;
      const secrets = [
        ...Object.values(clientSecrets).flatMap((byClient) => Object.values(byClient)),
        ...Object.values(relyingPartySecrets).map(({ clientSecret }) => clientSecret),
        ...[oktaApiToken, jumpcloudApiKey, awsSecretAccessKey],
        ...Object.values(directories).map(({ clientSecret }) => clientSecret),
      ];
      assert.ok(secrets.length > 15 && secrets.every((secret) => secret.length > 7));
      for (const text of run.texts) {
        assert.ok(secrets.every((secret) => !text.includes(secret)));
        assert.doesNotMatch(text, tokenShape);
      }
    });

    it("fits into an issue, and into code scanning with a result for each", () => {
      assert.ok(run.markdown.length < 60_000, String(run.markdown.length));
      const [{ results = [], tool } = { tool: { driver: { name: "" } } }] = run.sarif.runs;
      const rules = tool.driver.rules?.map(({ id }) => id) ?? [];
      const named = results.map(({ ruleId, ruleIndex = -1, locations }) => {
        assert.equal(rules[ruleIndex], ruleId);
        return `${ruleId} | ${locations?.[0]?.logicalLocations?.[0]?.fullyQualifiedName}`;
      });
      assert.deepEqual(named.toSorted(), listed(run.report.findings));
      const prints = results.map(({ partialFingerprints }) => JSON.stringify(partialFingerprints));
      assert.equal(new Set(prints).size, results.length);
    });

    it("is rid of what the engine puts back, where one follows that advice, and of nothing else", async () => {
      const { code, stderr, stdout } = await command("up", "--refresh");
      assert.equal(code, 0, stdout + stderr);
      const left = await drift();
      const others = expected.flat().filter(({ putBack }) => putBack !== true);
      assert.deepEqual(listed(left.report.findings), listed(others));
    });
  });
});

const putsBack = "`npm run up -- --stack dev --refresh` puts it back.";
