import type { Status } from "../state.ts";

/** A link as Okta's `_links` have it, with the methods that it allows. */
export function link(
  href: string,
  ...allow: readonly string[]
): { href: string; hints?: { allow: readonly string[] } } {
  return allow.length === 0 ? { href } : { href, hints: { allow } };
}

/** The link that turns a thing on or off, whichever its status leaves to do. */
export function lifecycleLink(self: string, status: Status, ...allow: readonly string[]): object {
  const turn = status === "ACTIVE" ? "deactivate" : "activate";
  return { [turn]: link(`${self}/lifecycle/${turn}`, ...allow) };
}
