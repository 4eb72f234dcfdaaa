import { type DataAccessReason, type DataAccessRow, dataAccessMatrix } from "../../../../trust/dataAccessMatrix.ts";
import type { TrustModel } from "../../../../trust/TrustModel.ts";
import { relyingPartyNames } from "../relyingPartyNames.ts";
import { html } from "../../html/html.ts";
import type { Markup } from "../../html/html.ts";
import type { MatrixChanges } from "./MatrixChanges.ts";
import { changeClass, renderChange } from "./renderChange.ts";
import { count, renderTableGroup } from "./renderTableGroup.ts";

/** More rows than this, and those that are denied are counted instead of listed. */
const mostRows = 4000;

/**
 * A table for each relying party that opens data to people: each person at each place and permission that is granted to
 * somebody. A relying party whose issuer declares nobody has none.
 */
export function renderDataTables(model: TrustModel, changes?: MatrixChanges): readonly Markup[] {
  const gone = new Set(changes?.gonePlaces(model));
  const parties = Map.groupBy([...dataAccessMatrix(model), ...gone], ({ relyingParty }) => relyingParty);
  return [...parties].map(([name, rows]) => {
    const listed =
      rows.length <= mostRows ? rows : rows.filter((row) => row.allowed !== false || changes?.ofPlace(row));
    const people = new Set(rows.map(({ person }) => person)).size;
    const places = new Set(rows.map(({ scope, permission }) => `${permission} ${scope}`)).size;
    return renderTableGroup({
      title: name,
      tallies: [
        relyingPartyNames["s3-access-grants"],
        count(people, "person", "people"),
        count(places, "place", "places"),
        ...(listed.length < rows.length ? [`${rows.length - listed.length} denied, not listed`] : []),
      ],
      isOpen: rows.length <= 100,
      label: `Who gets at which data by ${name}`,
      head: html`<th scope="col">Who, and where</th>
        <th scope="col">Access</th>`,
      body: listed.map((row) => renderRow(row, gone.has(row), changes)),
    });
  });
}

function renderRow(row: DataAccessRow, isGone: boolean, changes: MatrixChanges | undefined): Markup {
  const { person, permission, scope, allowed, why } = row;
  const { kind, mark, word } = answers[`${allowed}`];
  const change = changes?.ofPlace(row);
  return html`<tr${isGone ? html` class="gone"` : undefined}>
    <th scope="row">${person} <small class="place">${permission} ${scope}</small></th>
    <td class="${kind}${changeClass(change)}" title="${why}">
      <span aria-hidden="true">${mark}</span><span class="sr">${word}. ${why}</span><small>${reasonOf(row)}</small>${renderChange(change)}
    </td>
  </tr>`;
}

const answers = {
  true: { kind: "allowed", mark: "✓", word: "allowed" },
  false: { kind: "denied", mark: "–", word: "denied" },
  null: { kind: "unknown", mark: "○", word: "not known" },
} as const;

/** The grant that lets somebody in, or what is in the way. */
function reasonOf({ reason, via }: DataAccessRow): string {
  const grantee = "group" in via ? `the group ${via.group}` : `the user ${via.user}`;
  return reasonWords[reason] ?? `${via.grant}, to ${grantee}`;
}

const reasonWords: Readonly<Record<DataAccessReason, string | undefined>> = {
  "granted-to-user": undefined,
  "granted-to-group": undefined,
  "members-unknown": "only Identity Center knows",
  "assignment-unknown": "only Identity Center knows",
  "not-granted": "not granted",
  "no-application": "no ID token",
  "no-directory-user": "no user in Identity Center",
  "not-assigned": "application not assigned",
};
