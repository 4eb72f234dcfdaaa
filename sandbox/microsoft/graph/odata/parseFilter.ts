import { GraphError } from "../errors.ts";

/** A `$filter` as a tree. Paths are Graph's property names, members of complex ones parted by `/`. */
export type Filter =
  | { readonly kind: "and" | "or"; readonly left: Filter; readonly right: Filter }
  | { readonly kind: "not"; readonly operand: Filter }
  | { readonly kind: "compare"; readonly operator: Comparison; readonly path: string; readonly value: FilterValue }
  | { readonly kind: "in"; readonly path: string; readonly values: readonly FilterValue[] }
  | {
      readonly kind: "text";
      readonly operator: "startswith" | "endswith";
      readonly path: string;
      readonly value: string;
    }
  | { readonly kind: "any"; readonly path: string; readonly operand: Filter };

export type Comparison = "eq" | "ne" | "ge" | "le" | "gt" | "lt";
export type FilterValue = string | number | boolean | null;

const tokenPattern = /\s*(?:('(?:[^']|'')*')|([(),:])|([^\s(),:']+(?::[^\s(),']+)*))/y;
const comparisons: readonly string[] = ["eq", "ne", "ge", "le", "gt", "lt"];

/** Reads a `$filter`. Throws a GraphError for one that is not well-formed. */
export function parseFilter(text: string): Filter {
  const reader = new FilterReader(tokensOf(text));
  const filter = reader.or();
  if (!reader.atEnd) throw invalidFilter();
  return filter;
}

function tokensOf(text: string): string[] {
  const tokens: string[] = [];
  tokenPattern.lastIndex = 0;
  const end = text.trimEnd().length;
  while (tokenPattern.lastIndex < end) {
    const match = tokenPattern.exec(text);
    if (!match) throw invalidFilter();
    // The range variable's colon (`any(u:u eq 'x')`) parts two names; those of a date and time belong to it.
    const [, quoted, sign, word = ""] = match;
    const parts = quoted ?? sign ?? (/^\d/.test(word) ? word : word.split(/(:)/));
    tokens.push(...(typeof parts === "string" ? [parts] : parts));
  }
  return tokens;
}

export function invalidFilter(reason = ""): GraphError {
  return new GraphError(400, "BadRequest", `Invalid filter clause${reason && `: ${reason}`}`);
}

class FilterReader {
  readonly #tokens: readonly string[];
  #at = 0;

  constructor(tokens: readonly string[]) {
    this.#tokens = tokens;
  }

  get atEnd(): boolean {
    return this.#at >= this.#tokens.length;
  }

  or(): Filter {
    let left = this.#and();
    while (this.#skip("or")) left = { kind: "or", left, right: this.#and() };
    return left;
  }

  #and(): Filter {
    let left = this.#unary();
    while (this.#skip("and")) left = { kind: "and", left, right: this.#unary() };
    return left;
  }

  #unary(): Filter {
    if (this.#skip("not")) return { kind: "not", operand: this.#unary() };
    if (this.#skip("(")) {
      const inner = this.or();
      this.#expect(")");
      return inner;
    }
    const word = this.#next();
    if (/^(startswith|endswith)$/i.test(word)) return this.#textFunction(word.toLowerCase());
    if (word.endsWith("/any")) return this.#any(word.slice(0, -"/any".length));
    return this.#comparison(word);
  }

  #textFunction(operator: string): Filter {
    this.#expect("(");
    const path = this.#next();
    this.#expect(",");
    const value = literal(this.#next());
    this.#expect(")");
    if (typeof value !== "string") throw invalidFilter();
    return { kind: "text", operator: operator === "startswith" ? "startswith" : "endswith", path, value };
  }

  #any(path: string): Filter {
    this.#expect("(");
    const variable = this.#next();
    this.#expect(":");
    const inner = this.or();
    this.#expect(")");
    return { kind: "any", path, operand: withoutVariable(inner, variable) };
  }

  #comparison(path: string): Filter {
    if (!/^[A-Za-z][A-Za-z0-9_/]*$/.test(path)) throw invalidFilter();
    const operator = this.#next();
    if (operator === "in") {
      this.#expect("(");
      const values = [literal(this.#next())];
      while (this.#skip(",")) values.push(literal(this.#next()));
      this.#expect(")");
      return { kind: "in", path, values };
    }
    if (!comparisons.includes(operator)) throw invalidFilter();
    return { kind: "compare", operator: operator as Comparison, path, value: literal(this.#next()) };
  }

  #next(): string {
    const token = this.#tokens[this.#at++];
    if (token === undefined) throw invalidFilter();
    return token;
  }

  #skip(token: string): boolean {
    if (this.#tokens[this.#at] !== token) return false;
    this.#at++;
    return true;
  }

  #expect(token: string): void {
    if (!this.#skip(token)) throw invalidFilter();
  }
}

function literal(token: string): FilterValue {
  if (token.startsWith("'")) return token.slice(1, -1).replaceAll("''", "'");
  if (token === "null") return null;
  if (token === "true" || token === "false") return token === "true";
  if (/^-?\d+(\.\d+)?$/.test(token)) return Number(token);
  if (/^\d{4}-\d\d-\d\d/.test(token) || /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(token)) return token;
  throw invalidFilter();
}

/** Inside `any(v:v eq 'x')` the path of `v` is empty, and that of `v/id` is `id`. */
function withoutVariable(filter: Filter, variable: string): Filter {
  const relative = (path: string): string => (path === variable ? "" : path.replace(`${variable}/`, ""));
  switch (filter.kind) {
    case "and":
    case "or":
      return {
        ...filter,
        left: withoutVariable(filter.left, variable),
        right: withoutVariable(filter.right, variable),
      };
    case "not":
    case "any":
      return { ...filter, operand: withoutVariable(filter.operand, variable) };
    case "compare":
    case "in":
    case "text":
      return { ...filter, path: relative(filter.path) };
  }
}
