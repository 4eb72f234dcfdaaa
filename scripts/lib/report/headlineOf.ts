import { accessLine } from "../preview/headline.ts";
import type { ReportedTrust } from "./sources/readTrusts.ts";

/** What a report is about, in a line: what changes, or that it shows who reaches what. */
export function headlineOf({ changes }: ReportedTrust): string {
  if (changes === undefined) return "Who reaches what";
  const line = accessLine(changes.diff);
  return `${line.charAt(0).toUpperCase()}${line.slice(1)}`;
}

/** Where what is shown comes from. */
export function sourceInWords({ source, changes }: ReportedTrust): string {
  const compared = changes?.before === undefined ? "The config; nothing was there before" : undefined;
  switch (source) {
    case "deployed":
      return "What is deployed";
    case "working-tree":
      return "The config, deployed or not";
    case "changes":
      return compared ?? "The config, against what is deployed";
    case "against":
      return compared ?? "The config, against another one";
  }
}
