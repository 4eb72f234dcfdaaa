import { createLocalJWKSet, errors, jwtVerify } from "jose";
import type { JWTPayload } from "jose";
import { appliesToCloudMember, isOptionalIdTokenClaim } from "../../../../trust/entra/optionalClaims.ts";
import { Browser } from "../../signIn/Browser.ts";
import { signIn } from "../../signIn/signIn.ts";
import type { Check, Observation } from "../Check.ts";
import { notProved } from "../Check.ts";
import type { VerifyContext } from "../VerifyContext.ts";
import { once } from "../../vendors/requestIds.ts";
import { authorizeUrl, credentialsOf, type FederationUnderTest, missingPassword } from "./FederationUnderTest.ts";
import { observeStop } from "./observeSignIn.ts";

type Obtained = { readonly claims: JWTPayload; readonly nonce: string } | { readonly observation: Observation };

/**
 * A person's ID token for JumpCloud's application, as Entra ID sends it to the registered redirect URI; it is caught there,
 * so that nobody is signed in by it. One sign-in, two results.
 */
export function idTokenChecks(context: VerifyContext, under: FederationUnderTest, person: string): readonly Check[] {
  const { name, model, deployed } = under;
  const obtain = once(() => obtainToken(context, under, person));
  const [applying, unknown] = applyingClaims(under, person);
  const signIn = model.people[person]?.userPrincipalName ?? person;
  return [
    {
      system: "entra-jumpcloud",
      name: `${name}/${person}: an ID token at the registered redirect URI`,
      expected: describeClaims({ iss: deployed.issuer, aud: deployed.clientId, tid: deployed.tenantId }, true),
      run: async () => {
        const obtained = await obtain();
        if ("observation" in obtained) return obtained.observation;
        const { claims, nonce } = obtained;
        const actual = describeClaims(claims, claims["nonce"] === nonce);
        const expected = describeClaims({ iss: deployed.issuer, aud: deployed.clientId, tid: deployed.tenantId }, true);
        return { actual, ok: actual === expected };
      },
    },
    {
      system: "entra-jumpcloud",
      name: `${name}/${person}: the optional claims that apply to ${signIn}`,
      expected: applying.join(", ") || "none",
      run: async () => {
        const obtained = await obtain();
        if ("observation" in obtained) return obtained.observation;
        const missing = applying.filter((claim) => obtained.claims[claim] === undefined);
        const left = unknown.length === 0 ? {} : { reason: `left to the tenant's settings: ${unknown.join(", ")}` };
        return missing.length === 0
          ? { actual: applying.join(", ") || "none", ok: true, ...left }
          : { actual: `${missing.join(", ")} missing`, ok: false };
      },
    },
  ];
}

async function obtainToken(context: VerifyContext, under: FederationUnderTest, person: string): Promise<Obtained> {
  const { deployed } = under;
  const credentials = credentialsOf(context, under, person);
  const [redirectUri] = deployed.redirectUris;
  if (credentials === undefined) return { observation: notProved(missingPassword(under, person)) };
  if (redirectUri === undefined) return { observation: notProved("the application has no redirect URI") };
  const nonce = crypto.randomUUID();
  const browser = new Browser({
    send: (url, init) => context.http.respond(url, init),
    catches: (url) => url.href.startsWith(redirectUri),
  });
  const start = await browser.open(
    authorizeUrl(under, {
      response_type: "id_token",
      response_mode: "form_post",
      redirect_uri: redirectUri,
      scope: "openid email profile",
      nonce,
      state: crypto.randomUUID(),
    }),
  );
  const end = await signIn(browser, start, credentials);
  if (end.kind !== "caught") return { observation: observeStop(end) };
  const token = end.parameters.get("id_token");
  if (token === null) {
    const error = end.parameters.get("error_description") ?? end.parameters.get("error") ?? "no token";
    return { observation: { actual: "no ID token", ok: false, reason: error } };
  }
  return verifySignature(context, deployed.discoveryUrl, token, nonce);
}

/** The signature, and that the token is of now; what it says is compared by the checks. */
async function verifySignature(
  { documents, now }: VerifyContext,
  discoveryUrl: string,
  token: string,
  nonce: string,
): Promise<Obtained> {
  const keys = createLocalJWKSet({ keys: [...(await documents.rsaKeys(discoveryUrl))] });
  try {
    const { payload } = await jwtVerify(token, keys, {
      algorithms: ["RS256"],
      currentDate: now(),
      clockTolerance: 300,
    });
    return { claims: payload, nonce };
  } catch (error) {
    if (!(error instanceof errors.JOSEError)) throw error;
    return { observation: { actual: `an ID token that does not hold: ${error.code}`, ok: false } };
  }
}

function describeClaims({ iss, aud, tid }: JWTPayload, nonce: boolean): string {
  return `iss ${iss}, aud ${String(aud)}, tid ${String(tid)}, ${nonce ? "the nonce that was sent" : "another nonce"}`;
}

/** The optional claims that must be there, and those that a setting of the tenant decides about. */
function applyingClaims(
  { model, deployed }: FederationUnderTest,
  name: string,
): readonly [applying: readonly string[], unknown: readonly string[]] {
  const person = model.people[name];
  const member = { mail: person?.userPrincipalName, givenName: person?.givenName, surname: person?.surname };
  const asked = deployed.optionalClaims.filter(isOptionalIdTokenClaim);
  return [
    asked.filter((claim) => appliesToCloudMember(claim, member) === "applies"),
    asked.filter((claim) => appliesToCloudMember(claim, member) === "unknown"),
  ];
}
