export type Operator = "=" | "!=" | "<" | "<=" | ">" | ">=";

/** Whether a member of an event, undefined where it has none, is as asked. A list or a mapping never is. */
export type Comparison = (value: unknown) => boolean;

const orders: Readonly<Record<Operator, (one: number, other: number) => boolean>> = {
  "=": (one, other) => one === other,
  "!=": (one, other) => one !== other,
  "<": (one, other) => one < other,
  "<=": (one, other) => one <= other,
  ">": (one, other) => one > other,
  ">=": (one, other) => one >= other,
};

export function compareNumber(operator: Operator, expected: number): Comparison {
  return (value) => typeof value === "number" && orders[operator](value, expected);
}

/** `*` stands for any text at the beginning or the end, and alone for any value at all. */
export function compareText(operator: "=" | "!=", expected: string): Comparison {
  const isMeant = meets(expected);
  return (value) => {
    if (typeof value !== "string" && typeof value !== "number" && typeof value !== "boolean") return false;
    if (expected === "*") return operator === "=";
    return typeof value === "string" && isMeant(value) === (operator === "=");
  };
}

function meets(expected: string): (value: string) => boolean {
  const [atStart, atEnd] = [expected.startsWith("*"), expected.endsWith("*")];
  const text = expected.slice(atStart ? 1 : 0, atEnd ? -1 : undefined);
  if (atStart && atEnd) return (value) => value.includes(text);
  if (atStart) return (value) => value.endsWith(text);
  return atEnd ? (value) => value.startsWith(text) : (value) => value === expected;
}
