import { randomId } from "../http/ids.ts";
import type { SandboxResponse, Vendor, VendorContext } from "../Vendor.ts";
import { answer } from "./answer.ts";
import { InsufficientScope, OAuthError, OktaError } from "./errors.ts";
import { newOrg } from "./newOrg.ts";
import { addServiceApp } from "./serviceApp.ts";
import { operations } from "./operations.ts";
import type { OktaCall } from "./OktaCall.ts";
import { RateLimits } from "./rateLimits.ts";
import { AuthorizationRefused } from "./sign-in/AuthorizationRefused.ts";
import type { OktaState } from "./state.ts";

/** Okta's domains for orgs; any label before them is an org. */
const orgHost = /^[a-z0-9][a-z0-9-]*\.(okta|oktapreview|okta-emea)\.com$/;

/**
 * Okta: the management API of authorization servers, applications, people and groups, and the OAuth endpoints for the
 * client credentials grant and for people who sign in with the authorization code grant. Each org (host) has a state of its
 * own, made at the first request to it.
 */
export function createOktaVendor(context: VendorContext): Vendor {
  const state = context.state<OktaState>(() => ({ orgs: {} }));
  const rateLimits = new RateLimits();
  return {
    name: "okta",
    owns: (host) => orgHost.test(host),
    async respond(request) {
      const now = context.clock.now();
      const host = request.url.hostname;
      const org = (state.orgs[host] ??= newOrg(now));
      if (context.credentials.oktaServiceApp) addServiceApp(org, context.credentials.oktaServiceApp, now);
      const call: OktaCall = { request, context, org, baseUrl: `https://${host}`, now };
      const rateLimit = rateLimits.count(request, now);
      const response = await answer(call, rateLimit).catch(refusal);
      const requestId = { "x-okta-request-id": randomId("req", 22, "base64url") };
      return {
        ...response,
        headers: { ...requestId, ...rateLimit?.headers, ...caching(response), ...response.headers },
      };
    },
    operations: operations.operations,
  };
}

/** What Okta says of caching wherever it does not say otherwise. */
function caching({ headers }: SandboxResponse): Record<string, string> {
  return headers?.["cache-control"] === undefined
    ? { "cache-control": "no-cache, no-store", pragma: "no-cache", expires: "0" }
    : {};
}

/** Okta's refusals are answers; anything else that was thrown is a fault of the sandbox, and stays one. */
function refusal(error: unknown): SandboxResponse {
  const isRefusal =
    error instanceof OktaError ||
    error instanceof OAuthError ||
    error instanceof InsufficientScope ||
    error instanceof AuthorizationRefused;
  if (isRefusal) return error.toResponse();
  throw error;
}
