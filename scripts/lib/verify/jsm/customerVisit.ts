import { signIn } from "../../signIn/signIn.ts";
import type { Observation } from "../Check.ts";
import { notProved } from "../Check.ts";
import type { VerifyContext } from "../VerifyContext.ts";
import { readIdToken } from "../people/idToken.ts";
import { observeArrival } from "../people/observeArrival.ts";
import { observeAttributes } from "./attributes.ts";
import { type CodeProbes, probeCodes } from "./codeProbes.ts";
import type { Customer } from "./Customer.ts";
import { JsmPlugin } from "./JsmPlugin.ts";
import type { JsmUnderTest } from "./JsmUnderTest.ts";
import { PortalBrowser } from "./PortalBrowser.ts";
import { grantedBeyond } from "./scopeBeyond.ts";
import { signOut } from "./signOut.ts";

/** What a customer's visit to the portal showed, from the first redirect to the sign-out. */
export interface CustomerVisit {
  readonly arrival: Observation;
  readonly idToken: Observation;
  readonly attributes: Observation;
  readonly signOut: Observation;
  /** Where codes were tried, or why not. */
  readonly codes: CodeProbes | Observation;
  readonly scopeBeyond: Observation;
}

/**
 * A customer comes to the portal, signs in, and leaves, in one browser; the password is typed once, and all further codes
 * come of the session. Where a step fails, what needed it is not proved.
 * @param withProbes whether to try what must not work, too
 */
export async function visitPortal(
  context: VerifyContext,
  under: JsmUnderTest,
  customer: Customer,
  withProbes: boolean,
): Promise<CustomerVisit> {
  const plugin = new JsmPlugin(under, context.http);
  const browser = new PortalBrowser(under, context.http);
  const { provider, credentials } = customer;
  const request = plugin.request(provider === undefined ? {} : { identity_provider: provider });
  const end = await signIn(browser, await browser.open(request.url), credentials);
  const { code, observation: arrival } = observeArrival(under, end, request);
  if (code === undefined) return unproved(arrival, `${customer.name} was not signed in: ${arrival.actual}`);
  if (under.secret === undefined) {
    return unproved(
      arrival,
      `the stack's outputs hold no secret for ${under.model.issuer}/${under.model.client}`,
      await signOut(under, plugin, browser),
    );
  }
  const redeemed = await plugin.redeem(code);
  if (redeemed.outcome === "refused") {
    const idToken = {
      actual: `refused, ${redeemed.error}`,
      ok: false,
      reason: "the code was not exchanged for tokens",
    };
    const left = await signOut(under, plugin, browser);
    return { ...unproved(arrival, `the code got no tokens: ${redeemed.error}`, left), idToken };
  }
  const { accessToken } = redeemed;
  const { claims, observation: idToken } = await readIdToken(context, under, redeemed.idToken, request.nonce);
  const attributes = observeAttributes(under, customer, await plugin.userInfo(accessToken), claims?.sub);
  const notTried = notProved("tried with another customer");
  const scopeBeyond = withProbes ? await grantedBeyond(under, plugin, browser) : notTried;
  const codes = withProbes ? await probeCodes(under, plugin, browser, { code, accessToken }) : notTried;
  return { arrival, idToken, attributes, scopeBeyond, codes, signOut: await signOut(under, plugin, browser) };
}

function unproved(arrival: Observation, why: string, signedOut = notProved(why)): CustomerVisit {
  const rest = notProved(why);
  return { arrival, idToken: rest, attributes: rest, scopeBeyond: rest, codes: rest, signOut: signedOut };
}
