import { Browser } from "../../signIn/Browser.ts";
import { signIn, type SignInEnd } from "../../signIn/signIn.ts";
import type { Customer } from "../jsm/Customer.ts";
import type { LiveHttp } from "../LiveHttp.ts";
import type { SignInRequest } from "./AuthorizationCodeFlow.ts";
import { isAt } from "./isAt.ts";
import { type Arrival, errorPage, observeArrival } from "./observeArrival.ts";
import type { PoolClient } from "./PoolClient.ts";

/** What came of an authorization request; without `signedIn`, the person was not signed in at all, and will not be. */
export type Visit = Arrival & { readonly signedIn: boolean };

/**
 * A person at a user pool, in one browser: the password is typed once, and all further requests are answered of the session.
 * A sign-in that failed is not tried again, as Cognito locks people out. One request at a time.
 */
export class PersonSession {
  readonly #person: Customer;
  readonly #browser: Browser;
  #last: Promise<unknown> = Promise.resolve();
  #failed: (() => Visit) | undefined;

  /** @param callbackUrls of all the clients that may be asked for: what the pool sends there is caught, and not sent */
  constructor(person: Customer, http: LiveHttp, callbackUrls: readonly string[]) {
    this.#person = person;
    this.#browser = new Browser({
      send: (url, init) => http.respond(url, init),
      catches: (url) => callbackUrls.some((callbackUrl) => isAt(url, callbackUrl)),
    });
  }

  /** @throws Unreachable, then and for all later requests */
  async visit(client: PoolClient, request: SignInRequest): Promise<Visit> {
    const visiting = this.#last.then(() => this.#failed?.() ?? this.#visit(client, request));
    this.#last = visiting.catch(() => undefined);
    return visiting;
  }

  async #visit(client: PoolClient, request: SignInRequest): Promise<Visit> {
    try {
      const end = await signIn(this.#browser, await this.#browser.open(request.url), this.#person.credentials);
      const visit = { ...observeArrival(client, end, request), signedIn: isAnswer(client, end) };
      if (!visit.signedIn) this.#failed = () => visit;
      return visit;
    } catch (error) {
      this.#failed = () => {
        throw error;
      };
      throw error;
    }
  }
}

/** An answer to the client, or a page about a fault of its request, is no failure of the person's. */
function isAnswer(client: PoolClient, end: SignInEnd): boolean {
  return end.kind === "caught" || ("page" in end && errorPage(client, end.page) !== undefined);
}
