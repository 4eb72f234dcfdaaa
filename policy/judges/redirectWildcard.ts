import type { Breach } from "../../trust/policy/PolicyJudge.ts";
import { redirectWildcard as breachOf } from "../../trust/policy/judges/redirectWildcard.ts";
import { textOf, type Properties } from "../Properties.ts";
import type { ResourceJudges } from "../ResourceJudge.ts";
import { judgeReturnUrls } from "./returnUrls.ts";

const urls = judgeReturnUrls(({ web, installed }) => [...web, ...installed].map(breachOf));
const oktaApplication = "okta:app/oAuth:OAuth";

/** Okta compares a URL as it is, unless it is told otherwise. */
function wildcardsAllowed(app: Properties): Breach | undefined {
  const setting = textOf(app, "wildcardRedirect");
  if (setting === undefined || setting === "DISABLED") return undefined;
  return {
    message: "URLs with wildcards are allowed.",
    gains: "Whoever has any place that a wildcard covers gets the codes and tokens of whoever follows a link.",
    expected: "wildcardRedirect DISABLED",
    actual: setting,
  };
}

export const redirectWildcard: ResourceJudges = {
  ...urls,
  [oktaApplication]: (app, subject) => [wildcardsAllowed(app), urls[oktaApplication]?.(app, subject)].flat(),
};
