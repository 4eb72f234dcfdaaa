import assert from "node:assert/strict";
import { readNamedFiles } from "../../../scripts/lib/verify/readNamedFiles.ts";
import { CrosstrustError } from "../../../trust/CrosstrustError.ts";
import { temporaryFolder, type TemporaryFolder } from "../support/temporaryFolder.ts";

describe("readNamedFiles", () => {
  let folder: TemporaryFolder;
  beforeEach(async () => {
    folder = await temporaryFolder();
  });
  afterEach(() => folder.remove());

  const read = (values: readonly string[], known: readonly string[] = ["jumpcloud/alice", "jumpcloud/bob"]) =>
    readNamedFiles({ option: "--person", values, known });

  it("reads each file's text, without the line break at its end", async () => {
    const alice = await folder.write("alice", "pass word \n");
    const bob = await folder.write("bob=1", "s3=cr3t\r\n");
    assert.deepEqual(
      [...(await read([`jumpcloud/alice=${alice}`, `jumpcloud/bob=${bob}`]))],
      [
        ["jumpcloud/alice", "pass word "],
        ["jumpcloud/bob", "s3=cr3t"],
      ],
    );
  });

  it("tells all faults at once, and never what stands in a file", async () => {
    const empty = await folder.write("empty", "\n");
    const fine = await folder.write("fine", "s3cr3t");
    const values = ["alice", `jumpcloud/dave=${fine}`, "jumpcloud/alice=/nowhere", `jumpcloud/bob=${empty}`];
    await assert.rejects(read(values), (error) => {
      assert.ok(error instanceof CrosstrustError);
      assert.deepEqual(error.message.split("\n"), [
        "--person alice: this is not of the form NAME/NAME=FILE.",
        "--person jumpcloud/dave: the stack has no such name.",
        "--person jumpcloud/alice: the file /nowhere cannot be read.",
        `--person jumpcloud/bob: the file ${empty} is empty.`,
      ]);
      assert.equal(error.expected, "jumpcloud/alice or jumpcloud/bob=FILE");
      return true;
    });
  });

  it("says where there is nobody to name", async () => {
    await assert.rejects(read(["a/b=c"], []), { expected: "no such option: this stack has nobody for it" });
  });
});
