import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parse } from "yaml";
import { pinnedEngineVersion } from "../../scripts/lib/engine/Engine.ts";
import { runProgram } from "../../scripts/lib/process/runProgram.ts";
import { unknownCommands } from "../support/unknownCommands.ts";

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly if?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly with?: Readonly<Partial<Record<string, string | number | boolean>>>;
}

interface Job {
  readonly if?: string;
  readonly needs?: string;
  readonly environment?: string;
  readonly permissions?: Readonly<Record<string, string>>;
  readonly concurrency?: { readonly group: string };
  readonly env?: Readonly<Record<string, string>>;
  readonly strategy?: { readonly matrix: { readonly stack: readonly string[] } };
  readonly "timeout-minutes"?: number;
  readonly steps: readonly Step[];
}

interface Workflow {
  readonly on: Readonly<Record<string, unknown>>;
  readonly permissions: Readonly<Record<string, string>>;
  readonly concurrency?: unknown;
  readonly jobs: Readonly<Record<string, Job>>;
}

/** The releases of the actions, each looked up where it is published. */
const pins: Readonly<Record<string, string>> = {
  "actions/checkout": "3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1",
  "actions/setup-node": "820762786026740c76f36085b0efc47a31fe5020 # v7.0.0",
  "actions/setup-go": "b7ad1dad31e06c5925ef5d2fc7ad053ef454303e # v7.0.0",
  "actions/github-script": "ed597411d8f924073f98dfc5c65a23a2325f34cd # v8.0.0",
  "actions/upload-artifact": "bbbca2ddaa5d8feaa63e36b76fdaad77386f024f # v7.0.0",
  "pulumi/actions": "8e5e406f4007fca908480587cb9893c07090f58d # v7.0.0",
  "aws-actions/configure-aws-credentials": "e6de054238d6b7531b4efff3b6587d9aade6a06c # v6.2.3",
};

const root = resolve(import.meta.dirname, "../..");
const folder = join(root, ".github/workflows");
const workflows = readdirSync(folder).map((file) => {
  const text = readFileSync(join(folder, file), "utf8");
  return { file, text, workflow: parse(text) as Workflow };
});
const prepare = readFileSync(join(root, ".github/actions/prepare/action.yml"), "utf8");
const everyText = [...workflows, { file: "action.yml", text: prepare }];
const everyJob = workflows.flatMap(({ file, workflow }) =>
  Object.entries(workflow.jobs).map(([name, job]) => ({ name: `${file} ${name}`, job, workflow })),
);
const { runs } = parse(prepare) as { readonly runs: { readonly steps: readonly Step[] } };
const everyStep = [...everyJob.flatMap(({ job }) => job.steps), ...runs.steps];
const jobOf = (name: string): Job => everyJob.find((one) => one.name === name)!.job;

