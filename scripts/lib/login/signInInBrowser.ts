import { setTimeout as sleep } from "node:timers/promises";
import { CrosstrustError } from "../../../trust/CrosstrustError.ts";
import { LiveHttp } from "../verify/LiveHttp.ts";
import { authorizationUrl, newRequestSecrets } from "./authorizationRequest.ts";
import { discover } from "./discover.ts";
import type { LoginTarget } from "./LoginTarget.ts";
import { plainText } from "./plainText.ts";
import { type Attempt, redeemAnswer } from "./redeemAnswer.ts";
import { type Outcome, startLoopbackServer } from "./startLoopbackServer.ts";
import type { SignedIn } from "./SignedIn.ts";

/** How long a person may take. */
const longestMinutes = 10;

export interface SignInOptions {
  readonly fetch: typeof globalThis.fetch;
  /** Aborted when the user interrupts. */
  readonly signal: AbortSignal;
  /** Shows a page to the person; false where it could not. Without it the address is only told. */
  readonly openBrowser?: ((url: string) => Promise<boolean>) | undefined;
  /** Told in lines what to do and what was refused; no line holds a token. */
  readonly note: (line: string) => void;
  readonly now?: () => Date;
  readonly wait?: (milliseconds: number, signal: AbortSignal) => Promise<unknown>;
}

/**
 * Signs a person in, in their own browser: the authorization code grant with PKCE, state and nonce (RFC 6749, 7636, 9700;
 * OpenID Connect Core 1.0, section 3.1), answered on a loopback address (RFC 8252, section 7.3).
 * @throws CrosstrustError PORT_TAKEN; VENDOR_UNREACHABLE; VENDOR_REFUSED with what the issuer said; TOKEN_UNREADABLE for an
 *   ID token that does not hold; INTERRUPTED by the user, or when nobody has signed in for ten minutes. Nothing listens then.
 */
export async function signInInBrowser(target: LoginTarget, options: SignInOptions): Promise<SignedIn> {
  const { fetch, signal, note, openBrowser, now = () => new Date() } = options;
  const http = new LiveHttp({ fetch, signal, now });
  const server = await discover(target, http);
  const secrets = await newRequestSecrets();
  const begin = (redirectUri: string): string => authorizationUrl(server, target, redirectUri, secrets);

  const { promise: signedIn, resolve, reject } = Promise.withResolvers<SignedIn>();
  // Whoever waits for it hears of a failure; nobody does while the server is still starting.
  signedIn.catch(() => undefined);
  let answered = false;
  const answer = async (parameters: URLSearchParams, redirectUri: string): Promise<Outcome> => {
    if (parameters.get("state") !== secrets.state) {
      note(`Refused an answer that does not belong to this sign-in${describe(parameters)}. Still waiting …`);
      return { kind: "stranger" };
    }
    if (answered) return { kind: "repeated" };
    answered = true;
    const attempt: Attempt = { ...secrets, target, server, redirectUri, http, now };
    try {
      const result = await redeemAnswer(attempt, parameters);
      return { kind: "signed in", done: () => resolve(result) };
    } catch (error) {
      return { kind: "failed", error, done: () => reject(error) };
    }
  };

  const loopback = await startLoopbackServer(target, { answer, begin });
  try {
    const url = begin(loopback.redirectUri);
    note(`Sign in at ${target.issuer} in a browser on this machine:`);
    note(url);
    if (openBrowser !== undefined && !(await openBrowser(url)))
      note("No browser could be opened: open the address yourself.");
    return await withinTime(signedIn, options);
  } finally {
    await loopback.close();
  }
}

/** An error that came with a wrong state helps whoever looks for a mistake in the application's registration. */
function describe(parameters: URLSearchParams): string {
  const [error, description] = [parameters.get("error"), parameters.get("error_description")];
  if (error === null) return "";
  return ` (${plainText(description === null ? error : `${error}: ${description}`)})`;
}

async function withinTime(
  signedIn: Promise<SignedIn>,
  { signal, wait = (milliseconds, by) => sleep(milliseconds, undefined, { signal: by }) }: SignInOptions,
): Promise<SignedIn> {
  const done = new AbortController();
  const late = wait(longestMinutes * 60_000, AbortSignal.any([signal, done.signal])).then(
    () => new CrosstrustError("INTERRUPTED", `Nobody signed in within ${longestMinutes} minutes.`),
    (error: unknown) => (signal.aborted ? new CrosstrustError("INTERRUPTED", "interrupted") : error),
  );
  try {
    return await Promise.race([
      signedIn,
      late.then((error) => {
        throw error;
      }),
    ]);
  } finally {
    done.abort();
  }
}
