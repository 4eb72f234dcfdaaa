import type { AppClient } from "./state.ts";

/** Whether a client may use a flow at the domain: the flows count only once OAuth is switched on for it as a whole. */
export function allowsFlow({ settings }: AppClient, flow: "code" | "implicit" | "client_credentials"): boolean {
  return settings.AllowedOAuthFlowsUserPoolClient && (settings.AllowedOAuthFlows ?? []).includes(flow);
}

/** Whether a client's tokens can be revoked. */
export function allowsRevocation({ settings }: AppClient): boolean {
  return settings.EnableTokenRevocation;
}

/** Whether a client may see an attribute of the user; without a list it sees all of them. */
export function mayRead({ settings }: AppClient, attribute: string): boolean {
  const { ReadAttributes = [] } = settings;
  return ReadAttributes.length === 0 || ReadAttributes.includes(attribute);
}

const secondsOf = { seconds: 1, minutes: 60, hours: 3600, days: 86_400 } as const;

/** How long a client's tokens are good for, in seconds (API reference, CreateUserPoolClient: units and defaults). */
export function tokenLifetimes({ settings }: AppClient): { access: number; id: number; refresh: number } {
  const { AccessTokenValidity, IdTokenValidity, RefreshTokenValidity, TokenValidityUnits } = settings;
  const { AccessToken = "hours", IdToken = "hours", RefreshToken = "days" } = TokenValidityUnits;
  return {
    access: (AccessTokenValidity ?? 0) * secondsOf[AccessToken] || 3600,
    id: (IdTokenValidity ?? 0) * secondsOf[IdToken] || 3600,
    refresh: RefreshTokenValidity * secondsOf[RefreshToken],
  };
}
