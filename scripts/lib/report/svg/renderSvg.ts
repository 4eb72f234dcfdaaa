import { readFileSync } from "node:fs";
import type { TrustGraph } from "../graph/TrustGraph.ts";
import { html, Markup } from "../../html/html.ts";
import { drawGraph } from "../picture/drawGraph.ts";

export interface SvgOptions {
  /** What the picture is called, such as `crosstrust / dev`. */
  readonly title: string;
  /** What it shows, for those who cannot see it. */
  readonly description: string;
}

const titleRoom = 34;
const noteRoom = 20;
const gap = 28;
const margin = 12;

/**
 * Graphs as one SVG file that stands for itself, one below the other: its style is in it, light or dark as the reader's
 * system is; it has no script, and refers to nothing outside. The same graphs give the same bytes.
 */
export function renderSvg(graphs: readonly TrustGraph[], { title, description }: SvgOptions): string {
  const style = ["theme.css", "../picture/picture.css"].map((file) =>
    readFileSync(new URL(file, import.meta.url), "utf8"),
  );
  let y = margin;
  let widest = 320;
  const parts = graphs.map((graph) => {
    const { width, height, content } = drawGraph(graph);
    const below = graph.note === undefined ? 0 : noteRoom;
    const part = html`<g transform="translate(0 ${y})"
      ><text class="title" x="24" y="20">${graph.title}</text
      >${below === 0 ? undefined : html`<text class="note" x="24" y="38">${graph.note}</text>`}<g
        transform="translate(0 ${titleRoom + below})"
        >${content}</g
      ></g
    >`;
    y += titleRoom + below + height + gap;
    widest = Math.max(widest, width);
    return part;
  });
  if (parts.length === 0) {
    parts.push(html`<text class="note" x="24" y="32">Nothing to draw.</text>`);
    y += titleRoom;
  }
  const height = y;
  const markup = html`<svg
    xmlns="http://www.w3.org/2000/svg"
    class="graph"
    role="img"
    aria-labelledby="title description"
    width="${widest}"
    height="${height}"
    viewBox="0 0 ${widest} ${height}"
  >
    <title id="title">${title}</title>
    <desc id="description">${description}</desc>
    ${new Markup(`<style>\n${style.join("\n")}</style>`)}
    <rect class="paper" width="${widest}" height="${height}" rx="12" />
    ${parts}
  </svg>`;
  return `${withoutForbidden(markup.text)}\n`;
}

/** Characters that no XML document may have, not even escaped (XML 1.0, section 2.2). */
function withoutForbidden(text: string): string {
  return text.toWellFormed().replace(/[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu, "\u{fffd}");
}
