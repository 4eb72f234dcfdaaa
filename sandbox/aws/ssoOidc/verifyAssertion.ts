import { createLocalJWKSet, decodeJwt, errors, type JWTPayload, jwtVerify } from "jose";
import { z } from "zod";
import type { AwsCall } from "../AwsService.ts";
import { fetchJson } from "../fetchJson.ts";
import type { TrustedTokenIssuer } from "../ssoAdmin/state.ts";
import { refuse } from "./errors.ts";

const https = z.url({ protocol: /^https$/ });
const discovery = z.object({ issuer: z.string(), jwks_uri: https });
const keySet = z.object({ keys: z.array(z.record(z.string(), z.unknown())) });
/** Asymmetric signatures that clients of the field use; AWS's own list is not documented. */
const algorithms = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512"];

export interface VerifiedAssertion extends JWTPayload {
  readonly exp: number;
  readonly jti: string;
}

/** The `iss` of a token that nothing has been checked of. @throws AwsError InvalidGrantException for something that is no JWT */
export function issuerOf(assertion: string): string | undefined {
  try {
    return decodeJwt(assertion).iss;
  } catch {
    throw refuse("InvalidGrantException", "The assertion is not a JSON Web Token");
  }
}

/**
 * Checks a token by its issuer's discovery document and keys. It must expire, and have a `jti` (IAM Identity Center user
 * guide, "Trusted token issuer configuration settings").
 * @param audiences one of which it has to be for
 * @throws AwsError InvalidGrantException, ExpiredTokenException
 */
export async function verifyAssertion(
  call: AwsCall,
  assertion: string,
  { issuerUrl }: TrustedTokenIssuer,
  audiences: readonly string[],
): Promise<VerifiedAssertion> {
  const keys = await readKeys(call, issuerUrl);
  try {
    const { payload } = await jwtVerify<VerifiedAssertion>(assertion, createLocalJWKSet(keys), {
      issuer: issuerUrl,
      audience: [...audiences],
      algorithms,
      currentDate: call.account.now(),
      requiredClaims: ["exp", "jti"],
    });
    const seconds = call.account.seconds();
    if (payload.iat !== undefined && payload.iat > seconds) {
      throw refuse("InvalidGrantException", "The assertion was issued in the future");
    }
    if (typeof payload.jti !== "string" || payload.jti === "") {
      throw refuse("InvalidGrantException", "The assertion has no jti");
    }
    return payload;
  } catch (error) {
    if (error instanceof errors.JWTExpired) throw refuse("ExpiredTokenException", "The assertion has expired");
    if (!(error instanceof errors.JOSEError)) throw error;
    throw refuse("InvalidGrantException", `The assertion is not valid: ${error.message}`);
  }
}

/** The discovery document is that of the issuer, character by character (OpenID Connect Discovery, 4.3). */
async function readKeys(call: AwsCall, issuerUrl: string): Promise<z.output<typeof keySet>> {
  const document = discovery.safeParse(
    await read(call, `${issuerUrl.replace(/\/$/, "")}/.well-known/openid-configuration`),
  );
  if (!document.success || document.data.issuer !== issuerUrl) {
    throw refuse("InvalidGrantException", `The discovery document is not that of ${issuerUrl}`);
  }
  const keys = keySet.safeParse(await read(call, document.data.jwks_uri));
  if (!keys.success) throw refuse("InvalidGrantException", `The issuer ${issuerUrl} has no key set`);
  return keys.data;
}

async function read({ account }: AwsCall, url: string): Promise<unknown> {
  try {
    return await fetchJson(account.context, url);
  } catch {
    throw refuse("InvalidGrantException", `${url} cannot be read`);
  }
}
