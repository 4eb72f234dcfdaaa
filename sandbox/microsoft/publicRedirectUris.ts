import type { Application } from "./state.ts";

/** Redirect URIs of the platform of mobile and desktop applications, whose clients are public. */
export function publicRedirectUris({ rest }: Pick<Application, "rest">): readonly string[] {
  return (rest["publicClient"] as { readonly redirectUris?: readonly string[] } | null | undefined)?.redirectUris ?? [];
}
