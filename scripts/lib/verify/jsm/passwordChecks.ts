import { signIn, type SignInEnd } from "../../signIn/signIn.ts";
import type { Check, Observation } from "../Check.ts";
import { notProved } from "../Check.ts";
import type { VerifyContext } from "../VerifyContext.ts";
import { observeEnd } from "../people/observeArrival.ts";
import { once } from "../../vendors/requestIds.ts";
import type { Customer } from "./Customer.ts";
import { JsmPlugin } from "./JsmPlugin.ts";
import type { JsmUnderTest } from "./JsmUnderTest.ts";
import { PortalBrowser } from "./PortalBrowser.ts";

/**
 * That nobody signs in with a wrong password, and that the answer does not tell who has an account (PreventUserExistenceErrors).
 * The one real person is tried once: it takes five failures to lock somebody out (developer guide, "Lockout behavior for
 * failed sign-in attempts").
 * @param real one of the pool's own people, where verify knows of one
 */
export function passwordChecks(
  context: VerifyContext,
  under: JsmUnderTest,
  real: Customer | undefined,
): readonly Check[] {
  const stranger = once(() =>
    attempt(context, under, `crosstrust-probe-${crypto.randomUUID()}@crosstrust-probe.invalid`),
  );
  return [
    {
      system: "cognito-jsm",
      name: `${under.name}: no sign-in for somebody unknown`,
      expected: "refused",
      run: async () => observeRefusal(under, await stranger()),
    },
    {
      system: "cognito-jsm",
      name: `${under.name}: no sign-in with a wrong password, in the words for somebody unknown`,
      expected: "refused, in the same words",
      run: async () => {
        if (real === undefined)
          return notProved(`it takes the name of somebody real: --person ${under.name}/NAME=FILE`);
        const [end, unknown] = [await attempt(context, under, real.credentials.userName), await stranger()];
        const observation = observeRefusal(under, end);
        if (end.kind !== "refused" || unknown.kind !== "refused") return observation;
        if (end.message === unknown.message) return { actual: "refused, in the same words", ok: true };
        const reason = `"${end.message}" for ${real.name}, "${unknown.message}" for somebody unknown`;
        return { actual: "refused, in other words", ok: false, reason };
      },
    },
  ];
}

async function attempt({ http }: VerifyContext, under: JsmUnderTest, userName: string): Promise<SignInEnd> {
  const browser = new PortalBrowser(under, http);
  const start = await browser.open(new JsmPlugin(under, http).request().url);
  const password = `crosstrust-Probe-${crypto.randomUUID()}`;
  return signIn(browser, start, { userName, password, passwordHost: under.deployed.domain });
}

/** A page that asks again is the refusal; a page that never asked is none. */
export function observeRefusal(under: JsmUnderTest, end: SignInEnd): Observation {
  if (end.kind === "refused") return { actual: "refused", ok: true, reason: end.message };
  if (end.kind === "caught") {
    const signedIn = end.parameters.has("code");
    return signedIn ? { actual: "signed in", ok: false } : notProved(`no page asked: ${end.parameters.get("error")}`);
  }
  if (end.kind === "asked" && end.purpose === "new password") return { actual: "signed in", ok: false };
  const { actual, reason } = observeEnd(under, end);
  return notProved(`no page asked for a password: ${reason ?? actual}`);
}
