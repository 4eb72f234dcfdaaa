import { chmod, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

/** A folder for a test's files. */
export interface TemporaryFolder {
  readonly path: string;
  /** @returns the file's path */
  write(name: string, text: string): Promise<string>;
  /** Writes a POSIX shell script. @returns its path */
  script(name: string, body: string): Promise<string>;
  remove(): Promise<void>;
}

/** Folders for a suite's tests; each goes away after the test that asked for it. */
export function temporaryFolders(): () => Promise<string> {
  const folders: TemporaryFolder[] = [];
  afterEach(async () => {
    await Promise.all(folders.splice(0).map((folder) => folder.remove()));
  });
  return async () => {
    const folder = await temporaryFolder();
    folders.push(folder);
    return folder.path;
  };
}

export async function temporaryFolder(): Promise<TemporaryFolder> {
  const path = await mkdtemp(join(tmpdir(), "crosstrust-test-"));
  const write = async (name: string, text: string): Promise<string> => {
    const file = join(path, name);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text);
    return file;
  };
  return {
    path,
    write,
    async script(name, body) {
      const file = await write(name, `#!/bin/sh\n${body}\n`);
      await chmod(file, 0o755);
      return file;
    },
    remove: () => rm(path, { recursive: true, force: true }),
  };
}
