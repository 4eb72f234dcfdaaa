import type { LiveHttp } from "../LiveHttp.ts";
import { parseObject } from "../PublishedDocuments.ts";
import { AuthorizationCodeFlow } from "../people/AuthorizationCodeFlow.ts";
import type { JsmUnderTest } from "./JsmUnderTest.ts";

/** What the userInfo endpoint answers. */
export type UserInfo =
  | { readonly found: true; readonly claims: Readonly<Record<string, unknown>> }
  | { readonly found: false; readonly actual: string };

/**
 * A stand-in for the portal's plugin, SAML/OAuth SSO for JSM Customers by miniOrange: it builds the requests that the plugin
 * does, and reads the answers. Client id and secret go in the form: miniOrange has its clients registered with
 * client_secret_post (its guide for Gluu); its guide for Cognito leaves the choice to the plugin, and Cognito takes both.
 * Whether the plugin sends a nonce is not documented; here it is sent, so that the ID token is bound to the request. The
 * plugin needs no challenge; requests with one are further tries.
 */
export class JsmPlugin extends AuthorizationCodeFlow {
  readonly #under: JsmUnderTest;
  readonly #http: LiveHttp;

  constructor(under: JsmUnderTest, http: LiveHttp) {
    super(under, http);
    this.#under = under;
    this.#http = http;
  }

  /** What "test connection" shows. @throws Unreachable */
  async userInfo(accessToken: string): Promise<UserInfo> {
    const { status, body } = await this.#http.send({
      method: "GET",
      url: this.#under.deployed.userInfoEndpoint,
      headers: { authorization: `Bearer ${accessToken}`, accept: "application/json" },
    });
    const claims = status === 200 ? parseObject(body) : undefined;
    if (claims !== undefined) return { found: true, claims };
    return { found: false, actual: status === 200 ? "200, but no JSON object" : String(status) };
  }

  /** The logout endpoint as the plugin is configured with it. */
  signOutUrl(logoutUri = this.#under.deployed.logoutUrl): string {
    const { logoutEndpoint, clientId } = this.#under.deployed;
    const url = new URL(logoutEndpoint);
    url.search = new URLSearchParams({ client_id: clientId, logout_uri: logoutUri }).toString();
    return url.href;
  }
}
