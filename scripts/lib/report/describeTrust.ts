import { accessMatrix, describeClient } from "../../../trust/accessMatrix.ts";
import type { ApiModel, RouteModel } from "../../../trust/TrustModel.ts";
import { describeGrant, describeSetting, inFull, type Style } from "../preview/describeGrant.ts";
import { countTrust } from "./countTrust.ts";
import { describeAsked } from "./describeAsked.ts";
import type { DrawnTrust } from "./graph/DrawnTrust.ts";
import { nameSome } from "./graph/nameSome.ts";
import { partyTrusts } from "./graph/parties/partyTrusts.ts";
import { headlineOf, sourceInWords } from "./headlineOf.ts";
import type { ReportedTrust } from "./sources/readTrusts.ts";

const plain: Style = { name: (text) => text, value: inFull, sentence: (text) => text };

/** As many changes of a kind as are told on a terminal. */
const mostChanges = 50;

/** A report in lines for a terminal: what there is, who reaches what, and with changes nothing but these. */
export function describeTrust(reported: ReportedTrust): readonly string[] {
  const { trust, changes } = reported;
  const counts = countTrust(trust.model).map(([number, noun]) => `${number} ${noun}`);
  const lines = [`${trust.project} / ${trust.stack}: ${sourceInWords(reported)}.`, counts.join(", ")];
  if (changes !== undefined) return [...lines, `${headlineOf(reported)}.`, ...describeChanges(changes)];
  return [...lines, ...describeIssuers(trust), ...describeApis(trust), ...describeParties(trust)].map(printable);
}

function describeChanges({ diff }: NonNullable<ReportedTrust["changes"]>): readonly string[] {
  const grants = (kind: "gained" | "lost" | "altered", sign: string) =>
    limited(diff[kind].map((change) => `${sign} ${describeGrant(change, kind, plain)}`));
  const settings = limited(
    diff.settings.map((change) => `${change.effect === "widens" ? "!" : "·"} ${describeSetting(change, plain)}`),
  );
  return [...grants("gained", "+"), ...grants("lost", "−"), ...settings, ...grants("altered", "~")]
    .map((line) => `  ${line}`)
    .map(printable);
}

function limited(lines: readonly string[]): readonly string[] {
  const rest = lines.length - mostChanges;
  return rest > 0 ? [...lines.slice(0, mostChanges), `  … and ${rest} more`] : lines;
}

function describeIssuers({ model, issuers }: DrawnTrust): readonly string[] {
  const all = Object.entries(model.issuers);
  if (all.length === 0) return [];
  const rows = all.map(([name, { kind, clients }]) => {
    const number = Object.keys(clients).length;
    return [name, kind, issuers[name]?.issuer ?? "not deployed", `${number} ${number === 1 ? "client" : "clients"}`];
  });
  return ["", "Issuers", ...inColumns(rows)];
}

function describeApis({ model }: DrawnTrust): readonly string[] {
  const rows = Map.groupBy(accessMatrix(model), ({ api, route }) => JSON.stringify([api, route]));
  return Object.entries(model.apis).flatMap(([name, { routes }]) => {
    const groups = alike(routes).map((group) => {
      const [first] = group;
      const allowed = (rows.get(JSON.stringify([name, first.key])) ?? []).filter((row) => row.allowed);
      const who = nameSome(allowed.map(({ client }) => describeClient(client))) || "nobody";
      const keys = group.map(({ key }) => key);
      const shown = keys.length > 3 ? `${keys.slice(0, 3).join(", ")} and ${keys.length - 3} more` : keys.join(", ");
      return [shown, describeAsked(first.access), who];
    });
    return ["", `API ${name}`, ...inColumns(groups)];
  });
}

/** Routes with the same access, in the order of the first of them. */
function alike(routes: ApiModel["routes"]): readonly (readonly [RouteModel, ...RouteModel[]])[] {
  return [...Map.groupBy(routes, ({ access }) => JSON.stringify(access)).values()] as [RouteModel, ...RouteModel[]][];
}

function describeParties(trust: DrawnTrust): readonly string[] {
  const parties = partyTrusts(trust);
  if (parties.length === 0) return [];
  const rows = parties.map(({ name, system, subjects }) => [
    name,
    system,
    nameSome(subjects.map((subject) => subject.name)) || "nobody",
  ]);
  return ["", "Relying parties", ...inColumns(rows)];
}

/** Columns as wide as what they hold, up to a limit; the last one is as long as it is. */
function inColumns(rows: readonly (readonly string[])[]): readonly string[] {
  const width = (column: number) => Math.min(48, Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) => {
    const cells = row.map((cell, column) => (column === row.length - 1 ? cell : cell.padEnd(width(column))));
    return `  ${cells.join("  ")}`.trimEnd();
  });
}

/** Names come from the config: nothing in them steers a terminal. */
function printable(line: string): string {
  return line.replace(/\p{C}/gu, (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`);
}
