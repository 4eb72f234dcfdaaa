import { existsSync } from "node:fs";
import { mkdir, readdir, writeFile } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { inProject } from "../../../scripts/lib/projectRoot.ts";
import { spawn } from "node:child_process";

const name = "pulumi-language-nodejs";

/**
 * The folder of a Node language host: the ordinary distribution's on the PATH or in `~/.pulumi/bin`, or one that stands packed
 * in `../shared/tools`, unpacked into the folder that is given.
 */
export async function languageHost(folder: string): Promise<string | undefined> {
  const folders = [...(process.env["PATH"] ?? "").split(delimiter), join(process.env["HOME"] ?? "", ".pulumi", "bin")];
  const installed = folders.find((candidate) => candidate !== "" && existsSync(join(candidate, name)));
  if (installed !== undefined) return installed;
  const tools = inProject("..", "shared", "tools");
  const packed = (await readdir(tools).catch(() => [])).find((file) => file === `${name}.xz`);
  if (packed === undefined) return undefined;
  const bin = join(folder, "bin");
  await mkdir(bin, { recursive: true });
  await writeFile(join(bin, name), await unpack(join(tools, packed)), { mode: 0o755 });
  return bin;
}

async function unpack(file: string): Promise<Buffer> {
  const chunks: Buffer[] = [];
  const xz = spawn("xz", ["-dc", file], { stdio: ["ignore", "pipe", "inherit"] });
  for await (const chunk of xz.stdout) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
