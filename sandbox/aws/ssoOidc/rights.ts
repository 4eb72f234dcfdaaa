import { on, type RightsTable, textOf } from "../iam/OperationRights.ts";

/** Service Authorization Reference, "AWS IAM Identity Center OIDC service": the client is an application's ARN. */
export const ssoOidcRights: RightsTable = {
  CreateTokenWithIAM: on("sso-oauth", (asked) => [textOf(asked, "clientId")]),
};
