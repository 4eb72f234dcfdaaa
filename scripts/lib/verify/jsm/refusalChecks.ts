import type { Visit } from "../../signIn/Browser.ts";
import type { Check, Observation } from "../Check.ts";
import { notProved } from "../Check.ts";
import { observeStop } from "../federation/observeSignIn.ts";
import type { VerifyContext } from "../VerifyContext.ts";
import { isAt } from "../people/isAt.ts";
import { errorPage, observeEnd } from "../people/observeArrival.ts";
import { JsmPlugin } from "./JsmPlugin.ts";
import type { JsmUnderTest } from "./JsmUnderTest.ts";
import { PortalBrowser, strangersUri } from "./PortalBrowser.ts";
import { isScopeRefusal, requestBeyond, scopeBeyond } from "./scopeBeyond.ts";

/**
 * What the pool must not do for the portal's client, whoever asks (Amazon Cognito developer guide, "The redirect and
 * authorization endpoint" and "The managed login sign-out endpoint").
 * @param beyond what a token for the scope that the client may not have turned out to be, where somebody signed in
 */
export function refusalChecks(
  { http }: VerifyContext,
  under: JsmUnderTest,
  beyond: () => Promise<Observation>,
): readonly Check[] {
  const { name } = under;
  const plugin = new JsmPlugin(under, http);
  const open = async (url: string): Promise<Visit> => new PortalBrowser(under, http).open(url);
  return [
    {
      system: "cognito-jsm",
      name: `${name}: no answer to a callback URL that is not registered`,
      expected: "refused, redirect_mismatch",
      run: async () => {
        const visit = await open(plugin.request({ redirect_uri: strangersUri }).url);
        return observeMismatch(under, visit);
      },
    },
    {
      system: "cognito-jsm",
      name: `${name}: no tokens by the implicit flow`,
      expected: "refused, unauthorized_client",
      run: async () => {
        const visit = await open(plugin.request({ response_type: "token" }).url);
        const error = errorAtCallback(under, visit);
        if (error === undefined) return observeOpenDoor(under, visit);
        return { actual: `refused, ${error}`, ok: error === "unauthorized_client" };
      },
    },
    {
      system: "cognito-jsm",
      name: `${name}: no scope that the client may not have (${scopeBeyond(under)})`,
      expected: "refused or overlooked",
      run: async () => {
        const visit = await open(requestBeyond(under, plugin).url);
        if (visit.kind === "caught" && isScopeRefusal(visit.parameters)) {
          return { actual: "refused, invalid_scope", ok: true };
        }
        const error = errorAtCallback(under, visit);
        if (error !== undefined) return { actual: `refused, ${error}`, ok: false };
        return mismatch(under, visit) ?? beyond();
      },
    },
    {
      system: "cognito-jsm",
      name: `${name}: no redirect to a logout URL that is not registered`,
      expected: "refused, on a page of the pool's",
      run: async () => {
        const visit = await open(plugin.signOutUrl(strangersUri));
        if (visit.kind === "stopped") return observeStop(visit);
        if (visit.kind === "caught") return { actual: `sent to ${visit.url.host}`, ok: false };
        // What Cognito calls this fault is not documented.
        const { page } = visit;
        const isError = errorPage(under, page) !== undefined || page.status >= 400;
        return isError
          ? { actual: "refused, on a page of the pool's", ok: true, reason: errorPage(under, page) ?? `${page.status}` }
          : observeEnd(under, visit);
      },
    },
  ];
}

function observeMismatch(under: JsmUnderTest, visit: Visit): Observation {
  if (visit.kind === "stopped") return observeStop(visit);
  if (visit.kind === "caught") return { actual: `sent to ${visit.url.host}`, ok: false };
  const error = errorPage(under, visit.page);
  if (error === undefined) return observeOpenDoor(under, visit);
  return { actual: `refused, ${error}`, ok: error === "redirect_mismatch" };
}

/** The error that the callback URL was told. */
function errorAtCallback({ deployed }: JsmUnderTest, visit: Visit): string | undefined {
  if (visit.kind !== "caught" || !isAt(visit.url, deployed.callbackUrl)) return undefined;
  return visit.parameters.get("error") ?? undefined;
}

/** Where the registered callback URL itself is refused, nothing else was asked. */
function mismatch(under: JsmUnderTest, visit: Visit): Observation | undefined {
  const isMismatch = visit.kind === "page" && errorPage(under, visit.page) === "redirect_mismatch";
  return isMismatch ? notProved("the pool refuses the callback URL itself") : undefined;
}

/** The request went on to where people sign in. */
function observeOpenDoor(under: JsmUnderTest, visit: Visit): Observation {
  if (visit.kind === "stopped") return observeStop(visit);
  if (visit.kind === "caught") return { actual: "an answer without an error", ok: false };
  const refused = mismatch(under, visit);
  if (refused !== undefined) return refused;
  return { actual: `goes on to a page at ${visit.page.url.host}`, ok: false, reason: visit.page.title };
}
