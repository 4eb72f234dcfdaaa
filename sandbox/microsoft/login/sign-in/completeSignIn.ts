import { randomId } from "../../../http/ids.ts";
import type { SandboxResponse } from "../../../Vendor.ts";
import type { AuthorizationCode, User } from "../../state.ts";
import { isAssigned } from "../entra/clientCredentials.ts";
import { grantScopes, type GrantedScopes } from "../entra/delegatedScopes.ts";
import { EntraError } from "../EntraError.ts";
import type { LoginCall } from "../LoginCall.ts";
import { notConsented } from "../refusals.ts";
import { remember } from "../../../remember.ts";
import { userAccessToken } from "../tokens/accessToken.ts";
import { clientInfo } from "../tokens/clientInfo.ts";
import { idToken } from "../tokens/idToken.ts";
import { expiresIn } from "../tokens/lifetime.ts";
import { answerApplication, answerError } from "./answerApplication.ts";
import type { AuthorizationRequest } from "./AuthorizationRequest.ts";
import { errorPage } from "./pages/errorPage.ts";
import { isPublicRedirectUri } from "./redirectUris.ts";
import type { SignedIn } from "./sessions.ts";

/** About ten minutes [doc]. */
const codeSeconds = 600;

/**
 * Gives the application what it asked for, once it is known who is there: refuses a person who is not assigned where the
 * application requires that, and an application that lacks consent.
 * @param cookies that the answer sets besides
 */
export async function completeSignIn(
  call: LoginCall,
  authorization: AuthorizationRequest,
  { user, session, sessionId }: SignedIn,
  cookies: readonly string[] = [],
): Promise<SandboxResponse> {
  const { directory, application, servicePrincipal, responseType } = authorization;
  if (servicePrincipal.appRoleAssignmentRequired && !isAssigned(directory, user.id, servicePrincipal.id)) {
    return refuse(call, authorization, notAssigned(authorization), cookies);
  }
  const granted = grantScopes(directory, application, user, authorization.asked);
  if (granted === undefined) return refuse(call, authorization, notConsented(application, "consent_required"), cookies);
  const { authTime } = session;
  const code = responseType.includes("code") ? newCode(call, authorization, user.id, authTime, sessionId) : undefined;
  const implicit = responseType.split(" ").includes("token")
    ? await implicitToken(call, authorization, user, granted)
    : undefined;
  const token = responseType.includes("id_token")
    ? await idToken({
        ...{ call, directory, application, user, granted, authTime, sessionId },
        version: authorization.version,
        nonce: authorization.nonce,
        ...(code !== undefined && { code }),
        ...(implicit !== undefined && { accessToken: implicit.access_token }),
      })
    : undefined;
  const answer = {
    ...(code !== undefined && { code }),
    ...implicit,
    ...(token !== undefined && { id_token: token }),
    ...(authorization.wantsClientInfo && { client_info: clientInfo(directory, user) }),
    session_state: sessionId,
  };
  return answerApplication(authorization, answer, cookies);
}

/**
 * The answer's part with an access token, for applications that may have one from here (learn.microsoft.com, "Microsoft
 * identity platform and OAuth 2.0 implicit grant flow"). The application has proved nothing of itself.
 */
async function implicitToken(
  call: LoginCall,
  { directory, application, servicePrincipal, asked }: AuthorizationRequest,
  user: User,
  { forToken }: GrantedScopes,
) {
  const client = { application, servicePrincipal, authenticationClass: "0" } as const;
  return {
    access_token: await userAccessToken(directory, client, asked.resource, call.seconds, user, forToken),
    token_type: "Bearer",
    expires_in: String(expiresIn),
    scope: forToken.join(" "),
  };
}

/** On Entra's own page, as nobody but an administrator can mend it; to the application where it asked for no pages. */
function refuse(
  call: LoginCall,
  authorization: AuthorizationRequest,
  error: EntraError,
  cookies: readonly string[],
): SandboxResponse {
  return authorization.prompt === "none" ? answerError(call, authorization, error) : errorPage(call, error, cookies);
}

function notAssigned({ application }: AuthorizationRequest): EntraError {
  return new EntraError(
    400,
    "interaction_required",
    50105,
    `Your administrator has configured the application ${application.displayName} ('${application.appId}') to block users unless they are specifically granted ('assigned') access to the application. The signed in user is blocked because they are not a direct member of a group with access, nor had access directly assigned by an administrator. Please contact your administrator to assign access to this application.`,
  );
}

function newCode(
  call: LoginCall,
  authorization: AuthorizationRequest,
  userId: string,
  authTime: number,
  sessionId: string,
): string {
  const { directory, application, redirectUri, scopes, resource, nonce, codeChallenge } = authorization;
  const value = randomId("1.", 180, "base64url");
  const code: AuthorizationCode = {
    ...{ appId: application.appId, userId, redirectUri, scopes: [...scopes], authTime, sessionId },
    ...(resource !== undefined && { resource }),
    ...(nonce !== undefined && { nonce }),
    ...(codeChallenge !== undefined && { codeChallenge }),
    ...(isPublicRedirectUri(application, redirectUri) && { publicClient: true }),
    expires: call.seconds + codeSeconds,
    redeemed: false,
  };
  remember(directory.codes, value, code, call.seconds);
  return value;
}
