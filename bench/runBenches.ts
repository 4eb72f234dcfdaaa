import { glob } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { CrosstrustError } from "../trust/CrosstrustError.ts";
import { withinLimit, type Bench, type Figure } from "./Bench.ts";

/** A figure, and the benchmark that it is of. */
export interface BenchResult extends Figure {
  readonly bench: string;
}

/**
 * Runs benchmarks one after the other.
 * @param names those to run; all of them where none is named
 * @param onLine gets a line for each benchmark and each figure, as they come
 * @throws CrosstrustError USAGE for a name that no benchmark has
 */
export async function runBenches(
  names: readonly string[],
  onLine: (line: string) => void,
): Promise<readonly BenchResult[]> {
  const results: BenchResult[] = [];
  for (const bench of chosen(await findBenches(), names)) {
    onLine(`${bench.name}: ${bench.summary}`);
    for (const figure of await bench.run()) {
      onLine(row(figure));
      results.push({ bench: bench.name, ...figure });
    }
  }
  return results;
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
    throw new CrosstrustError("USAGE", "There is no such benchmark.", { expected: known, actual: unknown });
  }
  return names.length === 0 ? benches : benches.filter(({ name }) => names.includes(name));
}

function row(figure: Figure): string {
  const value = `${figure.value.toPrecision(3)} ${figure.unit}`.padStart(10);
  const verdict =
    figure.limit === undefined ? "" : `  ${withinLimit(figure) ? "ok" : "OVER"}, limit ${figure.limit} ${figure.unit}`;
  return `  ${figure.name.padEnd(44)}${value}${verdict}`;
}
