import { createPrivateKey, type KeyObject, randomUUID } from "node:crypto";
import { SignJWT } from "jose";
import { CrosstrustError } from "../../../../trust/CrosstrustError.ts";

export interface OktaServiceAccount {
  readonly clientId: string;
  /** In PEM, PKCS #1 or PKCS #8. */
  readonly privateKey: string;
  readonly keyId?: string | undefined;
  readonly scopes: readonly string[];
}

export interface TokenRequestOptions {
  readonly organisationUrl: string;
  readonly fetch: typeof globalThis.fetch;
  readonly signal: AbortSignal;
  readonly now: () => Date;
}

/** What the organisation's authorization server answered. */
export interface OktaToken {
  readonly accessToken: string;
  /** Of those that were asked for, the ones that the application was granted. */
  readonly scopes: readonly string[];
}

/** How long an assertion is good for; Okta takes an hour at most. */
const assertionSeconds = 300;

/**
 * An access token for Okta's management API: client credentials with `private_key_jwt` at the organisation's own
 * authorization server, the one that gives `okta.…` scopes (developer.okta.com, "Implement OAuth for Okta with a service app").
 * @throws CrosstrustError USAGE for a key that is none, VENDOR_REFUSED, VENDOR_UNREACHABLE, INTERRUPTED
 */
export async function requestAccessToken(
  { clientId, privateKey, keyId, scopes }: OktaServiceAccount,
  { organisationUrl, fetch, signal, now }: TokenRequestOptions,
): Promise<OktaToken> {
  const endpoint = `${organisationUrl}/oauth2/v1/token`;
  const key = readKey(privateKey);
  const seconds = Math.floor(now().getTime() / 1000);
  const assertion = await new SignJWT()
    .setProtectedHeader({ alg: algorithmOf(key), ...(keyId && { kid: keyId }) })
    .setIssuer(clientId)
    .setSubject(clientId)
    .setAudience(endpoint)
    .setIssuedAt(seconds)
    .setExpirationTime(seconds + assertionSeconds)
    .setJti(randomUUID())
    .sign(key);
  const form = {
    grant_type: "client_credentials",
    scope: scopes.join(" "),
    client_assertion_type: "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
    client_assertion: assertion,
  };
  let answer: Readonly<Record<string, unknown>>;
  let status: number;
  try {
    const response = await fetch(endpoint, {
      method: "POST",
      redirect: "error",
      headers: { accept: "application/json" },
      body: new URLSearchParams(form),
      signal: AbortSignal.any([signal, AbortSignal.timeout(30_000)]),
    });
    status = response.status;
    answer = (await response.json().catch(() => ({}))) as typeof answer;
  } catch (cause) {
    if (signal.aborted) throw new CrosstrustError("INTERRUPTED", "interrupted");
    const { host } = new URL(organisationUrl);
    throw new CrosstrustError("VENDOR_UNREACHABLE", `${host} gave no answer.`, { where: host, cause });
  }
  const { access_token: accessToken, scope, error, error_description: description } = answer;
  if (status === 200 && typeof accessToken === "string") {
    // Where it is left out, it is what was asked for (RFC 6749, 5.1).
    return { accessToken, scopes: typeof scope === "string" ? scope.split(" ") : scopes };
  }
  const words = [error, description].filter((word) => typeof word === "string").join(": ") || "no reason was given";
  throw new CrosstrustError("VENDOR_REFUSED", `Okta gave no access token: ${words} (HTTP ${status})`, {
    where: "OKTA_API_CLIENT_ID, OKTA_API_PRIVATE_KEY, OKTA_API_PRIVATE_KEY_ID and OKTA_API_SCOPES",
    ...(typeof error === "string" && { actual: error }),
  });
}

function readKey(pem: string): KeyObject {
  try {
    // A line of an env file holds the line breaks as `\n`.
    return createPrivateKey(pem.replaceAll("\\n", "\n"));
  } catch {
    // What OpenSSL says of it is no help, and might repeat it.
    throw new CrosstrustError("USAGE", "OKTA_API_PRIVATE_KEY holds no private key.", {
      where: "OKTA_API_PRIVATE_KEY",
      expected: "a private key in PEM",
    });
  }
}

/** What Okta takes for the key (developer.okta.com, "Client authentication methods"). */
function algorithmOf({ asymmetricKeyType, asymmetricKeyDetails }: KeyObject): string {
  if (asymmetricKeyType !== "ec") return "RS256";
  return { secp384r1: "ES384", secp521r1: "ES512" }[asymmetricKeyDetails?.namedCurve ?? ""] ?? "ES256";
}
