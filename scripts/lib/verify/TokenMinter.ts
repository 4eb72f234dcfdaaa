import { decodeJwt } from "jose";
import * as oauth from "oauth4webapi";
import type { Claims } from "../../../trust/gateway/Decision.ts";
import type { DeployedIssuer, DeployedTrust, ScopeClaim } from "../../../trust/DeployedTrust.ts";
import { CrosstrustError } from "../../../trust/CrosstrustError.ts";
import { once } from "../vendors/requestIds.ts";
import { clientAuthentication, isJumpCloudClient, methodOf, missingCredential } from "./clientAuthentication.ts";
import type { Credential } from "./clientAuthentication.ts";
import type { LiveHttp } from "./LiveHttp.ts";
import type { PersonTokens } from "./people/PersonTokens.ts";
import { parseObject } from "./PublishedDocuments.ts";

/** A client of an issuer, by the names in the config. */
export interface ClientRef {
  readonly issuer: string;
  readonly client: string;
  /** The issuer that is asked for a token, where that is not the client's own. */
  readonly at?: string;
  /** The ID token of somebody who signs in to it, instead of an access token. */
  readonly idToken?: true;
}

export interface MintedToken {
  readonly outcome: "minted";
  readonly token: string;
  readonly claims: Claims;
  /** The scopes or roles, as the token carries them. */
  readonly granted: readonly string[];
}

/** A token, or why there is none; `reason` never holds a secret. */
export type Minted =
  | MintedToken
  | { readonly outcome: "refused"; readonly status: number; readonly error: string; readonly reason: string }
  | { readonly outcome: "unavailable"; readonly reason: string };

/**
 * Gets real tokens with client credentials, each client by the method it is registered with; each token once. An Okta
 * or Cognito client names the scopes that it asks for. Microsoft's clients ask for `{identifier URI}/.default` and get all their
 * roles at that API (Microsoft identity platform, "OAuth 2.0 client credentials flow"; Azure AD B2C, "Set up OAuth 2.0
 * client credentials flow"). A client of Cognito or JumpCloud that people sign in to gets no token in its own name: those of
 * Cognito are people's, who are signed in for them.
 */
export class TokenMinter {
  readonly #trust: DeployedTrust;
  readonly #credentials: (ref: ClientRef) => Credential | undefined;
  readonly #http: LiveHttp;
  readonly #people: Pick<PersonTokens, "get">;
  readonly #minted = new Map<string, () => Promise<Minted>>();

  constructor(
    trust: DeployedTrust,
    credentials: (ref: ClientRef) => Credential | undefined,
    http: LiveHttp,
    people: Pick<PersonTokens, "get">,
  ) {
    this.#trust = trust;
    this.#credentials = credentials;
    this.#http = http;
    this.#people = people;
  }

  /**
   * @param scopes what to ask an issuer of Okta or Cognito for; none at all lets it choose its defaults
   * @throws Unreachable
   */
  async mint(ref: ClientRef, scopes: readonly string[]): Promise<Minted> {
    const issuer = this.#trust.issuers[ref.at ?? ref.issuer];
    const asked = issuer !== undefined && "tokenScope" in issuer ? [] : [...scopes].sort();
    const key = JSON.stringify([ref.issuer, ref.client, ref.at, ref.idToken, asked]);
    const earlier = this.#minted.get(key);
    if (earlier !== undefined && !endsSoon(await earlier())) return earlier();
    const minting = once(() => this.mintAnew(ref, scopes));
    this.#minted.set(key, minting);
    return minting();
  }

