import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import type { CheckResult, RehearsalReport } from "../../../scripts/lib/report/RehearsalReport.ts";
import { renderPage } from "../../../scripts/lib/report/page/renderPage.ts";
import { writeReport } from "../../../scripts/lib/report/writeReport.ts";
import { temporaryFolder } from "../support/temporaryFolder.ts";
import type { TemporaryFolder } from "../support/temporaryFolder.ts";
import { deploy, settings } from "../verify/support/deployedTrust.ts";

const held: CheckResult = { system: "gateway", name: "held check", expected: "403", actual: "403", ok: true };
const failed: CheckResult = { ...held, name: "failed check", actual: "200", ok: false, requestId: "req-7" };
const open: CheckResult = { ...held, name: "open check", actual: "not proved", ok: null, reason: "no key given" };
const insight: CheckResult = { ...held, system: "okta-key-insight", name: "insight check" };

function reportOf(checks: readonly CheckResult[]): RehearsalReport {
  const ok = checks.every((check) => check.ok !== false);
  return { ok, stack: "dev", engine: "3.259.0", plugins: "bundled", resources: 41, byHand: [], checks };
}

const page = (checks: readonly CheckResult[], raw: Parameters<typeof deploy>[0] = settings): string =>
  renderPage(reportOf(checks), deploy(raw));

/** A stack with as many routes as given, of which every tenth is public. */
function manyRoutes(count: number): Parameters<typeof deploy>[0] {
  const routes = Array.from({ length: count }, (_, index): readonly [string, unknown] => [
    `GET /orders/v${index}`,
    index % 10 === 0 ? { public: true, lambda: "orders" } : { issuer: "main", scopes: ["keys.read"], lambda: "orders" },
  ]);
  return { ...settings, apis: { orders: { routes: Object.fromEntries(routes) } } };
}

describe("writeReport", () => {
  let folder: TemporaryFolder;
  beforeEach(async () => void (folder = await temporaryFolder()));
  afterEach(async () => folder.remove());

  it("writes report.json as it is and report.html, in a folder that it makes, and nothing beside them", async () => {
    const target = join(folder.path, "a", "report");
    const report = reportOf([held, failed, open]);
    await writeReport(target, report, deploy(settings));
    await writeReport(target, report, deploy(settings));
    assert.deepEqual((await readdir(target)).sort(), ["report.html", "report.json"]);
    assert.deepEqual(JSON.parse(await readFile(join(target, "report.json"), "utf8")), report);
    assert.match(await readFile(join(target, "report.html"), "utf8"), /^<!doctype html>/);
  });
});

