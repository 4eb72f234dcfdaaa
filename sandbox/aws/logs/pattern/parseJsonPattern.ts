import { unsupported } from "../../protocol/AwsError.ts";
import { invalid } from "../input.ts";
import type { Matches } from "./parseFilterPattern.ts";
import { type Comparison, compareNumber, compareText, type Operator } from "./comparisons.ts";

/** What a pattern asks of an event. */
type Condition = (event: unknown) => boolean;

interface Token {
  readonly kind: "selector" | "operator" | "text" | "word" | "sign" | "end";
  readonly text: string;
}

const lexemes = [
  ["selector", /\$(?:\.[\w-]+|\.?\['[^']+'\]|\[(?:\d+|\*)\])+/y],
  ["operator", /!=|<=|>=|=|<|>/y],
  ["sign", /&&|\|\||[(){}]/y],
  ["text", /"(?:[^"\\]|\\.)*"/y],
  ["word", /[\w.*+-]+/y],
] as const;

const number = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;

/**
 * Reads a JSON pattern: `{ $.status = "401" && $.latency > 100 }`, with parentheses, `IS NULL`, `IS TRUE`, `IS FALSE` and
 * `NOT EXISTS`; `&&` binds tighter than `||` (CloudWatch Logs user guide, "Using filter patterns to match terms in JSON log
 * events"). An event that is no JSON object matches none. AWS's words for a malformed pattern are not known beyond
 * "Invalid filter pattern".
 *
 * A bare number is compared with numbers alone here, and a text in quotes with texts alone: whether AWS takes `401` for
 * `"401"` is not documented, and who depends on it would not know.
 * @param pattern in braces
 * @throws AwsError InvalidParameterException
 */
export function parseJsonPattern(pattern: string): Matches {
  const condition = new Parser(tokensOf(pattern)).whole();
  return (message) => {
    const event = parsed(message);
    return event !== undefined && condition(event);
  };
}

function malformed(): Error {
  return invalid("Invalid filter pattern");
}

function tokensOf(pattern: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < pattern.length) {
    const space = /\s+/y;
    space.lastIndex = at;
    if (space.test(pattern)) at = space.lastIndex;
    if (at >= pattern.length) break;
    const token = lexemes
      .map(([kind, form]): Token | undefined => {
        form.lastIndex = at;
        const text = form.exec(pattern)?.[0];
        return text === undefined ? undefined : { kind, text };
      })
      .find((one) => one !== undefined);
    if (pattern[at] === "%")
      throw unsupported("InvalidParameterException", "regular expressions in log filter patterns");
    if (token === undefined) throw malformed();
    tokens.push(token);
    at += token.text.length;
  }
  return [...tokens, { kind: "end", text: "" }];
}

class Parser {
  readonly #tokens: readonly Token[];
  #next = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  whole(): Condition {
    this.#expect("{");
    const condition = this.#either();
    this.#expect("}");
    if (this.#take().kind !== "end") throw malformed();
    return condition;
  }

  #either(): Condition {
    const conditions = [this.#both()];
    while (this.#skip("||")) conditions.push(this.#both());
    return (event) => conditions.some((condition) => condition(event));
  }

  #both(): Condition {
    const conditions = [this.#one()];
    while (this.#skip("&&")) conditions.push(this.#one());
    return (event) => conditions.every((condition) => condition(event));
  }

  #one(): Condition {
    if (!this.#skip("(")) return this.#comparison();
    const condition = this.#either();
    this.#expect(")");
    return condition;
  }

  #comparison(): Condition {
    const selector = this.#take();
    if (selector.kind !== "selector") throw malformed();
    const read = selectorOf(selector.text);
    const { kind, text } = this.#take();
    if (kind === "operator") {
      const compare = comparisonWith(text as Operator, this.#take());
      return (event) => compare(read(event));
    }
    if (kind !== "word") throw malformed();
    const state = `${text} ${this.#take().text}`.toUpperCase();
    if (state === "NOT EXISTS") return (event) => read(event) === undefined;
    const value = { "IS NULL": null, "IS TRUE": true, "IS FALSE": false }[state];
    if (value === undefined) throw malformed();
    return (event) => read(event) === value;
  }

  #take(): Token {
    return this.#tokens[this.#next++] ?? { kind: "end", text: "" };
  }

  #skip(text: string): boolean {
    const token = this.#tokens[this.#next];
    if (token?.kind !== "sign" || token.text !== text) return false;
    this.#next += 1;
    return true;
  }

  #expect(text: string): void {
    if (!this.#skip(text)) throw malformed();
  }
}

function comparisonWith(operator: Operator, { kind, text }: Token): Comparison {
  if (kind === "word" && number.test(text)) return compareNumber(operator, Number(text));
  if ((kind !== "word" && kind !== "text") || (operator !== "=" && operator !== "!=")) throw malformed();
  return compareText(operator, kind === "text" ? text.slice(1, -1).replace(/\\(.)/g, "$1") : text);
}

/** Follows `$.a.b[0]` through an event. */
function selectorOf(text: string): (event: unknown) => unknown {
  const steps = [...text.matchAll(/\.([\w-]+)|\['([^']+)'\]|\[(\d+|\*)\]/g)].map(([, name, quoted, index]) => {
    if (index === "*") throw unsupported("InvalidParameterException", "[*] in log filter patterns");
    return name ?? quoted ?? Number(index);
  });
  return (event) => steps.reduce(member, event);
}

function member(value: unknown, step: string | number): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value) !== (typeof step === "number")) {
    return undefined;
  }
  return Object.hasOwn(value, step) ? (value as Record<string | number, unknown>)[step] : undefined;
}

function parsed(message: string): unknown {
  try {
    const event = JSON.parse(message) as unknown;
    return typeof event === "object" && event !== null ? event : undefined;
  } catch {
    return undefined;
  }
}
