import type { TrustModel } from "../../TrustModel.ts";
import type { Effect, SettingChange } from "../AccessDiff.ts";
import { apiSpec } from "./apiSpec.ts";
import { issuerSpecs } from "./issuerSpecs.ts";
import { judgePriority } from "./judgePriority.ts";
import { judgeRoute } from "./judgeRoute.ts";
import { longerTokens } from "./longerTokens.ts";
import { partySpecs } from "./partySpecs.ts";
import { replacement, settingChanges } from "./settingChanges.ts";
import type { Spec } from "./Spec.ts";

type Kinds = Readonly<Record<string, Spec>>;

const rank: Readonly<Record<Effect, number>> = { widens: 0, narrows: 1, neutral: 2 };

/**
 * Every part of the model that differs, those that widen access first, then in order of their paths. Two models that are not
 * the same as JSON have at least one.
 */
export function diffSettings(before: TrustModel, after: TrustModel): readonly SettingChange[] {
  const { issuers, apis, relyingParties, ...others } = asJson(before);
  const { issuers: issuersNow, apis: apisNow, relyingParties: partiesNow, ...othersNow } = asJson(after);
  const changes = [
    ...settingChanges(apis, apisNow, { each: apiSpec }, ["apis"]).map((change) => judgeRoute(change, before, after)),
    ...byKind(issuers, issuersNow, issuerSpecs, "issuers").map((change) => judgePriority(change, before, after)),
    ...longerTokens(before, after),
    ...byKind(relyingParties, partiesNow, partySpecs, "relyingParties"),
    ...settingChanges(others, othersNow, undefined, []),
  ];
  return changes.toSorted((one, other) => rank[one.effect] - rank[other.effect]);
}

/** Issuers and relying parties have other parts in each kind. */
function byKind(
  before: Readonly<Record<string, Kinded>>,
  after: Readonly<Record<string, Kinded>>,
  specs: Kinds,
  section: string,
): readonly SettingChange[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  return names.flatMap((name) => {
    const [was, is] = [own(before, name), own(after, name)];
    const [spec, specNow] = [specOf(was ?? is, specs), specOf(is ?? was, specs)];
    const path = [section, name];
    if (was === undefined || is === undefined || was.kind === is.kind || !spec || !specNow) {
      return settingChanges(was, is, specNow, path);
    }
    return replacement([was, spec], [is, specNow], path);
  });
}

interface Kinded {
  readonly kind: string;
}

function own(record: Readonly<Record<string, Kinded>>, name: string): Kinded | undefined {
  return Object.hasOwn(record, name) ? record[name] : undefined;
}

function specOf(value: Kinded | undefined, specs: Kinds): Spec | undefined {
  return value !== undefined && Object.hasOwn(specs, value.kind) ? specs[value.kind] : undefined;
}

/** As the model stands in a stack's outputs, so that both are of the same form. */
function asJson(model: TrustModel): TrustModel {
  return JSON.parse(JSON.stringify(model)) as TrustModel;
}
