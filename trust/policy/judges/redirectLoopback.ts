import { isLocalUrl } from "../../../lib/isLocalUrl.ts";
import type { Breach } from "../PolicyJudge.ts";
import { judgeReturnUrls } from "./returnUrls.ts";

/** @param url at which a sign-in in production may end */
export function redirectLoopback(url: string): Breach | undefined {
  if (!isLocalUrl(url)) return undefined;
  return {
    message: "In production, a sign-in may end on the person's own machine.",
    gains: "Whatever program listens there gets the code of whoever follows a link.",
    expected: "https URLs of the application",
    actual: url,
  };
}

export const judgeRedirectLoopback = judgeReturnUrls(
  (url, { production }) => (production ? redirectLoopback(url) : undefined),
  "leave the client for development out of production",
);
