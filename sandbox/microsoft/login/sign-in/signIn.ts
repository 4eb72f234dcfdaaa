import type { SandboxResponse } from "../../../Vendor.ts";
import { findUser } from "../../find.ts";
import type { Directory, User } from "../../state.ts";
import { sameText } from "../../../sameText.ts";
import type { LoginCall } from "../LoginCall.ts";
import { formParameters } from "../parameters.ts";
import { withRequest } from "./authorize.ts";
import { checkCanary } from "./canary.ts";
import { completeSignIn } from "./completeSignIn.ts";
import { readFormContext } from "./formContext.ts";
import { showChangePassword } from "./pages/changePasswordPage.ts";
import type { FormFault } from "./pages/formPage.ts";
import { showSignIn } from "./pages/signInPage.ts";
import { beginSession } from "./sessions.ts";

/** The sign-in page's form: a user name and a password. */
export async function signIn(call: LoginCall, { tenant }: { tenant: string }): Promise<SandboxResponse> {
  const form = formParameters(call.request);
  checkCanary(call, form);
  const { version, parameters } = readFormContext(form);
  return withRequest(call, tenant, parameters, version, async (authorization) => {
    const { directory } = authorization;
    const userName = (form.get("loginfmt") ?? "").trim();
    const found = checkPassword(directory, userName, form.get("passwd") ?? "");
    if ("fault" in found) return showSignIn(call, authorization, { userName, fault: found.fault });
    if (found.user.forceChangePasswordNextSignIn) return showChangePassword(call, authorization, { userName });
    const session = beginSession(call, directory, found.user);
    return completeSignIn(call, authorization, session, [session.cookie]);
  });
}

/** Who signs in; or what the page says instead, with the code that the sign-in log has. */
export function checkPassword(
  directory: Directory,
  userName: string,
  password: string,
): { readonly user: User } | { readonly fault: FormFault } {
  const user = findUser(directory, userName);
  if (user === undefined) {
    const text = "This username may be incorrect. Make sure you typed it correctly. Otherwise, contact your admin.";
    return { fault: { number: 50034, field: "loginfmt", text } };
  }
  if (!sameText(user.password, password)) {
    const text = "Your account or password is incorrect. Try again, or ask your administrator to reset the password.";
    return { fault: { number: 50126, field: "passwd", text } };
  }
  if (!user.accountEnabled) {
    const text = "Your account has been disabled. Contact your administrator.";
    return { fault: { number: 50057, field: "loginfmt", text } };
  }
  return { user };
}
