import type { Breach } from "../PolicyJudge.ts";
import { judgeReturnUrls } from "./returnUrls.ts";

/** @param url at which a sign-in may end */
export function redirectWildcard(url: string): Breach | undefined {
  if (!url.includes("*")) return undefined;
  return {
    message: "The URL has a wildcard.",
    gains: "Whoever has any place that the wildcard covers gets the codes and tokens of whoever follows a link.",
    expected: "each URL named whole (RFC 9700, section 2.1)",
    actual: url,
  };
}

export const judgeRedirectWildcard = judgeReturnUrls(redirectWildcard, "name each URL by itself");
