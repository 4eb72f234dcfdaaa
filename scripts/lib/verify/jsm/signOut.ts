import { observeStop } from "../federation/observeSignIn.ts";
import type { Observation } from "../Check.ts";
import { isAt } from "../people/isAt.ts";
import { observeEnd } from "../people/observeArrival.ts";
import type { JsmPlugin } from "./JsmPlugin.ts";
import type { JsmUnderTest } from "./JsmUnderTest.ts";
import type { PortalBrowser } from "./PortalBrowser.ts";

export function expectedSignOut({ deployed: { logoutUrl } }: JsmUnderTest): string {
  return `back at ${logoutUrl}, and asked to sign in the next time`;
}

/**
 * Signs out as the plugin does, and goes to the portal once more: the pool has to ask who it is. It asks with its page, or
 * by sending the browser on to an identity provider, whose own session the pool does not end (Amazon Cognito developer
 * guide, "The managed login sign-out endpoint").
 */
export async function signOut(under: JsmUnderTest, plugin: JsmPlugin, browser: PortalBrowser): Promise<Observation> {
  const left = await browser.open(plugin.signOutUrl());
  if (left.kind !== "caught") return left.kind === "page" ? observeEnd(under, left) : observeStop(left);
  if (!isAt(left.url, under.deployed.logoutUrl)) return { actual: `sent to ${left.url.host}`, ok: false };
  browser.stayAtPool();
  const { callbackUrl, domain, logoutUrl } = under.deployed;
  const back = await browser.open(plugin.request().url);
  const at = `back at ${logoutUrl}, `;
  if (back.kind === "stopped") return { ...observeStop(back), actual: `${at}then no answer` };
  if (back.kind === "caught" && isAt(back.url, callbackUrl)) {
    const error = back.parameters.get("error");
    return { actual: `${at}and ${error === null ? "still signed in" : `refused, ${error}`}`, ok: false };
  }
  if (back.kind === "page" && (back.page.url.host !== domain || back.page.status >= 400)) {
    return { actual: `${at}then a page with the status ${back.page.status}`, ok: false };
  }
  return { actual: expectedSignOut(under), ok: true };
}
