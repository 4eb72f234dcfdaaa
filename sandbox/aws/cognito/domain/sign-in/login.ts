import type { FormFault } from "../../../../pages/form.ts";
import type { SandboxResponse } from "../../../../Vendor.ts";
import { findUser } from "../../find.ts";
import { tryPassword } from "../../signInAttempts.ts";
import type { User } from "../../state.ts";
import { noteUnsupported, type DomainCall } from "../DomainCall.ts";
import { formParameters, hasDuplicates } from "../parameters.ts";
import { refuseOnPage } from "../SignInRefused.ts";
import { type AuthorizationRequest, ownDirectory } from "./AuthorizationRequest.ts";
import { askForNewPassword } from "./changePassword.ts";
import { completeSignIn } from "./completeSignIn.ts";
import { checkCsrf } from "./csrf.ts";
import { hasPages, showLoginPage } from "./loginPage.ts";
import { readAuthorizationRequest } from "./readAuthorizationRequest.ts";
import { beginSession } from "./sessions.ts";

/** The login page, which takes the query of an authorization request. */
export function showLogin(call: DomainCall): SandboxResponse {
  const request = readAuthorizationRequest(call, call.request.url.searchParams);
  return showLoginPage(call, request, { userName: request.loginHint });
}

/** The login page's form: a user name and a password. A wrong one shows the page again; its status is not documented. */
export async function submitLogin(call: DomainCall): Promise<SandboxResponse> {
  const request = readAuthorizationRequest(call, call.request.url.searchParams);
  const form = formParameters(call.request);
  if (hasDuplicates(form)) throw refuseOnPage("invalid_request", request.client.clientId);
  checkCsrf(call, form);
  checkOffered(call, request);
  const userName = (form.get("username") ?? "").trim();
  const found = checkPassword(call, request, userName, form.get("password") ?? "");
  if ("fault" in found) return showLoginPage(call, request, { userName, fault: found.fault });
  const { user } = found;
  if (user.status === "FORCE_CHANGE_PASSWORD") return askForNewPassword(call, request, user);
  const session = beginSession(call, user);
  return completeSignIn(call, request, session, [session.cookie]);
}

/** A password opens nothing where the page has no field for it. */
function checkOffered(call: DomainCall, { client }: AuthorizationRequest): void {
  const { pool } = call;
  const { SupportedIdentityProviders = [] } = client.settings;
  if (!SupportedIdentityProviders.includes(ownDirectory) || !hasPages(call, client)) {
    throw refuseOnPage("invalid_request", client.clientId, "Login option is not available. Please try another one");
  }
  if (pool.settings.MfaConfiguration !== "ON") return;
  noteUnsupported(call, "the sandbox has no pages for a second factor, which this pool requires");
  throw refuseOnPage("invalid_request", client.clientId, "The sandbox does not support multi-factor authentication");
}

/**
 * Who signs in; or what the page says instead, in the words of the API's refusals. What is wrong with the account is told to
 * nobody but who knows the password; with PreventUserExistenceErrors an unknown user is one with a wrong password.
 */
function checkPassword(
  { pool, seconds }: DomainCall,
  { client }: AuthorizationRequest,
  userName: string,
  password: string,
): { readonly user: User } | { readonly fault: FormFault } {
  const user = findUser(pool, userName);
  if (user === undefined) {
    const isTold = client.settings.PreventUserExistenceErrors !== "ENABLED";
    return isTold ? fault("UserNotFoundException", "User does not exist.") : wrongPassword;
  }
  const verdict = tryPassword(pool, user, password, seconds);
  if (verdict === "wrong") return wrongPassword;
  if (verdict === "locked") return fault("NotAuthorizedException", "Password attempts exceeded");
  if (!user.enabled) return fault("NotAuthorizedException", "User is disabled.");
  if (user.status === "UNCONFIRMED") return fault("UserNotConfirmedException", "User is not confirmed.");
  if (user.status === "RESET_REQUIRED") {
    return fault("PasswordResetRequiredException", "Password reset required for the user");
  }
  if (verdict === "expired") {
    const text = "Temporary password has expired and must be reset by an administrator.";
    return fault("NotAuthorizedException", text);
  }
  return { user };
}

function fault(code: string, text: string): { readonly fault: FormFault } {
  return { fault: { code, field: "username", text } };
}

const wrongPassword = {
  fault: { code: "NotAuthorizedException", field: "password", text: "Incorrect username or password." },
} as const;
