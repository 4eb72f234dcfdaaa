import assert from "node:assert/strict";
import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { temporaryFolder, type TemporaryFolder } from "../scripts/support/temporaryFolder.ts";
import { FakeGitHub } from "./FakeGitHub.ts";

type Script = (options: Readonly<Record<string, unknown>>) => Promise<void>;

const load = async (name: string): Promise<Script> => {
  const module = (await import(`../../.github/scripts/${name}.mjs`)) as Readonly<Record<string, Script>>;
  return module[name]!;
};

const context = {
  repo: { owner: "acme", repo: "trust" },
  issue: { number: 7 },
  serverUrl: "https://github.com",
  runId: 42,
};
const at = { owner: "acme", repo: "trust" };
const bot = { login: "github-actions[bot]", type: "Bot" };
const marker = "<!-- crosstrust preview dev -->";

describe("the workflows' scripts", () => {
  let folder: TemporaryFolder;
  let file: string;
  const warnings: string[] = [];
  const core = { warning: (text: string) => void warnings.push(text) };
  before(async () => {
    folder = await temporaryFolder();
  });
  beforeEach(async () => {
    warnings.length = 0;
    file = join(folder.path, "preview.md");
    await writeFile(file, "### 1 grant gained\n");
  });
  after(async () => folder.remove());

  describe("updateComment", () => {
    const run = async (comments: readonly unknown[], path = file): Promise<FakeGitHub["changes"]> => {
      const github = new FakeGitHub({ "issues.listComments": comments });
      await (
        await load("updateComment")
      )({ github, context, core, name: "preview dev", file: path });
      return github.changes;
    };
    const body = `### 1 grant gained\n\n${marker}\n`;

    it("writes a comment where there is none, with the marker that finds it again", async () => {
      assert.deepEqual(await run([]), [["issues.createComment", { ...at, issue_number: 7, body }]]);
    });

    it("keeps the marker that the file has already", async () => {
      await writeFile(file, `text\n${marker}\n`);
      assert.deepEqual(await run([]), [
        ["issues.createComment", { ...at, issue_number: 7, body: `text\n${marker}\n` }],
      ]);
    });

    it("updates the one that there is, and touches no other", async () => {
      const comments = [
        { id: 1, user: { login: "mallory", type: "User" }, body: marker },
        { id: 2, user: bot, body: "<!-- crosstrust preview production -->" },
        { id: 3, user: null, body: marker },
        { id: 4, user: bot, body: `old\n${marker}` },
      ];
      assert.deepEqual(await run(comments), [["issues.updateComment", { ...at, comment_id: 4, body }]]);
    });

    it("takes a marker for one only where it is a line of its own", async () => {
      const comments = [{ id: 4, user: bot, body: `about \`${marker}\`\n<!-- crosstrust preview staging -->` }];
      assert.deepEqual(await run(comments), [["issues.createComment", { ...at, issue_number: 7, body }]]);
      await writeFile(file, `about ${marker} and others\n`);
      assert.deepEqual(await run([]), [
        ["issues.createComment", { ...at, issue_number: 7, body: `about ${marker} and others\n\n${marker}\n` }],
      ]);
    });

    it("changes nothing where the comment says that already", async () => {
      assert.deepEqual(await run([{ id: 4, user: bot, body }]), []);
    });

    it("deletes repetitions, which two runs at a time could have made", async () => {
      const comments = [4, 5, 6].map((id) => ({ id, user: bot, body }));
      assert.deepEqual(await run(comments), [
        ["issues.deleteComment", { ...at, comment_id: 5 }],
        ["issues.deleteComment", { ...at, comment_id: 6 }],
      ]);
    });

    it("says that there is no result where there is no file, and where to look", async () => {
      const [[, { body: said }] = ["", { body: "" }]] = await run([], join(folder.path, "missing.md"));
      assert.match(
        String(said),
        /^### ❌ preview dev: there is no result, so nothing is known\n[^]*https:\/\/github\.com\/acme\/trust\/actions\/runs\/42/,
      );
      assert.equal(String(said).includes(marker), true);
      assert.equal(warnings.length, 1);
    });
  });

  describe("updateIssue", () => {
    const driftMarker = "<!-- crosstrust drift dev -->";
    const body = `### 1 grant gained\n\n${driftMarker}\n`;
    const run = async (issues: readonly unknown[], found: boolean): Promise<FakeGitHub["changes"]> => {
      const github = new FakeGitHub({ "issues.listForRepo": issues });
      const said = { name: "drift dev", title: "Drift of dev", file, found };
      await (
        await load("updateIssue")
      )({ github, context, core, ...said });
      assert.equal(github.calls[0]?.[1]["creator"], bot.login);
      return github.changes;
    };
    const issue = (more: object): object => ({ number: 3, state: "open", body: `old\n${driftMarker}`, ...more });

    it("opens one issue", async () => {
      assert.deepEqual(await run([], true), [["issues.create", { ...at, title: "Drift of dev", body }]]);
    });

    it("updates the open one, and no pull request or issue of another stack", async () => {
      const others = [
        issue({ number: 1, pull_request: {} }),
        issue({ number: 2, body: "<!-- crosstrust drift production -->" }),
      ];
      assert.deepEqual(await run([...others, issue({})], true), [
        ["issues.update", { ...at, issue_number: 3, title: "Drift of dev", body, state: "open" }],
      ]);
    });

    it("says nothing twice", async () => {
      assert.deepEqual(await run([issue({ body })], true), []);
    });

    it("keeps the newest of several, which two runs at a time could have made, and closes the others", async () => {
      const several = [5, 4, 3].map((number) => issue({ number, body }));
      const closed = (state_reason: string) => ({ ...at, state: "closed", state_reason });
      assert.deepEqual(await run(several, true), [
        ["issues.update", { ...closed("not_planned"), issue_number: 4 }],
        ["issues.update", { ...closed("not_planned"), issue_number: 3 }],
      ]);
      assert.deepEqual(
        (await run(several, false)).map(([name, { issue_number, state_reason }]) => [name, issue_number, state_reason]),
        [
          ["issues.createComment", 5, undefined],
          ["issues.update", 5, "completed"],
          ["issues.update", 4, "not_planned"],
          ["issues.update", 3, "not_planned"],
        ],
      );
    });

    it("says of a search that brought nothing to read that nothing is known", async () => {
      await rm(file);
      const [[, { body: said }] = ["", { body: "" }]] = await run([], true);
      assert.match(String(said), /^### ❌ drift dev: there is no result, so nothing is known\n[^]*actions\/runs\/42/);
    });

    it("opens it again when there is drift again", async () => {
      assert.deepEqual(await run([issue({ state: "closed", body })], true), [
        ["issues.update", { ...at, issue_number: 3, title: "Drift of dev", body, state: "open" }],
      ]);
    });

    it("closes it when there is none any more, once", async () => {
      assert.deepEqual(
        (await run([issue({})], false)).map(([name]) => name),
        ["issues.createComment", "issues.update"],
      );
      assert.deepEqual(await run([issue({ state: "closed" })], false), []);
      assert.deepEqual(await run([], false), []);
    });
  });

  describe("collectAcknowledgements", () => {
    it("takes what people who may write said, in the text, comments and reviews, and asks once for each of them", async () => {
      const user = (login: string, type = "User") => ({ login, type });
      const github = new FakeGitHub({
        "pulls.get": { user: user("ann"), body: "access-acknowledged: 1" },
        "issues.listComments": [
          { user: user("ann"), body: "access-acknowledged: 2" },
          { user: user("mallory"), body: "access-acknowledged: 3" },
          { user: user("reader"), body: "access-acknowledged: 4" },
          { user: bot, body: "access-acknowledged: 5" },
          { user: null, body: "access-acknowledged: 6" },
          { user: user("eve"), body: null },
          { user: user("gone"), body: "access-acknowledged: 8" },
        ],
        "pulls.listReviews": [
          { user: user("bo"), body: "access-acknowledged: 7", state: "APPROVED" },
          { user: user("bo"), body: "access-acknowledged: 9", state: "DISMISSED" },
        ],
        "repos.getCollaboratorPermissionLevel": ({ username }: { readonly username: string }) => {
          if (username === "gone") throw new Error("Not Found");
          return { permission: { ann: "write", bo: "admin", reader: "read" }[username] ?? "none" };
        },
      });
      const path = join(folder.path, "acknowledgements.txt");
      await (
        await load("collectAcknowledgements")
      )({ github, context, core, file: path });
      assert.equal(
        await readFile(path, "utf8"),
        ["1", "2", "7"].map((digest) => `access-acknowledged: ${digest}\n\f\n`).join(""),
      );
      const asked = github.calls.filter(([name]) => name.startsWith("repos."));
      assert.deepEqual(
        asked.map(([, { username }]) => username),
        ["ann", "mallory", "reader", "gone", "bo"],
      );
      assert.deepEqual(warnings, ["What gone wrote does not count: Not Found"]);
      assert.deepEqual(github.changes, []);
    });

    it("keeps one message from running into the next", async () => {
      const github = new FakeGitHub({
        "pulls.get": { user: { login: "ann", type: "User" }, body: "```\n\f\naccess-acknowledged: 1" },
        "issues.listComments": [],
        "pulls.listReviews": [],
        "repos.getCollaboratorPermissionLevel": { permission: "admin" },
      });
      const path = join(folder.path, "one.txt");
      await (
        await load("collectAcknowledgements")
      )({ github, context, core, file: path });
      assert.equal(await readFile(path, "utf8"), "```\n \naccess-acknowledged: 1\n\f\n");
    });
  });
});
