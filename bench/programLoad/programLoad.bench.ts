import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "yaml";
import type { Bench, Figure } from "../Bench.ts";
import { runProgramProcess } from "./runProgramProcess.ts";
import type { Usage } from "./runProgramProcess.ts";

const firstStarts = 3;
const laterStarts = 7;
const projectFolder = join(import.meta.dirname, "../..");

/** A program in the usual style: the packages by their index, ts-node as Pulumi's template sets it up. */
const stockProgram = {
  "package.json": "{}",
  "tsconfig.json": JSON.stringify({
    compilerOptions: { strict: true, target: "es2020", module: "nodenext", moduleResolution: "nodenext" },
    files: ["index.ts"],
  }),
  "index.ts": [
    'import * as aws from "@pulumi/aws";',
    'import * as okta from "@pulumi/okta";',
    'new okta.auth.Server("server", { audiences: ["https://api.acme.example"] });',
    'new aws.apigatewayv2.Api("api", { protocolType: "HTTP" });',
  ].join("\n"),
};

const bench: Bench = {
  name: "programLoad",
  summary: "the program's own Node process, from its start to its first resource, beside a stock TypeScript program",
  async run() {
    const folder = await mkdtemp(join(tmpdir(), "crosstrust-bench-"));
    try {
      return await measure(folder);
    } finally {
      await rm(folder, { recursive: true });
    }
  },
};
export default bench;

/** Runs both side by side, so that what else the machine does falls on both. */
async function measure(folder: string): Promise<Figure[]> {
  const stock = join(folder, "stock");
  await mkdir(stock);
  await symlink(join(projectFolder, "node_modules"), join(stock, "node_modules"));
  for (const [file, text] of Object.entries(stockProgram)) {
    await writeFile(join(stock, file), text);
  }
  const own = { folder: projectFolder, config: await configOf("dev"), nodeArgs: await nodeArgs(), typescript: false };
  const usual = { folder: stock, config: "{}", nodeArgs: [], typescript: true };
  const startOurs = (cache: string) => runProgramProcess({ ...own, cache });
  const startStock = (cache: string) => runProgramProcess({ ...usual, cache });

  const first = { ours: [] as Usage[], stock: [] as Usage[] };
  const later = { ours: [] as Usage[], stock: [] as Usage[] };
  let cache = folder;
  for (let round = 0; round < firstStarts; round++) {
    cache = await mkdtemp(join(folder, "cache-"));
    first.ours.push(await startOurs(cache));
    first.stock.push(await startStock(cache));
  }
  for (let round = 0; round < laterStarts; round++) {
    later.ours.push(await startOurs(cache));
    later.stock.push(await startStock(cache));
  }
  return [
    ...compared("first start", first.ours, first.stock),
    ...compared("later starts", later.ours, later.stock, { seconds: 0.8, megabytes: 200 }),
  ];
}

function compared(when: string, ours: readonly Usage[], stock: readonly Usage[], limits?: Usage): Figure[] {
  const [own, other] = [best(ours), best(stock)];
  return [
    { name: `${when}, time`, value: own.seconds, unit: "s", ...(limits && { limit: limits.seconds }) },
    { name: `${when}, memory`, value: own.megabytes, unit: "MB", ...(limits && { limit: limits.megabytes }) },
    { name: `${when}, time, stock`, value: other.seconds, unit: "s" },
    { name: `${when}, memory, stock`, value: other.megabytes, unit: "MB" },
    { name: `${when}, time, stock ÷ ours`, value: other.seconds / own.seconds, unit: "×" },
    { name: `${when}, memory, stock ÷ ours`, value: other.megabytes / own.megabytes, unit: "×" },
  ];
}

/** A stack's config as the language host puts it into PULUMI_CONFIG. */
async function configOf(stack: string): Promise<string> {
  const { config } = (await readYaml(`Pulumi.${stack}.yaml`)) as { config: Record<string, unknown> };
  const values = Object.entries(config).map(([key, value]) => [
    key,
    typeof value === "string" ? value : JSON.stringify(value),
  ]);
  return JSON.stringify(Object.fromEntries(values));
}

/** The arguments that Pulumi.yaml has for the program's Node process. */
async function nodeArgs(): Promise<string[]> {
  const project = (await readYaml("Pulumi.yaml")) as { runtime: { options: { nodeargs?: string } } };
  return project.runtime.options.nodeargs?.split(/\s+/) ?? [];
}

async function readYaml(file: string): Promise<unknown> {
  return parse(await readFile(join(projectFolder, file), "utf8"));
}

/** The least of each: what else the machine does only ever adds to it. */
function best(usages: readonly Usage[]): Usage {
  return {
    seconds: Math.min(...usages.map(({ seconds }) => seconds)),
    megabytes: Math.min(...usages.map(({ megabytes }) => megabytes)),
  };
}
