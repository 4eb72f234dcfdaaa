import { randomId } from "../../../../http/ids.ts";
import { renderForm, type FormFault } from "../../../../pages/form.ts";
import { policySource } from "../../../../pages/page.ts";
import { forget, lookUp, remember } from "../../../../remember.ts";
import type { SandboxResponse } from "../../../../Vendor.ts";
import { passwordFault } from "../../passwords.ts";
import type { User } from "../../state.ts";
import type { DomainCall } from "../DomainCall.ts";
import { formParameters, hasDuplicates } from "../parameters.ts";
import { refuseOnPage } from "../SignInRefused.ts";
import type { AuthorizationRequest } from "./AuthorizationRequest.ts";
import { completeSignIn } from "./completeSignIn.ts";
import { checkCsrf, csrfTokenFor } from "./csrf.ts";
import { domainPage } from "./domainPage.ts";
import { showLoginPage } from "./loginPage.ts";
import { readAuthorizationRequest } from "./readAuthorizationRequest.ts";
import { beginSession } from "./sessions.ts";

/** A sign-in that is not completed in five minutes is cancelled (developer guide, "User pool managed login"). */
const challengeSeconds = 300;

/** Goes on with somebody whose password an administrator set, and who typed it right. */
export function askForNewPassword(call: DomainCall, request: AuthorizationRequest, user: User): SandboxResponse {
  const { pool, seconds } = call;
  const challenge = randomId("", 64, "base64url");
  pool.passwordChanges ??= {};
  remember(pool.passwordChanges, challenge, { sub: user.sub, expires: seconds + challengeSeconds }, seconds);
  return showPage(call, request, challenge);
}

/** The form for the new password: the password, and the same again. The fields' names are the sandbox's own. */
export async function changePassword(call: DomainCall): Promise<SandboxResponse> {
  const { pool, seconds } = call;
  const request = readAuthorizationRequest(call, call.request.url.searchParams);
  const form = formParameters(call.request);
  if (hasDuplicates(form)) throw refuseOnPage("invalid_request", request.client.clientId);
  checkCsrf(call, form);
  const challenge = form.get("session") ?? "";
  const waiting = lookUp(pool.passwordChanges ?? {}, challenge);
  const user = waiting && lookUp(pool.users, waiting.sub);
  if (
    waiting === undefined ||
    waiting.expires <= seconds ||
    user?.status !== "FORCE_CHANGE_PASSWORD" ||
    !user.enabled
  ) {
    const fault = { code: "NotAuthorizedException", field: "username", text: "Invalid session for the user." };
    return showLoginPage(call, request, { userName: "", fault });
  }
  const password = form.get("new_password") ?? "";
  const fault = newPasswordFault(call, password, form.get("confirm_password") ?? "");
  if (fault !== undefined) return showPage(call, request, challenge, fault);
  forget(pool.passwordChanges ?? {}, challenge);
  user.password = { value: password, temporary: false, set: seconds };
  user.status = "CONFIRMED";
  user.lastModified = seconds;
  const session = beginSession(call, user);
  return completeSignIn(call, request, session, [session.cookie]);
}

function newPasswordFault({ pool }: DomainCall, password: string, again: string): FormFault | undefined {
  const reason = passwordFault(pool, password);
  if (reason !== undefined) {
    const text = `Password did not conform with policy: ${reason}`;
    return { code: "InvalidPasswordException", field: "new_password", text };
  }
  if (password === again) return undefined;
  return { code: "InvalidParameterException", field: "confirm_password", text: "Passwords do not match." };
}

function showPage(
  call: DomainCall,
  { query, redirectUri }: AuthorizationRequest,
  challenge: string,
  fault?: FormFault,
): SandboxResponse {
  const csrf = csrfTokenFor(call);
  const form = renderForm({
    action: `/changePassword?${query.toString()}`,
    fields: [
      { name: "new_password", label: "New password", autocomplete: "new-password" },
      { name: "confirm_password", label: "Confirm new password", autocomplete: "new-password" },
    ],
    hidden: [csrf.field, ["session", challenge]],
    button: "Change password",
    fault,
  });
  return domainPage(call, {
    status: 200,
    title: "Change password",
    body: `<p>Please enter your new password below.</p>\n${form}`,
    formTargets: [policySource(redirectUri)],
    cookies: [csrf.cookie],
  });
}
