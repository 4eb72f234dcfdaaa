import assert from "node:assert/strict";
import { delimiter } from "node:path";
import { inProject } from "../../scripts/lib/projectRoot.ts";
import { prepareByHand } from "../../scripts/lib/rehearsal/prepareByHand.ts";
import { type Rehearsal, startRehearsal } from "../../scripts/lib/rehearsal/startRehearsal.ts";
import { openStack } from "../../scripts/lib/stack/openStack.ts";
import { recordingTerminal } from "../scripts/support/recordingTerminal.ts";
import { temporaryFolder, type TemporaryFolder } from "../scripts/support/temporaryFolder.ts";
import { languageHost } from "./support/languageHost.ts";

interface Violation {
  readonly policy: string;
  readonly level: string;
  readonly message: string;
}

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
    path = [host, process.env["PATH"] ?? ""].join(delimiter);
    rehearsal = await startRehearsal({ stack: "dev", plugins: "bundled", terminal: recordingTerminal() });
    await prepareByHand(rehearsal, "dev", recordingTerminal());
  });
  after(async () => {
    await (rehearsal as Rehearsal | undefined)?.close();
    await folder.remove();
  });

  /** @param config by policy @returns whether the preview passed, and the violations, those of one message once */
  async function preview(
    config: unknown,
  ): Promise<{ passed: boolean; error: string; violations: readonly Violation[] }> {
    const file = await folder.write("policy.json", JSON.stringify(config));
    const environment = { ...rehearsal.environment, PATH: path };
    const { automation } = await openStack({ stack: "dev", terminal: recordingTerminal(), environment });
    const violations: Violation[] = [];
    const failure = await automation
      .preview({
        policyPacks: [inProject("policy")],
        policyPackConfigs: [file],
        onEvent: ({ policyEvent }) => {
          if (policyEvent === undefined) return;
          const { policyName: policy, enforcementLevel: level, message } = policyEvent;
          violations.push({ policy, level, message });
        },
      })
      .then(
        () => undefined,
        (error: unknown) => error,
      );
    return { passed: failure === undefined, error: String(failure), violations };
  }

  it("refuses what is not waived, and nothing else", async () => {
    const { passed, violations } = await preview({});
    assert.equal(passed, false);
    assert.deepEqual(
      violations.map(({ policy, level, message }) => [policy, level, message.split("\n").at(-1)]).sort(),
      [
        ["public-route", "mandatory", "At: crosstrust:aws:HttpApi$aws:apigatewayv2/route:Route::inventory/GET /health"],
        ["unscoped-route", "mandatory", `At: ${waiver.at}`],
      ],
    );
  });

  it("passes with waivers and public routes in its config", async () => {
    const { passed, error, violations } = await preview({
      "public-route": { publicRoutes: ["GET /health"] },
      "unscoped-route": { waivers: [waiver] },
    });
    assert.deepEqual(violations, []);
    assert.ok(passed, error);
  });

  it("asks more of production, and tells a waiver that waives nothing", async () => {
    const { passed, violations } = await preview({
      "public-route": { publicRoutes: ["GET /health"] },
      "unscoped-route": { waivers: [waiver] },
      "deletion-protection": { production: true },
      "all-scopes": { waivers: [waiver] },
    });
    assert.equal(passed, false);
    assert.deepEqual(violations.map(({ policy, level }) => `${level} ${policy}`).sort(), [
      "advisory waiver-unused",
      "mandatory deletion-protection",
    ]);
  });

  it("is not run with a waiver that gives no reason", async () => {
    const { reason: _, ...rest } = waiver;
    const { passed, error, violations } = await preview({ "unscoped-route": { waivers: [rest] } });
    assert.equal(passed, false);
    assert.match(error, /reason is required/);
    assert.deepEqual(violations, []);
  });
});
