import { isDeepStrictEqual } from "node:util";
import type { TrustModel } from "../../TrustModel.ts";
import type { SettingChange } from "../AccessDiff.ts";

interface Prioritized {
  readonly name: string;
  readonly priority: number;
}

/**
 * A number of priority that changes, as it does for all that come behind one that is gone, does nothing by itself: only
 * another order of those that are in both models does, for another rule may answer then.
 */
export function judgePriority(change: SettingChange, before: TrustModel, after: TrustModel): SettingChange {
  const [section, issuer = "", policies, policy = "", ...rest] = JSON.parse(change.id) as readonly string[];
  if (section !== "issuers" || policies !== "accessPolicies" || rest.at(-1) !== "priority") return change;
  const [had, has] = [before, after].map((model) => siblingsIn(model, issuer, rest.length > 1 ? policy : undefined));
  if (had === undefined || has === undefined) return change;
  const same = isDeepStrictEqual(orderOf(had, has), orderOf(has, had));
  return same ? { ...change, effect: "neutral" } : change;
}

function siblingsIn({ issuers }: TrustModel, name: string, policy: string | undefined): readonly Prioritized[] {
  const issuer = issuers[name];
  if (issuer?.kind !== "okta") return [];
  if (policy === undefined) return issuer.accessPolicies;
  return issuer.accessPolicies.find((one) => one.name === policy)?.rules ?? [];
}

/** The names that are in both, in order of priority. */
function orderOf(list: readonly Prioritized[], other: readonly Prioritized[]): readonly string[] {
  const shared = list.filter(({ name }) => other.some((one) => one.name === name));
  return shared.toSorted((one, next) => one.priority - next.priority).map(({ name }) => name);
}
