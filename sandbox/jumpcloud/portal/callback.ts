import { readCookie } from "../../http/readCookie.ts";
import { sameText } from "../../sameText.ts";
import type { SandboxResponse } from "../../Vendor.ts";
import { usersByEmail } from "../directory/find.ts";
import { epochSeconds, type JumpCloudCall } from "../JumpCloudCall.ts";
import type { IdentityProvider, SignIn, User } from "../state.ts";
import { browserCookie } from "./cookies.ts";
import { goOn } from "./goOn.ts";
import { routedTo } from "./login.ts";
import { redeemCode } from "./redeemCode.ts";
import { SignInRefused } from "./SignInRefused.ts";

/**
 * Where the identity provider sends people back to, by GET or by a form (`response_mode=form_post`). Documented is that the
 * email there has to be the company email of one JumpCloud user (jumpcloud.com/support, Get Started: Federated
 * Authentication) and that routing policies say who signs in so; that a changed membership or suspension counts at this
 * point, and the words of the refusals, are inferred.
 */
export async function finishSignIn(call: JumpCloudCall): Promise<SandboxResponse> {
  const { request, organization } = call;
  const parameters =
    request.method === "POST" ? new URLSearchParams(request.body.toString("utf8")) : request.url.searchParams;
  const signIn = takeSignIn(call, parameters.get("state"));
  const provider = organization.identityProviders.find(({ id }) => id === signIn.identityProviderId);
  if (provider === undefined) throw new SignInRefused("The identity provider is not there any more.");
  const error = parameters.get("error");
  if (error !== null) {
    const words = [error, parameters.get("error_description")].filter(Boolean).join(": ");
    throw new SignInRefused(`The identity provider "${provider.name}" refused the sign-in: ${words}`);
  }
  const code = parameters.get("code");
  if (code === null || code === "") throw new SignInRefused("The identity provider sent no authorization code.", 400);
  const user = admitted(call, await redeemCode(call, code, provider, signIn), provider);
  return goOn(call, user, signIn.loginChallenge);
}

/** The sign-in that a `state` stands for; once, whatever comes of it. */
function takeSignIn({ organization, request, now }: JumpCloudCall, state: string | null): SignIn {
  const signIn = state !== null && Object.hasOwn(organization.signIns, state) ? organization.signIns[state] : undefined;
  if (state === null || signIn === undefined) {
    throw new SignInRefused("No sign-in is under way that this answer belongs to (state).", 400);
  }
  Reflect.deleteProperty(organization.signIns, state);
  if (signIn.expires <= epochSeconds(now)) throw new SignInRefused("The sign-in took too long.", 400);
  if (!sameText(readCookie(request, browserCookie) ?? "", signIn.browser)) {
    throw new SignInRefused("The sign-in was begun in another browser.", 400);
  }
  return signIn;
}

/** The one person whose company email it is, if a routing policy sends that person to this identity provider. */
function admitted(call: JumpCloudCall, email: string, provider: IdentityProvider): User {
  const [user, ...others] = usersByEmail(call.organization, email);
  if (user === undefined) throw new SignInRefused(`No JumpCloud user has the company email ${email}.`);
  if (others.length > 0) throw new SignInRefused(`Several JumpCloud users have the company email ${email}.`);
  if (user.suspended) throw new SignInRefused(`The JumpCloud user ${email} is suspended.`);
  if (routedTo(call, user)?.id !== provider.id) {
    throw new SignInRefused(`No routing policy sends ${email} to the identity provider "${provider.name}".`);
  }
  return user;
}
