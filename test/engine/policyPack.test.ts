import assert from "node:assert/strict";
import { delimiter, dirname } from "node:path";
import { type ProgramResult, runProgram } from "../../scripts/lib/process/runProgram.ts";
import { projectRoot } from "../../scripts/lib/projectRoot.ts";
import { clientProcessEnvironment } from "../../scripts/lib/rehearsal/clientProcessEnvironment.ts";
import { prepareByHand } from "../../scripts/lib/rehearsal/prepareByHand.ts";
import { type Rehearsal, startRehearsal } from "../../scripts/lib/rehearsal/startRehearsal.ts";
import { recordingTerminal } from "../scripts/support/recordingTerminal.ts";
import { temporaryFolder, type TemporaryFolder } from "../scripts/support/temporaryFolder.ts";
import { languageHost } from "./support/languageHost.ts";

const summary = "aws:apigatewayv2/route:Route::orders/GET /orders/summary";
const waiver = {
  at: `crosstrust:aws:HttpApi$${summary}`,
  reason: "Scopes come with the next release.",
  owner: "platform team",
  until: new Date(Date.now() + 100 * 86_400_000).toISOString().slice(0, 10),
};

describe("the policy pack on the project's own program, on the real engine", function () {
  this.timeout(180_000);
  let folder: TemporaryFolder;
  let rehearsal: Rehearsal;
  let path: string;

  before(async function () {
    folder = await temporaryFolder();
    const host = await languageHost(folder.path);
    if (host === undefined) {
      process.stdout.write("    no language host for Node is there, which runs policy packs: skipped\n");
      return this.skip();
    }
    path = [dirname(process.execPath), host, process.env["PATH"] ?? ""].join(delimiter);
    rehearsal = await startRehearsal({ stack: "dev", plugins: "bundled", terminal: recordingTerminal() });
    await prepareByHand(rehearsal, "dev", recordingTerminal());
  });
  after(async () => {
    await (rehearsal as Rehearsal | undefined)?.close();
    await folder.remove();
  });

  /** The plain CLI's preview. @param config by policy */
  async function preview(config: unknown): Promise<ProgramResult> {
    const file = await folder.write("policy.json", JSON.stringify(config));
    const pack = ["--policy-pack", "policy", "--policy-pack-config", file];
    return runProgram({
      command: rehearsal.engine.command,
      args: ["preview", "--stack", "dev", "--config-file", rehearsal.backend.configFile, "--non-interactive", ...pack],
      cwd: projectRoot,
      env: { ...clientProcessEnvironment(rehearsal.environment), PATH: path },
    });
  }

  /** What the engine says of the policies, each with its level. Sorted. */
  function violations({ stdout }: ProgramResult): readonly string[] {
    return [...stdout.matchAll(/^ +- \[(\w+)\] +([\w-]+) /gm)].map(([, level, policy]) => `${level} ${policy}`).sort();
  }

  /** The places of the violations. Sorted. */
  function places({ stdout }: ProgramResult): readonly string[] {
    return [...stdout.matchAll(/^ +At: (.*)$/gm)].map(([, place]) => place!).sort();
  }

  it("refuses what is not waived, and nothing else", async () => {
    const result = await preview({});
    assert.notEqual(result.code, 0);
    assert.deepEqual(violations(result), ["mandatory public-route", "mandatory unscoped-route"], result.stdout);
    assert.deepEqual(places(result), [
      "crosstrust:aws:HttpApi$aws:apigatewayv2/route:Route::inventory/GET /health",
      waiver.at,
    ]);
  });

  it("passes with waivers and public routes in its config", async () => {
    const result = await preview({
      "public-route": { publicRoutes: ["GET /health"] },
      "unscoped-route": { waivers: [waiver] },
    });
    assert.equal(result.code, 0, result.stdout + result.stderr);
    assert.deepEqual(violations(result), []);
    assert.match(result.stdout, /crosstrust@v0\.1\.0/);
  });

  it("asks more of production, and tells a waiver that waives nothing", async () => {
    const result = await preview({
      "public-route": { publicRoutes: ["GET /health"] },
      "unscoped-route": { waivers: [waiver] },
      "deletion-protection": { production: true },
      "all-scopes": { waivers: [waiver] },
    });
    assert.notEqual(result.code, 0);
    assert.deepEqual(violations(result), ["advisory waiver-unused", "mandatory deletion-protection"], result.stdout);
  });

  it("is not run with a waiver that gives no reason", async () => {
    const { at, owner, until } = waiver;
    const { code, stdout, stderr } = await preview({ "unscoped-route": { waivers: [{ at, owner, until }] } });
    assert.notEqual(code, 0);
    assert.match(stdout + stderr, /unscoped-route: waivers\.0: reason is required/);
  });
});
