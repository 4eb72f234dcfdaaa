import { accessMatrix, describeClient } from "../../../../trust/accessMatrix.ts";
import type { AccessClient, AccessRow } from "../../../../trust/accessMatrix.ts";
import type { DeployedTrust } from "../../../../trust/DeployedTrust.ts";
import type { ApiModel, RouteModel } from "../../../../trust/TrustModel.ts";
import { html } from "./html.ts";
import type { Markup } from "./html.ts";

/** The access matrix, a table for each API: its routes down, those who may call across. */
export function renderMatrix({ model }: DeployedTrust): Markup {
  const apis = Object.entries(model.apis);
  if (apis.length === 0) return html`<p class="quiet">No API is declared.</p>`;
  const rows = accessMatrix(model);
  const isShort = rows.length <= 400;
  return html`${apis.map(([name, api]) => {
    const own = rows.filter((row) => row.api === name);
    return html`<details class="group" ${isShort ? html`open` : undefined}>
      <summary>
        <h3>${name}</h3>
        <span class="tallies quiet">${api.routes.length} ${api.routes.length === 1 ? "route" : "routes"}</span>
      </summary>
      ${renderTable(name, api, own)}
    </details>`;
  })}`;
}

function renderTable(name: string, api: ApiModel, rows: readonly AccessRow[]): Markup {
  const clients = new Map(
    rows.filter(({ client }) => client.kind !== "anyone").map(({ client }) => [describeClient(client), client]),
  );
  const byCell = new Map(rows.map((row) => [`${row.route} ${describeClient(row.client)}`, row]));
  return html`<div class="scroll" tabindex="0" role="region" aria-label="Access matrix of ${name}">
    <table>
      <thead>
        <tr>
          <th scope="col">Route</th>
          ${[...clients.values()].map(renderHead)}
        </tr>
      </thead>
      <tbody>
        ${api.routes.map(
          (route) =>
            html`<tr>
              <th scope="row">${route.key}<small>${describeAccess(route)}</small></th>
              ${
                route.access.kind === "public"
                  ? html`<td class="open" colspan="${Math.max(1, clients.size)}">anyone, without a token</td>`
                  : [...clients.keys()].map((client) => renderCell(byCell.get(`${route.key} ${client}`)))
              }
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
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

function renderCell(row: AccessRow | undefined): Markup {
  if (row === undefined) return html`<td></td>`;
  const { allowed, why, client, matchedScopes, reason } = row;
  if (!allowed)
    return html`<td class="denied" title="${why}">${answers[reason]}<span class="sr"> denied. ${why}</span></td>`;
  const kind = client.kind === "client" ? "allowed" : "open";
  return html`<td class="${kind}" title="${why}">
    <span aria-hidden="true">✓</span><span class="sr">allowed. ${why}</span><small>${matchedScopes.join(" or ")}</small>
  </td>`;
}

/** What the gateway answers, or why the question does not come up. */
const answers: Readonly<Record<AccessRow["reason"], string>> = {
  public: "",
  "scope-granted": "",
  "any-token": "",
  "open-issuer": "",
  "other-issuer": "401",
  "no-matching-scope": "403",
  "no-token": "no token",
};

function describeAccess({ access }: RouteModel): string {
  if (access.kind === "public") return "public";
  return access.scopes.length === 0 ? `${access.issuer}: any token` : `${access.issuer}: ${access.scopes.join(" or ")}`;
}
