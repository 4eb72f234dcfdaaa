/** One measured number. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  /** `s`, `MB`, `×`, … */
  readonly unit: string;
  /** What the value must stay under; figures without a limit only inform. */
  readonly limit?: number;
}

/** A benchmark: the default export of `bench/<name>/<name>.bench.ts`. */
export interface Bench {
  readonly name: string;
  /** What is measured and how, in a sentence. */
  readonly summary: string;
  readonly run: () => Promise<readonly Figure[]>;
}

export function withinLimit({ value, limit }: Figure): boolean {
  return limit === undefined || value < limit;
}
