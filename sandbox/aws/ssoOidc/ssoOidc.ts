import { OperationTable } from "../../http/OperationTable.ts";
import type { AwsService } from "../AwsService.ts";
import { unsupported } from "../protocol/AwsError.ts";
import { type RestCall, restJsonService } from "../protocol/restJson.ts";
import { createTokenWithIam } from "./createTokenWithIam.ts";
import { errorBody } from "./errors.ts";
import { ssoOidcRights } from "./rights.ts";

/** IAM Identity Center's tokens for applications that sign their requests (IAM Identity Center OIDC API reference). */
export function ssoOidc(): AwsService {
  const table = new OperationTable<RestCall>().on("POST", "/token", "CreateTokenWithIAM", async (call) => {
    if (call.query.get("aws_iam") !== "t") throw unsupported("InvalidRequestException", "the operation CreateToken");
    return createTokenWithIam(call);
  });
  return restJsonService({
    signingName: "sso-oauth",
    table,
    throttling: [400, "SlowDownException", "Rate exceeded"],
    // The application's own policy has to name the caller too, so the handler asks.
    asking: new Set(["CreateTokenWithIAM"]),
    rights: ssoOidcRights,
    errorBody,
  });
}
