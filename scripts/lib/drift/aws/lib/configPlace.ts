import { describePath } from "../../../../../trust/describeFaults.ts";
import type { Fault } from "../../../../../trust/Settings.ts";
import type { RuleFinding } from "../../../../../trust/Finding.ts";

/** A part of the config, as findings name it. */
export type Place = Required<Pick<RuleFinding, "where" | "path">>;

/** @param steps below the section: `"inventory", "routes", "GET /keys"` */
export function configPlace(section: "apis" | "issuers" | "relyingParties", ...steps: readonly string[]): Place {
  const path: Fault["path"] = [`crosstrust:${section}`, ...steps];
  return { where: describePath(path).replace(/^crosstrust:/, ""), path };
}

/** Something of a part of the config that has no line of its own there: `apis.inventory, stage test`. */
export function partOf({ where, path }: Place, what: string): Place {
  return { where: `${where}, ${what}`, path };
}
