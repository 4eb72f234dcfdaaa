import { z } from "zod";

const expected = "an https URL, or http://localhost with a port, such as http://localhost:5000/authorize";

/**
 * Nothing documents how long a URL JumpCloud takes, or how many; these are kept so that a mistake is told before a
 * deployment.
 */
const longest = 1024;
const mostPerApplication = 20;

/** Where an application's people are sent back to. */
export const redirectUris = z
  .array(z.string().describe(expected))
  .min(1)
  .max(mostPerApplication)
  .superRefine((uris, context) => {
    uris.forEach((uri, index) => {
      const twice =
        uris.indexOf(uri) < index ? (["The URI is listed twice.", "each of them once"] as const) : undefined;
      const wrong = faultOfUrl(uri, "redirect URI") ?? twice;
      if (wrong === undefined) return;
      const params = { expected: wrong[1], echo: !uri.includes("@") };
      context.addIssue({ code: "custom", path: [index], message: wrong[0], params });
    });
  })
  .describe(`a list of 1 to ${mostPerApplication} redirect URIs`);

/** Where an application begins a sign-in. */
export const loginUrl = z
  .string()
  .superRefine((url, context) => {
    const wrong = faultOfUrl(url, "login URL");
    if (wrong === undefined) return;
    context.addIssue({ code: "custom", message: wrong[0], params: { expected: wrong[1], echo: !url.includes("@") } });
  })
  .describe("an https URL, or http://localhost with a port, such as http://localhost:5000/login");

/** Without TLS a code goes to whoever listens on the way; on localhost nobody is on the way (RFC 8252, 8.3). */
function faultOfUrl(value: string, what: string): readonly [message: string, expected: string] | undefined {
  const url = URL.parse(value);
  if (url === null || /\s/.test(value)) return ["This is not a URL.", expected];
  if (value.length > longest) return ["The URL is too long.", `at most ${longest} characters`];
  if (url.protocol !== "https:" && !(url.protocol === "http:" && url.hostname === "localhost")) {
    return [`The ${what} is neither https nor http://localhost.`, expected];
  }
  if (url.username !== "" || url.password !== "") return ["The URL holds credentials.", expected];
  if (value.includes("#")) return [`A ${what} has no fragment.`, "the URL without # and what follows"];
  if (value.includes("*")) return ["A wildcard would send codes to places that nobody named.", "each URL by itself"];
  return undefined;
}
