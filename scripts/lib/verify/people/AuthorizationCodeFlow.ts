import {
  calculatePKCECodeChallenge,
  generateRandomCodeVerifier,
  generateRandomNonce,
  generateRandomState,
} from "oauth4webapi";
import type { LiveHttp } from "../LiveHttp.ts";
import { parseObject } from "../PublishedDocuments.ts";
import type { PoolClient } from "./PoolClient.ts";

/** An authorization request that is under way. */
export interface SignInRequest {
  readonly url: string;
  readonly state: string;
  readonly nonce: string;
  /** Where a challenge was sent (RFC 7636). */
  readonly verifier: string | undefined;
}

/** What the token endpoint answers to a code. */
export type Redeemed =
  | { readonly outcome: "tokens"; readonly idToken: string | undefined; readonly accessToken: string }
  | { readonly outcome: "refused"; readonly error: string };

export interface RedeemOptions {
  readonly verifier?: string | undefined;
  /** Instead of the client's own. */
  readonly secret?: string;
}

/**
 * The authorization code grant of a client that people of a user pool sign in to. Client id and secret go in the form, which
 * Cognito takes as well as the header.
 */
export class AuthorizationCodeFlow {
  readonly #client: PoolClient;
  readonly #http: LiveHttp;

  constructor(client: PoolClient, http: LiveHttp) {
    this.#client = client;
    this.#http = http;
  }

  /** The redirect that begins it. @param changes parameters instead of the client's own, or more of them */
  request(changes: Readonly<Record<string, string>> = {}): SignInRequest {
    const { deployed, model } = this.#client;
    const [state, nonce] = [generateRandomState(), generateRandomNonce()];
    const url = new URL(deployed.authorizationEndpoint);
    url.search = new URLSearchParams({
      response_type: "code",
      client_id: deployed.clientId,
      redirect_uri: deployed.callbackUrl,
      scope: model.scopes.join(" "),
      state,
      nonce,
      ...changes,
    }).toString();
    return { url: url.href, state, nonce, verifier: undefined };
  }

  /** A request with a challenge: the pool has to hold the client to it where there is one. @param changes as of `request` */
  async requestWithChallenge(changes: Readonly<Record<string, string>> = {}): Promise<SignInRequest> {
    const verifier = generateRandomCodeVerifier();
    const challenge = await calculatePKCECodeChallenge(verifier);
    return {
      ...this.request({ ...changes, code_challenge: challenge, code_challenge_method: "S256" }),
      verifier,
    };
  }

  /** @throws Unreachable */
  async redeem(code: string, { verifier, secret = this.#client.secret ?? "" }: RedeemOptions = {}): Promise<Redeemed> {
    const { clientId, tokenEndpoint, callbackUrl } = this.#client.deployed;
    const form = new URLSearchParams({
      grant_type: "authorization_code",
      code,
      redirect_uri: callbackUrl,
      client_id: clientId,
      client_secret: secret,
      ...(verifier === undefined ? {} : { code_verifier: verifier }),
    });
    const { status, body } = await this.#http.send({
      method: "POST",
      url: tokenEndpoint,
      headers: { "content-type": "application/x-www-form-urlencoded", accept: "application/json" },
      body: form.toString(),
    });
    const answer = parseObject(body);
    const { access_token: accessToken, id_token: idToken, error } = answer ?? {};
    if (status === 200 && typeof accessToken === "string") {
      return { outcome: "tokens", accessToken, idToken: typeof idToken === "string" ? idToken : undefined };
    }
    return { outcome: "refused", error: typeof error === "string" ? error : `${status} without an OAuth error` };
  }
}
