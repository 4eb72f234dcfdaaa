import type { DrawnTrust } from "../graph/DrawnTrust.ts";
import { trustGraphs } from "../graph/trustGraphs.ts";
import type { RehearsalReport } from "../RehearsalReport.ts";
import { summarize, type Summary } from "../summarize.ts";
import { html } from "../../html/html.ts";
import { renderChecks } from "./renderChecks.ts";
import { renderDocument } from "./renderDocument.ts";
import { graphSection, matrixSection } from "./trustSections.ts";
import { type PageSection, renderFacts, renderNavigation, renderSection } from "./renderSection.ts";

/** The report of a rehearsal as one HTML page that needs no network. */
export function renderPage(report: RehearsalReport, trust: DrawnTrust): string {
  const summary = summarize(report.checks);
  const checks = { id: "checks", title: "Checks", content: renderChecks(report.checks) };
  const [graph, matrix] = [graphSection(trustGraphs(trust)), matrixSection(trust.model)];
  return renderDocument({
    title: `${report.ok ? "Holds" : "Failed"}: ${report.stack}`,
    skipTo: { id: "checks", label: "the checks" },
    header: html`<header class="${report.ok ? "held" : "failed"}">
      <p class="project">${trust.project} <span aria-hidden="true">/</span> ${report.stack}</p>
      <h1>${verdict(report, summary)}</h1>
      <ul class="summary">
        <li class="held"><strong>${summary.proved}</strong> ${summary.proved === 1 ? "check holds" : "checks hold"}</li>
        <li class="${summary.failed > 0 ? "failed" : "quiet"}"><strong>${summary.failed}</strong> failed</li>
        <li class="${summary.notProved > 0 ? "open" : "quiet"}"><strong>${summary.notProved}</strong> not proved</li>
      </ul>
      ${renderFacts([
        ["Region", trust.region],
        ["Resources", report.resources],
        ["Engine", report.engine],
        ["Plugins", report.plugins],
      ])}
      ${renderNavigation([checks, graph, matrix])}
    </header>`,
    main: [checks, ...byHandSection(report.byHand), graph, matrix].map(renderSection),
  });
}

function verdict({ ok }: RehearsalReport, { failed, notProved }: Summary): string {
  if (failed > 0) return failed === 1 ? "One check failed" : `${failed} checks failed`;
  if (!ok) return "The rehearsal failed";
  return notProved === 0 ? "Every trust path holds" : "No check failed";
}

/** What a person does by hand on the real systems; nothing where there is nothing. */
function byHandSection(steps: readonly string[]): readonly PageSection[] {
  if (steps.length === 0) return [];
  return [
    {
      id: "by-hand",
      title: "Played by hand",
      introduction: "What no program does on the real systems, and the rehearsal did in their place.",
      content: html`<ol>
        ${steps.map((step) => html`<li>${step}</li>`)}
      </ol>`,
    },
  ];
}
