import type { SandboxRequest, VendorContext } from "../Vendor.ts";
import { notImplemented, type OktaError } from "./errors.ts";
import type { Org } from "./state.ts";

/** What every operation of Okta is handed. */
export interface OktaCall {
  readonly request: SandboxRequest;
  readonly context: VendorContext;
  readonly org: Org;
  /** `https://` and the org's host, without a trailing slash. */
  readonly baseUrl: string;
  readonly now: Date;
}

/** Okta's timestamps: whole seconds, with milliseconds that are always zero. */
export function oktaTime(date: Date): string {
  return new Date(Math.floor(date.getTime() / 1000) * 1000).toISOString();
}

/** Notes what the sandbox cannot answer as Okta would, so that the rehearsal fails by it, and refuses it. */
export function unsupported(call: OktaCall, reason: string): OktaError {
  const { method, url } = call.request;
  call.context.refuse({ host: url.host, method, path: url.pathname, reason });
  return notImplemented(reason);
}
