import { createHash } from "node:crypto";
import type { Log, ReportingDescriptor, Result } from "sarif";
import type { Fault } from "../../../../trust/Settings.ts";
import { driftRules } from "../driftRules.ts";
import { until } from "./describeDrift.ts";
import type { DriftReport, ReportedFinding } from "./DriftReport.ts";

/** A place in the stack's config, or in the defaults that it names. */
export interface ConfigPlace {
  /** Of the file, from the project's folder on, with slashes: `Pulumi.dev.yaml`. */
  readonly uri: string;
  readonly line: number;
  readonly column: number;
}

/** Where what was declared stands; the empty path is the config as a whole. */
export type LocateSetting = (path: Fault["path"]) => ConfigPlace;

/**
 * A report as SARIF 2.1.0 (OASIS, "Static Analysis Results Interchange Format"). A finding keeps its fingerprint while its
 * rule and its place stay; what was accepted is suppressed, with the reason.
 */
export function renderSarif({ findings, accepted }: DriftReport, locate: LocateSetting): Log {
  const results = [
    ...findings.map((finding) => resultOf(finding, locate)),
    ...accepted.map(({ acceptance, ...finding }) => ({
      ...resultOf(finding, locate),
      suppressions: [
        {
          kind: "external" as const,
          status: "accepted" as const,
          justification: `${acceptance.reason} (${until(acceptance)})`,
        },
      ],
    })),
  ];
  return {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: { driver: { name: "crosstrust drift", rules: driftRules.map(ruleOf) } },
        originalUriBaseIds: { SRCROOT: { description: { text: "The project's folder." } } },
        columnKind: "utf16CodeUnits",
        results: numbered(results),
      },
    ],
  };
}

function ruleOf({ id, summary, severity }: (typeof driftRules)[number]): ReportingDescriptor {
  return { id, shortDescription: { text: summary }, defaultConfiguration: { level: severity } };
}

function resultOf(finding: ReportedFinding, locate: LocateSetting): Result {
  const { rule, severity, where, path = [] } = finding;
  const { uri, line, column } = locate(path);
  return {
    ruleId: rule,
    ruleIndex: driftRules.findIndex(({ id }) => id === rule),
    level: severity,
    message: { text: literally(textOf(finding)) },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri, uriBaseId: "SRCROOT" },
          region: { startLine: line, startColumn: column },
        },
        logicalLocations: [{ fullyQualifiedName: where }],
      },
    ],
    partialFingerprints: {
      "ruleAndPlace/v1": createHash("sha256")
        .update(JSON.stringify([rule, where]))
        .digest("hex"),
    },
  };
}

/** What SARIF would read as a link or a placeholder is neither (SARIF 2.1.0, 3.11.5 and 3.11.6). */
function literally(text: string): string {
  return text.replace(/[\\[\]]/g, "\\$&").replace(/[{}]/g, "$&$&");
}

/** Two findings of one rule at one place are told apart by their number. */
function numbered(results: readonly Result[]): Result[] {
  const seen = new Map<string, number>();
  return results.map((result) => {
    const print = result.partialFingerprints?.["ruleAndPlace/v1"] ?? "";
    const number = (seen.get(print) ?? 0) + 1;
    seen.set(print, number);
    return number === 1 ? result : { ...result, partialFingerprints: { "ruleAndPlace/v1": `${print}:${number}` } };
  });
}

function textOf({ where, message, gains, expected, actual, advice }: ReportedFinding): string {
  return [
    `${where}: ${message}`,
    ...(gains === undefined ? [] : [`Who gains: ${gains}`]),
    ...(expected === undefined ? [] : [`Declared: ${expected}`]),
    ...(actual === undefined ? [] : [`Found: ${actual}`]),
    `Change: ${advice}`,
  ].join("\n");
}
