import { publicRedirectUris } from "../../publicRedirectUris.ts";
import type { Application } from "../../state.ts";

/** Character by character, but for the port of `http://localhost` (learn.microsoft.com, "Redirect URI restrictions"). */
export function matchesRedirectUri(registered: string, given: string): boolean {
  if (registered === given) return true;
  const local = /^http:\/\/localhost(:\d{1,5})?(?=\/|$)/;
  return local.test(registered) && local.test(given) && registered.replace(local, "") === given.replace(local, "");
}

/**
 * Whether whoever gets a code there is a public client: the redirect URI's platform decides (learn.microsoft.com, "Redirect
 * URI best practices and limitations"; AADSTS7000218 and AADSTS700025).
 */
export function isPublicRedirectUri(application: Application, given: string): boolean {
  const isAt = (registered: string): boolean => matchesRedirectUri(registered, given);
  return !application.web.redirectUris.some(isAt) && publicRedirectUris(application).some(isAt);
}
