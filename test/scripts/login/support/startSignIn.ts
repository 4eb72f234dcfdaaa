import { once } from "node:events";
import { type ClientRequest, get, type IncomingMessage } from "node:http";
import { text } from "node:stream/consumers";
import type { LoginTarget } from "../../../../scripts/lib/login/LoginTarget.ts";
import type { SignedIn } from "../../../../scripts/lib/login/SignedIn.ts";
import { signInInBrowser, type SignInOptions } from "../../../../scripts/lib/login/signInInBrowser.ts";
import { FakeIssuer, targetOf } from "./FakeIssuer.ts";

export interface Page {
  readonly status: number;
  readonly headers: IncomingMessage["headers"];
  readonly body: string;
}

/** As a browser asks: the loopback server and nobody else. */
export async function visit(
  url: string,
  options: { readonly method?: string; readonly host?: string } = {},
): Promise<Page> {
  const { method = "GET", host } = options;
  return pageOf(get(url, { method, agent: false, ...(host !== undefined && { headers: { host } }) }));
}

/** What is answered to a request that is sent. */
export async function pageOf(request: ClientRequest): Promise<Page> {
  const [response] = (await once(request, "response")) as [IncomingMessage];
  return { status: response.statusCode ?? 0, headers: response.headers, body: await text(response) };
}

interface Started {
  readonly issuer: FakeIssuer;
  readonly notes: readonly string[];
  /** Of the authorization request. */
  readonly url: string;
  readonly signedIn: Promise<SignedIn>;
  readonly interrupt: () => void;
}

/** Starts a sign-in, up to where the person has the sign-in page. */
export async function start(
  issuer = new FakeIssuer(),
  target: Partial<LoginTarget> = {},
  options: Partial<SignInOptions> = {},
): Promise<Started> {
  const notes: string[] = [];
  const interrupt = new AbortController();
  const opened = Promise.withResolvers<string>();
  const signedIn = signInInBrowser(targetOf(target), {
    fetch: issuer.fetch,
    signal: interrupt.signal,
    note: (line) => notes.push(line),
    openBrowser: (url) => {
      opened.resolve(url);
      return Promise.resolve(true);
    },
    wait: (_milliseconds, signal) => once(signal, "abort"),
    ...options,
  });
  // Where it fails before there is a page, that is what the test hears.
  const url = await Promise.race([opened.promise, signedIn.then(() => "")]);
  return { issuer, notes, url, signedIn, interrupt: () => interrupt.abort() };
}

/** Signs in, to the end. @returns the page that the browser is left with, and what the caller gets */
export async function complete(issuer: FakeIssuer): Promise<readonly [Page, PromiseSettledResult<SignedIn>]> {
  const { url, signedIn } = await start(issuer);
  const [page, [result]] = await Promise.all([visit(issuer.authorize(url)), Promise.allSettled([signedIn])]);
  return [page, result];
}
