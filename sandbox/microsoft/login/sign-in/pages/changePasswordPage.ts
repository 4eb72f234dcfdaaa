import type { SandboxResponse } from "../../../../Vendor.ts";
import type { LoginCall } from "../../LoginCall.ts";
import type { AuthorizationRequest } from "../AuthorizationRequest.ts";
import { formPage, type FormFault } from "./formPage.ts";

/** Asks for a new password where the present one was set by somebody else. */
export function showChangePassword(
  call: LoginCall,
  authorization: AuthorizationRequest,
  { userName, fault }: { readonly userName: string; readonly fault?: FormFault },
): SandboxResponse {
  return formPage(call, authorization, {
    title: "Update your password",
    lead: `You need to update the password of ${userName}, because this is the first time you are signing in, or because it has expired.`,
    action: "changepassword",
    fields: [
      { name: "passwd", label: "Current password", autocomplete: "current-password" },
      { name: "newpasswd", label: "New password", autocomplete: "new-password" },
      { name: "confirmnewpasswd", label: "Confirm password", autocomplete: "new-password" },
    ],
    hidden: { loginfmt: userName },
    button: "Sign in",
    fault,
  });
}
