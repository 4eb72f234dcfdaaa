import type { RuleFinding } from "../Finding.ts";
import type { Fault } from "../Settings.ts";
import type { TrustModel } from "../TrustModel.ts";
import type { PolicySettings } from "./PolicySettings.ts";

/** What is judged, and by which measure. */
export interface PolicySubject extends Pick<PolicySettings, "production" | "limits" | "publicRoutes"> {
  readonly model: TrustModel;
  /** The stack's name, where it is known. */
  readonly stack?: string | undefined;
  readonly now: Date;
}

/** A rule broken in one place. */
export interface Violation extends Pick<RuleFinding, "message" | "gains" | "expected" | "actual" | "advice"> {
  /** What breaks the rule, from the config key on. It stays the same while the thing has its name. */
  readonly place: Fault["path"];
  /** What of it, where the place is not all. */
  readonly of?: string;
  /** The part of the config that says it, where that is not the place. */
  readonly path?: Fault["path"];
  /** The rule's, unless this says otherwise. */
  readonly severity?: RuleFinding["severity"];
}

/** The places in a model that break one rule. */
export type PolicyJudge = (subject: PolicySubject) => readonly Violation[];

/** How a rule is broken, wherever it is: in a model, or by a resource of any program. */
export type Breach = Pick<Violation, "message" | "gains" | "expected" | "actual">;
