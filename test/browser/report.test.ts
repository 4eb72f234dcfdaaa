import assert from "node:assert/strict";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { CheckResult } from "../../scripts/lib/report/RehearsalReport.ts";
import { renderTrustPage } from "../../scripts/lib/report/page/renderTrustPage.ts";
import type { ReportedTrust } from "../../scripts/lib/report/sources/readTrusts.ts";
import { renderSvg } from "../../scripts/lib/report/svg/renderSvg.ts";
import { graphsOf } from "../../scripts/lib/report/TrustReport.ts";
import { writeReport } from "../../scripts/lib/report/writeReport.ts";
import type { DeployedTrust } from "../../trust/DeployedTrust.ts";
import { federatedSettings } from "../trust/cognitoFixture.ts";
import { temporaryFolder, type TemporaryFolder } from "../scripts/support/temporaryFolder.ts";
import { accessGrantsTrust, manyPeople, ownPlaces } from "../scripts/report/accessGrantsTrust.ts";
import { changesOf, withRoutes } from "../scripts/report/support/stacks.ts";
import { changed, deploy, settings } from "../scripts/verify/support/deployedTrust.ts";
import { auditPage, Chromium, type Tab } from "./support/Chromium.ts";
import { typeInto } from "./support/typeInto.ts";

const held: CheckResult = {
  system: "gateway",
  name: "GET /keys without a token",
  expected: "401",
  actual: "401",
  ok: true,
};
const checks: readonly CheckResult[] = [
  held,
  { ...held, name: "GET /keys with a forged token" },
  { ...held, name: "POST /keys with a foreign audience", actual: "200", ok: false, requestId: "req-7" },
  { ...held, system: "okta-key-insight", name: "the metadata", actual: "not proved", ok: null, reason: "no key given" },
];

/** A customer portal, S3 Access Grants and the API of the settings in one stack. */
function withRelyingParties(change?: Parameters<typeof accessGrantsTrust>[0]): DeployedTrust {
  return [deploy(settings), deploy(federatedSettings()), accessGrantsTrust(change)].reduce((one, other) => ({
    ...one,
    model: {
      issuers: { ...one.model.issuers, ...other.model.issuers },
      apis: { ...one.model.apis, ...other.model.apis },
      relyingParties: { ...one.model.relyingParties, ...other.model.relyingParties },
    },
    issuers: { ...one.issuers, ...other.issuers },
    apis: { ...one.apis, ...other.apis },
  }));
}

