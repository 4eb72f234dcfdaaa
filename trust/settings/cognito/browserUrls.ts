import { z } from "zod";
import { isWritten } from "../schemas.ts";

/** Of a client (Amazon Cognito user pools API reference, CreateUserPoolClient). */
const mostPerClient = 100;
const longest = 1024;

const expected = "an https URL such as https://portal.acme.example/callback; or http://localhost with localhost: true";

/** A list of places that browsers are sent to. @param what `callback` or `logout` */
export function browserUrls(what: "callback" | "logout") {
  return z
    .array(z.string().describe(expected))
    .max(mostPerClient)
    .superRefine((urls, context) => {
      urls.forEach((url, index) => {
        const wrong = faultOfUrl(url, what) ?? (urls.indexOf(url) < index ? twice : undefined);
        if (wrong === undefined) return;
        const params = { expected: wrong[1], echo: !url.includes("@") };
        context.addIssue({ code: "custom", path: [index], message: wrong[0], params });
      });
    })
    .describe(`a list of at most ${mostPerClient} ${what} URLs`);
}

const twice = ["The URL is listed twice.", "each of them once"] as const;

/**
 * Cognito takes schemes of apps and the loopback addresses too (API reference, CreateUserPoolClient): an app cannot keep a
 * client's secret, and of the loopback addresses one name is enough.
 */
function faultOfUrl(value: string, what: string): readonly [message: string, expected: string] | undefined {
  const url = URL.parse(value);
  if (url === null || !isWritten(value)) return ["This is not a URL.", expected];
  if (value.length > longest) return ["The URL is too long.", `at most ${longest} characters`];
  if (url.protocol !== "https:" && !(url.protocol === "http:" && url.hostname === "localhost")) {
    return [`The ${what} URL is neither https nor http://localhost.`, expected];
  }
  if (url.username !== "" || url.password !== "") return ["The URL holds credentials.", expected];
  if (value.includes("#")) return [`A ${what} URL has no fragment.`, "the URL without # and what follows"];
  if (value.includes("*")) return ["Cognito compares URLs as they are, and knows no wildcard.", "each URL by itself"];
  return undefined;
}
