import { readCookie } from "../../../../http/readCookie.ts";
import { forget, lookUp } from "../../../../remember.ts";
import { sameText } from "../../../../sameText.ts";
import type { SandboxResponse } from "../../../../Vendor.ts";
import type { FederatedSignIn, User } from "../../state.ts";
import type { DomainCall } from "../DomainCall.ts";
import { hasDuplicates } from "../parameters.ts";
import { refuseOnPage } from "../SignInRefused.ts";
import { refuseToApplication } from "../sign-in/answerApplication.ts";
import type { AuthorizationRequest } from "../sign-in/AuthorizationRequest.ts";
import { completeSignIn } from "../sign-in/completeSignIn.ts";
import { readAuthorizationRequest } from "../sign-in/readAuthorizationRequest.ts";
import { beginSession } from "../sign-in/sessions.ts";
import { federatedUser } from "./federatedUser.ts";
import { FederationFault, readProvider } from "./oidcProvider.ts";
import { redeemProviderCode } from "./redeemProviderCode.ts";
import { browserCookie } from "./startFederation.ts";

/** Where other identity providers send browsers back to; each sign-in is taken once, in the browser that began it. */
export async function idpResponse(call: DomainCall): Promise<SandboxResponse> {
  const { searchParams } = call.request.url;
  const signIn = takeSignIn(call, searchParams);
  const request = readAuthorizationRequest(call, new URLSearchParams(signIn.query));
  const user = await signInUser(call, request, signIn, searchParams).catch((error: unknown) => {
    if (error instanceof FederationFault) throw refuseToApplication(request, "invalid_request", error.message);
    throw error;
  });
  const session = beginSession(call, user);
  return completeSignIn(call, { ...request, nonce: request.nonce ?? signIn.nonce }, session, [session.cookie]);
}

function takeSignIn({ pool, request, seconds }: DomainCall, query: URLSearchParams): FederatedSignIn {
  const state = query.get("state") ?? "";
  const signIns = pool.federatedSignIns ?? {};
  const signIn = lookUp(signIns, state);
  const isOwn = signIn !== undefined && sameText(readCookie(request, browserCookie) ?? "", signIn.browser);
  if (!isOwn || signIn.expires <= seconds || hasDuplicates(query)) {
    throw refuseOnPage("invalid_request", null, "Something went wrong");
  }
  forget(signIns, state);
  return signIn;
}

async function signInUser(
  call: DomainCall,
  { client }: AuthorizationRequest,
  { provider: name, nonce }: FederatedSignIn,
  query: URLSearchParams,
): Promise<User> {
  const { pool, account } = call;
  const identityProvider = lookUp(pool.identityProviders, name);
  if (identityProvider === undefined) throw new FederationFault(`The identity provider ${name} is gone`);
  const error = query.get("error");
  if (error !== null) throw new FederationFault(`${name} Error - ${query.get("error_description") ?? error}`);
  const provider = await readProvider(call, identityProvider);
  const claims = await redeemProviderCode(call, provider, query.get("code") ?? "", nonce);
  const user = federatedUser(pool, client, identityProvider, claims, account.now().getTime());
  if (!user.enabled) throw new FederationFault("User is disabled.");
  return user;
}
