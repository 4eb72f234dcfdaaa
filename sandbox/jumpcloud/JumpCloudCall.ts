import { randomId } from "../http/ids.ts";
import type { SandboxRequest, VendorContext } from "../Vendor.ts";
import type { JumpCloudHost } from "./hosts.ts";
import type { JumpCloudState, Organization } from "./state.ts";

/** A request to one of JumpCloud's hosts. */
export interface JumpCloudCall {
  readonly request: SandboxRequest;
  readonly context: VendorContext;
  readonly host: JumpCloudHost;
  readonly state: JumpCloudState;
  /** The organisation of the host's region. */
  readonly organization: Organization;
  readonly now: Date;
}

/** An id as MongoDB makes them, which JumpCloud's are. */
export function newId(): string {
  return randomId("", 24, "hex");
}

export function epochSeconds(now: Date): number {
  return Math.floor(now.getTime() / 1000);
}