describe("report.html, in Chromium", function () {
  this.timeout(120_000);
  let chromium: Chromium;
  let folder: TemporaryFolder;

  before(async function () {
    folder = await temporaryFolder();
    chromium = await Chromium.start(this);
  });
  afterEach(async () => chromium.closeTabs());
  after(async () => {
    await (chromium as Chromium | undefined)?.close();
    await folder.remove();
  });

  /** Opens the page as a double click does. @returns also what it asked the network for */
  async function open(trust: DeployedTrust, width = 1280): Promise<Tab & { readonly asked: readonly string[] }> {
    const report = {
      ok: false,
      stack: "dev",
      engine: "3.259.0",
      plugins: "bundled",
      resources: 41,
      byHand: [],
    } as const;
    await writeReport(folder.path, { ...report, checks }, trust);
    const tab = await chromium.open({ width });
    const asked: string[] = [];
    tab.page.on("request", (request) => asked.push(request.url()));
    await tab.page.goto(pathToFileURL(join(folder.path, "report.html")).href);
    return { ...tab, asked };
  }

  it("opens from a file, asks the network for nothing and complains of nothing", async () => {
    const { page, errors, asked } = await open(deploy(settings));
    assert.match(await page.title(), /^Failed: dev/);
    assert.deepEqual(asked, [page.url()]);
    assert.deepEqual(errors, []);
  });

  it("filters the checks by text and by status, by keyboard too", async () => {
    const { page } = await open(deploy(settings));
    const shown = async (): Promise<number> => page.locator(".check:visible").count();
    await page.getByRole("searchbox", { name: "Filter checks" }).focus();
    await page.keyboard.type("keys forged");
    assert.equal(await shown(), 1);
    assert.equal(await page.locator("#checks output").textContent(), `1 of ${checks.length}`);
    await page.getByRole("searchbox", { name: "Filter checks" }).fill("no such thing");
    assert.equal(await shown(), 0);
    await page.getByRole("searchbox", { name: "Filter checks" }).fill("");
    for (const [status, count] of [
      ["Failed", 1],
      ["Not proved", 1],
      ["Holds", 2],
    ] as const) {
      await page.getByRole("radio", { name: status }).focus();
      await page.keyboard.press("Space");
      assert.equal(await shown(), count, status);
    }
    await page.getByRole("radio", { name: "All" }).focus();
    await page.keyboard.press("Space");
    assert.equal(await page.locator("#checks output").textContent(), "");
  });

  it("filters the tables by text, by keyboard too, and opens those that have a row of it", async () => {
    const { page, errors } = await open(withRelyingParties(manyPeople(200)));
    const all = await page.locator("#matrix tbody tr").count();
    const shown = async (): Promise<readonly string[]> =>
      (await page.locator("#matrix tbody tr:visible th").allTextContents()).map((text) => text.trim());
    const before = await shown();
    assert.deepEqual(
      before.filter((text) => text.includes("s3://")),
      [],
    );
    await page.getByRole("searchbox", { name: "Filter tables" }).focus();
    await page.keyboard.type("person-042 read team-a");
    assert.deepEqual(await shown(), ["person-042 READ s3://acme-dev-reports/team-a/*"]);
    assert.equal(await page.locator("#matrix output").textContent(), `1 of ${all}`);
    assert.equal(await page.locator("#matrix details:visible").count(), 1);
    assert.equal(await page.locator(".check:visible").count(), checks.length);
    await page.getByRole("searchbox", { name: "Filter tables" }).fill("support not offered");
    assert.equal((await shown()).length, 2);
    await page.getByRole("searchbox", { name: "Filter tables" }).fill("");
    assert.deepEqual(await shown(), before);
    assert.deepEqual(errors, []);
  });

  it("points out the ways of the person that has the focus, from the issuer to the place", async () => {
    const { page } = await open(withRelyingParties());
    await page.locator('[data-id="person:jumpcloud/dora"]').focus();
    const on = await page.locator(".graph.picked .node.on .label").allTextContents();
    assert.deepEqual(on.sort(), ["S3 Access Grants", "dora", "jumpcloud", "s3://acme-dev-reports/team-a/*"]);
    assert.equal(await page.locator(".graph.picked .edge.on").count(), 3);
  });

  const stacks: Readonly<Record<string, () => DeployedTrust>> = {
    "1 route": () => deploy(withRoutes(1)),
    "300 routes": () => deploy(withRoutes(300)),
    "relying parties": () => withRelyingParties(),
    "200 people": () => withRelyingParties(manyPeople(200)),
    "200 people with a place each": () => withRelyingParties(ownPlaces(200)),
  };
  for (const [stack, trust] of Object.entries(stacks)) {
    for (const [what, width] of [
      ["a phone", 360],
      ["a desk", 1280],
    ] as const) {
      it(`is accessible with ${stack} at the width of ${what}`, async () => {
        const { page, errors } = await open(trust(), width);
        await page.evaluate("for (const group of document.querySelectorAll('details')) group.open = true");
        for (const colorScheme of ["light", "dark"] as const) {
          await page.emulateMedia({ colorScheme });
          assert.deepEqual(await auditPage(page), [], colorScheme);
        }
        assert.deepEqual(errors, []);
      });
    }
  }
});

/** One route more of 300, one that asks for something else, and one that is gone. */
function manyChanges(): ReportedTrust {
  const [before, after] = [withRoutes(300), withRoutes(301)];
  const { routes } = (after["apis"] as { orders: { routes: Record<string, unknown> } }).orders;
  routes["GET /orders/v150"] = { issuer: "main", scopes: ["keys.write"], lambda: "orders" };
  delete routes["GET /orders/v7"];
  return changesOf(before, after);
}

const widened = (): ReportedTrust =>
  changesOf(
    settings,
    changed(({ apis }) => {
      apis["inventory"]!.routes["POST /keys"]!["scopes"] = ["keys.write", "keys.read"];
      delete apis["inventory"]!.routes["GET /health"];
    }),
  );

