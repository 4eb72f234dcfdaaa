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

/** Credentials that the config of the stack dev asks for, and that nothing here uses. */
const environment = {
  ARM_CLIENT_ID_CUSTOMERS: "00000000-0000-4000-8000-000000000000",
  ARM_CLIENT_SECRET_CUSTOMERS: "unused",
  JUMPCLOUD_API_KEY: "unused",
};

/** What a person puts into the config by hand, as a secret. */
const secrets = {
  "crosstrust:clientCredentials": JSON.stringify({
    "jumpcloud/s3-access-grants": { clientId: "unused", clientSecret: "unused-and-long-enough" },
  }),
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
  const own = { folder: projectFolder, nodeArgs: await nodeArgs(), environment, typescript: false };
  const config = await configOf("dev");
  const usual = { folder: stock, config: "{}", nodeArgs: [], environment: {}, typescript: true };
  const everyVendor = { ...own, config: asText({ ...config, ...secrets }), secretKeys: Object.keys(secrets) };
  const startAll = (cache: string) => runProgramProcess({ ...everyVendor, cache });
  const startOkta = (cache: string) => runProgramProcess({ ...own, config: asText(oktaAlone(config)), cache });
  const startStock = (cache: string) => runProgramProcess({ ...usual, cache });

  const first = { all: [] as Usage[], stock: [] as Usage[] };
  const later = { all: [] as Usage[], okta: [] as Usage[], stock: [] as Usage[] };
  let cache = folder;
  for (let round = 0; round < firstStarts; round++) {
    cache = await mkdtemp(join(folder, "cache-"));
    first.all.push(await startAll(cache));
    first.stock.push(await startStock(cache));
  }
  for (let round = 0; round < laterStarts; round++) {
    later.all.push(await startAll(cache));
    later.okta.push(await startOkta(cache));
    later.stock.push(await startStock(cache));
  }
  return [
    ...compared("first start, every vendor", first.all, first.stock),
    ...compared("later starts, Okta alone", later.okta, later.stock, { seconds: 0.8, megabytes: 200 }),
    ...compared("later starts, every vendor", later.all, later.stock, { seconds: 1.2, megabytes: 260 }),
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

type Config = Readonly<Record<string, unknown>>;

/** A stack's config as its file has it. */
async function configOf(stack: string): Promise<Config> {
  return ((await readYaml(`Pulumi.${stack}.yaml`)) as { config: Config }).config;
}

/** What of the config is about Okta's issuers and the APIs that trust no others. */
function oktaAlone(config: Config): Config {
  const issuers = pick(config["crosstrust:issuers"], ({ kind }) => kind === "okta");
  const trusted = ({ public: open, issuer, issuers: several }: Part) =>
    open === true || (several === undefined && (issuer as string) in issuers);
  const apis = pick(config["crosstrust:apis"], ({ routes }) =>
    Object.values(routes as Record<string, Part>).every(trusted),
  );
  const relyingParties = pick(config["crosstrust:relyingParties"], ({ issuer }) => (issuer as string) in issuers);
  return {
    ...config,
    "crosstrust:issuers": issuers,
    "crosstrust:apis": apis,
    "crosstrust:relyingParties": relyingParties,
  };
}

type Part = Readonly<Record<string, unknown>>;

function pick(section: unknown, wanted: (part: Part) => boolean): Readonly<Record<string, Part>> {
  return Object.fromEntries(Object.entries(section as Record<string, Part>).filter(([, part]) => wanted(part)));
}

/** As the language host puts it into PULUMI_CONFIG. */
function asText(config: Config): string {
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
