import assert from "node:assert/strict";
import { generateKeyPairSync } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { STS } from "@aws-sdk/client-sts";
import type { DemandedRight } from "../../sandbox/operator/DemandedRight.ts";
import { lastingPurposes as purposes } from "../../scripts/lib/permissions/Purpose.ts";
import { type StackRights, stackRights } from "../../scripts/lib/permissions/stackRights.ts";
import { playAfterUp, playBeforeDestroy } from "../../scripts/lib/rehearsal/playByHand.ts";
import { prepareByHand } from "../../scripts/lib/rehearsal/prepareByHand.ts";
import { runCommand } from "../../scripts/lib/rehearsal/runCommand.ts";
import { sandboxSend } from "../../scripts/lib/rehearsal/sandboxSend.ts";
import { type Rehearsal, startRehearsal } from "../../scripts/lib/rehearsal/startRehearsal.ts";
import { VendorConsole } from "../../scripts/lib/rehearsal/VendorConsole.ts";
import { openStack } from "../../scripts/lib/stack/openStack.ts";
import { readStackConfig } from "../../scripts/lib/stack/readStackConfig.ts";
import { readStackOutputs, type StackOutputs } from "../../scripts/lib/stack/readStackOutputs.ts";
import { sdkHandler } from "../sandbox/aws/support/sdkHandler.ts";
import { covers } from "../scripts/permissions/support/covers.ts";
import { operatorOf } from "../scripts/permissions/support/operatorOf.ts";
import { without, wordsOf } from "../scripts/permissions/support/singleRights.ts";
import { recordingTerminal } from "../scripts/support/recordingTerminal.ts";
import { temporaryFolder, type TemporaryFolder } from "../scripts/support/temporaryFolder.ts";
import { updatedConfig } from "./support/updatedConfig.ts";

type Purpose = (typeof purposes)[number];

const published = "the published provider asks for it, the bundled one does not";
const documented =
  "Graph documents it as needed beside AppRoleAssignment.ReadWrite.All; the sandbox takes OwnedBy for it";

/** Derived rights that nothing below needs at the sandbox, with the reason; by the beginning of their words. */
const notNeeded: Readonly<Record<string, string>> = {
  "aws iam:ListInstanceProfilesForRole ": published,
  "aws lambda:GetFunctionCodeSigningConfig ": published,
  "aws lambda:ListVersionsByFunction ": published,
  "aws s3:GetAccelerateConfiguration ": published,
  "aws s3:GetBucketAcl ": published,
  "aws s3:GetBucketCORS ": published,
  "aws s3:GetBucketLogging ": published,
  "aws s3:GetBucketObjectLockConfiguration ": published,
  "aws s3:GetBucketPolicy ": published,
  "aws s3:GetBucketRequestPayment ": published,
  "aws s3:GetBucketVersioning ": published,
  "aws s3:GetBucketWebsite ": published,
  "aws s3:GetEncryptionConfiguration ": published,
  "aws s3:GetLifecycleConfiguration ": published,
  "aws s3:GetReplicationConfiguration ": published,
  "microsoft Application.Read.All ": documented,
};

