import type { App } from "../state.ts";

/** Where an application may have people sent, after signing in or after signing out; compared character by character. */
export function redirectUrisOf(
  { rest }: App,
  setting: "redirect_uris" | "post_logout_redirect_uris",
): readonly string[] {
  const uris = rest.oauthClient[setting];
  return Array.isArray(uris) ? uris.filter((uri) => typeof uri === "string") : [];
}
