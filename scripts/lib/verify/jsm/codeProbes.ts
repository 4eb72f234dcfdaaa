import type { Check, Observation } from "../Check.ts";
import { notProved } from "../Check.ts";
import type { RedeemOptions, SignInRequest } from "../people/AuthorizationCodeFlow.ts";
import { observeArrival } from "../people/observeArrival.ts";
import type { JsmPlugin } from "./JsmPlugin.ts";
import type { JsmUnderTest } from "./JsmUnderTest.ts";
import type { PortalBrowser } from "./PortalBrowser.ts";

/** What is tried with codes, beside the sign-in itself; each takes a code of its own, which the session gives. */
export interface CodeProbes {
  readonly replayed: Observation;
  readonly withVerifier: Observation;
  readonly otherVerifier: Observation;
  readonly noVerifier: Observation;
  readonly wrongSecret: Observation;
}

/** A name and what is expected, of each. */
export const codeProbes: { readonly [K in keyof CodeProbes]: Pick<Check, "name" | "expected"> } = {
  replayed: { name: "no tokens for a code that was redeemed before", expected: "refused, invalid_grant" },
  withVerifier: { name: "tokens for a code with its PKCE verifier", expected: "tokens" },
  otherVerifier: {
    name: "no tokens for a code with another PKCE verifier",
    expected: "refused, invalid_grant or invalid_request",
  },
  noVerifier: {
    name: "no tokens for a code without its PKCE verifier",
    expected: "refused, invalid_grant or invalid_request",
  },
  wrongSecret: { name: "no tokens for a code with a wrong client secret", expected: "refused, invalid_client" },
};

/** What AWS's support names for a verifier that does not fit (re:Post); the developer guide has no word about it. */
const verifierErrors = ["invalid_grant", "invalid_request"];

/**
 * Tries what must not work with codes.
 * @param first the code that was redeemed for this access token
 */
export async function probeCodes(
  under: JsmUnderTest,
  plugin: JsmPlugin,
  browser: PortalBrowser,
  first: { readonly code: string; readonly accessToken: string },
): Promise<CodeProbes> {
  const withNewCode = async (request: SignInRequest, use: (code: string) => Promise<Observation>) => {
    const { code, observation } = observeArrival(under, await browser.open(request.url), request);
    return code === undefined ? notProved(`there was no other code to try: ${observation.actual}`) : use(code);
  };
  const challenged = async (codes: readonly string[], options: (request: SignInRequest) => RedeemOptions) => {
    const request = await plugin.requestWithChallenge();
    return withNewCode(request, (code) => redeem(plugin, code, options(request), codes));
  };
  const another = await plugin.requestWithChallenge();
  return {
    withVerifier: await challenged([], ({ verifier }) => ({ verifier })),
    otherVerifier: await challenged(verifierErrors, () => ({ verifier: another.verifier })),
    noVerifier: await challenged(verifierErrors, () => ({})),
    wrongSecret: await withNewCode(plugin.request(), (code) =>
      redeem(plugin, code, { secret: `crosstrust-probe-${crypto.randomUUID()}` }, ["invalid_client"]),
    ),
    replayed: await replay(plugin, first),
  };
}

/** @param errors the refusals that are right; none where tokens are */
async function redeem(
  plugin: JsmPlugin,
  code: string,
  options: RedeemOptions,
  errors: readonly string[],
): Promise<Observation> {
  const redeemed = await plugin.redeem(code, options);
  if (redeemed.outcome === "tokens") return { actual: "tokens", ok: errors.length === 0 };
  return { actual: `refused, ${redeemed.error}`, ok: errors.includes(redeemed.error) };
}

/** Whether Cognito revokes what a code was redeemed for when it comes again (RFC 6749, 4.1.2) is not documented, so it is told. */
async function replay(plugin: JsmPlugin, first: { readonly code: string; readonly accessToken: string }) {
  const observation = await redeem(plugin, first.code, {}, ["invalid_grant"]);
  if (!observation.ok) return observation;
  const { found } = await plugin.userInfo(first.accessToken);
  return { ...observation, reason: `the access token of the first time is ${found ? "still good" : "revoked"}` };
}
