import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { resourceJudges } from "../../policy/resourceJudges.ts";
import { inProject } from "../../scripts/lib/projectRoot.ts";
import { modelJudges } from "../../trust/policy/modelJudges.ts";
import { limitRanges } from "../../trust/policy/limitRanges.ts";
import { defaultLimits } from "../../trust/policy/PolicySettings.ts";
import { policyRules } from "../../trust/policy/rules.ts";

const page = readFileSync(inProject("docs", "policy.md"), "utf8");
const rows = page
  .split("\n")
  .filter((line) => line.startsWith("|"))
  .map((line) =>
    line
      .split("|")
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );

describe("the page about policies", () => {
  it("lists every rule, in order, with what it holds, its severity and where it is judged", () => {
    const judgedBy = (judges: object, id: string) =>
      Object.hasOwn(judges, id) || id.startsWith("waiver-") ? "yes" : "no";
    assert.deepEqual(
      rows.filter((cells) => cells.length === 5).slice(2),
      policyRules.map(({ id, summary, severity }) => [
        `\`${id}\``,
        summary,
        severity,
        judgedBy(modelJudges, id),
        judgedBy(resourceJudges, id),
      ]),
    );
  });

  it("says every limit with its default", () => {
    const limits = rows
      .filter(([name]) => name?.startsWith("`limits."))
      .map(([name, , value, range]) => [name, value, range]);
    assert.deepEqual(
      limits,
      Object.entries(defaultLimits).map(([name, value]) => {
        const [least, most] = limitRanges[name as keyof typeof limitRanges];
        return [`\`limits.${name}\``, String(value), `${least} to ${most}`];
      }),
    );
  });

  it("is about rules that are judged somewhere", () => {
    const nowhere = policyRules.filter(
      ({ id }) => !id.startsWith("waiver-") && !Object.hasOwn(modelJudges, id) && !Object.hasOwn(resourceJudges, id),
    );
    assert.deepEqual(nowhere, []);
  });
});
