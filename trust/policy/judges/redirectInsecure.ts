import { isLocalUrl } from "../../../lib/isLocalUrl.ts";
import type { Breach } from "../PolicyJudge.ts";
import { judgeReturnUrls } from "./returnUrls.ts";

/** @param url at which a sign-in may end */
export function redirectInsecure(url: string): Breach | undefined {
  const protocol = URL.parse(url.replaceAll("*", "x"))?.protocol;
  if (protocol === "https:" || (protocol === "http:" && isLocalUrl(url))) return undefined;
  const [message, gains] =
    protocol === "http:"
      ? ["The URL is not encrypted.", "Whoever listens on the way gets the codes and tokens of whoever signs in."]
      : [
          "The URL is neither https nor http.",
          "Any application that a person installs can say that such URLs are its own.",
        ];
  return { message, gains, expected: "an https URL (RFC 9700, section 2.6)", actual: url };
}

export const judgeRedirectInsecure = judgeReturnUrls(redirectInsecure, "give the https URL of the application");