  /** As `mint`, and always a new token. */
  async mintAnew(ref: ClientRef, scopes: readonly string[]): Promise<Minted> {
    const issuer = this.#trust.model.issuers[ref.issuer];
    if (issuer?.kind === "cognito" && issuer.clients[ref.client]?.kind === "interactive") {
      return this.#people.get(ref, issuer, scopes);
    }
    const model = issuer?.clients[ref.client];
    if (model !== undefined && isJumpCloudClient(model)) {
      return { outcome: "unavailable", reason: `people sign in to ${ref.issuer}/${ref.client}: its tokens are theirs` };
    }
    return this.mintWith(ref, scopes, this.#credentials(ref));
  }

  /** A token in the client's own name, with a credential of the caller's; always a new one. */
  async mintWith(ref: ClientRef, scopes: readonly string[], credential: Credential | undefined): Promise<Minted> {
    const issuer = this.#trust.issuers[ref.at ?? ref.issuer];
    const model = this.#trust.model.issuers[ref.issuer]?.clients[ref.client];
    const clientId = this.#trust.issuers[ref.issuer]?.clients[ref.client]?.clientId;
    if (issuer === undefined || model === undefined || clientId === undefined) {
      return {
        outcome: "unavailable",
        reason: `the stack's outputs do not hold the client ${ref.issuer}/${ref.client}`,
      };
    }
    const authentication = clientAuthentication(methodOf(model), credential);
    if (authentication === undefined) {
      return { outcome: "unavailable", reason: missingCredential(ref.issuer, ref.client, model) };
    }
    try {
      return await this.#request(issuer, clientId, authentication, scopes);
    } catch (error) {
      return explainFailure(ref, await withoutChallenge(error));
    }
  }

  async #request(
    issuer: DeployedIssuer,
    clientId: string,
    authentication: oauth.ClientAuth,
    scopes: readonly string[],
  ): Promise<Minted> {
    const server = { issuer: issuer.issuer, token_endpoint: issuer.tokenEndpoint };
    const client = { client_id: clientId };
    const scope = "tokenScope" in issuer ? issuer.tokenScope : scopes.join(" ");
    const parameters = new URLSearchParams(scope === "" ? {} : { scope });
    const response = await oauth.clientCredentialsGrantRequest(server, client, authentication, parameters, {
      [oauth.customFetch]: async (url, init) => this.#http.respond(url, init),
    });
    const { access_token: token } = await oauth.processClientCredentialsResponse(server, client, response);
    return describeToken(token, issuer.scopeClaim);
  }
}

/** Reads a token that an issuer has answered with; its signature is the gateway's business. */
export function describeToken(token: string, scopeClaim: ScopeClaim): Minted {
  try {
    const claims = decodeJwt(token);
    return { outcome: "minted", token, claims, granted: grantsOf(claims[scopeClaim]) };
  } catch {
    return { outcome: "refused", status: 200, error: "no_jwt", reason: "the issuer answered with no readable JWT" };
  }
}

/** Scopes or roles as a claim carries them: an array, or one string parted by spaces. */
function grantsOf(claim: unknown): readonly string[] {
  const grants = typeof claim === "string" ? claim.split(" ") : Array.isArray(claim) ? claim : [];
  return grants.filter((grant): grant is string => typeof grant === "string" && grant !== "");
}

interface OAuthError {
  readonly status: number;
  readonly error: string;
  readonly description?: string | undefined;
}

/** The error that stands in the body of an answer which has a challenge in its header too; other errors as they are. */
async function withoutChallenge(error: unknown): Promise<unknown> {
  if (!(error instanceof oauth.WWWAuthenticateChallengeError)) return error;
  const { status, response } = error;
  const body = parseObject(await response.text());
  const said = body?.["error"];
  const description = body?.["error_description"];
  if (typeof said !== "string") return error;
  return { status, error: said, description: typeof description === "string" ? description : undefined };
}

function explainFailure(ref: ClientRef, failure: unknown): Minted {
  if (failure instanceof CrosstrustError) throw failure;
  const client = `${ref.issuer}/${ref.client}`;
  const refusal = oauthErrorOf(failure);
  if (refusal !== undefined) {
    const { status, error, description } = refusal;
    const said = description === undefined ? error : `${error}: ${description}`;
    return { outcome: "refused", status, error, reason: `the issuer refused a token to ${client}: ${status} ${said}` };
  }
  if (noOAuthAnswer.some((kind) => failure instanceof kind)) {
    const reason = `the issuer's answer to ${client} is none that OAuth knows: ${(failure as Error).message}`;
    return { outcome: "refused", status: 0, error: "no_oauth_answer", reason };
  }
  throw failure;
}

function oauthErrorOf(failure: unknown): OAuthError | undefined {
  if (failure instanceof oauth.ResponseBodyError) {
    return { status: failure.status, error: failure.error, description: failure.error_description };
  }
  return failure instanceof Error ? undefined : (failure as OAuthError);
}

const noOAuthAnswer = [
  oauth.OperationProcessingError,
  oauth.UnsupportedOperationError,
  oauth.WWWAuthenticateChallengeError,
] as const;

function endsSoon(minted: Minted): boolean {
  if (minted.outcome !== "minted") return false;
  const { exp } = minted.claims;
  return typeof exp === "number" && exp * 1000 - Date.now() < 30_000;
}
