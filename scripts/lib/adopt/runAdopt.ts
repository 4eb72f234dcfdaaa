import { parse, join } from "node:path";
import { shellQuote } from "../../../lib/shellQuote.ts";
import type { ExitCode, Terminal } from "../ScriptCommand.ts";
import type { OpenStack } from "../stack/openStack.ts";
import { writeJson } from "../writeJson.ts";
import { type AdoptReport, toReport } from "./AdoptReport.ts";
import { describeAdoption } from "./describeAdoption.ts";
import { findExisting } from "./findExisting.ts";
import { finders } from "./finders.ts";
import { type ImportFiles, importFiles } from "./importFiles.ts";
import { openAdoptVendors } from "./openAdoptVendors.ts";
import { readPlan } from "./readPlan.ts";

export interface RunAdoptOptions {
  readonly open: () => Promise<OpenStack>;
  /** Of the import file; those of the program's own providers stand beside it. */
  readonly out: string;
  /** As the user gave it. */
  readonly configFile?: string | undefined;
  readonly json?: string | undefined;
}

/**
 * Looks at the vendors for what the program would create, by name, and writes the files by which the engine imports it.
 * Nothing is written at the vendors, and nothing in the stack's state.
 * @returns 1 where something takes a decision: two objects of one name, or a vendor that could not be asked
 * @throws CrosstrustError ENGINE_FAILED, USAGE where a file cannot be written, INTERRUPTED
 */
export async function runAdopt(options: RunAdoptOptions, terminal: Terminal): Promise<ExitCode> {
  const stack = await options.open();
  terminal.progress("Asking the engine what the program would create …");
  const plan = await readPlan(stack, terminal);
  const vendors = await openAdoptVendors(stack, plan, terminal.signal);
  const adoptions = await findExisting({
    plan,
    finders,
    vendors,
    progress: ({ type, name }) => terminal.progress(`Looking for ${type} ${name} …`),
  });
  const files = await writeFiles(options.out, importFiles(adoptions, plan));
  const commands = files.map((file) => importCommand(stack.name, file, options.configFile));
  const report = toReport(stack.name, adoptions, files, files.length === 0 ? [] : [...commands, check(stack, options)]);
  if (options.json !== undefined) await writeJson(options.json, report);
  for (const line of describeAdoption(report)) terminal.out(line);
  return exitCode(report);
}

/** An encrypted configuration of a provider is in them. */
async function writeFiles(out: string, { first, others }: ImportFiles): Promise<readonly string[]> {
  if (first.resources.length === 0) return [];
  await writeJson(out, first, 0o600);
  const { dir, name, ext } = parse(out);
  const written = [out];
  for (const [provider, file] of Object.entries(others)) {
    const path = join(dir, `${name}.${provider}${ext}`);
    await writeJson(path, file, 0o600);
    written.push(path);
  }
  return written;
}

/** The import asks before it writes; it generates no code, for the program is there. */
function importCommand(stack: string, file: string, configFile: string | undefined): string {
  const config = configFile === undefined ? "" : ` --config-file ${shellQuote(configFile)}`;
  const options = `--file ${shellQuote(file)} --protect=false --generate-code=false`;
  return `pulumi import --stack ${shellQuote(stack)}${config} ${options}`;
}

function check({ name }: OpenStack, { configFile }: RunAdoptOptions): string {
  const config = configFile === undefined ? "" : ` --config-file ${shellQuote(configFile)}`;
  return `npm run preview -- --stack ${shellQuote(name)}${config}`;
}

function exitCode({ ok }: AdoptReport): ExitCode {
  return ok ? 0 : 1;
}
