import { accessMatrix, describeClient } from "../../../../trust/accessMatrix.ts";
import type { AccessClient, AccessRow } from "../../../../trust/accessMatrix.ts";
import { requirementsOf } from "../../../../trust/access/requirementsOf.ts";
import type { DeployedTrust } from "../../../../trust/DeployedTrust.ts";
import type { SignInRow } from "../../../../trust/signIn/SignInRow.ts";
import { signInMatrix } from "../../../../trust/signInMatrix.ts";
import type { ApiModel, RouteAccess } from "../../../../trust/TrustModel.ts";
import { describeAsked } from "../describeAsked.ts";
import { html } from "./html.ts";
import type { Markup } from "./html.ts";

/**
 * The access matrix, a table for each API: its routes down, those who may call across; then a table for each relying party
 * that people sign in to.
 */
export function renderMatrix({ model }: DeployedTrust): Markup {
  const parties = Map.groupBy(signInMatrix(model), ({ relyingParty }) => relyingParty);
  return html`${renderApis(model)} ${[...parties].map(([name, rows]) => renderPeople(name, rows))}`;
}

function renderApis(model: DeployedTrust["model"]): Markup {
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
              <th scope="row">${route.key}<small>${describeAccess(route.access)}</small></th>
              ${
                route.access.kind === "public"
                  ? html`<td class="open" colspan="${Math.max(1, clients.size)}">anyone, without a token</td>`
                  : [...clients.keys()].map((client) => renderCell(byCell.get(`${route.key} ${client}`), route.access))
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

function renderPeople(name: string, rows: readonly SignInRow[]): Markup {
  return html`<details class="group" ${rows.length <= 100 ? html`open` : undefined}>
    <summary>
      <h3>${name}</h3>
      <span class="tallies quiet">${tallyOf(rows)}</span>
    </summary>
    <div class="scroll" tabindex="0" role="region" aria-label="Who can sign in to ${name}">
      <table>
        <thead>
          <tr>
            <th scope="col">Who</th>
            <th scope="col">Sign-in</th>
          </tr>
        </thead>
        <tbody>
          ${rows.map(renderSignIn)}
        </tbody>
      </table>
    </div>
  </details>`;
}

function renderSignIn(row: SignInRow): Markup {
  const { kind, allowed, why, reason } = row;
  const passes = kind === "person" ? "allowed" : "open";
  return html`<tr>
    <th scope="row">${kind === "person" ? html`${row.person}<small>${row.account}</small>` : row.who}</th>
    <td class="${allowed ? passes : "denied"}" title="${why}">
      <span aria-hidden="true">${allowed ? "✓" : "–"}</span
      ><span class="sr">${allowed ? "allowed" : "denied"}. ${why}</span><small>${signInWords[reason]}</small>
    </td>
  </tr>`;
}

/** How many people are named; those who are not named cannot be counted. */
function tallyOf(rows: readonly SignInRow[]): string {
  const people = rows.filter(({ kind }) => kind === "person").length;
  return people === rows.length ? `${people} ${people === 1 ? "person" : "people"}` : "people who are not named here";
}

const signInWords: Readonly<Record<SignInRow["reason"], string>> = {
  routed: "with Entra ID",
  "not-routed": "not in the routed group",
  "no-jumpcloud-account": "no account",
  "pool-account": "with the pool's own account",
  federated: "with the identity provider",
  "federated-group": "with the identity provider",
  "not-offered": "not offered",
};
