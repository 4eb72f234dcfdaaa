import { decodeJwt, type JWTPayload } from "jose";
import type { LoginTarget } from "./LoginTarget.ts";
import { plainText } from "./plainText.ts";
import type { SignedIn } from "./SignedIn.ts";

/** A sign-in without what would sign somebody in: no token is in it. */
export interface SignInReport {
  readonly stack: string;
  /** The issuer's name in the config. */
  readonly issuer: string;
  readonly issuerUrl: string;
  readonly client?: string;
  readonly clientId: string;
  /** Of the ID token. */
  readonly claims: JWTPayload;
  /** In ISO 8601. */
  readonly idTokenExpires: string;
  /** Of the access token, where it can be read; nothing of it was validated. */
  readonly accessTokenClaims?: JWTPayload;
  readonly accessTokenExpires?: string;
  readonly scopes: readonly string[];
  readonly refreshToken: "given" | "none";
}

/** What a sign-in came to, as data. */
export function reportSignIn(target: LoginTarget, signedIn: SignedIn): SignInReport {
  const { accessTokenExpires } = signedIn;
  const accessTokenClaims = claimsOf(signedIn.accessToken);
  return {
    ...{ stack: target.stack, issuer: target.issuer, issuerUrl: target.issuerUrl },
    ...(target.client !== undefined && { client: target.client }),
    clientId: target.clientId,
    claims: signedIn.claims,
    idTokenExpires: signedIn.idTokenExpires.toISOString(),
    ...(accessTokenClaims !== undefined && { accessTokenClaims }),
    ...(accessTokenExpires !== undefined && { accessTokenExpires: accessTokenExpires.toISOString() }),
    scopes: signedIn.scopes,
    refreshToken: signedIn.refreshToken === undefined ? "none" : "given",
  };
}

/** The report in lines. */
export function describeSignIn(report: SignInReport): readonly string[] {
  const { claims, accessTokenClaims, accessTokenExpires, scopes } = report;
  const who = [claims["email"], claims["preferred_username"], claims.sub].find((name) => typeof name === "string");
  const until = accessTokenExpires === undefined ? "" : `, until ${accessTokenExpires}`;
  return [
    `Signed in at ${report.issuer} as ${plainText(who ?? "nobody")}`,
    `ID token, until ${report.idTokenExpires}`,
    ...describeClaims(claims),
    `Access token${until}${accessTokenClaims === undefined ? ", not readable" : ""}`,
    ...describeClaims(accessTokenClaims ?? {}),
    `Scopes: ${plainText(scopes.join(" ")) || "none"}`,
    `Refresh token: ${report.refreshToken}`,
  ];
}

function describeClaims(claims: JWTPayload): readonly string[] {
  return Object.entries(claims).map(([name, value]) => {
    const text = typeof value === "string" ? value : JSON.stringify(value);
    return `  ${plainText(name)}: ${plainText(text)}${timeClaims.has(name) ? ` (${instant(value)})` : ""}`;
  });
}

const timeClaims: ReadonlySet<string> = new Set(["exp", "iat", "nbf", "auth_time"]);

function instant(value: unknown): string {
  const date = new Date(Number(value) * 1000);
  return Number.isNaN(date.getTime()) ? "no time" : date.toISOString();
}

/** Access tokens are their API's business: some can be read, some cannot. */
function claimsOf(accessToken: string): JWTPayload | undefined {
  try {
    return decodeJwt(accessToken);
  } catch {
    return undefined;
  }
}
