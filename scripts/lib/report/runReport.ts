import { CrosstrustError } from "../../../trust/CrosstrustError.ts";
import type { Terminal } from "../ScriptCommand.ts";
import { writeFileAtomically } from "../writeFileAtomically.ts";
import { writeJson } from "../writeJson.ts";
import { changeGraphs } from "./change/changeGraphs.ts";
import { describeTrust } from "./describeTrust.ts";
import { headlineOf, sourceInWords } from "./headlineOf.ts";
import { renderMermaid } from "./mermaid/renderMermaid.ts";
import { renderTrustPage } from "./page/renderTrustPage.ts";
import { type ReportedTrust, readTrusts, type Sources } from "./sources/readTrusts.ts";
import { readVerifyResults } from "./sources/readVerifyResults.ts";
import { renderSvg } from "./svg/renderSvg.ts";
import { graphsOf, toTrustReport } from "./TrustReport.ts";

export interface ReportOptions extends Sources {
  readonly html?: string | undefined;
  readonly svg?: string | undefined;
  readonly mermaid?: string | undefined;
  readonly json?: string | undefined;
  /** Results of `verify`. */
  readonly verify?: string | undefined;
}

/**
 * Says who reaches what, on the terminal and in the files that are asked for.
 * @throws CrosstrustError USAGE for options that do not fit together; as `readTrusts`
 */
export async function runReport(options: ReportOptions, terminal: Terminal): Promise<void> {
  checkOptions(options);
  const { stack, html, svg, mermaid, json, verify } = options;
  const checks = verify === undefined ? undefined : await readVerifyResults(verify, stack);
  const reported = await readTrusts(options, terminal);
  for (const line of describeTrust(reported)) terminal.out(line);
  if (html !== undefined) await writeFileAtomically(html, renderTrustPage(reported, checks));
  if (svg !== undefined) await writeFileAtomically(svg, toSvg(reported));
  if (mermaid !== undefined) await writeFileAtomically(mermaid, toMermaid(reported, mermaid));
  if (json !== undefined) await writeJson(json, toTrustReport(reported, checks));
}

function checkOptions({ workingTree = false, changes = false, against, verify }: ReportOptions): void {
  const asked = [...(workingTree ? ["--working-tree"] : []), ...(changes ? ["--changes"] : [])].concat(
    against === undefined ? [] : ["--against"],
  );
  if (asked.length > 1) {
    throw new CrosstrustError("USAGE", "It is not clear what is to be shown.", {
      where: asked.join(" "),
      expected: "one of them, or none for what is deployed",
    });
  }
  if (verify !== undefined && (workingTree || against !== undefined)) {
    throw new CrosstrustError("USAGE", "The results are of the deployed stack, which is not looked at.", {
      where: `--verify ${asked.join(" ")}`,
      expected: "--verify alone, or with --changes",
    });
  }
}

function toSvg(reported: ReportedTrust): string {
  const { project, stack } = reported.trust;
  return renderSvg(graphsOf(reported), {
    title: `${project} / ${stack}`,
    description: `${headlineOf(reported)}. ${sourceInWords(reported)}. From left to right: clients and people, issuers, what checks their tokens, and what it opens.`,
  });
}

/** Of changes only these: a comment on a pull request is no place for all the rest. In Markdown it stands in a fence. */
function toMermaid({ trust, changes, source }: ReportedTrust, file: string): string {
  const graphs =
    changes === undefined ? graphsOf({ trust, source }) : changeGraphs(changes.before, trust, { onlyChanges: true });
  const chart = renderMermaid(graphs);
  return /\.(?:md|markdown)$/i.test(file) ? `\`\`\`mermaid\n${chart}\`\`\`\n` : chart;
}
