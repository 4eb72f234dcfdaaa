import { randomId } from "../../http/ids.ts";
import { readCookie } from "../../http/readCookie.ts";
import { empty } from "../../http/responses.ts";
import { sameText } from "../../sameText.ts";
import type { SandboxResponse } from "../../Vendor.ts";
import { groupsOf, usersByEmail } from "../directory/find.ts";
import { epochSeconds, type JumpCloudCall } from "../JumpCloudCall.ts";
import type { IdentityProvider, User } from "../state.ts";
import { browserCookie, setCookie } from "./cookies.ts";
import { readMetadata } from "./identityProviderMetadata.ts";
import { emailPage, passwordPage, refusedPage } from "./pages.ts";
import { redirectUriOf } from "./redeemCode.ts";

/** How long a person may take at the identity provider, in seconds; not confirmed. */
const signInLifetime = 600;

/** The user portal's login [doc: console.jumpcloud.com/login, "Enter your company email address and click Continue"]. */
export function showLogin(call: JumpCloudCall): SandboxResponse {
  const browser = randomId("", 32, "base64url");
  return emailPage(browser, [setCookie(call, browserCookie, browser, signInLifetime)]);
}

/**
 * Who is in a group that a routing policy names goes to the identity provider, anyone else gets the page for JumpCloud's own
 * password, whoever they are [doc: Routing Policies for Identity Providers]. The authorization request's parameters are
 * OpenID Connect's for the code flow, with `state` and `nonce`; which ones JumpCloud really sends is inferred.
 */
export async function submitEmail(call: JumpCloudCall): Promise<SandboxResponse> {
  const form = new URLSearchParams(call.request.body.toString("utf8"));
  const browser = readCookie(call.request, browserCookie) ?? "";
  if (browser === "" || !sameText(form.get("csrf") ?? "", browser)) {
    return refusedPage(403, "This form is not from a login that was begun in this browser, or it is too old.");
  }
  const email = (form.get("email") ?? "").trim();
  if (!/^[^\s@]+@[^\s@]+$/.test(email)) return emailPage(browser, [], "Enter your company email.");

  const [user, ...others] = usersByEmail(call.organization, email);
  const provider = user && others.length === 0 ? routedTo(call, user) : undefined;
  if (user === undefined || provider === undefined) return passwordPage(browser, email);
  const { authorizationEndpoint } = await readMetadata(call.context, provider);
  const state = randomId("", 43, "base64url");
  const nonce = randomId("", 43, "base64url");
  const expires = epochSeconds(call.now) + signInLifetime;
  forgetOldSignIns(call);
  call.organization.signIns[state] = { userId: user.id, identityProviderId: provider.id, nonce, browser, expires };
  const target = new URL(authorizationEndpoint);
  const parameters = {
    client_id: provider.oidc.clientId,
    response_type: "code",
    redirect_uri: redirectUriOf(call),
    scope: "openid email profile",
    state,
    nonce,
    login_hint: user.email,
  };
  for (const [name, value] of Object.entries(parameters)) target.searchParams.set(name, value);
  return empty(302, { location: target.href, "cache-control": "no-store" });
}

/** The sandbox's people have no passwords of JumpCloud's. */
export function submitPassword({ request, context }: JumpCloudCall): SandboxResponse {
  const { method, url } = request;
  context.refuse({
    host: url.host,
    method,
    path: url.pathname,
    reason: "the sandbox's JumpCloud signs people in by their identity provider alone",
  });
  return refusedPage(501, "The sandbox's JumpCloud keeps no passwords.");
}

/** The identity provider of a routing policy that names one of the person's groups. */
export function routedTo({ organization }: JumpCloudCall, user: User): IdentityProvider | undefined {
  const groups = groupsOf(organization, user.id).map(({ id }) => id);
  const policy = organization.routingPolicies.find(({ groupIds }) => groupIds.some((id) => groups.includes(id)));
  return organization.identityProviders.find(({ id }) => id === policy?.identityProviderId);
}

function forgetOldSignIns({ organization, now }: JumpCloudCall): void {
  const seconds = epochSeconds(now);
  for (const [state, { expires }] of Object.entries(organization.signIns)) {
    if (expires <= seconds) Reflect.deleteProperty(organization.signIns, state);
  }
}
