import { authorizationCodeGrantRequest, processAuthorizationCodeResponse, validateAuthResponse } from "oauth4webapi";
import type { LiveHttp } from "../verify/LiveHttp.ts";
import type { LoginServer } from "./discover.ts";
import { describeFailure } from "./describeFailure.ts";
import type { LoginTarget } from "./LoginTarget.ts";
import { readTokens } from "./readTokens.ts";
import type { SignedIn } from "./SignedIn.ts";
import { authenticate, clientOf, requestBy } from "./tokenRequests.ts";

/** What ties an answer to the request that was sent, and what is needed to go on with it. */
export interface Attempt {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
  readonly target: LoginTarget;
  readonly server: LoginServer;
  /** As it stood in the request. */
  readonly redirectUri: string;
  readonly http: LiveHttp;
  readonly now: () => Date;
}

/**
 * Takes an authorization response to the token endpoint, and validates what comes back.
 * @throws CrosstrustError VENDOR_REFUSED, VENDOR_UNREACHABLE, TOKEN_UNREADABLE, INTERRUPTED
 */
export async function redeemAnswer(attempt: Attempt, answer: URLSearchParams): Promise<SignedIn> {
  const { state, nonce, verifier, target, server, redirectUri, http, now } = attempt;
  const client = clientOf(target, now);
  const options = requestBy(http);
  try {
    const validated = validateAuthResponse(server, client, answer, state);
    const asked = authenticate(target);
    const response = await authorizationCodeGrantRequest(
      server,
      client,
      asked,
      validated,
      redirectUri,
      verifier,
      options,
    );
    const requested = now();
    const tokens = await processAuthorizationCodeResponse(server, client, response, {
      expectedNonce: nonce,
      requireIdToken: true,
    });
    return await readTokens(
      { server, clientId: target.clientId, response, tokens, asked: target.scopes, requested },
      options,
    );
  } catch (error) {
    throw describeFailure(error, target);
  }
}
