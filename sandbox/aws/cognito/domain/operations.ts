import { OperationTable } from "../../../http/OperationTable.ts";
import type { DomainCall } from "./DomainCall.ts";
import { idpResponse } from "./federation/idpResponse.ts";
import { revoke } from "./revoke.ts";
import { authorize } from "./sign-in/authorize.ts";
import { changePassword } from "./sign-in/changePassword.ts";
import { showError } from "./sign-in/showError.ts";
import { showLogin, submitLogin } from "./sign-in/login.ts";
import { logout } from "./sign-in/logout.ts";
import { token } from "./token.ts";
import { userInfo } from "./userInfo.ts";

/** Everything that answers at a domain, under the endpoints' own names: AWS has no others for these. */
export const operations = new OperationTable<DomainCall>()
  .on("GET", "/oauth2/authorize", "authorize", authorize)
  .on("GET", "/login", "login", showLogin)
  .on("POST", "/login", "login", submitLogin)
  .on("POST", "/changePassword", "changePassword", changePassword)
  .on("GET", "/oauth2/idpresponse", "idpresponse", idpResponse)
  .on("GET", "/error", "error", showError)
  .on("GET", "/logout", "logout", logout)
  .on("POST", "/oauth2/token", "token", token)
  .on("GET", "/oauth2/userInfo", "userInfo", userInfo)
  .on("POST", "/oauth2/userInfo", "userInfo", userInfo)
  .on("POST", "/oauth2/revoke", "revoke", revoke);

/** Those that clients ask without a browser: their refusals are JSON. */
export const clientOperations: readonly string[] = ["token", "userInfo", "revoke"];