describe("the page and the picture of a stack's trust, in Chromium", function () {
  this.timeout(120_000);
  let chromium: Chromium;
  let folder: TemporaryFolder;

  before(async function () {
    folder = await temporaryFolder();
    chromium = await Chromium.start(this);
  });
  afterEach(async () => chromium.closeTabs());
  after(async () => {
    await (chromium as Chromium | undefined)?.close();
    await folder.remove();
  });

  async function open(reported: ReportedTrust, width = 1280): Promise<Tab & { readonly asked: readonly string[] }> {
    const file = await folder.write("trust.html", renderTrustPage(reported));
    const tab = await chromium.open({ width });
    const asked: string[] = [];
    tab.page.on("request", (request) => asked.push(request.url()));
    await tab.page.goto(pathToFileURL(file).href);
    return { ...tab, asked };
  }

  it("opens from a file, asks the network for nothing, and says first what changes", async () => {
    const { page, errors, asked } = await open(widened());
    assert.deepEqual(asked, [page.url()]);
    assert.deepEqual(errors, []);
    assert.deepEqual(await page.locator("h2").allTextContents(), ["What changes", "Trust graph", "Access matrix"]);
    assert.deepEqual((await page.locator(".node .badge").allTextContents()).sort(), [
      "changed",
      "gone",
      "gone",
      "gone",
    ]);
    assert.equal(await page.locator(".sign.gained").count(), 1);
    assert.equal(await page.locator("td.change").count(), 3);
  });

  it("filters what changes by text", async () => {
    const { page } = await open(manyChanges());
    const field = page.getByRole("searchbox", { name: "Filter changes" });
    await field.fill("v150");
    const shown = await page.locator("#changes li:visible").allTextContents();
    assert.ok(shown.length > 0 && shown.every((text) => text.includes("v150")), shown.join("\n"));
    assert.match((await page.locator("#changes output").textContent())!, new RegExp(`^${shown.length} of \\d+$`));
  });

  it("points out the nodes that a text finds, with their ways, by keyboard, and lets all be when it is gone", async () => {
    const { page, errors } = await open({ source: "deployed", trust: deploy(settings) });
    await page.getByRole("searchbox", { name: "Find in the graph" }).focus();
    await typeInto(page, "text", "post /keys");
    assert.equal(await page.locator("#graph output").textContent(), "1 of 13");
    assert.deepEqual((await page.locator(".node.on .label").allTextContents()).sort(), [
      "POST /keys",
      "admin",
      "inventory · main",
      "main",
    ]);
    assert.equal(await page.locator(".edge.on").count(), 3);
    await page.getByRole("searchbox", { name: "Find in the graph" }).fill("no such thing");
    assert.equal(await page.locator("#graph output").textContent(), "0 of 13");
    assert.equal(await page.locator(".graph.missed").count(), 2);
    await page.getByRole("searchbox", { name: "Find in the graph" }).fill("");
    assert.equal(await page.locator(".graph.picked, .graph.missed").count(), 0);
    assert.deepEqual(errors, []);
  });

  it("finds one of 300 routes that are drawn as one, and in the tables too", async () => {
    const { page } = await open({ source: "deployed", trust: deploy(withRoutes(300)) });
    await page.getByRole("searchbox", { name: "Find in the graph" }).fill("v237");
    assert.deepEqual(await page.locator(".node.picked .label").allTextContents(), ["270 routes"]);
    await page.getByRole("searchbox", { name: "Filter tables" }).fill("orders/v237");
    assert.equal(await page.locator("#matrix tbody tr:visible").count(), 1);
  });

  const reports: Readonly<Record<string, () => ReportedTrust>> = {
    "1 route": () => ({ source: "deployed", trust: deploy(withRoutes(1)) }),
    "300 routes": () => ({ source: "deployed", trust: deploy(withRoutes(300)) }),
    "a change": widened,
    "changes of 300 routes": manyChanges,
    "nothing before": () => changesOf(undefined, settings),
  };
  for (const [what, reported] of Object.entries(reports)) {
    for (const width of [360, 1280]) {
      it(`is accessible with ${what} at a width of ${width}`, async () => {
        const { page, errors } = await open(reported(), width);
        await page.evaluate("for (const group of document.querySelectorAll('details')) group.open = true");
        for (const colorScheme of ["light", "dark"] as const) {
          await page.emulateMedia({ colorScheme });
          assert.deepEqual(await auditPage(page), [], colorScheme);
        }
        assert.deepEqual(errors, []);
      });
    }
  }

  it("draws the picture as an image, as XML without a fault, light and dark", async () => {
    for (const [name, reported] of Object.entries(reports)) {
      const svg = renderSvg(graphsOf(reported()), { title: "crosstrust / <dev>", description: name });
      await folder.write("trust.svg", svg);
      const file = await folder.write("image.html", `<!doctype html><img src="trust.svg" alt="">`);
      const { page, errors } = await chromium.open();
      await page.goto(pathToFileURL(file).href);
      const size = await page.evaluate(
        "(async () => { const image = document.images[0]; await image.decode(); return [image.naturalWidth, image.naturalHeight]; })()",
      );
      const [, width, height] = /width="(\d+)"\s+height="(\d+)"/.exec(svg)!;
      assert.deepEqual(size, [Number(width), Number(height)], name);
      const parsed = await page.evaluate(
        `(() => { const read = new DOMParser().parseFromString(${JSON.stringify(svg)}, "image/svg+xml"); return [read.querySelectorAll("parsererror").length, read.documentElement.nodeName, read.querySelector("title").textContent]; })()`,
      );
      assert.deepEqual(parsed, [0, "svg", "crosstrust / <dev>"], name);
      const paper: Buffer[] = [];
      for (const colorScheme of ["light", "dark"] as const) {
        await page.emulateMedia({ colorScheme });
        paper.push(await page.screenshot({ clip: { x: 40, y: 12, width: 4, height: 4 } }));
      }
      assert.ok(!paper[0]!.equals(paper[1]!), `${name} is as light as dark`);
      assert.deepEqual(errors, []);
    }
  });
});
