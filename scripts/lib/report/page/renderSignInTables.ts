import type { SignInRow } from "../../../../trust/signIn/SignInRow.ts";
import { signInMatrix } from "../../../../trust/signInMatrix.ts";
import type { TrustModel } from "../../../../trust/TrustModel.ts";
import { relyingPartyNames } from "../relyingPartyNames.ts";
import { html } from "../../html/html.ts";
import type { Markup } from "../../html/html.ts";
import type { MatrixChanges } from "./MatrixChanges.ts";
import { changeClass, renderChange } from "./renderChange.ts";
import { count, renderTableGroup } from "./renderTableGroup.ts";

/** A table for each relying party that people sign in to: who they are down, named or not. */
export function renderSignInTables(model: TrustModel, changes?: MatrixChanges): readonly Markup[] {
  const gone = new Set(changes?.goneSignIns(model));
  const parties = Map.groupBy([...signInMatrix(model), ...gone], ({ relyingParty }) => relyingParty);
  return [...parties].map(([name, rows]) => {
    const kind = (model.relyingParties[name] ?? changes?.before?.relyingParties[name])?.kind;
    return renderTableGroup({
      title: name,
      tallies: [...(kind === undefined ? [] : [relyingPartyNames[kind]]), tallyOf(rows)],
      isOpen: rows.length <= 100,
      label: `Who can sign in to ${name}`,
      head: html`<th scope="col">Who</th>
        <th scope="col">Sign-in</th>`,
      body: rows.map((row) => renderSignIn(row, gone.has(row), changes)),
    });
  });
}

function renderSignIn(row: SignInRow, isGone: boolean, changes: MatrixChanges | undefined): Markup {
  const { kind, allowed, why, reason } = row;
  const passes = kind === "person" ? "allowed" : "open";
  const change = changes?.ofSignIn(row);
  return html`<tr${isGone ? html` class="gone"` : undefined}>
    <th scope="row">${kind === "person" ? html`${row.person}<small>${row.account}</small>` : row.who}</th>
    <td class="${allowed ? passes : "denied"}${changeClass(change)}" title="${why}">
      <span aria-hidden="true">${allowed ? "✓" : "–"}</span
      ><span class="sr">${allowed ? "allowed" : "denied"}. ${why}</span><small>${signInWords[reason]}</small>${renderChange(change)}
    </td>
  </tr>`;
}

/** How many people are named; those who are not named cannot be counted. */
function tallyOf(rows: readonly SignInRow[]): string {
  const people = rows.filter(({ kind }) => kind === "person").length;
  return people === rows.length ? count(people, "person", "people") : "people who are not named here";
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
