import { once } from "node:events";
import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { CrosstrustError } from "../../../trust/CrosstrustError.ts";
import type { LoginTarget } from "./LoginTarget.ts";
import { portTaken } from "./portTaken.ts";
import { plainText } from "./plainText.ts";
import { renderResultPage, type ResultPage } from "./resultPage.ts";

/** What became of a request to the redirect URI. */
export type Outcome =
  /** It does not belong to this sign-in, which goes on waiting. */
  | { readonly kind: "stranger" }
  /** The sign-in has had its answer. */
  | { readonly kind: "repeated" }
  /** `done` is called once the browser has its page. */
  | { readonly kind: "signed in"; readonly done: () => void }
  | { readonly kind: "failed"; readonly error: unknown; readonly done: () => void };

export interface LoopbackHandlers {
  /** @param redirectUri where the request came to, as it stands in the authorization request */
  readonly answer: (parameters: URLSearchParams, redirectUri: string) => Promise<Outcome>;
  /** Where a sign-in begins that a portal's tile sent here. */
  readonly begin: (redirectUri: string) => string;
}

export interface LoopbackServer {
  /** The redirect URI, with the port that is listened on. */
  readonly redirectUri: string;
  close(): Promise<void>;
}

/**
 * Listens where a client's redirect URI leads, on the loopback addresses alone, and answers what the browser brings there.
 * For `localhost` both addresses are taken, as a browser tries either: whoever held the other would get the code.
 * @throws CrosstrustError PORT_TAKEN
 */
export async function startLoopbackServer(target: LoginTarget, handlers: LoopbackHandlers): Promise<LoopbackServer> {
  const registered = new URL(target.redirectUri);
  const port = Number(registered.port || (target.anyPort ? 0 : 80));
  const servers: Server[] = [];
  let redirectUri = target.redirectUri;
  const respond: RequestListener = (request, response) => {
    void handle(request.method ?? "", request.headers.host, request.url ?? "/").then(({ page, location, done }) => {
      // What follows, which ends this server, waits for the browser to have its page; one that has gone away gets none.
      if (response.closed) return done?.();
      response.once("close", () => done?.());
      const { status, headers, body } = renderResultPage(page);
      response.writeHead(location === undefined ? status : 302, { ...headers, ...(location && { location }) });
      response.end(body);
    });
  };
  const close = async (): Promise<void> => {
    await Promise.all(servers.map(stop));
  };
  try {
    const [first = "", ...others] = addressesOf(registered.hostname);
    const server = await listen(respond, first, port, target);
    servers.push(server);
    const taken = (server.address() as AddressInfo).port;
    if (registered.port === "" && target.anyPort) redirectUri = withPort(target.redirectUri, taken);
    for (const address of others) {
      const other = await listen(respond, address, taken, target, "optional");
      if (other !== undefined) servers.push(other);
    }
  } catch (error) {
    await close();
    throw error;
  }
  return { redirectUri, close };

  async function handle(method: string, host: string | undefined, path: string): Promise<Answer> {
    const here = new URL(redirectUri);
    // Another name for this address would be another site's (DNS rebinding).
    const url = URL.parse(path, here.href);
    if (method !== "GET" || host !== here.host || url?.origin !== here.origin) return { page: nothingHere };
    if (url.pathname === here.pathname) return answerOf(await handlers.answer(url.searchParams, redirectUri));
    const isLogin = target.loginUrl !== undefined && url.pathname === new URL(target.loginUrl).pathname;
    return isLogin ? { page: goingOn, location: handlers.begin(redirectUri) } : { page: nothingHere };
  }
}

interface Answer {
  readonly page: ResultPage;
  readonly location?: string;
  readonly done?: () => void;
}

const nothingHere: ResultPage = {
  status: 404,
  title: "Nothing is here",
  text: "This address takes part in a sign-in.",
};
const goingOn: ResultPage = { status: 302, title: "Signing in", text: "Going on to the sign-in page." };

function answerOf(outcome: Outcome): Answer {
  switch (outcome.kind) {
    case "stranger":
      return { page: failed("This answer belongs to another sign-in. Go on where the terminal says.") };
    case "repeated":
      return { page: failed("This sign-in has had its answer already.") };
    case "signed in":
      return {
        page: { status: 200, title: "Signed in", text: "Close this window and go back to the terminal." },
        done: outcome.done,
      };
    case "failed": {
      const { error } = outcome;
      const why = error instanceof CrosstrustError ? plainText(error.message) : "Something went wrong.";
      return { page: failed(`${why} The terminal says more.`), done: outcome.done };
    }
  }
}

function failed(text: string): ResultPage {
  return { status: 400, title: "Not signed in", text };
}

function addressesOf(hostname: string): readonly string[] {
  if (hostname === "localhost") return ["127.0.0.1", "::1"];
  return [hostname.replace(/^\[(.*)\]$/, "$1")];
}

/** As text: `http://localhost` has no slash behind it where it was registered without. */
function withPort(uri: string, port: number): string {
  return uri.replace(/^http:\/\/[^/?#]+/, (origin) => `${origin}:${port}`);
}

async function listen(respond: RequestListener, address: string, port: number, target: LoginTarget): Promise<Server>;
async function listen(
  respond: RequestListener,
  address: string,
  port: number,
  target: LoginTarget,
  optional: "optional",
): Promise<Server | undefined>;
async function listen(
  respond: RequestListener,
  address: string,
  port: number,
  target: LoginTarget,
  optional?: "optional",
): Promise<Server | undefined> {
  const server = createServer(respond);
  server.listen({ host: address, port, exclusive: true });
  try {
    await once(server, "listening");
    return server;
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    // A machine without IPv6.
    if (optional !== undefined && (code === "EADDRNOTAVAIL" || code === "EAFNOSUPPORT")) return undefined;
    if (code === "EADDRINUSE" || code === "EACCES") throw portTaken(target, port, code, cause);
    throw cause;
  }
}

async function stop(server: Server): Promise<void> {
  const closed = once(server, "close");
  server.close();
  server.closeAllConnections();
  await closed;
}