describe("the workflows", () => {
  it("are those for checks, previews, deployments and drift", () => {
    assert.deepEqual(
      workflows.map(({ file }) => file),
      ["checks.yml", "deploy.yml", "drift.yml", "preview.yml"],
    );
  });

  it("pass actionlint", async function () {
    this.timeout(300_000);
    const fetched = await runProgram({
      command: "go",
      args: ["-C", join(root, ".github/actionlint"), "mod", "download"],
    })
      .then(({ code, stderr }) => (code === 0 ? undefined : stderr.trim()))
      .catch(() => "there is no Go");
    if (fetched !== undefined) {
      process.stdout.write(`    skipped: actionlint cannot be had: ${fetched}\n`);
      return this.skip();
    }
    const said = execFileSync("npm", ["run", "--silent", "lint:workflows"], { cwd: root, encoding: "utf8" });
    assert.equal(said, "");
  });

  it("use each action by the commit of a known release, and none but these", () => {
    const used = everyText.flatMap(({ text }) => [...text.matchAll(/uses: (?!\.\/)(.*)/g)].map((match) => match[1]!));
    const wrong = used.filter((one) => {
      const [action = "", pin] = one.split("@");
      return pins[action] !== pin;
    });
    assert.deepEqual(wrong, []);
    assert.deepEqual([...new Set(used.map((one) => one.split("@")[0]!))].sort(), Object.keys(pins).sort());
  });

  it("put the engine on the PATH that the project pins", () => {
    const engine = runs.steps.find(({ uses }) => uses?.startsWith("pulumi/actions@"));
    assert.equal(engine?.with?.["pulumi-version"], pinnedEngineVersion.version);
    assert.equal(engine.with["command"], undefined);
  });

  it("run nothing but npm, with commands and options that there are", async () => {
    const lines = everyStep.flatMap(({ run }) => (run === undefined ? [] : [run]));
    assert.deepEqual(
      lines.filter((line) => !/^npm (?:ci --ignore-scripts|start|test|run [a-z:-]+(?: -- [^;&|`\n]*)?)$/.test(line)),
      [],
    );
    assert.deepEqual(await unknownCommands(lines.join("\n")), []);
    assert.equal(lines.length > 10, true);
  });

  it("put nothing that others write into a command or a script: only environment variables", () => {
    const texts = everyStep.flatMap(({ run, with: inputs }) => [run ?? "", String(inputs?.["script"] ?? "")]);
    assert.deepEqual(
      texts.filter((text) => text.includes("${{")),
      [],
    );
  });

  it("are never run with a fork's code and the repository's rights", () => {
    for (const { file, workflow } of workflows) {
      assert.equal("pull_request_target" in workflow.on, false, file);
      assert.equal("workflow_run" in workflow.on, false, file);
      assert.equal("issue_comment" in workflow.on, false, file);
    }
  });

  it("give no secret, variable, environment or identity to jobs that a fork's pull request reaches", () => {
    const ownCode =
      "github.event.pull_request.head.repo.full_name == github.repository && github.event.pull_request.user.login != 'dependabot[bot]'";
    const contrary = ownCode
      .replace("==", "!=")
      .replace("&&", "||")
      .replace(/!=(?= 'dep)/, "==");
    assert.equal(jobOf("preview.yml fork").if, contrary);
    const reached = everyJob.filter(({ job, workflow }) => "pull_request" in workflow.on && job.if !== ownCode);
    assert.deepEqual(
      reached.map(({ name }) => name),
      ["checks.yml checks", "preview.yml fork"],
    );
    for (const { name, job, workflow } of reached) {
      const granted = Object.values(job.permissions ?? workflow.permissions);
      assert.deepEqual([...new Set(granted)], ["read"], name);
      assert.equal(job.environment, undefined, name);
      assert.doesNotMatch(JSON.stringify(job), /secrets\.|vars\./, name);
    }
  });

  it("have exactly the permissions that their jobs need", () => {
    const granted = everyJob.map(({ name, job, workflow }) => [name, job.permissions ?? workflow.permissions]);
    const deploys = { contents: "read", "id-token": "write" };
    assert.deepEqual(Object.fromEntries(granted), {
      "checks.yml checks": { contents: "read" },
      "deploy.yml dev": deploys,
      "deploy.yml staging": deploys,
      "deploy.yml production": deploys,
      "drift.yml drift": { contents: "read", "id-token": "write", issues: "write" },
      "preview.yml fork": { contents: "read", "pull-requests": "read" },
      "preview.yml preview": { contents: "read", "id-token": "write", "pull-requests": "write" },
    });
  });

  it("leave no credentials behind in the checked out code", () => {
    const checkouts = everyStep.filter(({ uses }) => uses?.startsWith("actions/checkout@"));
    assert.equal(checkouts.length, 8);
    assert.equal(
      checkouts.every((step) => step.with?.["persist-credentials"] === false),
      true,
    );
  });

  it("store no key of AWS or Microsoft: the workflow's own identity stands for one", () => {
    for (const { file, text } of everyText) {
      assert.doesNotMatch(text, /AWS_(?:ACCESS_KEY|SECRET|SESSION)|ARM_CLIENT_SECRET|ARM_CLIENT_CERTIFICATE/, file);
    }
    const acting = everyJob.flatMap(({ name, job }) =>
      job.steps.filter(({ env }) => env?.["ARM_CLIENT_ID"] !== undefined).map((step) => ({ name, job, step })),
    );
    assert.equal(acting.length, 9);
    for (const { name, job, step } of acting) {
      assert.equal(step.env?.["ARM_USE_OIDC"], "true", name);
      assert.equal(job.permissions?.["id-token"], "write", name);
    }
  });

  it("give secrets to the scripts that act for somebody, and to no action and no installation", () => {
    const ofJobs = everyJob.map(({ job, workflow }) => ({ ...job, ...workflow, jobs: undefined, steps: undefined }));
    assert.doesNotMatch(JSON.stringify(ofJobs), /secrets\./);
    const holders = everyStep.filter((step) => JSON.stringify(step).includes("secrets."));
    assert.deepEqual(
      [...new Set(holders.map(({ run, uses }) => uses ?? run?.split(" ").slice(0, 3).join(" ")))].sort(),
      ["npm run drift", "npm run preview", "npm run report", "npm run up", "npm run verify"],
    );
  });

  it("work on one stack one at a time, never cancel a deployment, and end", () => {
    for (const { name, job, workflow } of everyJob) {
      assert.equal((job["timeout-minutes"] ?? 0) > 0, true, name);
      const group = job.concurrency?.group ?? (workflow.concurrency as Job["concurrency"])?.group;
      assert.match(
        group ?? "",
        name === "checks.yml checks" ? /^checks-/ : /-(?:\$\{\{ matrix\.stack \}\}|dev|staging|production)/,
        name,
      );
    }
    for (const stack of ["dev", "staging", "production"]) {
      const { concurrency, environment, env } = jobOf(`deploy.yml ${stack}`);
      assert.deepEqual(concurrency, { group: `stack-${stack}`, "cancel-in-progress": false });
      assert.deepEqual([environment, env?.["STACK"]], [stack, stack]);
    }
    // A job that is skipped may take the place of another one in its group.
    const groups = ["preview.yml preview", "preview.yml fork"].map((name) => jobOf(name).concurrency?.group);
    assert.equal(new Set(groups).size, 2);
  });

  it("say what drifted from main alone", () => {
    const [writes, ...more] = jobOf("drift.yml drift").steps.filter(({ uses }) => uses?.includes("github-script@"));
    assert.match(writes?.if ?? "", /&& github\.ref == 'refs\/heads\/main'/);
    assert.deepEqual(more, []);
  });

  it("hold every pull request to its acknowledgements, a fork's too", () => {
    for (const name of ["preview.yml preview", "preview.yml fork"]) {
      const { steps } = jobOf(name);
      const collect = steps.findIndex((step) => String(step.with?.["script"]).includes("collectAcknowledgements("));
      const preview = steps.findIndex(({ run }) =>
        run?.endsWith(" --fail-on-widened --acknowledged-in acknowledgements.txt"),
      );
      assert.ok(collect > 0 && collect < preview, name);
    }
  });

  it("compare a fork's change with the commit that it is merged with, whatever main was when it was opened", () => {
    const { steps } = jobOf("preview.yml fork");
    const [first, base] = steps.filter(({ uses }) => uses?.startsWith("actions/checkout@"));
    assert.deepEqual([first?.with?.["ref"], first?.with?.["path"]], [undefined, undefined]);
    assert.deepEqual([base?.with?.["ref"], base?.with?.["path"]], ["${{ steps.base.outputs.result }}", "base"]);
    const asks = steps[steps.indexOf(base!) - 1];
    assert.match(String(asks?.with?.["script"]), /ref: context\.sha \}\);\s+return data\.parents\[0\]\.sha;/);
  });

  it("deploy main alone, whoever starts them, one environment after the other", () => {
    assert.deepEqual(
      ["dev", "staging", "production"].map((stack) => {
        const { if: condition, needs } = jobOf(`deploy.yml ${stack}`);
        return [condition, needs];
      }),
      [
        ["github.ref == 'refs/heads/main'", undefined],
        [undefined, "dev"],
        [undefined, "staging"],
      ],
    );
  });

  it("upload what a run brought, when it is started again too", () => {
    const uploads = everyStep.filter(({ uses }) => uses?.startsWith("actions/upload-artifact@"));
    assert.equal(uploads.length, 6);
    assert.ok(uploads.every((step) => step.with?.["overwrite"] === true));
  });

  it("preview and compare with rights to read, deploy with others", () => {
    assert.equal(jobOf("preview.yml preview").environment, "${{ matrix.stack }}-read");
    assert.equal(jobOf("drift.yml drift").environment, "${{ matrix.stack }}-read");
  });

  it("are for the stacks that the project has", () => {
    for (const name of ["preview.yml preview", "preview.yml fork", "drift.yml drift"]) {
      const stacks = jobOf(name).strategy?.matrix.stack ?? [];
      assert.deepEqual(stacks, ["dev", "staging", "production"], name);
      for (const stack of stacks) assert.equal(existsSync(join(root, `Pulumi.${stack}.yaml`)), true, stack);
    }
  });
});
