import { randomInt } from "node:crypto";
import { boolean, integer, map, string } from "../../../providers/lib/Property.ts";
import type { ValuesOf } from "../../../providers/lib/Property.ts";
import type { InputFault } from "../../../providers/lib/ResourceDefinition.ts";

const digits = "0123456789";
const lowerCase = "abcdefghijklmnopqrstuvwxyz";
const specials = "!@#$%&*()-_=+[]{}<>:?";

/** The inputs of a random text, with the defaults of the published provider. Every change makes another text. */
export const textInputs = {
  keepers: map(string(), { forceNew: true }),
  length: integer({ required: true, forceNew: true }),
  lower: boolean({ default: true, forceNew: true }),
  minLower: integer({ default: 0, forceNew: true }),
  minNumeric: integer({ default: 0, forceNew: true }),
  minSpecial: integer({ default: 0, forceNew: true }),
  minUpper: integer({ default: 0, forceNew: true }),
  numeric: boolean({ default: true, forceNew: true }),
  overrideSpecial: string({ forceNew: true }),
  special: boolean({ default: true, forceNew: true }),
  upper: boolean({ default: true, forceNew: true }),
};

export type TextInputs = ValuesOf<typeof textInputs>;

/** What the inputs say against each other. */
export function checkText(inputs: Partial<TextInputs>): InputFault[] {
  const { length, lower, upper, numeric, special } = inputs;
  const least = [inputs.minLower, inputs.minUpper, inputs.minNumeric, inputs.minSpecial];
  const faults: InputFault[] = [];
  for (const name of ["minLower", "minUpper", "minNumeric", "minSpecial"] as const) {
    if ((inputs[name] ?? 0) < 0) faults.push({ path: name, reason: "must not be negative" });
  }
  const asked = least.reduce<number>((sum, min) => sum + (min ?? 0), 0);
  if (length !== undefined && length < Math.max(asked, 1)) {
    faults.push({ path: "length", reason: `must be at least ${Math.max(asked, 1)}, the sum of what must be in it` });
  }
  if (![lower, upper, numeric, special].some((allowed) => allowed ?? true)) {
    faults.push({ path: "length", reason: "no kind of character is allowed" });
  }
  return faults;
}

/**
 * A text of the system's cryptographic random numbers: first what must be in it, then what may, then all of it shuffled
 * (hashicorp/terraform-provider-random, internal/random/string.go). Every choice is free of bias.
 */
export function randomText(inputs: TextInputs): string {
  const special = inputs.overrideSpecial || specials;
  const kinds = [
    { characters: lowerCase, allowed: inputs.lower, least: inputs.minLower },
    { characters: lowerCase.toUpperCase(), allowed: inputs.upper, least: inputs.minUpper },
    { characters: digits, allowed: inputs.numeric, least: inputs.minNumeric },
    { characters: special, allowed: inputs.special, least: inputs.minSpecial },
  ];
  const all = kinds.map(({ characters, allowed }) => (allowed ? characters : "")).join("");
  const must = kinds.flatMap(({ characters, least }) => pick(characters, least));
  return shuffled([...must, ...pick(all, inputs.length - must.length)]).join("");
}

function pick(characters: string, count: number): string[] {
  const choices = Array.from(characters);
  return Array.from({ length: count }, () => choices[randomInt(choices.length)] ?? "");
}

/** By Fisher and Yates. */
function shuffled(values: readonly string[]): string[] {
  const result = [...values];
  for (let last = result.length - 1; last > 0; last--) {
    const other = randomInt(last + 1);
    [result[last], result[other]] = [result[other] ?? "", result[last] ?? ""];
  }
  return result;
}
