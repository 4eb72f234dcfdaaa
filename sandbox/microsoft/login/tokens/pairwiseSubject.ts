import { createHash } from "node:crypto";
import type { Directory } from "../../state.ts";

/** A person's `sub`: the same for an application at each sign-in, and another for every other application. */
export function pairwiseSubject({ tenantId }: Directory, appId: string, userId: string): string {
  return createHash("sha256").update(`${tenantId} ${appId} ${userId}`).digest("base64url");
}
