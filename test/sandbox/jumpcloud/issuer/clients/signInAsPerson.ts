import { Browser } from "../../../../../scripts/lib/signIn/Browser.ts";
import { signIn } from "../../../../../scripts/lib/signIn/signIn.ts";

/** What a client script is given on its standard input. */
export interface Given {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly redirectUri: string;
  readonly person: { readonly email: string; readonly password: string };
}

/**
 * Goes to an authorization endpoint as a browser would, fills in JumpCloud's pages, and stops where the browser would leave for
 * the application.
 * @returns where it would have gone
 */
export async function signInAsPerson(url: URL, { redirectUri, person }: Given): Promise<URL> {
  const browser = new Browser({
    send: async (target, init) => fetch(target, init),
    catches: ({ origin, pathname }) => `${origin}${pathname}` === redirectUri,
  });
  const end = await signIn(browser, await browser.open(url.href), {
    userName: person.email,
    password: person.password,
    passwordHost: "console.jumpcloud.com",
  });
  if (end.kind !== "caught") throw new Error(`the sign-in ended with ${end.kind}`);
  return end.url;
}
