import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import type { DeployedTrust } from "../../../../trust/DeployedTrust.ts";
import { trustGraphs } from "../graph/trustGraphs.ts";
import type { RehearsalReport } from "../RehearsalReport.ts";
import { summarize } from "../summarize.ts";
import type { Summary } from "../summarize.ts";
import { Markup, html } from "./html.ts";
import { renderChecks } from "./renderChecks.ts";
import { renderGraph } from "./renderGraph.ts";
import { renderMatrix } from "./renderMatrix.ts";

/** The report as one HTML page that needs no network: its style and script stand in it, and nothing else may load. */
export function renderPage(report: RehearsalReport, trust: DeployedTrust): string {
  const style = readFileSync(new URL("page.css", import.meta.url), "utf8");
  const script = readFileSync(new URL("page.js", import.meta.url), "utf8");
  const policy = `default-src 'none'; style-src '${hashOf(style)}'; script-src '${hashOf(script)}'; img-src data:; base-uri 'none'; form-action 'none'`;
  const summary = summarize(report.checks);
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="${policy}" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="robots" content="noindex" />
        <title>${report.ok ? "Holds" : "Failed"}: ${report.stack} · crosstrust</title>
        <link rel="icon" href="data:," />
        ${inline("style", style)}
      </head>
      <body>
        <a class="skip" href="#checks">Skip to the checks</a>
        <header class="${report.ok ? "held" : "failed"}">
          <p class="project">${trust.project} <span aria-hidden="true">/</span> ${report.stack}</p>
          <h1>${verdict(report, summary)}</h1>
          <ul class="summary">
            <li class="held">
              <strong>${summary.proved}</strong> ${summary.proved === 1 ? "check holds" : "checks hold"}
            </li>
            <li class="${summary.failed > 0 ? "failed" : "quiet"}"><strong>${summary.failed}</strong> failed</li>
            <li class="${summary.notProved > 0 ? "open" : "quiet"}">
              <strong>${summary.notProved}</strong> not proved
            </li>
          </ul>
          <dl class="facts">
            <div>
              <dt>Region</dt>
              <dd>${trust.region}</dd>
            </div>
            <div>
              <dt>Resources</dt>
              <dd>${report.resources}</dd>
            </div>
            <div>
              <dt>Engine</dt>
              <dd>${report.engine}</dd>
            </div>
            <div>
              <dt>Plugins</dt>
              <dd>${report.plugins}</dd>
            </div>
          </dl>
          <nav aria-label="Sections">
            <a href="#checks">Checks</a><a href="#graph">Trust graph</a><a href="#matrix">Access matrix</a>
          </nav>
        </header>
        <main>
          <section id="checks" aria-labelledby="checks-title">
            <h2 id="checks-title">Checks</h2>
            ${renderChecks(report.checks)}
          </section>
          ${renderByHand(report.byHand)}
          <section id="graph" aria-labelledby="graph-title">
            <h2 id="graph-title">Trust graph</h2>
            <p class="quiet">
              Who reaches what, and through whom: routes of APIs, and what relying parties open. Dashed: open to more
              than the declared clients and people, or to those whom only the vendor knows.
            </p>
            ${renderGraphs(trust)}
          </section>
          <section id="matrix" aria-labelledby="matrix-title">
            <h2 id="matrix-title">Access matrix</h2>
            <p class="quiet">
              What was declared: a tick is who gets in, a number the status that the gateway answers with, a circle what
              only the vendor knows.
            </p>
            ${renderMatrix(trust)}
          </section>
        </main>
        ${inline("script", script)}
      </body>
    </html> `.text;
}

function verdict({ ok }: RehearsalReport, { failed, notProved }: Summary): string {
  if (failed > 0) return failed === 1 ? "One check failed" : `${failed} checks failed`;
  if (!ok) return "The rehearsal failed";
  return notProved === 0 ? "Every trust path holds" : "No check failed";
}

/** What a person does by hand on the real systems; nothing where there is nothing. */
function renderByHand(steps: readonly string[]): Markup | undefined {
  if (steps.length === 0) return undefined;
  return html`<section id="by-hand" aria-labelledby="by-hand-title">
    <h2 id="by-hand-title">Played by hand</h2>
    <p class="quiet">What no program does on the real systems, and the rehearsal did in their place.</p>
    <ol>
      ${steps.map((step) => html`<li>${step}</li>`)}
    </ol>
  </section>`;
}

function renderGraphs(trust: DeployedTrust): Markup {
  const graphs = trustGraphs(trust);
  const [only] = graphs;
  if (only === undefined) return html`<p class="quiet">Neither an API nor a relying party is declared.</p>`;
  if (graphs.length === 1) return renderGraph(only);
  return html`${graphs.map(
    (graph, index) =>
      html`<details class="group" ${index === 0 || graphs.length === 2 ? html`open` : undefined}>
        <summary><h3>${graph.title}</h3></summary>
        ${renderGraph(graph)}
      </details>`,
  )}`;
}

/** Nothing may come between the tags and the text: the policy's hash is that of all that stands between them. */
const inline = (tag: "style" | "script", text: string): Markup => new Markup(`<${tag}>${text}</${tag}>`);

const hashOf = (text: string): string => `sha256-${createHash("sha256").update(text).digest("base64")}`;
