import type { SandboxResponse } from "../../../../Vendor.ts";
import type { LoginCall } from "../../LoginCall.ts";
import type { AuthorizationRequest } from "../AuthorizationRequest.ts";
import { formPage, type FormFault } from "./formPage.ts";

/** Asks for a user name and a password; the fields have Entra's names, `loginfmt` and `passwd`. */
export function showSignIn(
  call: LoginCall,
  authorization: AuthorizationRequest,
  { userName, fault }: { readonly userName: string; readonly fault?: FormFault },
): SandboxResponse {
  return formPage(call, authorization, {
    title: "Sign in",
    lead: `to continue to ${authorization.application.displayName}`,
    action: "login",
    fields: [
      { name: "loginfmt", label: "User name", type: "email", autocomplete: "username", value: userName },
      { name: "passwd", label: "Password", autocomplete: "current-password" },
    ],
    button: "Sign in",
    fault,
  });
}
