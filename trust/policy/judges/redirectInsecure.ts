import { isLocalUrl } from "../../../lib/isLocalUrl.ts";
import type { Breach } from "../PolicyJudge.ts";
import { judgeReturnUrls } from "./returnUrls.ts";

/** @param url at which a sign-in may end */
export function redirectInsecure(url: string): Breach | undefined {
  const { protocol, username, password } = URL.parse(url.replaceAll("*", "x")) ?? {};
  if (username || password || !isPlain(url)) return hidden(url);
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

/** Of printable ASCII, as hosts are on the wire (RFC 3986): letters of other scripts look alike, and browsers read `\` as `/`. */
function isPlain(url: string): boolean {
  return /^[\x21-\x5b\x5d-\x7e]*$/.test(url);
}

/** Told without what stands before an `@`, which may be a password. */
function hidden(url: string): Breach {
  return {
    message: "The URL does not show where it leads.",
    gains: "Whoever runs the host that it really names gets the codes and tokens of whoever signs in.",
    expected: "an https URL in ASCII, without a name or password before its host",
    actual: url.includes("@") ? (URL.parse(url)?.host ?? "a URL with @") : url,
  };
}

export const judgeRedirectInsecure = judgeReturnUrls(redirectInsecure, "give the https URL of the application");
