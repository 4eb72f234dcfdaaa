import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import type { CheckResult } from "../../../scripts/lib/report/RehearsalReport.ts";
import { renderTrustPage } from "../../../scripts/lib/report/page/renderTrustPage.ts";
import { renderSvg } from "../../../scripts/lib/report/svg/renderSvg.ts";
import { graphsOf } from "../../../scripts/lib/report/TrustReport.ts";
import { changed, deploy, settings } from "../verify/support/deployedTrust.ts";
import { changesOf, withRoutes } from "./support/stacks.ts";

const sectionsOf = (page: string) => [...page.matchAll(/<section id="([\w-]+)"/g)].map(([, id]) => id);
const text = (markup: string) => markup.replaceAll(/<[^>]+>/g, " ").replaceAll(/\s+/g, " ");

const widened = changesOf(
  settings,
  changed(({ apis }) => {
    apis["inventory"]!.routes["POST /keys"]!["scopes"] = ["keys.write", "keys.read"];
    delete apis["inventory"]!.routes["GET /health"];
  }),
);

describe("the page of a stack's trust", () => {
  it("has graph and tables, and the checks of verify where they are given", () => {
    const reported = { source: "deployed", trust: deploy(settings) } as const;
    const check: CheckResult = { system: "gateway", name: "one check", expected: "401", actual: "401", ok: true };
    assert.deepEqual(sectionsOf(renderTrustPage(reported)), ["graph", "matrix"]);
    const page = renderTrustPage(reported, [check]);
    assert.deepEqual(sectionsOf(page), ["graph", "matrix", "checks"]);
    assert.match(page, /one check/);
    assert.match(text(page), /3 issuers 4 clients 1 API 3 routes 1 relying party/);
    assert.match(page, /<title>Trust: test · crosstrust<\/title>/);
  });

  it("says what changes first, what is gained before what is lost", () => {
    const page = renderTrustPage(widened);
    assert.deepEqual(sectionsOf(page), ["changes", "graph", "matrix"]);
    const [, changes = ""] = page.split('<section id="changes"');
    const order = ["Grants gained", "reader of main", "Grants lost", "anyone", "Settings changed"].map((words) =>
      changes.indexOf(words),
    );
    assert.ok(
      order.every((index, at) => index > (order[at - 1] ?? 0)),
      order.join(),
    );
  });

  it("marks the cells of tables that change, with what was before, and shows routes that are gone", () => {
    const page = renderTrustPage(widened);
    const cells = [...page.matchAll(/<td class="(\w+) change (\w+)"[^]*?<\/td>/g)].map(([cell, kind, verdict]) => [
      kind,
      verdict,
      text(cell),
    ]);
    assert.deepEqual(
      cells.map(([kind, verdict]) => `${kind} ${verdict}`),
      ["allowed altered", "allowed gained", "open lost"],
    );
    assert.match(cells[1]![2]!, /new ?\. Before: .* What brought it about: the route takes keys\.read now\./);
    assert.match(page, /<tr class="gone">\s*<th scope="row">\s*GET \/health/);
  });

  it("loads nothing, and its policy lets nothing but its own style and script run", () => {
    const page = renderTrustPage(widened);
    const [, style = ""] = /<style>([^]*?)<\/style>/.exec(page) ?? [];
    const [, script = ""] = /<script>([^]*?)<\/script>/.exec(page) ?? [];
    const hash = (content: string) => `sha256-${createHash("sha256").update(content).digest("base64")}`;
    const policy = /Content-Security-Policy" content="([^"]*)"/.exec(page)![1]!.replaceAll("&#39;", "'");
    assert.ok(
      policy.startsWith(`default-src 'none'; style-src '${hash(style)}'; script-src '${hash(script)}';`),
      policy,
    );
    assert.doesNotMatch(page, /\s(?:src|action|srcset|data|style)=|\son[a-z]+=|@import|url\(/);
    const links = [...page.matchAll(/href="([^"]*)"/g)].map(([, href]) => href);
    assert.ok(links.every((href) => href!.startsWith("#") || href === "data:,"));
  });

  it("escapes what the config names", () => {
    const raw = changed(({ apis }) => {
      apis["inventory"]!.routes["GET /<b>"] = apis["inventory"]!.routes["GET /keys"]!;
      delete apis["inventory"]!.routes["GET /<b>"];
    });
    const reported = changesOf(settings, raw);
    const trust = { ...reported.trust, stack: '"><script>alert(1)</script>' };
    assert.ok(!renderTrustPage({ ...reported, trust }).includes("<script>alert"));
  });

  it("is the same at each time, and small with 300 routes", () => {
    const page = renderTrustPage(changesOf(withRoutes(299), withRoutes(300)));
    assert.equal(renderTrustPage(changesOf(withRoutes(299), withRoutes(300))), page);
    assert.ok(page.length < 1_500_000, `${page.length}`);
  });
});

describe("renderSvg", () => {
  const options = { title: "crosstrust / <dev>", description: 'what "changes" & stays' };

  it("stands for itself: no script, nothing from outside, named and described", () => {
    const svg = renderSvg(graphsOf(widened), options);
    assert.match(svg, /^<svg\s+xmlns="http:\/\/www\.w3\.org\/2000\/svg"/);
    assert.match(svg, /role="img"\s+aria-labelledby="title description"/);
    assert.match(svg, /<title id="title">crosstrust \/ &#60;dev&#62;<\/title>/);
    assert.match(svg, /<desc id="description">what &#34;changes&#34; &#38; stays<\/desc>/);
    assert.match(svg, /@media \(prefers-color-scheme: dark\)/);
    assert.doesNotMatch(svg, /<script|<foreignObject|<image|<use|href=|\son[a-z]+=|url\(|@import/);
  });

  it("holds no character that XML forbids, whatever names hold", () => {
    const [graph] = graphsOf(widened);
    const nodes = graph!.nodes.map((node) => ({ ...node, label: "a\u0000\u0008\ud800\ufffe]]>&amp;" }));
    const svg = renderSvg([{ ...graph!, nodes }], options);
    assert.doesNotMatch(svg, /[\u0000-\u0008\ufffe\uffff]/);
    assert.ok(svg.isWellFormed());
    assert.ok(svg.includes("a\ufffd\ufffd\ufffd\ufffd]]&#62;&#38;amp;"));
  });

  it("says so where there is nothing to draw", () => {
    assert.match(renderSvg([], options), /Nothing to draw\./);
  });

  it("is the same at each time, and low with 300 routes", () => {
    const draw = () => renderSvg(graphsOf({ source: "deployed", trust: deploy(withRoutes(300)) }), options);
    assert.equal(draw(), draw());
    assert.ok(Number(/ height="(\d+)"/.exec(draw())![1]) < 1_200);
  });
});
