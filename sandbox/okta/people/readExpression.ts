import { unsupported, type OktaCall } from "../OktaCall.ts";

/** What of an item can be asked for, by Okta's name of it. */
type Attributes<Item> = Readonly<Record<string, (item: Item) => string>>;

const clause = String.raw`([\w.]+)\s+(eq|ne|sw|co)\s+"((?:[^"\\]|\\.)*)"`;

/**
 * An expression of a `filter` or `search` parameter: comparisons of texts, in any case of letters, joined by `and`
 * (developer.okta.com/docs/api, "Filter"). Other expressions are noted as unsupported.
 * @returns which items are meant; all of them without an expression
 */
export function readExpression<Item>(
  call: OktaCall,
  expression: string | null,
  attributes: Attributes<Item>,
): (item: Item) => boolean {
  if (expression === null) return () => true;
  const clauses = expression.trim().split(/\s+and\s+(?=[\w.]+\s+(?:eq|ne|sw|co)\s+")/i);
  const tests = clauses.map((text) => {
    const [, name = "", operator = "", quoted = ""] = new RegExp(`^${clause}$`, "i").exec(text) ?? [];
    const attribute = Object.hasOwn(attributes, name) ? attributes[name] : undefined;
    if (attribute === undefined) throw unsupported(call, `the sandbox does not know the expression ${text}`);
    const wanted = quoted.replaceAll(/\\(.)/g, "$1").toLowerCase();
    return (item: Item) => compare(attribute(item).toLowerCase(), operator.toLowerCase(), wanted);
  });
  return (item) => tests.every((test) => test(item));
}

function compare(value: string, operator: string, wanted: string): boolean {
  if (operator === "sw") return value.startsWith(wanted);
  if (operator === "co") return value.includes(wanted);
  return (value === wanted) === (operator === "eq");
}
