import type { Application } from "../../state.ts";
import { badRequest } from "../errors.ts";

const loopback = ["localhost", "127.0.0.1", "[::1]"];

/**
 * The rules of redirect URIs: 256 at most over all platforms, 256 characters each, no fragment; of the web and of single-page
 * applications only https, or http of this machine ("Redirect URI restrictions", Entra's documentation; the words of the
 * refusals follow those that users report). Throws a GraphError.
 */
export function checkRedirectUris({ web, rest }: Application): void {
  const [spa, publicClient] = [urisOf(rest["spa"]), urisOf(rest["publicClient"])];
  for (const uri of web.redirectUris) check("web.redirectUris", uri, isWebRedirect(uri));
  for (const uri of spa) check("spa.redirectUris", uri, isWebRedirect(uri));
  for (const uri of publicClient) check("publicClient.redirectUris", uri, isAbsolute(uri));
  const all = [...web.redirectUris, ...spa, ...publicClient];
  if (all.length > 256)
    throw badRequest(
      "The size of the object has exceeded its limit. Please reduce the number of values and retry your request.",
    );
  if (new Set(all).size < all.length) {
    throw badRequest("Redirect URIs must have distinct values.");
  }
}

function urisOf(platform: unknown): readonly string[] {
  return (platform as { redirectUris?: readonly string[] } | undefined)?.redirectUris ?? [];
}

function check(target: string, uri: string, valid: boolean): void {
  if (valid && uri.length <= 256) return;
  const message = `Invalid value specified for property '${target}' of resource 'Application'.`;
  throw badRequest(message, [{ code: "InvalidValue", message, target }]);
}

function isAbsolute(uri: string): boolean {
  return URL.canParse(uri) && !uri.includes("#");
}

function isWebRedirect(uri: string): boolean {
  if (!isAbsolute(uri) || uri.includes("*")) return false;
  const { protocol, hostname } = new URL(uri);
  return protocol === "https:" || (protocol === "http:" && loopback.includes(hostname));
}
