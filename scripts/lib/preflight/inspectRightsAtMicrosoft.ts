import { decodeJwt } from "jose";
import type { TokenCredential } from "@azure/identity";
import { CrosstrustError } from "../../../trust/CrosstrustError.ts";
import type { Finding } from "../../../trust/Finding.ts";
import { hasPermission } from "../permissions/microsoft/graphPermissions.ts";
import type { DirectoryRights } from "../permissions/microsoft/directoryRights.ts";

const scope = "https://graph.microsoft.com/.default";

/** May do everything in its directory (Microsoft Entra built-in roles). */
const globalAdministrator = "62e90394-69f5-4237-9190-012177145e10";

/**
 * The application permissions of Microsoft Graph that the token of a directory's credentials does not carry. Nothing is said of
 * a person's token, whose rights are that person's, nor of a global administrator's.
 * @throws CrosstrustError VENDOR_REFUSED where Microsoft gives no token; INTERRUPTED
 */
export async function inspectRightsAtMicrosoft(
  { issuer, permissions }: DirectoryRights,
  credential: TokenCredential,
  signal: AbortSignal,
  advice: string,
): Promise<readonly Finding[]> {
  const claims = await claimsOf(credential, signal);
  const list = (claim: unknown): readonly string[] => (Array.isArray(claim) ? claim.map(String) : []);
  if (claims["scp"] !== undefined || list(claims["wids"]).includes(globalAdministrator)) return [];
  const roles = list(claims["roles"]);
  const where = issuer === undefined ? "microsoft" : `microsoft, issuers.${issuer}`;
  return permissions
    .filter((permission) => !hasPermission(permission, roles))
    .map((permission) => ({
      severity: "error",
      where: `${where}: ${permission}`,
      message: `The application ${String(claims["appid"])} does not have Microsoft Graph's permission ${permission} in the directory ${String(claims["tid"])}.`,
      advice,
    }));
}

/** Only to look at: whoever takes the token checks it. */
async function claimsOf(credential: TokenCredential, signal: AbortSignal): Promise<Readonly<Record<string, unknown>>> {
  const token = await credential.getToken(scope, { abortSignal: signal }).catch((cause: unknown) => {
    if (signal.aborted) throw new CrosstrustError("INTERRUPTED", "interrupted");
    const reason = cause instanceof Error ? (cause.message.split("\n", 1)[0] ?? "") : "no reason was given";
    throw new CrosstrustError("VENDOR_REFUSED", `Microsoft gave no token for Graph: ${reason}`, {
      where: "the ARM_ variables, or `az login`",
      cause,
    });
  });
  return token === null ? {} : decodeJwt(token.token);
}
