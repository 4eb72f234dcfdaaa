import type { RuleFinding } from "../../../trust/Finding.ts";
import type { DriftRule } from "./driftRules.ts";

/** What differs from what was declared. `expected` is what was declared, `actual` what the vendor holds. */
export interface DriftFinding extends RuleFinding<DriftRule> {
  /** What to do, a command wherever there is one. */
  readonly advice: string;
  /**
   * Properties of declared resources that it explains: the engine's own finding about them is then not told a second time.
   * By the resource's id at the vendor; the property `id` is that it is there at all. By
   its URN besides, where others may have the same id, as stages of several APIs have.
   */
  readonly explains?: readonly { readonly id: string; readonly property: string; readonly urn?: string }[];
  /**
   * It is told unless the engine found that resource gone: its id at the vendor, or its URN. So says a reader that a vendor
   * does not know what was deployed.
   */
  readonly unlessGone?: string;
}
