import { randomId } from "../../../http/ids.ts";
import { rolesOf } from "../../find.ts";
import type { Application, Directory, ServicePrincipal, User } from "../../state.ts";
import { issuerV1, issuerV2 } from "../entra/discovery.ts";
import type { Resource } from "../entra/findResource.ts";
import { lifetime } from "./lifetime.ts";
import { pairwiseSubject } from "./pairwiseSubject.ts";
import { signToken } from "./signToken.ts";

/** How a client proved who it is: not at all, with a secret, or with an assertion (`appidacr`, `azpacr`). */
export type ClientAuthenticationClass = "0" | "1" | "2";

/** The client that asks for a token. */
export interface AuthenticatedClient {
  readonly application: Application;
  readonly servicePrincipal: ServicePrincipal;
  readonly authenticationClass: ClientAuthenticationClass;
}

/**
 * An access token of an application in its own name, in the version that the resource asks for: `roles` only where it was
 * given any, never `scp` (learn.microsoft.com, "Access token claims reference").
 * @param seconds now, in epoch seconds
 */
export async function appAccessToken(
  directory: Directory,
  client: AuthenticatedClient,
  resource: Resource,
  seconds: number,
): Promise<string> {
  const { id } = client.servicePrincipal;
  const isApplication = { ...(resource.saysTokenType && { idtyp: "app" }), oid: id, sub: id };
  return sign(directory, client, resource, seconds, isApplication, rolesOf(directory, id, resource.principal));
}

/** An access token of a person who uses a client: `scp`, and `roles` only where the person was given any. */
export async function userAccessToken(
  directory: Directory,
  client: AuthenticatedClient,
  resource: Resource,
  seconds: number,
  user: User,
  scopes: readonly string[],
): Promise<string> {
  const names =
    resource.tokenVersion === 1
      ? {
          ...(user.surname !== null && { family_name: user.surname }),
          ...(user.givenName !== null && { given_name: user.givenName }),
          unique_name: user.userPrincipalName,
          upn: user.userPrincipalName,
        }
      : { preferred_username: user.userPrincipalName };
  const isPerson = {
    name: user.displayName,
    ...names,
    oid: user.id,
    sub: pairwiseSubject(directory, resource.appId, user.id),
    scp: scopes.join(" "),
  };
  return sign(directory, client, resource, seconds, isPerson, rolesOf(directory, user.id, resource.principal));
}

async function sign(
  directory: Directory,
  { application, authenticationClass }: AuthenticatedClient,
  resource: Resource,
  seconds: number,
  subject: object,
  roles: readonly string[],
): Promise<string> {
  const { tenantId } = directory;
  const iss = resource.tokenVersion === 1 ? issuerV1(tenantId) : issuerV2(tenantId);
  const client =
    resource.tokenVersion === 1
      ? { appid: application.appId, appidacr: authenticationClass, idp: iss }
      : { azp: application.appId, azpacr: authenticationClass };
  const claims = {
    aud: resource.audience,
    iss,
    ...lifetime(seconds),
    aio: randomId("", 48, "base64url"),
    ...client,
    ...subject,
    rh: randomId("1.", 40, "base64url"),
    ...(roles.length > 0 && { roles }),
    tid: tenantId,
    uti: randomId("", 22, "base64url"),
    ver: `${resource.tokenVersion}.0`,
  };
  return signToken(directory, claims, resource.tokenVersion);
}
