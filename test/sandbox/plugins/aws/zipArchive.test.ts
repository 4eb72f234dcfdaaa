import { strFromU8, unzipSync, zipSync } from "fflate";
import assert from "node:assert/strict";
import { chmod, mkdir, mkdtemp, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { Archive, Asset } from "../../../../providers/lib/PropertyValue.ts";
import { zipArchive } from "../../../../sandbox/plugins/aws/zipArchive.ts";

describe("zipArchive", () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "crosstrust-zip-"));
    await mkdir(join(folder, "lib"));
    await writeFile(join(folder, "index.mjs"), "export {};");
    await writeFile(join(folder, "lib", "a.mjs"), "export const a = 1;");
  });

  afterEach(() => rm(folder, { recursive: true }));

  const contents = async (archive: Archive): Promise<Record<string, string>> =>
    Object.fromEntries(
      Object.entries(unzipSync(await zipArchive(archive))).map(([name, data]) => [name, strFromU8(data)]),
    );

  it("holds texts, files, folders and archives under their names", async () => {
    const archive = new Archive({
      assets: {
        "text.txt": new Asset({ text: "hello" }),
        "file.mjs": new Asset({ path: join(folder, "index.mjs") }),
        "url.mjs": new Asset({ uri: pathToFileURL(join(folder, "index.mjs")).href }),
        deep: new Archive({ assets: { "x.txt": new Asset({ text: "x" }), folder: new Archive({ path: folder }) } }),
      },
    });
    assert.deepEqual(await contents(archive), {
      "text.txt": "hello",
      "file.mjs": "export {};",
      "url.mjs": "export {};",
      "deep/x.txt": "x",
      "deep/folder/index.mjs": "export {};",
      "deep/folder/lib/a.mjs": "export const a = 1;",
    });
  });

  it("gives the same bytes whatever the files' times, modes and order", async () => {
    const before = await zipArchive(new Archive({ path: `${folder}/` }));
    await chmod(join(folder, "index.mjs"), 0o600);
    await utimes(join(folder, "index.mjs"), 1, 1);
    const texts = {
      "lib/a.mjs": new Asset({ text: "export const a = 1;" }),
      "index.mjs": new Asset({ text: "export {};" }),
    };

    assert.deepEqual(await zipArchive(new Archive({ path: folder })), before);
    assert.deepEqual(await zipArchive(new Archive({ assets: texts })), before);
  });

  it("takes a zip file as it is", async () => {
    const bytes = zipSync({ "index.mjs": new Uint8Array([1]) });
    await writeFile(join(folder, "code.zip"), bytes);
    assert.deepEqual(new Uint8Array(await zipArchive(new Archive({ path: join(folder, "code.zip") }))), bytes);
  });

  it("says what is not there, and what it cannot take", async () => {
    const absent = join(folder, "absent");
    await assert.rejects(zipArchive(new Archive({ path: absent })), {
      code: "USAGE",
      where: absent,
      message: /no such file or folder/,
    });
    await assert.rejects(zipArchive(new Archive({ path: join(folder, "index.mjs") })), { message: /only zip files/ });
    await assert.rejects(zipArchive(new Archive({ uri: "https://example.com/code.zip" })), {
      message: /files of this machine only/,
    });
  });
});
