import { createLocalJWKSet, errors, jwtVerify, type JWK, type JWTPayload } from "jose";
import type { OktaCall } from "../OktaCall.ts";
import { activeKey, publicJwk, rotateWhenDue } from "../keys.ts";
import { peopleOf } from "../people/peopleOf.ts";
import type { AuthorizationServer, SigningKey } from "../state.ts";
import { issuerOf } from "../wire/authorizationServerJson.ts";
import { findPublicServer } from "./metadata.ts";

/** An authorization server as people meet it: the org's own, or a custom one. */
export interface Issuer {
  /** The exact `iss` of its tokens. */
  readonly url: string;
  /** What its endpoints begin with, up to `/v1/…`. */
  readonly endpoints: string;
  /** Absent for the org's own. */
  readonly server: AuthorizationServer | undefined;
  /** What access tokens are for. */
  readonly audience: string;
  readonly idTokenKey: SigningKey;
  /** Of the org's own server a key that it does not publish: its access tokens are for Okta alone [doc]. */
  readonly accessTokenKey: SigningKey;
}

/** @param serverId undefined for the org's own. Throws E0000007 for a server that is not there, or not active */
export function issuerAt(call: OktaCall, serverId: string | undefined): Issuer {
  const { org, baseUrl } = call;
  if (serverId === undefined) {
    return {
      url: baseUrl,
      endpoints: `${baseUrl}/oauth2`,
      server: undefined,
      audience: baseUrl,
      idTokenKey: org.signingKey,
      accessTokenKey: peopleOf(org).accessTokenKey,
    };
  }
  const server = findPublicServer(call, serverId);
  rotateWhenDue(server, call.now);
  const key = activeKey(server);
  const url = issuerOf(server, baseUrl);
  const [audience = ""] = server.audiences;
  return { url, endpoints: url, server, audience, idTokenKey: key, accessTokenKey: key };
}

/** Whether a token is one of this issuer's, by any key that it may be signed with, the one before the last rotation too. */
export async function verifyToken(
  call: OktaCall,
  { url, server, idTokenKey, accessTokenKey }: Issuer,
  token: string,
): Promise<JWTPayload | undefined> {
  const keys = (await Promise.all((server?.keys ?? [idTokenKey, accessTokenKey]).map(publicJwk))) as JWK[];
  try {
    const options = { issuer: url, algorithms: ["RS256"], currentDate: call.now, requiredClaims: ["exp"] };
    return (await jwtVerify(token, createLocalJWKSet({ keys }), options)).payload;
  } catch (error) {
    if (error instanceof errors.JOSEError) return undefined;
    throw error;
  }
}
