import { decodeJwt } from "jose";
import type { DeployedTrust } from "../../../../trust/DeployedTrust.ts";
import type { CognitoIssuerModel } from "../../../../trust/TrustModel.ts";
import { type Credential, missingCredential } from "../clientAuthentication.ts";
import type { Customer } from "../jsm/Customer.ts";
import { ownPeople } from "../jsm/JsmUnderTest.ts";
import type { LiveHttp } from "../LiveHttp.ts";
import { type ClientRef, describeToken, type Minted } from "../TokenMinter.ts";
import type { VerifyContext } from "../VerifyContext.ts";
import { AuthorizationCodeFlow } from "./AuthorizationCodeFlow.ts";
import { PersonSession } from "./PersonSession.ts";
import { poolClient } from "./PoolClient.ts";
import { missingPerson, poolPeople } from "./poolPeople.ts";

export interface PersonTokensOptions {
  readonly trust: DeployedTrust;
  /** Of --person. */
  readonly passwords: ReadonlyMap<string, string>;
  readonly credentialOf: (ref: ClientRef) => Credential | undefined;
  readonly http: LiveHttp;
  readonly conceal: VerifyContext["conceal"];
}

/**
 * Gets the tokens of people who sign in to clients of user pools: at the pool's own pages, with the authorization code grant,
 * PKCE, state and nonce. One person whose password is at hand is enough for a client; one of the pool's own is preferred.
 */
export class PersonTokens {
  readonly #options: PersonTokensOptions;
  /** By pool and person. */
  readonly #sessions = new Map<string, PersonSession>();

  constructor(options: PersonTokensOptions) {
    this.#options = options;
  }

  /**
   * @param scopes what the client is to ask for
   * @returns the access token, or the ID token where the reference says so; always a new one
   * @throws Unreachable
   */
  async get(ref: ClientRef, pool: CognitoIssuerModel, scopes: readonly string[]): Promise<Minted> {
    const { trust, credentialOf, http, conceal } = this.#options;
    const client = poolClient(trust, ref, credentialOf(ref));
    const settings = pool.clients[ref.client];
    if (client === undefined || settings?.kind !== "interactive") {
      return unavailable(`the stack's outputs do not hold the client ${ref.issuer}/${ref.client}`);
    }
    if (client.secret === undefined) return unavailable(missingCredential(ref.issuer, ref.client, settings));
    const person = this.#personFor(ref.issuer, settings.identityProviders);
    if (person === undefined) return unavailable(missingPerson(trust.model, ref.issuer, ref.client));
    const flow = new AuthorizationCodeFlow(client, http);
    const { provider } = person;
    const request = await flow.requestWithChallenge({
      scope: scopes.join(" "),
      ...(provider === undefined ? {} : { identity_provider: provider }),
    });
    const { code, observation, signedIn } = await this.#sessionOf(ref.issuer, pool, person).visit(client, request);
    const why = observation.reason === undefined ? observation.actual : `${observation.actual}: ${observation.reason}`;
    if (!signedIn) return unavailable(`${person.name} could not be signed in to ${ref.issuer}/${ref.client}: ${why}`);
    if (code === undefined || !observation.ok) return refused(ref, why);
    conceal(code);
    const redeemed = await flow.redeem(code, { verifier: request.verifier });
    if (redeemed.outcome === "refused") return refused(ref, redeemed.error);
    const { idToken, accessToken } = redeemed;
    conceal(accessToken, ...(idToken === undefined ? [] : [idToken]));
    if (idToken !== undefined && nonceOf(idToken) !== request.nonce)
      return refused(ref, "an ID token for another nonce");
    if (ref.idToken !== true) return describeToken(accessToken, "scope");
    return idToken === undefined ? refused(ref, "no ID token") : describeToken(idToken, "scope");
  }

  #personFor(pool: string, providers: readonly string[]): Customer | undefined {
    const { trust, passwords } = this.#options;
    const able = poolPeople(trust, passwords, pool).filter(({ provider = ownPeople }) => providers.includes(provider));
    return able.find(({ provider }) => provider === undefined) ?? able[0];
  }

  #sessionOf(pool: string, { clients }: CognitoIssuerModel, person: Customer): PersonSession {
    const key = JSON.stringify([pool, person.name]);
    let session = this.#sessions.get(key);
    if (session === undefined) {
      const callbackUrls = Object.values(clients).flatMap((client) =>
        client.kind === "interactive" ? client.callbackUrls : [],
      );
      session = new PersonSession(person, this.#options.http, callbackUrls);
      this.#sessions.set(key, session);
    }
    return session;
  }
}

const unavailable = (reason: string): Minted => ({ outcome: "unavailable", reason });

/** @param error of OAuth, in the authorization request's answer or the token endpoint's; or what is wrong with the answer */
function refused({ issuer, client }: ClientRef, error: string): Minted {
  const reason = `the issuer refused a token to a person at ${issuer}/${client}: ${error}`;
  return { outcome: "refused", status: 0, error, reason };
}

function nonceOf(idToken: string): unknown {
  try {
    return decodeJwt(idToken)["nonce"];
  } catch {
    return undefined;
  }
}
