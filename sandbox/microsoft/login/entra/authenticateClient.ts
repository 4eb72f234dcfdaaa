import { basicCredentials } from "../../../http/basicCredentials.ts";
import { findApplication, findServicePrincipal } from "../../find.ts";
import { publicRedirectUris } from "../../publicRedirectUris.ts";
import type { Application, Directory, ServicePrincipal, UserGrant } from "../../state.ts";
import { checkSecret } from "../checkSecret.ts";
import { EntraError } from "../EntraError.ts";
import type { LoginCall } from "../LoginCall.ts";
import { required } from "../parameters.ts";
import { applicationDisabled, missingServicePrincipal, unknownApplication } from "../refusals.ts";
import type { AuthenticatedClient, ClientAuthenticationClass } from "../tokens/accessToken.ts";
import { checkAssertion } from "./checkAssertion.ts";

/** What a token request says of its client, nothing checked yet. */
export interface ClientCredentials {
  readonly clientId: string;
  readonly secret?: string;
  readonly assertion?: string;
}

/** Credentials in the body win over a header. Throws where no client is named. */
export function readCredentials({ request }: LoginCall, parameters: URLSearchParams): ClientCredentials {
  const secret = parameters.get("client_secret");
  const assertion = parameters.get("client_assertion");
  const basic = secret === null && assertion === null ? basicCredentials(request) : undefined;
  if (basic !== undefined) return { clientId: parameters.get("client_id") ?? basic.id, secret: basic.secret };
  const clientId = required(parameters, "client_id");
  if (assertion !== null) {
    const type = required(parameters, "client_assertion_type");
    if (type !== jwtBearer) {
      throw new EntraError(400, "invalid_request", 90023, "The value of 'client_assertion_type' is not supported.");
    }
    return { clientId, assertion };
  }
  return secret === null ? { clientId } : { clientId, secret };
}

const jwtBearer = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

/**
 * The client of a directory that a request comes from, proved by a secret or by the token of another issuer that one of
 * its federated identity credentials trusts. A public client proves nothing and says nothing: whether it may is decided by
 * what it was granted, so only where there is such a grant.
 * @param mayBePublic whether the request is for a grant of a person's
 */
export async function authenticateClient(
  call: LoginCall,
  directory: Directory,
  credentials: ClientCredentials,
  mayBePublic: boolean,
): Promise<AuthenticatedClient> {
  const { application, servicePrincipal } = findClient(directory, credentials.clientId);
  const isSilent = credentials.secret === undefined && credentials.assertion === undefined;
  const isPublic = mayBePublic && isSilent && publicRedirectUris(application).length > 0;
  const authenticationClass = isPublic ? "0" : await prove(call, application, credentials);
  if (!servicePrincipal.accountEnabled) throw applicationDisabled(application);
  return { application, servicePrincipal, authenticationClass };
}

/** An application with its service principal; throws where one of them is missing. */
export function findClient(
  directory: Directory,
  clientId: string,
): { readonly application: Application; readonly servicePrincipal: ServicePrincipal } {
  const application = findApplication(directory, clientId.toLowerCase());
  if (application === undefined) throw unknownApplication(clientId, directory.name);
  const servicePrincipal = findServicePrincipal(directory, application.appId);
  if (servicePrincipal === undefined) throw missingServicePrincipal(application.appId, directory);
  return { application, servicePrincipal };
}

async function prove(
  call: LoginCall,
  application: Application,
  { secret, assertion }: ClientCredentials,
): Promise<ClientAuthenticationClass> {
  if (assertion !== undefined) {
    await checkAssertion(call, application, assertion);
    return "2";
  }
  if (secret === undefined) throw unproved();
  const verdict = checkSecret(application, secret, call.now);
  if (verdict === "expired") {
    throw new EntraError(
      401,
      "invalid_client",
      7000222,
      `The provided client secret keys for app '${application.appId}' are expired. Visit the Azure portal to create new keys for your app: https://aka.ms/NewClientSecret, or consider using certificate credentials for added security: https://aka.ms/certCreds.`,
    );
  }
  if (verdict === "unknown") {
    throw new EntraError(
      401,
      "invalid_client",
      7000215,
      `Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID, for a secret added to app '${application.appId}'.`,
    );
  }
  return "1";
}

/** Throws for a public client where the grant is a confidential one's, and the other way round. */
export function checkClientClass({ application, authenticationClass }: AuthenticatedClient, grant: UserGrant): void {
  const isPublic = grant.publicClient === true;
  if (isPublic === (authenticationClass === "0")) return;
  if (!isPublic) throw unproved();
  throw new EntraError(
    401,
    "invalid_client",
    700025,
    `Client is public so neither 'client_assertion' nor 'client_secret' should be presented. Application '${application.appId}'.`,
  );
}

function unproved(): EntraError {
  return new EntraError(
    401,
    "invalid_client",
    7000218,
    "The request body must contain the following parameter: 'client_assertion' or 'client_secret'.",
  );
}
