import { randomId } from "../../http/ids.ts";
import { readCookie } from "../../http/readCookie.ts";
import { empty } from "../../http/responses.ts";
import { remember } from "../../remember.ts";
import { sameText } from "../../sameText.ts";
import type { SandboxResponse } from "../../Vendor.ts";
import { groupsOf, usersByEmail } from "../directory/find.ts";
import { usableSession } from "../issuer/sign-in/authorize.ts";
import { acceptLogin, waitingLogin, type WaitingLogin } from "../issuer/sign-in/login.ts";
import { epochSeconds, type JumpCloudCall } from "../JumpCloudCall.ts";
import type { IdentityProvider, User } from "../state.ts";
import { browserCookie, setCookie } from "./cookies.ts";
import { goOn } from "./goOn.ts";
import { readMetadata } from "./identityProviderMetadata.ts";
import { emailPage, type LoginForm, passwordPage } from "./pages.ts";
import { redirectUriOf } from "./redeemCode.ts";
import { SignInRefused } from "./SignInRefused.ts";

/** How long a person may take at the identity provider, in seconds; not confirmed. */
const signInLifetime = 600;

/**
 * The user portal's login [doc: console.jumpcloud.com/login, "Enter your company email address and click Continue"]. With an
 * application's challenge, somebody who is signed in already goes straight on.
 */
export function showLogin(call: JumpCloudCall): SandboxResponse {
  const waiting = waitingFor(call, call.request.url.searchParams);
  const session = waiting && usableSession(call, waiting.request);
  if (waiting !== undefined && session !== undefined) return acceptLogin(call, waiting, session, []);
  const csrf = randomId("", 32, "base64url");
  const email = waiting?.request.query.get("login_hint") ?? "";
  return emailPage({ csrf, loginChallenge: waiting?.challenge, email }, [
    setCookie(call, browserCookie, csrf, signInLifetime),
  ]);
}

/**
 * Who is in a group that a routing policy names goes to the identity provider, anyone else gets the page for JumpCloud's own
 * password, whoever they are [doc: Routing Policies for Identity Providers]. The authorization request's parameters are
 * OpenID Connect's for the code flow, with `state` and `nonce`; which ones JumpCloud really sends is inferred.
 */
export async function submitEmail(call: JumpCloudCall): Promise<SandboxResponse> {
  const login = readLogin(call);
  const { csrf: browser, email, loginChallenge } = login;
  if (!/^[^\s@]+@[^\s@]+$/.test(email)) return emailPage(login, [], "Enter your company email.");

  const user = userByEmail(call, email);
  const provider = user && routedTo(call, user);
  if (user === undefined || provider === undefined) return passwordPage(login, formTargets(call, loginChallenge));
  const { authorizationEndpoint } = await readMetadata(call.context, provider);
  const state = randomId("", 43, "base64url");
  const nonce = randomId("", 43, "base64url");
  const seconds = epochSeconds(call.now);
  const signIn = {
    ...{ userId: user.id, identityProviderId: provider.id, nonce, browser },
    ...(loginChallenge !== undefined && { loginChallenge }),
    expires: seconds + signInLifetime,
  };
  remember(call.organization.signIns, state, signIn, seconds);
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

/**
 * JumpCloud's own password, of people who are activated and whom no routing policy sends elsewhere. Whatever is wrong is told
 * in the same words; JumpCloud's words, and its lock-out after too many attempts, are not known.
 */
export function submitPassword(call: JumpCloudCall): SandboxResponse {
  const login = readLogin(call);
  const password = new URLSearchParams(call.request.body.toString("utf8")).get("password") ?? "";
  const user = userByEmail(call, login.email);
  const isRight = sameText(password, user?.password ?? "") && password !== "";
  if (!isRight || !user?.activated || user.suspended || routedTo(call, user) !== undefined) {
    return passwordPage(login, formTargets(call, login.loginChallenge), "Your email or password is incorrect.");
  }
  return goOn(call, user, login.loginChallenge);
}

/** The identity provider of a routing policy that names one of the person's groups. */
export function routedTo({ organization }: JumpCloudCall, user: User): IdentityProvider | undefined {
  const groups = groupsOf(organization, user.id).map(({ id }) => id);
  const policy = organization.routingPolicies.find(({ groupIds }) => groupIds.some((id) => groups.includes(id)));
  return organization.identityProviders.find(({ id }) => id === policy?.identityProviderId);
}

/** @throws SignInRefused for a form that another site sent, or whose application waits no more */
function readLogin(call: JumpCloudCall): LoginForm {
  const form = new URLSearchParams(call.request.body.toString("utf8"));
  const csrf = readCookie(call.request, browserCookie) ?? "";
  if (csrf === "" || !sameText(form.get("csrf") ?? "", csrf)) {
    throw new SignInRefused("This form is not from a login that was begun in this browser, or it is too old.");
  }
  return { csrf, loginChallenge: waitingFor(call, form)?.challenge, email: (form.get("email") ?? "").trim() };
}

function waitingFor(call: JumpCloudCall, parameters: URLSearchParams): WaitingLogin | undefined {
  const challenge = parameters.get("login_challenge");
  return challenge === null ? undefined : waitingLogin(call, challenge);
}

/** Where the answer to the password may send the browser on to: the application, by way of the issuer. */
function formTargets(call: JumpCloudCall, loginChallenge: string | undefined): readonly string[] {
  if (loginChallenge === undefined) return [];
  return ["https:", waitingLogin(call, loginChallenge).request.redirectUri];
}

function userByEmail({ organization }: JumpCloudCall, email: string): User | undefined {
  const [user, ...others] = usersByEmail(organization, email);
  return others.length === 0 ? user : undefined;
}
