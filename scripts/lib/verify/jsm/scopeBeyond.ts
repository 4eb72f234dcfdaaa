import { customScopes } from "../../../../trust/access/cognitoGrants.ts";
import type { Observation } from "../Check.ts";
import { notProved } from "../Check.ts";
import { describeToken } from "../TokenMinter.ts";
import type { SignInRequest } from "../people/AuthorizationCodeFlow.ts";
import { observeArrival } from "../people/observeArrival.ts";
import type { JsmPlugin } from "./JsmPlugin.ts";
import type { JsmUnderTest } from "./JsmUnderTest.ts";
import type { PortalBrowser } from "./PortalBrowser.ts";

/** A scope that the client may not ask for: one that exists, where there is one. */
export function scopeBeyond({ client, pool }: JsmUnderTest): string {
  const known = ["phone", "email", "profile", ...customScopes(Object.values(pool.resourceServers))];
  return known.find((scope) => !client.scopes.includes(scope)) ?? "crosstrust/probe";
}

export function requestBeyond(under: JsmUnderTest, plugin: JsmPlugin): SignInRequest {
  return plugin.request({ scope: ["openid", scopeBeyond(under)].join(" ") });
}

/** Refused is `invalid_scope`, which was recorded as the description of an `invalid_request`. */
export function isScopeRefusal(parameters: URLSearchParams): boolean {
  return ["error", "error_description"].some((name) => (parameters.get(name) ?? "").includes("invalid_scope"));
}

/**
 * Whether somebody who is signed in gets a token with it: the developer guide also says that Cognito overlooks such a scope
 * ("Login endpoint"), which shows in the token alone.
 */
export async function grantedBeyond(
  under: JsmUnderTest,
  plugin: JsmPlugin,
  browser: PortalBrowser,
): Promise<Observation> {
  const request = requestBeyond(under, plugin);
  const visit = await browser.open(request.url);
  if (visit.kind === "caught" && isScopeRefusal(visit.parameters))
    return { actual: "refused, invalid_scope", ok: true };
  const { code, observation } = observeArrival(under, visit, request);
  const redeemed = code === undefined ? undefined : await plugin.redeem(code);
  if (redeemed?.outcome !== "tokens") return notProved(`there was no token to look into: ${observation.actual}`);
  const token = describeToken(redeemed.accessToken, "scope");
  if (token.outcome !== "minted") return notProved("the access token is none that can be looked into");
  const isGranted = token.granted.includes(scopeBeyond(under));
  return { actual: isGranted ? "granted" : "overlooked", ok: !isGranted };
}
