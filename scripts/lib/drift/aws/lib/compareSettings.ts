import type { DriftFinding } from "../../DriftFinding.ts";
import { driftFinding } from "../../lib/driftFinding.ts";

/** One setting of a declared object, in words. */
export interface Setting {
  /** `the issuer` */
  readonly what: string;
  readonly declared: string;
  readonly actual: string;
  /** Of the place, where each setting is a place of its own. */
  readonly part?: string;
  /** Properties of the resource that say the same. */
  readonly properties: readonly string[];
  /** Who gains by it as it is, where somebody does. */
  readonly gains?: string | undefined;
  /** By default `managed-changed`, and that rule's severity. */
  readonly as?: Pick<DriftFinding, "rule"> & Partial<Pick<DriftFinding, "severity">>;
}

interface Subject extends Required<Pick<DriftFinding, "where" | "path" | "advice">> {
  /** As its sentences begin: `The route`. */
  readonly subject: string;
  /** Of the resource in the state; undefined where it is none of the stack's. */
  readonly id: string | undefined;
  /** Where other resources may have the same id. */
  readonly urn?: string;
}

/** A finding for each setting that is not as declared. */
export function compareSettings(
  { subject, id, urn, ...finding }: Subject,
  settings: readonly Setting[],
): readonly DriftFinding[] {
  return settings.flatMap(({ what, part, declared, actual, properties, gains, as }) => {
    if (declared === actual) return [];
    const resource = id === undefined ? undefined : { id, ...(urn !== undefined && { urn }) };
    const explains = resource === undefined ? [] : properties.map((property) => ({ ...resource, property }));
    return driftFinding({
      rule: "managed-changed",
      ...as,
      ...finding,
      ...(part !== undefined && { where: `${finding.where}, ${part}` }),
      message: `${subject} was changed: ${what}.`,
      expected: declared,
      actual,
      ...(gains !== undefined && { gains }),
      ...(explains.length > 0 && { explains }),
    });
  });
}
