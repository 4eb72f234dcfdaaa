import type { SandboxResponse } from "../../../Vendor.ts";
import type { Directory, User } from "../../state.ts";
import type { LoginCall } from "../LoginCall.ts";
import { formParameters } from "../parameters.ts";
import { forget } from "../../../remember.ts";
import { withRequest } from "./authorize.ts";
import { checkCanary } from "./canary.ts";
import { completeSignIn } from "./completeSignIn.ts";
import { readFormContext } from "./formContext.ts";
import { newPasswordFault } from "./newPasswordFault.ts";
import { showChangePassword } from "./pages/changePasswordPage.ts";
import type { FormFault } from "./pages/formPage.ts";
import { beginSession } from "./sessions.ts";
import { checkPassword } from "./signIn.ts";

/** The form of a person whose password was set by somebody else: the old password, the new one and the new one again. */
export async function changePassword(call: LoginCall, { tenant }: { tenant: string }): Promise<SandboxResponse> {
  const form = formParameters(call.request);
  checkCanary(call, form);
  const { version, parameters } = readFormContext(form);
  return withRequest(call, tenant, parameters, version, async (authorization) => {
    const { directory } = authorization;
    const userName = (form.get("loginfmt") ?? "").trim();
    const found = checkPassword(directory, userName, form.get("passwd") ?? "");
    const fault = "fault" in found ? currentPasswordFault(found.fault) : chosenPasswordFault(form, found.user);
    if ("fault" in found || fault !== undefined) {
      return showChangePassword(call, authorization, { userName, ...(fault !== undefined && { fault }) });
    }
    setPassword(call, directory, found.user, form.get("newpasswd") ?? "");
    const session = beginSession(call, directory, found.user);
    return completeSignIn(call, authorization, session, [session.cookie]);
  });
}

function currentPasswordFault(fault: FormFault): FormFault {
  return fault.number === 50126
    ? { number: 120000, field: "passwd", text: "Your current password is incorrect. Try again." }
    : fault;
}

function chosenPasswordFault(form: URLSearchParams, user: User): FormFault | undefined {
  const password = form.get("newpasswd") ?? "";
  const fault = newPasswordFault(password, user.userPrincipalName, user.password);
  if (fault !== undefined) return { ...fault, field: "newpasswd" };
  return password === form.get("confirmnewpasswd")
    ? undefined
    : { number: 120002, field: "confirmnewpasswd", text: "The two new passwords do not match." };
}

/** Ends the sessions that the old password began. */
function setPassword({ now }: LoginCall, { sessions }: Directory, user: User, password: string): void {
  user.password = password;
  user.forceChangePasswordNextSignIn = false;
  user.passwordChanged = now.toISOString();
  for (const [cookie, { userId }] of Object.entries(sessions)) if (userId === user.id) forget(sessions, cookie);
}
