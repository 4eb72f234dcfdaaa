import { empty } from "../http/responses.ts";
import type { SandboxResponse } from "../Vendor.ts";
import { JumpCloudApiError, unknownApiKey } from "./errors.ts";
import type { JumpCloudCall } from "./JumpCloudCall.ts";
import { isAccessToken } from "./oauth/adminToken.ts";
import { sameText } from "../sameText.ts";

/**
 * Admits an administrator's API key (`x-api-key`) or a service account's token.
 * Throws 401 for those that are not right.
 * @returns where there is neither, the way to the login page that JumpCloud shows then [obs]
 */
export function authenticate(call: JumpCloudCall): SandboxResponse | undefined {
  const { request, context, organization } = call;
  const key = request.headers["x-api-key"];
  const [scheme, token = ""] = (request.headers["authorization"] ?? "").split(/ +/, 2);
  if (key !== undefined) {
    if (!sameText(key, context.credentials.jumpcloudApiKey)) throw unknownApiKey();
  } else if (scheme?.toLowerCase() === "bearer") {
    if (!isAccessToken(call, token)) throw new JumpCloudApiError(401, "Unauthorized");
  } else return empty(302, { location: "/login" });
  const organizationId = request.headers["x-org-id"];
  if (organizationId !== undefined && organizationId !== organization.id) {
    throw new JumpCloudApiError(403, "the administrator does not manage this organization");
  }
  return undefined;
}
