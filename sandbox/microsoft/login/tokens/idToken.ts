import { createHash } from "node:crypto";
import { randomId } from "../../../http/ids.ts";
import type { Application, Directory, User } from "../../state.ts";
import type { GrantedScopes } from "../entra/delegatedScopes.ts";
import { issuerV1, issuerV2 } from "../entra/discovery.ts";
import type { LoginCall } from "../LoginCall.ts";
import { lifetime } from "./lifetime.ts";
import { optionalClaimValues } from "./optionalClaimValues.ts";
import { pairwiseSubject } from "./pairwiseSubject.ts";
import { signToken } from "./signToken.ts";

/** A person's sign-in at an application. */
export interface SignIn {
  readonly call: LoginCall;
  readonly directory: Directory;
  readonly application: Application;
  readonly user: User;
  readonly granted: GrantedScopes;
  /** In epoch seconds. */
  readonly authTime: number;
  readonly sessionId: string;
}

export interface IdTokenRequest extends SignIn {
  /** Of the endpoint that was asked: an ID token's version is not the application's to choose [doc]. */
  readonly version: 1 | 2;
  readonly nonce: string | undefined;
  /** Handed over beside the token by the authorization endpoint. */
  readonly code?: string;
  /** The same. */
  readonly accessToken?: string;
}

/**
 * An ID token (learn.microsoft.com, "ID token claims reference"): the standard claims, those that come with the scopes that
 * were granted, and the optional claims of the registration that apply.
 */
export async function idToken(request: IdTokenRequest): Promise<string> {
  const { call, directory, application, user, version, nonce, code, accessToken } = request;
  const claims = {
    aud: application.appId,
    iss: version === 1 ? issuerV1(directory.tenantId) : issuerV2(directory.tenantId),
    ...lifetime(call.seconds),
    aio: randomId("", 48, "base64url"),
    ...(accessToken !== undefined && { at_hash: halfHash(accessToken) }),
    ...(code !== undefined && { c_hash: halfHash(code) }),
    ...(version === 1 ? claimsOfV1(user) : claimsOfV2(request)),
    ...(nonce !== undefined && { nonce }),
    oid: user.id,
    rh: randomId("1.", 40, "base64url"),
    sub: pairwiseSubject(directory, application.appId, user.id),
    tid: directory.tenantId,
    uti: randomId("", 22, "base64url"),
    ver: `${version}.0`,
    ...optionalClaimValues(request),
  };
  return signToken(directory, claims, version);
}

function claimsOfV1(user: User): object {
  return {
    amr: ["pwd"],
    ...(user.surname !== null && { family_name: user.surname }),
    ...(user.givenName !== null && { given_name: user.givenName }),
    name: user.displayName,
    unique_name: user.userPrincipalName,
    upn: user.userPrincipalName,
  };
}

function claimsOfV2({ user, granted: { openId } }: IdTokenRequest): object {
  return {
    ...(openId.includes("email") && user.mail !== null && { email: user.mail }),
    ...(openId.includes("profile") && { name: user.displayName, preferred_username: user.userPrincipalName }),
  };
}

/** The left half of a value's SHA-256 (OpenID Connect Core, 3.3.2.11). */
function halfHash(value: string): string {
  return createHash("sha256").update(value).digest().subarray(0, 16).toString("base64url");
}
