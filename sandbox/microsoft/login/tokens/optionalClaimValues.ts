import { optionalIdTokenClaims, type OptionalIdTokenClaimName } from "../../../../trust/entra/optionalClaims.ts";
import { tenantSettings } from "../tenantSettings.ts";
import type { IdTokenRequest } from "./idToken.ts";
import { loginHint } from "./loginHint.ts";

type Claim = (request: IdTokenRequest) => unknown;

/**
 * Where the value of each optional claim comes from; undefined leaves it out. Those without an entry are never there for a
 * person at a plain sign-in here: they are for virtual networks, devices, trusted networks, passwords about to expire or
 * other tokens.
 */
const values: Readonly<Partial<Record<OptionalIdTokenClaimName, Claim>>> = {
  acct: () => 0,
  auth_time: ({ authTime }) => authTime,
  ctry: ({ user }) => (/^[A-Za-z]{2}$/.test(user.country ?? "") ? user.country : undefined),
  email: ({ user }) => user.mail ?? undefined,
  family_name: ({ user }) => user.surname ?? undefined,
  given_name: ({ user }) => user.givenName ?? undefined,
  // Clients reach the sandbox on this machine alone.
  ipaddr: () => "127.0.0.1",
  login_hint: ({ user }) => loginHint(user),
  onprem_sid: ({ user }) => textOf(user.rest["onPremisesSecurityIdentifier"]),
  sid: ({ sessionId }) => sessionId,
  tenant_ctry: () => tenantSettings.country,
  tenant_region_scope: () => tenantSettings.region,
  upn: ({ user }) => user.userPrincipalName,
  verified_primary_email: (request) => (hasVerifiedMail(request) ? [request.user.mail] : undefined),
  xms_edov: (request) => (hasVerifiedMail(request) ? true : undefined),
  xms_pdl: ({ user }) => textOf(user.rest["preferredDataLocation"]),
  xms_pl: ({ user }) => textOf(user.rest["preferredLanguage"]),
  xms_tpl: () => tenantSettings.language,
};

/**
 * The optional claims of a registration that apply to a person: asked for, consented to where that is needed, and with a
 * value. `preferred_username` is an optional claim of version 1.0 alone.
 */
export function optionalClaimValues(request: IdTokenRequest): Readonly<Record<string, unknown>> {
  const asked = (request.application.optionalClaims?.idToken ?? []).map(({ name }) => name);
  const known = (Object.keys(values) as OptionalIdTokenClaimName[]).filter((name) => asked.includes(name));
  const given = known.filter((name) => mayHave(request, name)).map((name) => [name, values[name]?.(request)] as const);
  const present = Object.fromEntries(given.filter(([, value]) => value !== undefined));
  return request.version === 1 && asked.includes("preferred_username")
    ? { ...present, preferred_username: request.user.userPrincipalName }
    : present;
}

function mayHave({ granted, version }: IdTokenRequest, name: OptionalIdTokenClaimName): boolean {
  const claim = optionalIdTokenClaims[name];
  if (version === 1 || !("permission" in claim)) return true;
  return granted.forClaims.includes(claim.permission);
}

/** Whether the mail's domain is one that the tenant has proved to be its own. */
function hasVerifiedMail({ directory, user, granted }: IdTokenRequest): boolean {
  const domain = user.mail?.split("@").at(-1)?.toLowerCase();
  return granted.forClaims.includes("email") && directory.domains.some((verified) => verified.toLowerCase() === domain);
}

function textOf(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}
