import { accessMatrix, describeClient } from "../../../../trust/accessMatrix.ts";
import type { AccessClient, AccessRow } from "../../../../trust/accessMatrix.ts";
import { requirementsOf } from "../../../../trust/access/requirementsOf.ts";
import type { ApiModel, RouteAccess, RouteModel, TrustModel } from "../../../../trust/TrustModel.ts";
import { describeAsked } from "../describeAsked.ts";
import { html } from "./html.ts";
import type { Markup } from "./html.ts";
import { count, renderTableGroup } from "./renderTableGroup.ts";

/** A table for each API: its routes down, those who may call across. */
export function renderRouteTables(model: TrustModel): readonly Markup[] {
  const rows = accessMatrix(model);
  const isShort = rows.length <= 400;
  return Object.entries(model.apis).map(([name, api]) =>
    renderApi(
      name,
      api,
      rows.filter((row) => row.api === name),
      isShort,
    ),
  );
}

function renderApi(name: string, { routes }: ApiModel, rows: readonly AccessRow[], isOpen: boolean): Markup {
  const clients = new Map(
    rows.filter(({ client }) => client.kind !== "anyone").map(({ client }) => [describeClient(client), client]),
  );
  const byCell = new Map(rows.map((row) => [`${row.route} ${describeClient(row.client)}`, row]));
  return renderTableGroup({
    title: name,
    tallies: [count(routes.length, "route", "routes")],
    isOpen,
    label: `Access matrix of ${name}`,
    head: [html`<th scope="col">Route</th>`, ...[...clients.values()].map(renderHead)],
    body: routes.map((route) => renderRoute(route, [...clients.keys()], byCell)),
  });
}

function renderRoute(
  { key, access }: RouteModel,
  clients: readonly string[],
  byCell: ReadonlyMap<string, AccessRow>,
): Markup {
  return html`<tr>
    <th scope="row">${key}<small>${describeAccess(access)}</small></th>
    ${
      access.kind === "public"
        ? html`<td class="open" colspan="${Math.max(1, clients.length)}">anyone, without a token</td>`
        : clients.map((client) => renderCell(byCell.get(`${key} ${client}`), access))
    }
  </tr>`;
}

function renderHead(client: AccessClient): Markup {
  switch (client.kind) {
    case "client":
      return html`<th scope="col"><strong>${client.name}</strong>${client.issuer}</th>`;
    case "any-application":
      return html`<th scope="col"><strong>any application</strong>${client.issuer}</th>`;
    case "anyone":
      return html`<th scope="col"><strong>anyone</strong></th>`;
  }
}

function renderCell(row: AccessRow | undefined, access: RouteAccess): Markup {
  if (row === undefined) return html`<td></td>`;
  const { allowed, why, client, matchedScopes, matchedRoles, cacheSeconds } = row;
  if (!allowed) {
    return html`<td class="denied" title="${why}">${answerOf(row, access)}<span class="sr"> denied. ${why}</span></td>`;
  }
  const kind = client.kind === "client" ? "allowed" : "open";
  const matched = [...matchedScopes, ...matchedRoles].join(" or ");
  const kept = cacheSeconds === undefined ? undefined : html`<small>revoked: ${cacheSeconds} s more</small>`;
  return html`<td class="${kind}" title="${why}">
    <span aria-hidden="true">✓</span><span class="sr">allowed. ${why}</span><small>${matched}</small>${kept}
  </td>`;
}

/** What the gateway answers, or why the question does not come up. A Lambda authorizer that says no is always a 403. */
function answerOf({ reason }: AccessRow, access: RouteAccess): string {
  if (reason === "no-token") return "no token";
  return reason === "other-issuer" && access.kind === "jwt" ? "401" : "403";
}

function describeAccess(access: RouteAccess): string {
  const [only, ...more] = requirementsOf(access);
  const asked = describeAsked(access);
  const issuer = only === undefined || more.length > 0 ? asked : `${only.issuer}: ${asked}`;
  return access.kind === "lambda" ? `${issuer} (Lambda authorizer)` : issuer;
}
