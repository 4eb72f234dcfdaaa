import type { TrustModel } from "../TrustModel.ts";
import type { AccessDiff } from "./AccessDiff.ts";
import { sortOut } from "./compareStates.ts";
import { diffData } from "./diffData.ts";
import { diffRoutes } from "./diffRoutes.ts";
import { diffSignIns } from "./diffSignIns.ts";
import { digestOf } from "./digestOf.ts";
import { diffSettings } from "./settings/diffSettings.ts";
import { diffSurroundings, type SurroundingsChange } from "./settings/diffSurroundings.ts";

/** What the diff takes in beside the two models. */
export interface DiffContext {
  /** The digest is of this stack. */
  readonly stack?: string;
  /** Where the models' directories are. */
  readonly surroundings?: SurroundingsChange;
}

/**
 * What a change of the trust model does to access: whose grants come and go on the routes, in sign-ins and in S3 and why, and
 * which other settings differ.
 * @param before undefined where nothing was deployed: then everything is gained
 */
export function diffAccess(before: TrustModel | undefined, after: TrustModel, context: DiffContext = {}): AccessDiff {
  const was = before ?? nothing;
  const { gained, lost, altered } = sortOut([
    ...diffRoutes(was, after),
    ...diffSignIns(was, after),
    ...diffData(was, after),
  ]);
  const settings = [...diffSurroundings(context.surroundings), ...diffSettings(was, after)];
  const widens = gained.length > 0 || settings.some(({ effect }) => effect === "widens");
  return {
    version: 1,
    widens,
    ...(widens && { digest: digestOf({ gained, settings }, context.stack ?? "") }),
    gained,
    lost,
    altered,
    settings,
  };
}

const nothing: TrustModel = { issuers: {}, apis: {}, relyingParties: {} };
