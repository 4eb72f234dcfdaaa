import { domainOf } from "../hosts.ts";
import type { JumpCloudCall } from "../JumpCloudCall.ts";

/** Of the browser that began a sign-in; the login and its callback are on two hosts of one domain. */
export const browserCookie = "jc_login";
/** Of a person who is signed in. */
export const sessionCookie = "jc_session";

/**
 * A cookie for the hosts of the call's region. `SameSite=None`, because the identity provider may send the browser back by a
 * form of its own page.
 * @param maxAge seconds; 0 takes it away
 */
export function setCookie({ host }: JumpCloudCall, name: string, value: string, maxAge: number): string {
  const domain = domainOf(host.region);
  return `${name}=${value}; Domain=${domain}; Path=/; Max-Age=${maxAge}; Secure; HttpOnly; SameSite=None`;
}
