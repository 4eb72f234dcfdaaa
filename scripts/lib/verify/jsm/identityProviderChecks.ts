import type { DeployedPoolFederation } from "../../../../trust/DeployedTrust.ts";
import type { Page } from "../../signIn/readPage.ts";
import type { Check, Observation } from "../Check.ts";
import { notProved } from "../Check.ts";
import { observeStop } from "../federation/observeSignIn.ts";
import type { VerifyContext } from "../VerifyContext.ts";
import { isAt } from "../people/isAt.ts";
import { errorPage, observeEnd, observeError } from "../people/observeArrival.ts";
import { JsmPlugin } from "./JsmPlugin.ts";
import { type JsmUnderTest, ownPeople } from "./JsmUnderTest.ts";
import { PortalBrowser } from "./PortalBrowser.ts";

/** Whom customers can sign in with: on the page, exactly those declared; and each of them knows the pool. */
export function identityProviderChecks({ http }: VerifyContext, under: JsmUnderTest): readonly Check[] {
  const { name, client, federation } = under;
  const plugin = new JsmPlugin(under, http);
  const expected = [...client.identityProviders].sort().join(", ");
  return [
    {
      system: "cognito-jsm",
      name: `${name}: whom the sign-in page offers to sign in with`,
      expected,
      run: async () => {
        const browser = new PortalBrowser(under, http);
        browser.stayAtPool();
        const visit = await browser.open(plugin.request().url);
        if (visit.kind === "stopped") return observeStop(visit);
        if (visit.kind === "caught") {
          return isAt(visit.url, under.deployed.callbackUrl)
            ? observeError(visit.parameters)
            : notProved(`the pool shows no page of its own, and goes on to ${visit.url.host}`);
        }
        const { page } = visit;
        if (errorPage(under, page) !== undefined)
          return notProved(`there is no such page: ${page.alert || page.title}`);
        const offered = offeredOn(page);
        if (offered.length === 0) return observeEnd(under, visit);
        const actual = offered.join(", ");
        return { actual, ok: actual === expected };
      },
    },
    ...Object.entries(federation).map(([provider, deployed]): Check => ({
      system: "cognito-jsm",
      name: `${name}: the sign-in with ${provider}`,
      expected: describeRedirect(deployed),
      run: async () => {
        const browser = new PortalBrowser(under, http);
        browser.stayAtPool();
        const visit = await browser.open(plugin.request({ identity_provider: provider }).url);
        if (visit.kind === "stopped") return observeStop(visit);
        if (visit.kind === "page") return observeEnd(under, visit);
        if (isAt(visit.url, under.deployed.callbackUrl)) return observeError(visit.parameters);
        return observeRedirect(visit.url, deployed);
      },
    })),
  ];
}

/** `cognito` where the page asks for a name or a password itself; the others by their links. */
function offeredOn({ forms, links }: Page): readonly string[] {
  const asks = forms.some(({ fields }) => fields.some(({ purpose }) => purpose !== undefined));
  const others = links.flatMap(({ searchParams }) => searchParams.get("identity_provider") ?? []);
  return [...new Set([...(asks ? [ownPeople] : []), ...others])].sort();
}

function describeRedirect({ issuer, clientId, redirectUri }: DeployedPoolFederation): string {
  return `at ${new URL(issuer).host}, as ${clientId}, to come back at ${redirectUri}`;
}

function observeRedirect({ host, searchParams }: URL, deployed: DeployedPoolFederation): Observation {
  const [clientId, redirectUri] = [searchParams.get("client_id"), searchParams.get("redirect_uri")];
  const actual = `at ${host}, as ${clientId ?? "nobody"}, to come back at ${redirectUri ?? "nowhere"}`;
  return { actual, ok: actual === describeRedirect(deployed) };
}
