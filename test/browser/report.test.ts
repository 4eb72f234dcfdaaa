import assert from "node:assert/strict";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { CheckResult } from "../../scripts/lib/report/RehearsalReport.ts";
import { writeReport } from "../../scripts/lib/report/writeReport.ts";
import type { DeployedTrust } from "../../trust/DeployedTrust.ts";
import type { RawSettings } from "../../trust/Settings.ts";
import { federatedSettings } from "../trust/cognitoFixture.ts";
import { temporaryFolder, type TemporaryFolder } from "../scripts/support/temporaryFolder.ts";
import { accessGrantsTrust, manyPeople, ownPlaces } from "../scripts/report/accessGrantsTrust.ts";
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
