import type { SandboxResponse } from "../../../Vendor.ts";
import { EntraError } from "../EntraError.ts";
import type { LoginCall } from "../LoginCall.ts";
import { formParameters } from "../parameters.ts";
import { answerError } from "./answerApplication.ts";
import type { AuthorizationRequest } from "./AuthorizationRequest.ts";
import { completeSignIn } from "./completeSignIn.ts";
import { showSignIn } from "./pages/signInPage.ts";
import { readAnswerTarget } from "./readAnswerTarget.ts";
import { readAuthorizationRequest } from "./readAuthorizationRequest.ts";
import { findSession, type SignedIn } from "./sessions.ts";

interface TenantPath {
  readonly tenant: string;
}

export async function authorizeV2(call: LoginCall, { tenant }: TenantPath): Promise<SandboxResponse> {
  return authorize(call, tenant, 2);
}

export async function authorizeV1(call: LoginCall, { tenant }: TenantPath): Promise<SandboxResponse> {
  return authorize(call, tenant, 1);
}

async function authorize(call: LoginCall, tenant: string, version: 1 | 2): Promise<SandboxResponse> {
  const { request } = call;
  const parameters = request.method === "POST" ? formParameters(request) : request.url.searchParams;
  return withRequest(call, tenant, parameters, version, async (authorization) => {
    const session = sessionFor(call, authorization);
    if (session !== undefined) return completeSignIn(call, authorization, session);
    if (authorization.prompt === "none") return answerError(call, authorization, noSession());
    return showSignIn(call, authorization, { userName: authorization.loginHint });
  });
}

/**
 * Reads an authorization request and goes on with it. What is wrong with it goes back to the application, once it is known
 * to be the application's address; before that it is thrown.
 */
export async function withRequest(
  call: LoginCall,
  tenant: string,
  parameters: URLSearchParams,
  version: 1 | 2,
  goOn: (authorization: AuthorizationRequest) => Promise<SandboxResponse>,
): Promise<SandboxResponse> {
  const target = readAnswerTarget(call, tenant, parameters, version);
  let authorization: AuthorizationRequest;
  try {
    authorization = readAuthorizationRequest(call, target);
  } catch (error) {
    // What the sandbox itself cannot do is nothing that an application could handle.
    if (error instanceof EntraError && error.status !== 501) return answerError(call, target, error);
    throw error;
  }
  return goOn(authorization);
}

/** The browser's session, where this request may use it. */
function sessionFor(call: LoginCall, authorization: AuthorizationRequest): SignedIn | undefined {
  const { directory, prompt, loginHint, maxAge } = authorization;
  if (prompt === "login" || prompt === "select_account") return undefined;
  const session = findSession(call, directory);
  if (session === undefined) return undefined;
  const { user } = session;
  if (loginHint !== "" && loginHint.toLowerCase() !== user.userPrincipalName.toLowerCase()) return undefined;
  const isTooOld = maxAge !== undefined && call.seconds - session.session.authTime > maxAge;
  return isTooOld ? undefined : session;
}

function noSession(): EntraError {
  return new EntraError(
    400,
    "login_required",
    50058,
    "Session information is not sufficient for single-sign-on. A silent sign-in request was sent but no user is signed in.",
  );
}
