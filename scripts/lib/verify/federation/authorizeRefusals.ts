import { Browser } from "../../signIn/Browser.ts";
import { signIn, type SignInCredentials, type SignInEnd } from "../../signIn/signIn.ts";
import type { Check, Observation } from "../Check.ts";
import { notProved } from "../Check.ts";
import type { VerifyContext } from "../VerifyContext.ts";
import { authorizeUrl, credentialsOf, type FederationUnderTest, missingPassword } from "./FederationUnderTest.ts";
import { observeStop } from "./observeSignIn.ts";

/** An address that nobody has (RFC 2606). */
const strangersUri = "https://crosstrust-probe.invalid/callback";

/** What Entra ID must not do for JumpCloud's application ("Microsoft Entra authentication and authorization error codes"). */
export function authorizeRefusals(context: VerifyContext, under: FederationUnderTest): readonly Check[] {
  const [registered = strangersUri] = under.deployed.redirectUris;
  return [
    {
      system: "entra-jumpcloud",
      name: `${under.name}: no answer to a redirect URI that is not registered`,
      expected: "refused, AADSTS50011",
      run: async () => {
        const end = await ask(context, under, { response_type: "id_token", redirect_uri: strangersUri });
        return end.kind === "caught"
          ? { actual: "the answer went to an address of no one's", ok: false }
          : observeRefusal(under, end, "AADSTS50011");
      },
    },
    {
      system: "entra-jumpcloud",
      name: `${under.name}: no access token by the implicit flow`,
      expected: "refused, AADSTS700051",
      run: async () => {
        const end = await ask(context, under, { response_type: "token", redirect_uri: registered });
        if (end.kind !== "caught") return observeRefusal(under, end, "AADSTS700051");
        if (end.parameters.has("access_token")) return { actual: "an access token", ok: false };
        return observeError(end.parameters);
      },
    },
  ];
}

/** Asks as JumpCloud would; where Entra ID wants to know first who asks, one of the people whose password is at hand. */
async function ask(
  context: VerifyContext,
  under: FederationUnderTest,
  parameters: Readonly<{ response_type: string; redirect_uri: string }>,
): Promise<SignInEnd> {
  const browser = new Browser({
    send: (url, init) => context.http.respond(url, init),
    catches: (url) => url.href.startsWith(parameters.redirect_uri),
  });
  const nonce = crypto.randomUUID();
  const start = await browser.open(
    authorizeUrl(under, { ...parameters, scope: "openid profile", nonce, state: nonce }),
  );
  const people = Object.keys(under.model.people);
  const [credentials] = people.flatMap((person) => credentialsOf(context, under, person) ?? []);
  return signIn(browser, start, credentials ?? nobody);
}

/** Fills in nothing: there is no page whose host it would tell anything. */
const nobody: SignInCredentials = { userName: "", password: "", passwordHost: "" };

function observeRefusal(
  under: FederationUnderTest,
  end: Exclude<SignInEnd, { kind: "caught" }>,
  code: string,
): Observation {
  if ("page" in end && end.page.text.includes(code)) return { actual: `refused, ${code}`, ok: true };
  if (end.kind === "asked" || end.kind === "refused") {
    return notProved(`Entra ID asks first who it is; ${missingPassword(under, "PERSON")}`);
  }
  return observeStop(end);
}

function observeError(parameters: URLSearchParams): Observation {
  const description = parameters.get("error_description") ?? "";
  const error = parameters.get("error");
  const code = /\bAADSTS\d+/.exec(description)?.[0];
  const ok = code === "AADSTS700051" || (code === undefined && error === "unsupported_response_type");
  return { actual: `refused, ${code ?? error ?? "without an error"}`, ok, ...(ok ? {} : { reason: description }) };
}
