import { accessMatrix, describeClient } from "../../../../trust/accessMatrix.ts";
import type { AccessClient, AccessRow } from "../../../../trust/accessMatrix.ts";
import { requirementsOf } from "../../../../trust/access/requirementsOf.ts";
import type { RouteAccess, RouteModel, TrustModel } from "../../../../trust/TrustModel.ts";
import { describeAsked } from "../describeAsked.ts";
import { html } from "../../html/html.ts";
import type { Markup } from "../../html/html.ts";
import type { MatrixChanges } from "./MatrixChanges.ts";
import { changeClass, renderChange } from "./renderChange.ts";
import { count, renderTableGroup } from "./renderTableGroup.ts";

/** A table for each API: its routes down, those who may call across; with changes, what is gone too. */
export function renderRouteTables(model: TrustModel, changes?: MatrixChanges): readonly Markup[] {
  const gone = changes?.goneRoutes(model) ?? [];
  const rows = [...accessMatrix(model), ...gone];
  const isShort = rows.length <= 400;
  const apis = [...new Set([...Object.keys(model.apis), ...Object.keys(changes?.before?.apis ?? {})])];
  return apis.map((name) => {
    const before = changes?.before?.apis[name]?.routes ?? [];
    const own = model.apis[name]?.routes ?? [];
    const lost = before.filter(({ key }) => !own.some((route) => route.key === key));
    return renderApi({
      ...{ name, isOpen: isShort, changes },
      routes: [...own.map((route) => ({ route, isGone: false })), ...lost.map((route) => ({ route, isGone: true }))],
      rows: rows.filter((row) => row.api === name),
    });
  });
}

interface ApiTable {
  readonly name: string;
  readonly routes: readonly { readonly route: RouteModel; readonly isGone: boolean }[];
  readonly rows: readonly AccessRow[];
  readonly isOpen: boolean;
  readonly changes: MatrixChanges | undefined;
}

function renderApi({ name, routes, rows, isOpen, changes }: ApiTable): Markup {
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
    body: routes.map(({ route, isGone }) =>
      renderRoute({ route, isGone, clients: [...clients.keys()], byCell, changes }),
    ),
  });
}

interface RouteRow {
  readonly route: RouteModel;
  readonly isGone: boolean;
  readonly clients: readonly string[];
  readonly byCell: ReadonlyMap<string, AccessRow>;
  readonly changes: MatrixChanges | undefined;
}

function renderRoute({ route: { key, access }, isGone, clients, byCell, changes }: RouteRow): Markup {
  return html`<tr${isGone ? html` class="gone"` : undefined}>
    <th scope="row">${key}<small>${describeAccess(access)}</small>${isGone ? html`<small class="badge">route gone</small>` : undefined}</th>
    ${
      access.kind === "public"
        ? renderAnyone(byCell.get(`${key} anyone`), clients.length, changes)
        : clients.map((client) => renderCell(byCell.get(`${key} ${client}`), access, changes))
    }
  </tr>`;
}

function renderAnyone(row: AccessRow | undefined, columns: number, changes: MatrixChanges | undefined): Markup {
  const change = row && changes?.ofRoute(row);
  return html`<td class="open${changeClass(change)}" colspan="${Math.max(1, columns)}">
    anyone, without a token${renderChange(change)}
  </td>`;
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

function renderCell(row: AccessRow | undefined, access: RouteAccess, changes: MatrixChanges | undefined): Markup {
  if (row === undefined) return html`<td></td>`;
  const { allowed, why, client, matchedScopes, matchedRoles, cacheSeconds } = row;
  const change = changes?.ofRoute(row);
  const [also, told] = [changeClass(change), renderChange(change)];
  if (!allowed) {
    return html`<td class="denied${also}" title="${why}">
      ${answerOf(row, access)}<span class="sr"> denied. ${why}</span>${told}
    </td>`;
  }
  const kind = client.kind === "client" ? "allowed" : "open";
  const matched = [...matchedScopes, ...matchedRoles].join(" or ");
  const kept = cacheSeconds === undefined ? undefined : html`<small>revoked: ${cacheSeconds} s more</small>`;
  return html`<td class="${kind}${also}" title="${why}">
    <span aria-hidden="true">✓</span><span class="sr">allowed. ${why}</span><small>${matched}</small>${kept}${told}
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
