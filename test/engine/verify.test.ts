import assert from "node:assert/strict";
import { execFile, spawn } from "node:child_process";
import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { promisify } from "node:util";
import { decodeJwt } from "jose";
import { inProject, projectRoot } from "../../scripts/lib/projectRoot.ts";
import { clientProcessEnvironment } from "../../scripts/lib/rehearsal/clientProcessEnvironment.ts";
import { playAfterUp } from "../../scripts/lib/rehearsal/playByHand.ts";
import { prepareByHand } from "../../scripts/lib/rehearsal/prepareByHand.ts";
import { sandboxSend } from "../../scripts/lib/rehearsal/sandboxSend.ts";
import { VendorConsole } from "../../scripts/lib/rehearsal/VendorConsole.ts";
import { startRehearsal } from "../../scripts/lib/rehearsal/startRehearsal.ts";
import type { Rehearsal } from "../../scripts/lib/rehearsal/startRehearsal.ts";
import type { CheckResult } from "../../scripts/lib/report/RehearsalReport.ts";
import type { DeployedTrust } from "../../trust/DeployedTrust.ts";
import type { StackOutputs } from "../../scripts/lib/stack/readStackOutputs.ts";
import { recordingTerminal } from "../scripts/support/recordingTerminal.ts";
import { temporaryFolder } from "../scripts/support/temporaryFolder.ts";
import { tokenShape } from "../support/tokenShape.ts";
import type { TemporaryFolder } from "../scripts/support/temporaryFolder.ts";

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

interface Verified extends Ended {
  readonly ok: boolean;
  readonly checks: readonly CheckResult[];
}

