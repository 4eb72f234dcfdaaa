import type { Directory, User } from "../../state.ts";

/** Who signed in, for MSAL's cache: it asks for it by `client_info=1`. */
export function clientInfo({ tenantId }: Directory, { id }: User): string {
  return Buffer.from(JSON.stringify({ uid: id, utid: tenantId })).toString("base64url");
}
