import { join } from "node:path";
import type { DrawnTrust } from "./graph/DrawnTrust.ts";
import { writeFileAtomically } from "../writeFileAtomically.ts";
import { writeJson } from "../writeJson.ts";
import { renderPage } from "./page/renderPage.ts";
import type { RehearsalReport } from "./RehearsalReport.ts";

/**
 * Writes `report.json` and `report.html` into a folder, which is made where it is missing; readers find each of them
 * whole.
 * @param trust what was deployed: the page draws it
 * @throws CrosstrustError USAGE where the folder cannot be written
 */
export async function writeReport(folder: string, report: RehearsalReport, trust: DrawnTrust): Promise<void> {
  await writeJson(join(folder, "report.json"), report);
  await writeFileAtomically(join(folder, "report.html"), renderPage(report, trust));
}
