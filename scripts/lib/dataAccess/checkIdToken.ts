import { decodeJwt, type JWTPayload } from "jose";
import { CrosstrustError } from "../../../trust/CrosstrustError.ts";
import type { DeployedS3AccessGrants } from "../../../trust/DeployedTrust.ts";

/**
 * Looks for what AWS would refuse an ID token for, before it is used up: issuer, audience, lifetime, and the claim that names
 * the user. It is AWS that checks the signature.
 * @returns the email that it is about
 * @throws CrosstrustError TOKEN_UNREADABLE, or VENDOR_REFUSED where the issuer left something out; never with the token
 */
export function checkIdToken(
  idToken: string,
  { issuer, clientId }: Pick<DeployedS3AccessGrants, "issuer" | "clientId">,
  now: Date,
): string {
  const claims = decode(idToken);
  if (claims.iss !== issuer) {
    throw unfit("The ID token is of another issuer than the trusted token issuer's.", issuer, claims.iss ?? "none");
  }
  const audiences = [claims.aud ?? []].flat();
  if (!audiences.includes(clientId)) {
    throw unfit("The ID token is for another client than the grant names.", clientId, audiences.join(", ") || "none");
  }
  const seconds = now.getTime() / 1000;
  if (claims.exp === undefined || claims.exp <= seconds) {
    const ended = claims.exp === undefined ? "no end" : new Date(claims.exp * 1000).toISOString();
    throw unfit("The ID token has ended: take a fresh one.", `an end after ${now.toISOString()}`, ended);
  }
  if (claims.jti === undefined)
    throw unfit("The ID token has no id of its own, by which AWS takes it once.", "the claim jti");
  const { email } = claims;
  if (typeof email === "string" && email !== "") return email;
  throw new CrosstrustError("VENDOR_REFUSED", "The ID token does not say whose it is: it has no claim email.", {
    where: "the application's attribute mapping at the issuer",
    expected: "the standard scope Email, mapped to the claim email, and a person with a company email",
  });
}

function decode(idToken: string): JWTPayload {
  try {
    return decodeJwt(idToken);
  } catch {
    // The library's words may repeat a part of it.
    throw new CrosstrustError("TOKEN_UNREADABLE", "This is no ID token.", {
      expected: "one JSON Web Token and nothing else",
    });
  }
}

function unfit(message: string, expected: string, actual?: string): CrosstrustError {
  return new CrosstrustError("TOKEN_UNREADABLE", message, { expected, ...(actual !== undefined && { actual }) });
}
