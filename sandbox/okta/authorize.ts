import { timingSafeEqual } from "node:crypto";
import { forbidden, InsufficientScope, invalidSession, invalidToken } from "./errors.ts";
import { issuerAt, verifyToken } from "./oauth/Issuer.ts";
import type { OktaCall } from "./OktaCall.ts";
import { type OktaRight, oktaRights } from "./rights.ts";

/** Whom a request comes from. */
interface Admitted {
  /** Of a token; an API token has none. */
  readonly scopes: readonly string[] | undefined;
  /** Whether it is the operator: another application has no role. */
  readonly isOperator: boolean;
}

/**
 * Admits an administrator's API token, or an application's access token of the org's own authorization server: the scopes of
 * a token come first, then the roles of whoever it belongs to, for both (Okta support, "Receiving Error Code E0000006 … Despite
 * Having Correct Scopes"). Throws 401 and 403 in Okta's forms.
 */
export async function authorize(call: OktaCall, operation: string): Promise<void> {
  const [scheme, token = ""] = (call.request.headers["authorization"] ?? "").split(/ +/, 2);
  const kind = scheme?.toUpperCase();
  if (kind !== "SSWS" && kind !== "BEARER") throw invalidSession();
  const needed = Object.hasOwn(oktaRights, operation) ? oktaRights[operation] : undefined;
  if (!needed) throw new TypeError(`${operation} has no entry in the table of Okta's rights`);
  const { scopes, isOperator } = kind === "SSWS" ? admitApiToken(call, token) : await admitToken(call, token);
  if (scopes !== undefined && needed.scopes.length === 0) throw invalidSession();
  const note = (noted: "scope" | "role", anyOf: readonly string[], allowed: boolean): void => {
    const { context, request } = call;
    if (!isOperator || anyOf.length === 0) return;
    context.operator?.demand({ vendor: "okta", operation, kind: noted, anyOf, on: request.url.host, allowed });
  };
  const hasScope = scopes === undefined || needed.scopes.some((scope) => scopes.includes(scope));
  note("scope", needed.scopes, hasScope);
  if (!hasScope) throw new InsufficientScope(call.baseUrl, needed.scopes, call.request.url.pathname);
  const hasRole = isOperator && mayDo(call, needed);
  note("role", [...needed.permissions, ...needed.roles, "SUPER_ADMIN"], hasRole);
  if (!hasRole) throw forbidden();
}

function admitApiToken({ context }: OktaCall, token: string): Admitted {
  const [given, right] = [Buffer.from(token), Buffer.from(context.credentials.oktaApiToken)];
  if (given.length !== right.length || !timingSafeEqual(given, right)) throw invalidToken();
  return { scopes: undefined, isOperator: true };
}

/** A token that the org's own server gave to an application of the org's. */
async function admitToken(call: OktaCall, token: string): Promise<Admitted> {
  const claims = await verifyToken(call, issuerAt(call, undefined), token);
  const app = call.org.apps.find(({ clientId, status }) => clientId === claims?.["cid"] && status === "ACTIVE");
  if (!claims || !app || claims.aud !== call.baseUrl) throw invalidToken();
  const scopes = claims["scp"];
  return {
    scopes: Array.isArray(scopes) ? scopes.map(String) : [],
    isOperator: app.clientId === call.context.credentials.oktaServiceApp?.clientId,
  };
}

function mayDo({ context }: OktaCall, needed: OktaRight): boolean {
  const { roles, permissions } = context.operator?.rights.okta ?? {};
  if (roles === undefined && permissions === undefined) return true;
  return (
    (roles ?? []).some((role) => role === "SUPER_ADMIN" || needed.roles.includes(role)) ||
    (permissions ?? []).some((permission) => needed.permissions.includes(permission))
  );
}
