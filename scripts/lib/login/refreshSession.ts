import {
  getValidatedIdTokenClaims,
  processRefreshTokenResponse,
  refreshTokenGrantRequest,
  ResponseBodyError,
} from "oauth4webapi";
import { CrosstrustError } from "../../../trust/CrosstrustError.ts";
import type { StackOutputs } from "../stack/readStackOutputs.ts";
import { LiveHttp } from "../verify/LiveHttp.ts";
import { describeFailure } from "./describeFailure.ts";
import { discover } from "./discover.ts";
import type { LoginTarget } from "./LoginTarget.ts";
import { authenticationOf } from "./loginKinds.ts";
import { readTokens } from "./readTokens.ts";
import { inTurn, readSession, type Session, writeSession } from "./Session.ts";
import type { SignedIn } from "./SignedIn.ts";
import { authenticate, clientOf, requestBy } from "./tokenRequests.ts";

export interface RefreshOptions {
  /** Of the session's stack. */
  readonly outputs: StackOutputs;
  /** Of an application that is not in the stack, where it has one. */
  readonly clientSecret?: string | undefined;
  readonly fetch: typeof globalThis.fetch;
  /** Aborted when the user interrupts. */
  readonly signal: AbortSignal;
  readonly now?: () => Date;
}

/**
 * Gets fresh tokens for a session that was kept, without a browser. Another refresh token that comes with them is in the
 * file before they are handed on; two processes with one file take turns, as a refresh token may count once.
 * @throws CrosstrustError USAGE where the file is no session of this stack as it is deployed; VENDOR_REFUSED where the refresh
 *   token counts no more, with the command that signs in again; VENDOR_UNREACHABLE; TOKEN_UNREADABLE; INTERRUPTED
 */
export async function refreshSession(file: string, options: RefreshOptions): Promise<SignedIn> {
  // Where there is no session, the lock would leave a folder behind.
  await readSession(file);
  return inTurn(file, options.signal, async () => {
    const session = await readSession(file);
    const target = targetOf(session, options, file);
    return refresh(session, target, options, async (refreshToken) => {
      if (refreshToken !== session.refreshToken) await writeSession(file, { ...session, refreshToken });
    });
  });
}

/**
 * How a refresh token is refused that counts no more: RFC 6749, section 5.2; and ORY Hydra, which JumpCloud is, for one that
 * was used before (ory/fosite, flow_refresh.go).
 */
const endings: ReadonlySet<string> = new Set(["invalid_grant", "token_inactive"]);

type RefreshTarget = Pick<
  LoginTarget,
  "issuer" | "issuerUrl" | "discoveryUrl" | "clientId" | "clientSecret" | "authentication"
>;

/** What the stack says of the session's client, which must be what the session was made with. */
function targetOf(session: Session, { outputs, clientSecret }: RefreshOptions, file: string): RefreshTarget {
  const { trust, clientSecrets } = outputs;
  const deployed = trust.issuers[session.issuer];
  const declared = session.client === undefined ? undefined : deployed?.clients[session.client];
  const isClient = session.client === undefined || declared?.clientId === session.clientId;
  if (session.stack !== trust.stack || deployed?.issuer !== session.issuerUrl || !isClient) {
    throw new CrosstrustError(
      "USAGE",
      `The session is not one of stack ${trust.stack} as it is deployed. ${again(session)}`,
      {
        where: file,
        expected: `stack ${trust.stack}, issuer ${deployed?.issuer ?? "of the stack"}`,
        actual: `stack ${session.stack}, issuer ${session.issuerUrl}`,
      },
    );
  }
  const secret = session.client === undefined ? clientSecret : clientSecrets[session.issuer]?.[session.client];
  return {
    ...{ issuer: session.issuer, issuerUrl: session.issuerUrl, discoveryUrl: deployed.discoveryUrl },
    ...{ clientId: session.clientId, clientSecret: secret },
    authentication: authenticationOf(deployed.kind, secret !== undefined),
  };
}

async function refresh(
  session: Session,
  target: RefreshTarget,
  { fetch, signal, now = () => new Date() }: RefreshOptions,
  keep: (refreshToken: string) => Promise<void>,
): Promise<SignedIn> {
  const http = new LiveHttp({ fetch, signal, now });
  const server = await discover(target, http);
  const client = clientOf(target, now);
  const options = requestBy(http);
  try {
    const response = await refreshTokenGrantRequest(
      server,
      client,
      authenticate(target),
      session.refreshToken,
      options,
    );
    const requested = now();
    const tokens = await processRefreshTokenResponse(server, client, response);
    const { refresh_token: refreshToken = session.refreshToken } = tokens;
    checkSubject(session, getValidatedIdTokenClaims(tokens)?.sub);
    // At once: the one before may be used up, whatever goes wrong from here on.
    await keep(refreshToken);
    const signedIn = await readTokens(
      { server, clientId: target.clientId, response, tokens, asked: [], requested },
      options,
    );
    return { ...signedIn, refreshToken };
  } catch (error) {
    if (error instanceof ResponseBodyError && endings.has(error.error)) {
      throw new CrosstrustError("VENDOR_REFUSED", `The session has ended. ${again(session)}`, {
        where: session.issuerUrl,
      });
    }
    throw describeFailure(error, session);
  }
}

/** OpenID Connect Core 1.0, section 12.2. */
function checkSubject({ issuerUrl, subject }: Session, actual: string | undefined): void {
  if (actual === undefined || actual === subject) return;
  throw new CrosstrustError("TOKEN_UNREADABLE", "The refresh token gave an ID token of somebody else.", {
    where: issuerUrl,
    expected: subject,
    actual,
  });
}

function again({ stack, issuer }: Session): string {
  return `Sign in again: npm run login -- --stack ${stack} --issuer ${issuer} --save FILE`;
}
