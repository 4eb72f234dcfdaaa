import { signIn } from "../../signIn/signIn.ts";
import type { Check, Observation } from "../Check.ts";
import { notProved } from "../Check.ts";
import type { VerifyContext } from "../VerifyContext.ts";
import { expectedArrival, observeArrival, observeEnd } from "../people/observeArrival.ts";
import { once } from "../../vendors/requestIds.ts";
import type { Customer, FirstSignIn } from "./Customer.ts";
import { JsmPlugin } from "./JsmPlugin.ts";
import type { JsmUnderTest } from "./JsmUnderTest.ts";
import { observeRefusal } from "./passwordChecks.ts";
import { PortalBrowser } from "./PortalBrowser.ts";

/**
 * The first sign-in of somebody whom an administrator made: the page wants another password, then goes on to the portal, and
 * the temporary one is of no more use. It changes the person's password, so it is proved once.
 */
export function firstSignInChecks(
  context: VerifyContext,
  under: JsmUnderTest,
  [customer, { chosen }]: readonly [Customer, FirstSignIn],
): readonly Check[] {
  const firstSignIn = once(() => signInFirst(context, under, customer, chosen));
  return [
    {
      system: "cognito-jsm",
      name: `${under.name}/${customer.name}: the first sign-in, with a temporary password`,
      expected: expectedFirstSignIn(under),
      run: firstSignIn,
    },
    {
      system: "cognito-jsm",
      name: `${under.name}/${customer.name}: the temporary password after that`,
      expected: "refused",
      run: async () => {
        if (!(await firstSignIn()).ok) return notProved("the password was not changed");
        const { http } = context;
        const browser = new PortalBrowser(under, http);
        const start = await browser.open(new JsmPlugin(under, http).request().url);
        return observeRefusal(under, await signIn(browser, start, customer.credentials));
      },
    },
  ];
}

/** In the place of these checks, where nobody is to sign in for the first time. */
export function noFirstSignIn(under: JsmUnderTest): Check {
  return {
    system: "cognito-jsm",
    name: `${under.name}: a first sign-in, with a temporary password`,
    expected: expectedFirstSignIn(under),
    run: async () =>
      notProved(
        `it takes somebody with a temporary password, and another one to change it to: --first-sign-in ${under.name}/NAME=FILE`,
      ),
  };
}

const expectedFirstSignIn = (under: JsmUnderTest): string => `asked for a new password, then ${expectedArrival(under)}`;

async function signInFirst(
  { http }: VerifyContext,
  under: JsmUnderTest,
  { credentials }: Customer,
  newPassword: string,
): Promise<Observation> {
  const request = new JsmPlugin(under, http).request();
  const browser = new PortalBrowser(under, http);
  const asked = await signIn(browser, await browser.open(request.url), credentials);
  if (asked.kind === "caught") {
    const { actual, reason } = observeArrival(under, asked, request).observation;
    return {
      actual: `not asked for a new password: ${actual}`,
      ok: false,
      ...(reason === undefined ? {} : { reason }),
    };
  }
  if (asked.kind !== "asked" || asked.purpose !== "new password") return observeEnd(under, asked);
  const end = await signIn(browser, { kind: "page", page: asked.page }, { ...credentials, newPassword });
  const { observation } = observeArrival(under, end, request);
  return { ...observation, actual: `asked for a new password, then ${observation.actual}` };
}