describe("operators' rights, of a stack on the real engine", function () {
  this.timeout(300_000);
  const terminal = recordingTerminal();
  const demanded: Record<Purpose, readonly DemandedRight[]> = { deploy: [], read: [] };
  let folder: TemporaryFolder;
  let rehearsal: Rehearsal;
  let rights: Readonly<Record<Purpose, StackRights>>;
  let asked: readonly string[];
  let outputs: StackOutputs;
  let verifyOptions: readonly string[];

  before(async () => {
    folder = await temporaryFolder();
    const { model } = await readStackConfig("dev");
    const request = {
      model,
      stack: "dev",
      awsRegion: "eu-central-1",
      tenantId: "6c1e2f0a-8f5d-4b6e-9a57-2d3f4c5b6a70",
    };
    // What is asked for stays what it was at the start, and the token has what of that was granted.
    asked = purposes.flatMap((purpose) => stackRights({ ...request, purpose }).okta?.scopes ?? []);
    const operator = { okta: { scopes: asked } };
    rehearsal = await startRehearsal({ stack: "dev", plugins: "bundled", terminal, operator });
    const caller = await whoami();
    rights = {
      deploy: stackRights({ ...request, ...caller, purpose: "deploy" }),
      read: stackRights({ ...request, ...caller, purpose: "read" }),
    };
    await prepareByHand(rehearsal, "dev", terminal);
  });
  after(async () => {
    await rehearsal.close();
    await folder.remove();
  });

  it("are enough to deploy", async () => {
    become("deploy");
    await run("deploy", "up");
    assertAllowed();

    await byAdministrator(async () => {
      outputs = await readStackOutputs(await openStack({ stack: "dev", terminal, environment: rehearsal.environment }));
      const people = join(folder.path, "people");
      const console = new VendorConsole(rehearsal.sandbox);
      ({ options: verifyOptions } = await playAfterUp(console, sandboxSend(rehearsal.sandbox), outputs, people));
    });
  });

  it("to read are enough to refresh, preview, look for drift and verify", async () => {
    become("read");
    await run("read", "refresh");
    await run("read", "preview");
    const preflight = (await run("read", "preflight")) as { readonly findings: readonly { readonly where: string }[] };
    assert.ok(preflight.findings.some(({ where }) => where === "aws: iam:CreateRole"));
    const [drift] = await Promise.all([run("read", "drift"), run("read", "verify", ...verifyOptions)]);
    assertAllowed();
    // With `Application.ReadWrite.OwnedBy` whoever makes an application owns it, and that is no drift.
    assert.deepEqual((drift as { readonly findings: readonly unknown[] }).findings, []);
  });

  it("are enough for people of a file", async () => {
    become("deploy");
    const { publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
    const key = await folder.write("public.pem", publicKey.export({ type: "spki", format: "pem" }) as string);
    const entra = await folder.write("people.csv", "userPrincipalName,displayName\nzoe@acme.example,Zoe Zander\n");
    const joining = { email: "zoe@customer.example", given_name: "Zoe", groups: ["partners"] };
    const leaving = { ...joining, given_name: "Zoë", groups: [] };
    const sealed = (name: string) => ["--yes", "--seal-for", key, "--passwords", join(folder.path, name)];
    await run("deploy", "provision", entra, "--for", "jumpcloud", ...sealed("entra.json"));
    const first = await folder.write("joining.json", JSON.stringify([joining]));
    await run("deploy", "provision", first, "--for", "portal", ...sealed("first.json"));
    const second = await folder.write("leaving.json", JSON.stringify([leaving]));
    await run("deploy", "provision", second, "--for", "portal", "--resend", "waiting", ...sealed("second.json"));
    assertAllowed();
  });

  it("are refused where one is missing, by its name, in the middle of a deployment", async () => {
    const { configFile } = rehearsal.backend;
    await writeFile(configFile, updatedConfig(await readFile(configFile, "utf8")));
    const missing = "lambda:UpdateFunctionConfiguration";
    become("deploy", (deploy) => ({ ...deploy, aws: deploy.aws.filter(({ action }) => action !== missing) }));
    const refusal = new RegExp(`not authorized to perform: ${missing} on resource`);
    await assert.rejects(run("deploy", "up", "--skip-preflight"), refusal);
    const refused = rehearsal.sandbox.demandedRights.filter(({ allowed }) => !allowed);
    assert.deepEqual(
      refused.map(({ anyOf, on }) => [anyOf, on.split(":").at(-1)]),
      [[[missing], "crosstrust-dev-inventory--inventory"]],
    );
  });

  it("are enough to change everything that can be changed", async () => {
    become("deploy");
    await run("deploy", "up");
    assertAllowed();
  });

  it("are enough to take everything down", async () => {
    await byAdministrator(() => playBeforeDestroy(new VendorConsole(rehearsal.sandbox), outputs.trust));
    become("deploy");
    await run("deploy", "destroy", "--yes");
    assertAllowed();
  });

  it("to deploy are enough to read", () => {
    assert.deepEqual(
      demanded.read.filter((right) => !covers(rights.deploy, right)),
      [],
    );
  });

  it("are each needed, or have a reason", () => {
    const everything = [...demanded.deploy, ...demanded.read];
    const idle = (purpose: Purpose, needs: readonly DemandedRight[]): readonly string[] =>
      without(rights[purpose])
        .filter(({ rest }) => needs.every((right) => covers(rest, right)))
        .map(({ words }) => words)
        .filter((words) => !Object.keys(notNeeded).some((beginning) => words.startsWith(beginning)));
    assert.deepEqual(
      { deploy: idle("deploy", everything), read: idle("read", demanded.read) },
      { deploy: [], read: [] },
    );
    const all = wordsOf(rights.deploy);
    const unknown = Object.keys(notNeeded).filter((beginning) => !all.some((words) => words.startsWith(beginning)));
    assert.deepEqual(unknown, [], "reasons for rights that are not derived");
  });

  function become(purpose: Purpose, change: (rights: StackRights) => StackRights = (same) => same): void {
    const { operator } = rehearsal.sandbox;
    operator.set(operatorOf(change(rights[purpose])));
    operator.forgetDemanded();
  }

  async function byAdministrator(work: () => Promise<unknown>): Promise<void> {
    const { operator } = rehearsal.sandbox;
    operator.set({ okta: { scopes: asked } });
    await work();
  }

  /** Notes what a command needed of the vendors. */
  async function run(purpose: Purpose, name: string, ...more: readonly string[]): Promise<unknown> {
    const config = name === "verify" ? [] : ["--config-file", rehearsal.backend.configFile];
    const args = ["--stack", "dev", ...config, ...more];
    const said = terminal.notes.length;
    try {
      return await runCommand({ name, args, rehearsal, terminal });
    } catch (cause) {
      throw new Error(terminal.notes.slice(said).join("\n"), { cause });
    } finally {
      demanded[purpose] = [...demanded[purpose], ...rehearsal.sandbox.demandedRights];
    }
  }

  function assertAllowed(): void {
    assert.deepEqual(
      rehearsal.sandbox.demandedRights.filter(({ allowed }) => !allowed),
      [],
    );
  }

  async function whoami(): Promise<{ readonly accountId: string; readonly principalArn: string }> {
    const { awsAccessKeyId: accessKeyId, awsSecretAccessKey: secretAccessKey } = rehearsal.sandbox.credentials;
    const sts = new STS({
      region: "eu-central-1",
      requestHandler: sdkHandler((request) => rehearsal.sandbox.fetch(request)),
      credentials: { accessKeyId, secretAccessKey },
    });
    const { Account: accountId = "", Arn: principalArn = "" } = await sts.getCallerIdentity({});
    return { accountId, principalArn };
  }
});
