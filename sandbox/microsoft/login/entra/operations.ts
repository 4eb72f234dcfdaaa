import { OperationTable } from "../../../http/OperationTable.ts";
import type { LoginCall } from "../LoginCall.ts";
import { authorizeV1, authorizeV2 } from "../sign-in/authorize.ts";
import { changePassword } from "../sign-in/changePassword.ts";
import { logout } from "../sign-in/logout.ts";
import { signIn } from "../sign-in/signIn.ts";
import * as discovery from "./discovery.ts";
import { getInstanceMetadata } from "./instanceDiscovery.ts";
import { tokenV1, tokenV2 } from "./token.ts";

/**
 * Everything that answers at login.microsoftonline.com. Microsoft has no list of names for these; the names are the
 * endpoints' own.
 */
export const entraOperations = new OperationTable<LoginCall>()
  .on("GET", "/common/discovery/instance", "getInstanceMetadata", getInstanceMetadata)
  .on(
    "GET",
    "/:tenant/v2.0/.well-known/openid-configuration",
    "getOpenIdConfiguration",
    discovery.getOpenIdConfigurationV2,
  )
  .on("GET", "/:tenant/.well-known/openid-configuration", "getOpenIdConfiguration", discovery.getOpenIdConfigurationV1)
  .on("GET", "/:tenant/discovery/v2.0/keys", "getKeys", discovery.getKeysV2)
  .on("GET", "/:tenant/discovery/keys", "getKeys", discovery.getKeysV1)
  .on("POST", "/:tenant/oauth2/v2.0/token", "token", tokenV2)
  .on("POST", "/:tenant/oauth2/token", "token", tokenV1)
  .on("GET", "/:tenant/oauth2/v2.0/authorize", "authorize", authorizeV2)
  .on("POST", "/:tenant/oauth2/v2.0/authorize", "authorize", authorizeV2)
  .on("GET", "/:tenant/oauth2/authorize", "authorize", authorizeV1)
  .on("POST", "/:tenant/oauth2/authorize", "authorize", authorizeV1)
  .on("POST", "/:tenant/login", "signIn", signIn)
  .on("POST", "/:tenant/changepassword", "changePassword", changePassword)
  .on("GET", "/:tenant/oauth2/v2.0/logout", "logout", logout)
  .on("GET", "/:tenant/oauth2/logout", "logout", logout);

/** Those that a person looks at: their refusals are pages. */
export const interactiveOperations: readonly string[] = ["authorize", "signIn", "changePassword", "logout"];
