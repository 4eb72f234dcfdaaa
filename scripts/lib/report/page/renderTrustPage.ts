import type { ReportedTrust } from "../sources/readTrusts.ts";
import { changeGraphs } from "../change/changeGraphs.ts";
import { trustGraphs } from "../graph/trustGraphs.ts";
import type { CheckResult } from "../RehearsalReport.ts";
import { headlineOf, sourceInWords } from "../headlineOf.ts";
import { countTrust } from "../countTrust.ts";
import { html } from "../../html/html.ts";
import { MatrixChanges } from "./MatrixChanges.ts";
import { renderChanges } from "./renderChanges.ts";
import { renderChecks } from "./renderChecks.ts";
import { renderDocument } from "./renderDocument.ts";
import { type PageSection, renderFacts, renderNavigation, renderSection } from "./renderSection.ts";
import { graphSection, matrixSection } from "./trustSections.ts";

/** The trust of a stack as one HTML page that needs no network: what changes, where that is asked, then graphs and tables. */
export function renderTrustPage(reported: ReportedTrust, checks?: readonly CheckResult[]): string {
  const { trust, changes } = reported;
  const sections = [...changesSection(reported), ...graphAndTables(reported), ...checksSection(checks)];
  const [first] = sections;
  const headline = headlineOf(reported);
  return renderDocument({
    title: `${changes === undefined ? "Trust" : "Changes"}: ${trust.stack}`,
    skipTo: { id: first?.id ?? "graph", label: (first?.title ?? "Trust graph").toLowerCase() },
    header: html`<header class="${changes?.diff.widens === true ? "widens" : "plain"}">
      <p class="project">${trust.project} <span aria-hidden="true">/</span> ${trust.stack}</p>
      <h1>${headline}</h1>
      <ul class="summary">
        ${countTrust(trust.model).map(([number, noun]) => html`<li><strong>${number}</strong> ${noun}</li>`)}
      </ul>
      ${renderFacts([["Shown", sourceInWords(reported)], ...(trust.region === undefined ? [] : [["Region", trust.region] as const])])}
      ${renderNavigation(sections)}
    </header>`,
    main: sections.map(renderSection),
  });
}

function changesSection({ changes }: ReportedTrust): readonly PageSection[] {
  if (changes === undefined) return [];
  const introduction = "Who gains access first, then who loses it, and which settings are others.";
  return [{ id: "changes", title: "What changes", introduction, content: renderChanges(changes.diff) }];
}

function graphAndTables({ trust, changes }: ReportedTrust): readonly PageSection[] {
  if (changes === undefined) return [graphSection(trustGraphs(trust)), matrixSection(trust.model)];
  return [
    graphSection(changeGraphs(changes.before, trust), true),
    matrixSection(trust.model, new MatrixChanges(changes.before?.model, changes.diff)),
  ];
}

function checksSection(checks: readonly CheckResult[] | undefined): readonly PageSection[] {
  if (checks === undefined) return [];
  const introduction = "What npm run verify found on the deployed stack.";
  return [{ id: "checks", title: "Checks", introduction, content: renderChecks(checks) }];
}
