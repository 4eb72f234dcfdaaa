import type { FetchedMessage, FetchMessage } from "./messages.ts";

const mostRedirects = 20;
const redirects: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);
/** Statuses whose responses have no body (Fetch standard, "null body status"). */
const bodiless: ReadonlySet<number> = new Set([101, 103, 204, 205, 304]);

/** How the process asks the sandbox; resolves with its answer. */
export type Ask = (message: Omit<FetchMessage, "kind" | "id">) => Promise<FetchedMessage>;

/**
 * A `fetch` that reaches the sandbox's hosts, by way of the process's channel, and nothing else: every other host is
 * unreachable. Redirects are followed as the Fetch standard has it, across hosts without the credentials; bodies are
 * sent and handed over whole. Only https is there. An aborted call is given up at once; the answer to it goes nowhere.
 */
export function sandboxFetch(ask: Ask): typeof globalThis.fetch {
  return async (input, init) => {
    // Reads what a caller may say in so many ways, and refuses what it may not.
    const request = new Request(input, init);
    const { signal } = request;
    signal.throwIfAborted();
    const aborted = new Promise<never>((_resolve, reject) => {
      // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- the caller's own reason
      signal.addEventListener("abort", () => reject(signal.reason), { once: true });
    });
    return Promise.race([follow(ask, request), aborted]);
  };
}

async function follow(ask: Ask, request: Request): Promise<Response> {
  let { method } = request;
  let url = new URL(request.url);
  let body = Buffer.from(await request.arrayBuffer());
  const headers = new Headers(request.headers);
  for (let hops = 0; ; hops++) {
    const answer = await ask({
      method,
      url: url.href,
      headers: sentHeaders(headers, url, body),
      body: body.toString("base64"),
    });
    if (answer.kind === "unfetched") throw networkError(answer.reason);
    const location = answer.headers.find(([name]) => name === "location")?.[1];
    if (!redirects.has(answer.status) || location === undefined || request.redirect === "manual") {
      return responseOf(answer, method, url, hops > 0);
    }
    const next = URL.parse(location, url.href);
    if (request.redirect === "error" || hops >= mostRedirects || !next) throw networkError("unexpected redirect");
    if (changesToGet(answer.status, method)) {
      method = "GET";
      body = Buffer.alloc(0);
      for (const name of ["content-type", "content-encoding", "content-language", "content-location"])
        headers.delete(name);
    }
    if (next.origin !== url.origin) for (const name of ["authorization", "cookie"]) headers.delete(name);
    url = next;
  }
}

function changesToGet(status: number, method: string): boolean {
  return status === 303 ? method !== "GET" && method !== "HEAD" : status < 303 && method === "POST";
}

function sentHeaders(headers: Headers, url: URL, body: Buffer): Record<string, string> {
  return {
    accept: "*/*",
    "user-agent": "node",
    ...Object.fromEntries(headers),
    host: url.host,
    ...(body.length > 0 && { "content-length": String(body.length) }),
  };
}

function responseOf(
  { status, headers, body }: Extract<FetchedMessage, { kind: "fetched" }>,
  method: string,
  url: URL,
  redirected: boolean,
): Response {
  const content = method === "HEAD" || bodiless.has(status) ? null : Buffer.from(body, "base64");
  const response = new Response(content, {
    status,
    headers: headers.map(([name, value]): [string, string] => [name, value]),
  });
  Object.defineProperties(response, { url: { value: url.href }, redirected: { value: redirected } });
  return response;
}

/** As Node's own `fetch` fails. */
function networkError(reason: string): TypeError {
  return new TypeError("fetch failed", { cause: Object.assign(new Error(reason), { code: "ENETUNREACH" }) });
}
