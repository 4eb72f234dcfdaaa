import { microsoftSecret, oktaSecret } from "../../trust/policy/judges/secretless.ts";
import { textOf } from "../Properties.ts";
import type { ResourceJudges } from "../ResourceJudge.ts";

export const secretless: ResourceJudges = {
  "okta:app/oAuth:OAuth": (app, { production }) =>
    production && textOf(app, "type") === "service"
      ? oktaSecret(textOf(app, "tokenEndpointAuthMethod") ?? "client_secret_basic")
      : undefined,
  "azuread:index/applicationPassword:ApplicationPassword": (_, { production }) =>
    production ? microsoftSecret : undefined,
};