describe("the commands that read a deployed stack", function () {
  this.timeout(180_000);
  let folder: TemporaryFolder;
  let rehearsal: Rehearsal;
  let env: NodeJS.ProcessEnv;
  let trust: DeployedTrust;
  let secret = "";
  let given: readonly string[] = [];

  before(async () => {
    folder = await temporaryFolder();
    rehearsal = await startRehearsal({ stack: "dev", plugins: "bundled", terminal: recordingTerminal() });
    env = clientProcessEnvironment(rehearsal.environment);
    const console = new VendorConsole(rehearsal.sandbox);
    await prepareByHand(rehearsal, "dev", recordingTerminal());
    const up = await command(["up", "--stack", "dev", "--config-file", rehearsal.backend.configFile, "--yes"]);
    assert.equal(up.code, 0, up.err);
    const { stdout } = await promisify(execFile)(
      rehearsal.engine.command,
      ["stack", "output", "--json", "--show-secrets", "--stack", "dev"],
      {
        cwd: projectRoot,
        env,
      },
    );
    const outputs = JSON.parse(stdout) as StackOutputs;
    const played = await playAfterUp(console, sandboxSend(rehearsal.sandbox), outputs, join(folder.path, "people"));
    given = played.options;
    trust = outputs.trust;
    secret = outputs.clientSecrets["okta"]?.["key-insight"] ?? "";
    assert.ok(secret.length >= 20);
  });
  after(async () => {
    await rehearsal.close();
    await folder.remove();
  });

  async function run(program: string, args: readonly string[], input = ""): Promise<Ended> {
    const child = spawn(program, args, { cwd: projectRoot, env });
    child.stdin.on("error", () => undefined);
    child.stdin.end(input);
    const closed = new Promise<number | null>((resolve) => child.once("close", resolve));
    const [out, err, code] = await Promise.all([text(child.stdout), text(child.stderr), closed]);
    return { code, out, err };
  }

  const command = (args: readonly string[], input?: string): Promise<Ended> =>
    run(process.execPath, [inProject("scripts", "main.ts"), ...args], input);

  async function verify(): Promise<Verified> {
    const json = join(folder.path, "verify.json");
    const ended = await command(["verify", "--stack", "dev", "--json", json, "--all", ...given]);
    return { ...ended, ...(JSON.parse(await readFile(json, "utf8")) as Pick<Verified, "ok" | "checks">) };
  }

  async function changeRoute(api: string, key: string, changes: object): Promise<void> {
    const script = inProject("test", "engine", "support", "changeRoute.ts");
    const ended = await run(process.execPath, [script, trust.apis[api]?.endpoint ?? "", key, JSON.stringify(changes)]);
    assert.equal(ended.code, 0, ended.err);
  }

  const failed = ({ checks }: Verified): readonly string[] =>
    checks.filter(({ ok }) => ok === false).map(({ name }) => name);

  it("verify: every trust path of the dev config holds", async () => {
    const verified = await verify();
    assert.deepEqual(failed(verified), []);
    assert.deepEqual([verified.code, verified.ok], [0, true]);
    assert.deepEqual(
      verified.checks.filter(({ ok }) => ok !== true),
      [],
    );
    assert.ok(verified.checks.length > 150);
    const everything = verified.out + verified.err + JSON.stringify(verified.checks);
    assert.ok(!everything.includes(secret));
    assert.doesNotMatch(everything, tokenShape);
    assert.deepEqual(rehearsal.sandbox.refusals, []);
    // Who signed in for the first time does not do so again.
    const isFirst = (at: number): boolean => given[at] === "--first-sign-in";
    given = given.filter((_, at) => !isFirst(at) && !isFirst(at - 1));
  });

  it("verify: finds a scope that was added to a route by hand", async () => {
    await changeRoute("inventory", "POST /keys", { AuthorizationScopes: ["keys.write", "keys.read"] });
    const verified = await verify();
    assert.equal(verified.code, 1);
    assert.deepEqual(failed(verified), [
      "inventory POST /keys: okta/key-admin with keys.read",
      "inventory POST /keys: okta/key-insight with keys.read",
    ]);
    await changeRoute("inventory", "POST /keys", { AuthorizationScopes: ["keys.write"] });
  });

  it("verify: finds a route whose authorizer was taken away by hand", async () => {
    await changeRoute("inventory", "GET /keys/{keyId}", { AuthorizationType: "NONE" });
    const verified = await verify();
    assert.equal(verified.code, 1);
    const own = verified.checks.filter(({ name }) => name.startsWith("inventory GET /keys/{keyId}: "));
    const denied = own.filter(({ expected }) => /^40[13]/.test(expected));
    const unseen = own.filter(({ name }) => name.endsWith("claims at the backend"));
    assert.ok(denied.length >= 10);
    assert.deepEqual([...failed(verified)].sort(), [...denied, ...unseen].map(({ name }) => name).sort());
    assert.ok(denied.every(({ actual }) => actual === "200"));
    assert.match(verified.out, /^FAILED {6}gateway {2}inventory GET \/keys\/\{keyId\}: no token$/m);
  });

  describe("handoff", () => {
    const args = ["handoff", "--stack", "dev", "--for", "key-insight"];

    /** Runs the last command of a sheet in a shell, as someone who pastes it would. */
    async function tryCommand(sheet: Ended): Promise<Record<string, unknown>> {
      assert.equal(sheet.code, 0, sheet.err);
      const printed = sheet.out.split("\n").find((line) => /(^|\| )curl /.test(line)) ?? "";
      const ended = await run("sh", ["-c", printed.replace("curl ", "curl --silent --show-error ")]);
      assert.equal(ended.code, 0, ended.err);
      return JSON.parse(ended.out) as Record<string, unknown>;
    }

    before(async function () {
      const curl = await run("sh", ["-c", "command -v curl"]);
      if (curl.code !== 0) {
        console.log("      (skipped: curl is not installed)"); // eslint-disable-line no-console
        this.skip();
      }
    });

    it("prints a curl that gets a token as printed, without the secret in it", async () => {
      const sheet = await command(args);
      assert.ok(!(sheet.out + sheet.err).includes(secret));
      const answer = await tryCommand(sheet);
      assert.deepEqual(decodeJwt(String(answer["access_token"]))["scp"], ["keys.read"]);
    });

    it("prints the guide's curl with the real values once revealed, and it gets a token", async () => {
      const sheet = await command([...args, "--reveal"]);
      const { clientId } = trust.issuers["okta"]!.clients["key-insight"]!;
      assert.ok(
        sheet.out.includes(
          `\ncurl -X POST --user ${clientId}:${secret} '${trust.issuers["okta"]!.tokenEndpoint}?grant_type=client_credentials' -H `,
        ),
      );
      const answer = await tryCommand(sheet);
      assert.equal(decodeJwt(String(answer["access_token"]))["cid"], clientId);
    });

    it("writes revealed sheets for their owner alone, even over files that were open", async () => {
      const markdown = await folder.write("sheet.md", "");
      const json = join(folder.path, "sheet.json");
      await command([...args, "--reveal", "--markdown", markdown, "--json", json]);
      for (const file of [markdown, json]) {
        assert.equal((await stat(file)).mode & 0o777, 0o600);
        assert.ok((await readFile(file, "utf8")).includes(secret));
      }
      await command([...args, "--markdown", markdown, "--json", json]);
      for (const file of [markdown, json]) assert.ok(!(await readFile(file, "utf8")).includes(secret));
    });

    it("ends with 2 for a name that there is not, with those that there are", async () => {
      const { code, out, err } = await command(["handoff", "--stack", "dev", "--for", "jsm"]);
      assert.deepEqual({ code, out }, { code: 2, out: "" });
      assert.match(err, /USAGE: The stack has no hand-off for jsm\.\n {2}where: --for\n {2}expected: .*key-insight/);
    });
  });

  describe("explain", () => {
    /** A token of Key Insight's client, as its hand-off sheet gets it. */
    async function token(): Promise<string> {
      const issuer = trust.issuers["okta"]!;
      const user = `${issuer.clients["key-insight"]!.clientId}:${secret}`;
      const config = `user = "${user}"\nurl = "${issuer.tokenEndpoint}?grant_type=client_credentials"\nrequest = "POST"\nsilent\n`;
      const { out } = await run("curl", ["--config", "-"], config);
      return String((JSON.parse(out) as Record<string, unknown>)["access_token"]);
    }

    it("admits the token on its route, from what the issuer publishes", async () => {
      const ended = await command(["explain", "--stack", "dev", "--route", "GET /keys", "--token", "-"], await token());
      assert.equal(ended.code, 0, ended.err);
      assert.match(ended.out, /^Route: GET \/keys of inventory\nAdmitted: the token holds keys\.read/);
    });

    it("says what another route misses in it, and where in the config that is", async () => {
      const ended = await command(
        ["explain", "--stack", "dev", "--route", "POST /keys", "--token", "-"],
        await token(),
      );
      assert.equal(ended.code, 1);
      assert.match(
        ended.out,
        /^Route: POST \/keys of inventory\n403 Forbidden: .*\n {2}check: scope\n {2}expected: keys\.write\n {2}actual: keys\.read\n/,
      );
      assert.match(ended.out, /crosstrust:issuers/);
    });

    it("names the issuer that another route trusts", async () => {
      const ended = await command(
        ["explain", "--stack", "dev", "--route", "GET /partners/keys", "--token", "-"],
        await token(),
      );
      assert.equal(ended.code, 1);
      assert.match(ended.out, /^Route: GET \/partners\/keys of inventory\n401 Unauthorized: /);
    });

    it("ends with 2 for a route that there is not, with those that there are", async () => {
      const ended = await command(
        ["explain", "--stack", "dev", "--route", "GET /invoices", "--token", "-"],
        await token(),
      );
      assert.equal(ended.code, 2);
      assert.match(
        ended.err,
        /USAGE: The stack has no route GET \/invoices, and none that takes such a request\.\n.*\n {2}expected: .*GET \/keys \(inventory\)/,
      );
    });
  });
});
