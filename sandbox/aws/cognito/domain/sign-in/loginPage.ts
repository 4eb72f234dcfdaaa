import { renderForm, type FormFault } from "../../../../pages/form.ts";
import { escapeHtml, policySource } from "../../../../pages/page.ts";
import type { SandboxResponse } from "../../../../Vendor.ts";
import { nameOf } from "../../find.ts";
import type { AppClient } from "../../state.ts";
import type { DomainCall } from "../DomainCall.ts";
import { type AuthorizationRequest, ownDirectory } from "./AuthorizationRequest.ts";
import { csrfTokenFor } from "./csrf.ts";
import { domainPage } from "./domainPage.ts";
import { findSession } from "./sessions.ts";

interface Typed {
  readonly userName: string;
  readonly fault?: FormFault | undefined;
}

/**
 * Asks for a user name and a password, and offers the client's other identity providers. A domain with managed login shows
 * nothing until the client has a branding style (observed). Managed login asks for the password on a page of its own; here
 * both versions ask for it at once.
 */
export function showLoginPage(call: DomainCall, request: AuthorizationRequest, typed: Typed): SandboxResponse {
  const { domain } = call;
  const { client, redirectUri, query } = request;
  if (!hasPages(call, client)) return unavailable(call);
  const { SupportedIdentityProviders = [] } = client.settings;
  const csrf = csrfTokenFor(call);
  const others = SupportedIdentityProviders.filter((name) => name !== ownDirectory).map((name) =>
    link(query, { identity_provider: name }, `Sign in with ${name}`),
  );
  const withPassword = SupportedIdentityProviders.includes(ownDirectory);
  const form = renderForm({
    action: `/login?${query.toString()}`,
    fields: [
      { name: "username", label: nameLabel(call), type: "text", autocomplete: "username", value: typed.userName },
      { name: "password", label: "Password", autocomplete: "current-password" },
    ],
    hidden: [csrf.field],
    button: "Sign in",
    fault: typed.fault,
  });
  return domainPage(call, {
    status: 200,
    title:
      domain.managedLoginVersion === 2 ? "Sign in" : `Sign in with your ${nameLabel(call).toLowerCase()} and password`,
    body: [...(withPassword ? [form] : []), ...others, ...continueLink(call, request)].join("\n"),
    formTargets: [policySource(redirectUri)],
    cookies: [csrf.cookie],
  });
}

/** Whether a domain shows a client's pages at all. */
export function hasPages({ pool, domain }: DomainCall, client: AppClient): boolean {
  const branded = Object.values(pool.brandings).some(({ clientId }) => clientId === client.clientId);
  return domain.managedLoginVersion === 1 || branded;
}

/** For a browser that has a session: Cognito offers to go on with it. */
function continueLink(call: DomainCall, request: AuthorizationRequest): string[] {
  const signedIn = request.prompt.includes("login") ? undefined : findSession(call, request);
  return signedIn === undefined ? [] : [link(request.query, {}, `Sign in as ${nameOf(call.pool, signedIn.user)}`)];
}

function link(query: URLSearchParams, more: Readonly<Record<string, string>>, text: string): string {
  const target = new URLSearchParams({ ...Object.fromEntries(query), ...more });
  return `<p><a href="/oauth2/authorize?${escapeHtml(target.toString())}">${escapeHtml(text)}</a></p>`;
}

function nameLabel({ pool: { usernameAttributes } }: DomainCall): string {
  if (usernameAttributes.includes("email")) return usernameAttributes.length > 1 ? "Email or phone number" : "Email";
  return usernameAttributes.includes("phone_number") ? "Phone number" : "Username";
}

/** Status and words as observed. */
function unavailable(call: DomainCall): SandboxResponse {
  const body = "<p>Please contact an administrator.</p>";
  return domainPage(call, { status: 403, title: "Login pages unavailable", body });
}
