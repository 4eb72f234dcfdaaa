import { JumpCloudApiError } from "./errors.ts";
import type { JumpCloudCall } from "./JumpCloudCall.ts";
import { jumpCloudRights } from "./rights.ts";

/**
 * Whether the role of whoever authenticated allows an operation. Throws 403; that it is not a 401, and its words, are not
 * confirmed.
 */
export function authorize({ context: { operator }, request }: JumpCloudCall, operation: string): void {
  const roles = Object.hasOwn(jumpCloudRights, operation) ? jumpCloudRights[operation] : undefined;
  if (!roles) throw new TypeError(`${operation} has no entry in the table of JumpCloud's rights`);
  const role = operator?.rights.jumpcloud?.role;
  const allowed = role === undefined || roles.includes(role);
  operator?.demand({ vendor: "jumpcloud", operation, kind: "role", anyOf: roles, on: request.url.host, allowed });
  if (!allowed) throw new JumpCloudApiError(403, "Forbidden");
}
