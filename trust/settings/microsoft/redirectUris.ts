import { z } from "zod";

/** Of an application for one tenant (Entra, "Redirect URI (reply URL) outline and restrictions"). */
const mostPerApplication = 256;
const longest = 256;

const expected =
  "an https URL, or http://localhost on the way there, such as https://login.jumpcloud.com/oauth/callback";

/** The redirect URIs of a web application for people of one tenant. */
export const redirectUris = z
  .array(z.string().describe(expected))
  .min(1)
  .max(mostPerApplication)
  .superRefine((uris, context) => {
    uris.forEach((uri, index) => {
      const wrong = faultOfUri(uri) ?? faultAmong(uris.slice(0, index), uri);
      if (wrong === undefined) return;
      const params = { expected: wrong[1], echo: !uri.includes("@") };
      context.addIssue({ code: "custom", path: [index], message: wrong[0], params });
    });
  })
  .describe(`a list of 1 to ${mostPerApplication} redirect URIs`);

/**
 * `https` alone, but for `http://localhost`; at most 256 characters, none of `! $ ' ( ) , ;`. Queries are for applications
 * of work accounts, as this one is. Wildcards, which Entra ID takes and advises against, are refused: they send tokens to
 * places that nobody named. A URI without a path is sent back with a slash (as above), and the azuread provider refuses it
 * without one. `http://127.0.0.1` is for desktop applications, and this is a web application.
 */
function faultOfUri(uri: string): readonly [message: string, expected: string] | undefined {
  const url = URL.parse(uri);
  if (url === null || uri !== uri.trim()) return ["This is not a URL.", expected];
  if (uri.length > longest) return ["The redirect URI is too long.", `at most ${longest} characters`];
  if (url.protocol !== "https:" && !(url.protocol === "http:" && url.hostname === "localhost")) {
    return ["The redirect URI is neither https nor http://localhost.", expected];
  }
  if (url.username !== "" || url.password !== "") return ["The URL holds credentials.", expected];
  if (uri.includes("#")) return ["A redirect URI has no fragment.", "the URL without # and what follows"];
  if (uri.includes("*")) return ["A wildcard would send tokens to places that nobody named.", "each URL by itself"];
  if (url.hostname === "[::1]") return ["Entra ID does not take the IPv6 loopback address.", "localhost instead"];
  const [sign] = /[!$'(),;\\\s]/.exec(uri) ?? [];
  if (sign !== undefined) return [`A redirect URI cannot have ${JSON.stringify(sign)} in it.`, expected];
  if (!/^https?:\/\/[^/?]+\//.test(uri)) return ["The redirect URI has no path.", "at least a slash after the host"];
  return undefined;
}

/** Entra ID ignores the port of localhost, and then picks one of several URIs arbitrarily. */
function faultAmong(others: readonly string[], uri: string): readonly [message: string, expected: string] | undefined {
  if (others.includes(uri)) return ["The redirect URI is listed twice.", "each of them once"];
  if (others.some((other) => withoutLocalPort(other) === withoutLocalPort(uri))) {
    return ["Another redirect URI differs in the port of localhost alone, which Entra ID ignores.", "one of the two"];
  }
  return undefined;
}

function withoutLocalPort(uri: string): string {
  return uri.replace(/^(https?:\/\/localhost):\d+/, "$1");
}