describe("the report's page", () => {
  it("lists what was played by hand, in its order, and no such section where nothing was", () => {
    const byHand = ["made the routing policy", "signed <alice> in"];
    const text = renderPage({ ...reportOf([held]), byHand }, deploy(settings));
    assert.match(text, /<li>made the routing policy<\/li>\s*<li>signed &#60;alice&#62; in<\/li>/);
    assert.ok(!page([held]).includes("by-hand"));
  });

  it("says the outcome, in its title too", () => {
    assert.match(page([held]), /<title>Holds: dev · crosstrust<\/title>[^]*<h1>Every trust path holds<\/h1>/);
    assert.match(page([held, open]), /<title>Holds: dev[^]*<h1>No check failed<\/h1>/);
    assert.match(page([held, failed]), /<title>Failed: dev[^]*<h1>One check failed<\/h1>/);
    assert.match(page([failed, { ...failed, name: "other" }]), /<h1>2 checks failed<\/h1>/);
  });

  it("groups checks by system, failures first, then what is not proved", () => {
    const html = page([insight, held, open, failed]);
    const order = ["failed check", "open check", "held check", "insight check"].map((name) => html.indexOf(name));
    assert.ok(
      order.every((position, index) => position > 0 && position > (order[index - 1] ?? 0)),
      String(order),
    );
    assert.match(html, /no key given/);
    assert.match(html, /req-7/);
  });

  it("calls each system by its name", () => {
    const systems: readonly CheckResult["system"][] = [
      "okta-key-insight",
      "b2c-api-gateway",
      "entra-jumpcloud",
      "cognito-jsm",
      "jumpcloud-s3-access-grants",
      "gateway",
    ];
    const html = page(systems.map((system) => ({ ...held, system })));
    const checks = html.slice(html.indexOf('id="checks"'), html.indexOf('id="graph"'));
    assert.deepEqual(
      [...checks.matchAll(/<h3>([^<]*)<\/h3>/g)].map(([, name]) => name),
      [
        "Okta → Fortanix Key Insight",
        "Azure AD B2C → API Gateway",
        "Microsoft Entra ID → JumpCloud",
        "Cognito → Jira Service Management",
        "JumpCloud → S3 Access Grants",
        "API Gateway",
      ],
    );
  });

  it("loads nothing: no address in it is fetched, and its policy forbids the rest", () => {
    const html = page([held]);
    const policy = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(html)?.[1] ?? "";
    const hash = (tag: string): string => {
      const text = new RegExp(`<${tag}>([^]*?)</${tag}>`).exec(html)?.[1] ?? "";
      return `&#39;sha256-${createHash("sha256").update(text).digest("base64")}&#39;`;
    };
    const expected = `default-src &#39;none&#39;; style-src ${hash("style")}; script-src ${hash("script")}; img-src data:; base-uri &#39;none&#39;; form-action &#39;none&#39;`;
    assert.equal(policy, expected);
    assert.deepEqual(html.match(/(?:src|href)="(?!#|data:,")[^"]*"/g), null);
    assert.doesNotMatch(html, /@import|url\(| style="| on[a-z]+="/);
  });

  it("escapes every value", () => {
    const bad = `<img src=x onerror=alert(1)>"'&\``;
    const check = { ...failed, name: bad, expected: bad, actual: bad, reason: bad, requestId: bad };
    const html = renderPage(
      { ...reportOf([check]), stack: bad, engine: bad },
      { ...deploy(settings), region: bad, project: bad },
    );
    assert.ok(!html.includes("<img"));
    assert.equal(html.split("&#60;img src=x onerror=alert(1)&#62;&#34;&#39;&#38;&#96;").length - 1, 10);
  });

  it("shows the trust graphs: every client, issuer, authorizer, relying party and what it opens, and who comes which way", () => {
    const html = page([held]);
    const labels = [...html.matchAll(/<text class="label"[^>]*>([^<]*)</g)].map(([, label]) => label);
    assert.deepEqual(labels.sort(), [
      "Anyone",
      "Fortanix Key Insight",
      "GET /health",
      "GET /keys",
      "POST /keys",
      "admin",
      "inventory · main",
      "keys.read",
      "main",
      "main",
      "no authorizer",
      "reader",
      "reader",
    ]);
    const edges = [...html.matchAll(/data-from="([^"]*)"\s+data-to="([^"]*)"\s+data-subjects="([^"]*)"/g)].map(
      ([, ...edge]) => edge.join(" > "),
    );
    assert.ok(edges.includes("authorizer:inventory main > route:inventory POST /keys > client:main/admin"));
    assert.ok(
      edges.includes("authorizer:inventory main > route:inventory GET /keys > client:main/admin client:main/reader"),
    );
    assert.ok(edges.includes("client:/anyone > public:inventory > client:/anyone"));
    assert.deepEqual(
      edges.filter((edge) => edge.includes("insight")),
      ["issuer:main > party:insight > client:main/reader", "party:insight > tokens:insight > client:main/reader"],
    );
  });

  it("shows the access matrix as a table, with what the gateway answers", () => {
    const table = /<table>[^]*<\/table>/.exec(page([held]))?.[0] ?? "";
    const rows = table.split("<tr>").map((row) =>
      row
        .replace(/<[^>]*>/g, " ")
        .replace(/\s+/g, " ")
        .trim(),
    );
    const post = rows.find((row) => row.startsWith("POST /keys"));
    assert.match(post ?? "", /✓ allowed\. .* keys\.write 403 denied\. .* 401 denied\. .* 401 denied\./);
    assert.ok(rows.some((row) => row === "GET /health public anyone, without a token"));
  });

  it("stays readable with 300 routes: routes with the same access are one node", () => {
    const html = page([held], manyRoutes(300));
    const labels = [...html.matchAll(/<text class="label"[^>]*>([^<]*)</g)].map(([, label]) => label);
    assert.deepEqual(labels.filter((label) => label?.endsWith("routes")).sort(), ["270 routes", "30 routes"]);
    assert.ok(html.includes("GET /orders/v299"));
  });

  it("draws every route by itself as long as there are few", () => {
    const html = page([held], manyRoutes(24));
    assert.equal([...html.matchAll(/data-id="route:orders /g)].length, 24);
  });
});
