import type { SignInEnd } from "../../signIn/signIn.ts";
import type { Page } from "../../signIn/readPage.ts";
import type { Observation } from "../Check.ts";
import { observeStop } from "../federation/observeSignIn.ts";
import type { SignInRequest } from "./AuthorizationCodeFlow.ts";
import { isAt } from "./isAt.ts";
import type { PoolClient } from "./PoolClient.ts";

/** What came of an authorization request. */
export interface Arrival {
  readonly observation: Observation;
  /** Where there is one. */
  readonly code?: string;
}

export function expectedArrival({ deployed: { callbackUrl } }: PoolClient): string {
  return `a code and the state that was sent, at ${callbackUrl}`;
}

/** Whether a browser arrived at the callback URL with a code, and with the state that its client had sent. */
export function observeArrival(client: PoolClient, end: SignInEnd, { state }: SignInRequest): Arrival {
  if (end.kind !== "caught") return { observation: observeEnd(client, end) };
  const { callbackUrl } = client.deployed;
  if (!isAt(end.url, callbackUrl)) return { observation: { actual: `sent to ${end.url.host}`, ok: false } };
  const code = end.parameters.get("code");
  if (code === null) return { observation: observeError(end.parameters) };
  const received = end.parameters.get("state");
  if (received === state) return { code, observation: { actual: expectedArrival(client), ok: true } };
  return {
    code,
    observation: {
      actual: `a code and ${received === null ? "no state" : "another state"}, at ${callbackUrl}`,
      ok: false,
      reason: "the client cannot tell whether the answer is to its own request",
    },
  };
}

/** An end at a page, the pool's error page among them. */
export function observeEnd(client: PoolClient, end: Exclude<SignInEnd, { kind: "caught" }>): Observation {
  if (!("page" in end)) return observeStop(end);
  const error = errorPage(client, end.page);
  if (error === undefined) return observeStop(end);
  return { actual: `refused, ${error}`, ok: false, reason: end.page.alert || end.page.title };
}

/** What Cognito calls the fault that its own error page is about (`/error?error=…`); undefined for any other page. */
export function errorPage({ deployed: { domain } }: PoolClient, { url, status }: Page): string | undefined {
  if (url.host !== domain || url.pathname !== "/error") return undefined;
  return url.searchParams.get("error") ?? `status ${status}`;
}

/** An answer at the callback URL without a code; Cognito puts a scope's fault into the description alone. */
export function observeError(parameters: URLSearchParams): Observation {
  const error = parameters.get("error");
  const description = parameters.get("error_description");
  if (error === null) return { actual: "no code", ok: false };
  return { actual: `refused, ${error}`, ok: false, ...(description === null ? {} : { reason: description }) };
}
