import type { Breach } from "../trust/policy/PolicyJudge.ts";
import type { PolicySettings } from "../trust/policy/PolicySettings.ts";
import type { Properties } from "./Properties.ts";

/** By which measure resources are judged. */
export interface ResourceSubject extends Pick<PolicySettings, "production" | "limits"> {
  /** The keys of the routes that are meant to be public. */
  readonly publicRoutes: readonly string[];
  readonly now: Date;
}

/** How a resource breaks one rule, each way once. */
export type ResourceJudge = (
  properties: Properties,
  subject: ResourceSubject,
) => Breach | undefined | readonly (Breach | undefined)[];

/** The judges of one rule, by the type of the resource. */
export type ResourceJudges = Readonly<Record<string, ResourceJudge>>;
