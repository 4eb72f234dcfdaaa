import type { PolicyJudge } from "../PolicyJudge.ts";

const names: ReadonlySet<string> = new Set(["prod", "production"]);
const before: ReadonlySet<string> = new Set(["non", "not", "pre"]);

/** Whether a stack is called production: `production`, `eu-prod`, `acme/trust/prod`, and not `pre-prod`. */
function isCalledProduction(stack: string): boolean {
  const words = (stack.split("/").at(-1) ?? "").toLowerCase().split(/[-_.]/);
  return words.some((word) => names.has(word)) && !words.some((word) => before.has(word));
}

/** Who leaves `production` out, or sets it to false, would switch off all that it asks for. */
export const judgeProductionStack: PolicyJudge = ({ production, stack }) => {
  if (production || stack === undefined || !isCalledProduction(stack)) return [];
  return [
    {
      message: "The stack is called production, and is not held to the rules of production.",
      expected: "production: true",
      actual: "production: false",
      place: ["crosstrust:policy", "production"],
      advice: "set crosstrust:policy.production: true, or give the stack another name",
    },
  ];
};
