import { Browser } from "../../signIn/Browser.ts";
import type { LiveHttp } from "../LiveHttp.ts";
import { isAt } from "../people/isAt.ts";
import type { JsmUnderTest } from "./JsmUnderTest.ts";

/** An address that nobody has (RFC 2606). */
export const strangersUri = "https://crosstrust-probe.invalid/callback";

/** A customer's browser. What the pool sends to the portal, or to nobody, is caught there and not sent. */
export class PortalBrowser extends Browser {
  readonly #leash: { staysAtPool: boolean };

  constructor({ deployed: { callbackUrl, logoutUrl, domain } }: JsmUnderTest, http: LiveHttp) {
    const leash = { staysAtPool: false };
    super({
      send: (url, init) => http.respond(url, init),
      catches: (url) =>
        [callbackUrl, logoutUrl, strangersUri].some((address) => isAt(url, address)) ||
        (leash.staysAtPool && url.host !== domain),
    });
    this.#leash = leash;
  }

  /** From now on, the browser goes to no other host than the pool's domain: what leads elsewhere is caught. */
  stayAtPool(): void {
    this.#leash.staysAtPool = true;
  }
}
