import type { DrawnTrust } from "../graph/DrawnTrust.ts";
import { html } from "../../html/html.ts";
import type { Markup } from "../../html/html.ts";
import type { MatrixChanges } from "./MatrixChanges.ts";
import { renderDataTables } from "./renderDataTables.ts";
import { renderFilter } from "./renderFilter.ts";
import { renderRouteTables } from "./renderRouteTables.ts";
import { renderSignInTables } from "./renderSignInTables.ts";

/**
 * The access matrix: a table for each API, then one for each relying party that people sign in to, and one for each that
 * opens data to them; and a form that filters their rows.
 */
export function renderMatrix({ model }: Pick<DrawnTrust, "model">, changes?: MatrixChanges): Markup {
  const routes = renderRouteTables(model, changes);
  const noApi = html`<p class="quiet">No API is declared.</p>`;
  return html`${renderFilter("Filter tables", "person, route, place, denied …")} ${routes.length === 0 ? noApi : routes}
  ${renderSignInTables(model, changes)} ${renderDataTables(model, changes)}`;
}
