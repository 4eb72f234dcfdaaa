import assert from "node:assert/strict";
import { stringify } from "yaml";
import { brokenRules } from "../../../scripts/lib/policy/brokenRules.ts";
import { enforcePolicies } from "../../../scripts/lib/policy/enforcePolicies.ts";
import { readStackConfig } from "../../../scripts/lib/stack/readStackConfig.ts";
import { CrosstrustError } from "../../../trust/CrosstrustError.ts";
import { part, strictRaw, type StrictSettings } from "../../trust/policy/policyFixture.ts";
import { recordingTerminal } from "../support/recordingTerminal.ts";
import { runScript } from "../support/startScript.ts";
import { temporaryFolder, type TemporaryFolder } from "../support/temporaryFolder.ts";

describe("a stack's config that breaks rules", function () {
  this.timeout(30_000);
  let folder: TemporaryFolder;

  before(async () => {
    folder = await temporaryFolder();
  });
  after(async () => folder.remove());

  async function configFile(change: (settings: StrictSettings) => unknown): Promise<string> {
    const config = Object.entries(strictRaw(change)).map(([key, value]) => [`crosstrust:${key}`, value]);
    return folder.write("Pulumi.policy.yaml", stringify({ config: Object.fromEntries(config) as unknown }));
  }

  const twice = (settings: StrictSettings) => {
    part(settings, "issuers", "portal")["mfa"] = "off";
    part(settings, "apis", "inventory", "accessLogs")["retentionDays"] = 30;
  };

  /** @param days from today, as the config is read now */
  const waiver = (days: number) => ({
    rule: "mfa",
    at: "issuers.portal",
    reason: "The pool moves to passkeys in the autumn.",
    owner: "identity team",
    until: new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10),
  });

  async function enforce(file: string): Promise<{ notes: readonly string[]; error: unknown }> {
    const terminal = recordingTerminal();
    const settings = await readStackConfig("policy", file);
    const error = await enforcePolicies({ stack: "policy", configFile: file }, settings, terminal).then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    return { notes: terminal.notes, error };
  }

  it("is refused with all errors at once, each with its line, who gains, and what to change", async () => {
    const file = await configFile(twice);
    const { error, notes } = await enforce(file);
    assert.ok(error instanceof CrosstrustError);
    assert.equal(error.code, "SETTINGS_INVALID");
    const lines = error.message.split("\n");
    assert.equal(lines[0], "The config breaks rules in 2 places; nothing was changed:");
    assert.match(
      lines[1]!,
      /^FAILED {2}access-logs {2}apis\.inventory\.accessLogs \(\S+Pulumi\.policy\.yaml:\d+:\d+\): /,
    );
    assert.ok(lines.some((line) => /^FAILED {2}mfa {2}issuers\.portal \(\S+:\d+:\d+\): /.test(line)));
    assert.ok(lines.includes("    who gains: Whoever has somebody's password signs in as them."));
    assert.ok(lines.includes("    change: set mfa: required, or optional"));
    assert.deepEqual(notes, []);
  });

  it("passes where every place is waived, and says what is", async () => {
    const file = await configFile((settings) => {
      part(settings, "issuers", "portal")["mfa"] = "off";
      settings.policy["waivers"] = [waiver(100)];
    });
    const { error, notes } = await enforce(file);
    assert.equal(error, undefined);
    assert.equal(notes.length, 1);
    assert.ok(notes[0]!.startsWith("waived  mfa  issuers.portal: In production, a password is all that is asked for."));
    assert.ok(notes[0]!.endsWith(": The pool moves to passkeys in the autumn."));
  });

  it("is refused once a waiver has ended, with its owner, its end and its place", async () => {
    const ended = waiver(-1);
    const file = await configFile((settings) => {
      part(settings, "issuers", "portal")["mfa"] = "off";
      settings.policy["waivers"] = [ended];
    });
    const { error } = await enforce(file);
    assert.ok(error instanceof CrosstrustError);
    assert.ok(error.message.includes(`the waiver of identity team ended with ${ended.until}`), error.message);
    assert.ok(error.message.includes("policy.waivers[0]"));
  });

  it("is told of warnings, which refuse nothing", async () => {
    const file = await configFile((settings) => {
      part(settings, "issuers", "workforce", "clients")["export"] = { roles: ["Orders.Export"] };
    });
    const { error, notes } = await enforce(file);
    assert.equal(error, undefined);
    assert.match(notes[0]!, /^warning {2}secretless {2}issuers\.workforce\.clients\.export \(/);
  });

  it("says nothing of a config that breaks none", async () => {
    assert.deepEqual(await enforce(await configFile(() => undefined)), { notes: [], error: undefined });
  });

  it("fails a test of the stack, in the same words", async () => {
    const broken = await brokenRules("policy", await configFile(twice));
    assert.equal(broken.length, 2);
    assert.match(broken[1]!, /^FAILED {2}mfa {2}issuers\.portal /);
    assert.deepEqual(await brokenRules("policy", await configFile(() => undefined)), []);
  });

  it("is refused by `up` before any engine is asked for", async () => {
    const file = await configFile(twice);
    // A backend that is not there would fail an engine at once.
    const env = { PULUMI_BACKEND_URL: "file:///nowhere/at/all", PULUMI_HOME: folder.path };
    const { code, stdout, stderr } = await runScript(["up", "--stack", "policy", "--config-file", file], { env });
    assert.equal(code, 2, stdout + stderr);
    assert.match(stderr, /The config breaks rules in 2 places; nothing was changed:/);
    const skipped = await runScript(["up", "--stack", "policy", "--config-file", file, "--skip-preflight"], { env });
    assert.equal(skipped.code, 2);
    assert.match(skipped.stderr, /The config breaks rules in 2 places; nothing was changed:/);
  });
});
