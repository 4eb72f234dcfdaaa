import assert from "node:assert/strict";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { CheckResult } from "../../scripts/lib/report/RehearsalReport.ts";
import { writeReport } from "../../scripts/lib/report/writeReport.ts";
import type { RawSettings } from "../../trust/Settings.ts";
import { temporaryFolder, type TemporaryFolder } from "../scripts/support/temporaryFolder.ts";
import { deploy, settings } from "../scripts/verify/support/deployedTrust.ts";
import { auditPage, Chromium, type Tab } from "./support/Chromium.ts";

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

/** A stack with as many routes as given, of which every tenth is public. */
function withRoutes(count: number): RawSettings {
  const routes = Array.from({ length: count }, (_, index): readonly [string, unknown] => [
    `GET /orders/v${index}`,
    index % 10 === 9 ? { public: true, lambda: "orders" } : { issuer: "main", scopes: ["keys.read"], lambda: "orders" },
  ]);
  return { ...settings, apis: { orders: { routes: Object.fromEntries(routes) } } };
}

describe("report.html, in Chromium", function () {
  this.timeout(60_000);
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
  async function open(raw: RawSettings, width = 1280): Promise<Tab & { readonly asked: readonly string[] }> {
    const report = {
      ok: false,
      stack: "dev",
      engine: "3.259.0",
      plugins: "bundled",
      resources: 41,
      byHand: [],
    } as const;
    await writeReport(folder.path, { ...report, checks }, deploy(raw));
    const tab = await chromium.open({ width });
    const asked: string[] = [];
    tab.page.on("request", (request) => asked.push(request.url()));
    await tab.page.goto(pathToFileURL(join(folder.path, "report.html")).href);
    return { ...tab, asked };
  }

  it("opens from a file, asks the network for nothing and complains of nothing", async () => {
    const { page, errors, asked } = await open(settings);
    assert.match(await page.title(), /^Failed: dev/);
    assert.deepEqual(asked, [page.url()]);
    assert.deepEqual(errors, []);
  });

  it("filters the checks by text and by status, by keyboard too", async () => {
    const { page } = await open(settings);
    const shown = async (): Promise<number> => page.locator(".check:visible").count();
    await page.getByRole("searchbox").focus();
    await page.keyboard.type("keys forged");
    assert.equal(await shown(), 1);
    assert.equal(await page.locator(".filter output").textContent(), `1 of ${checks.length}`);
    await page.getByRole("searchbox").fill("no such thing");
    assert.equal(await shown(), 0);
    await page.getByRole("searchbox").fill("");
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
    assert.equal(await page.locator(".filter output").textContent(), "");
  });

  for (const routes of [1, 300]) {
    for (const [what, width] of [
      ["a phone", 360],
      ["a desk", 1280],
    ] as const) {
      it(`is accessible with ${routes} route${routes === 1 ? "" : "s"} at the width of ${what}`, async () => {
        const { page, errors } = await open(withRoutes(routes), width);
        for (const colorScheme of ["light", "dark"] as const) {
          await page.emulateMedia({ colorScheme });
          assert.deepEqual(await auditPage(page), [], colorScheme);
        }
        assert.deepEqual(errors, []);
      });
    }
  }
});
