import { Command } from "@commander-js/extra-typings";
import { glob, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { withinLimit } from "./Bench.ts";
import type { Bench, Figure } from "./Bench.ts";

const command = new Command("bench")
  .description("Measures, and compares with the limits. Exit code: 0 within all of them, 1 over one, 2 no figures.")
  .argument("[names...]", "the benchmarks to run; all of them where none is named")
  .option("--json <file>", "write the figures to a file, too")
  .exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : 2))
  .action(async (names, { json }) => {
    const benches = chosen(await findBenches(), names);
    const results: (Figure & { readonly bench: string })[] = [];
    for (const bench of benches) {
      write(`${bench.name}: ${bench.summary}`);
      for (const figure of await bench.run()) {
        write(row(figure));
        results.push({ bench: bench.name, ...figure });
      }
    }
    const ok = results.every(withinLimit);
    if (json !== undefined) {
      await writeFile(json, `${JSON.stringify({ ok, figures: results }, undefined, 2)}\n`);
    }
    process.exitCode = ok ? 0 : 1;
  });

try {
  await command.parseAsync();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 2;
}

async function findBenches(): Promise<Bench[]> {
  const benches: Bench[] = [];
  for await (const file of glob("*/*.bench.ts", { cwd: import.meta.dirname })) {
    const module = (await import(pathToFileURL(join(import.meta.dirname, file)).href)) as { default: Bench };
    benches.push(module.default);
  }
  return benches.sort((one, other) => (one.name < other.name ? -1 : 1));
}

function chosen(benches: readonly Bench[], names: readonly string[]): readonly Bench[] {
  const known = benches.map(({ name }) => name);
  const unknown = names.filter((name) => !known.includes(name));
  if (unknown.length > 0) {
    throw new Error(`There is no benchmark ${unknown.join(", ")}; there are ${known.join(", ")}.`);
  }
  return names.length === 0 ? benches : benches.filter(({ name }) => names.includes(name));
}

function row(figure: Figure): string {
  const value = `${figure.value.toPrecision(3)} ${figure.unit}`.padStart(10);
  const verdict =
    figure.limit === undefined ? "" : `  ${withinLimit(figure) ? "ok" : "OVER"}, limit ${figure.limit} ${figure.unit}`;
  return `  ${figure.name.padEnd(44)}${value}${verdict}`;
}

function write(line: string): void {
  process.stdout.write(`${line}\n`);
}
