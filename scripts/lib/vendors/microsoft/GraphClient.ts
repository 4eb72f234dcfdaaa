import { setTimeout as sleep } from "node:timers/promises";
import type { TokenCredential } from "@azure/identity";
import { CrosstrustError } from "../../../../trust/CrosstrustError.ts";
import { noteAnswer } from "../requestIds.ts";

const base = "https://graph.microsoft.com/v1.0";
const scope = "https://graph.microsoft.com/.default";

export interface GraphClientOptions {
  readonly credential: TokenCredential;
  readonly fetch: typeof globalThis.fetch;
  /** Aborted when the user interrupts. */
  readonly signal: AbortSignal;
  readonly wait?: (milliseconds: number, signal: AbortSignal) => Promise<unknown>;
}

/** A refusal in Graph's own words (Microsoft Graph, "Microsoft Graph error responses"). */
export class GraphError extends CrosstrustError {
  readonly status: number;
  /** Graph's own code, such as `Authorization_RequestDenied`. */
  readonly graphCode: string;

  constructor(status: number, graphCode: string, message: string, where: string) {
    super("VENDOR_REFUSED", `Microsoft Graph: ${graphCode}: ${message} (HTTP ${status})`, { where });
    this.status = status;
    this.graphCode = graphCode;
  }
}

/** An answer that has come whole. */
interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

const longestWaitSeconds = 60;
const tries = 5;
/** For one request, its answer read whole. */
const timeoutMilliseconds = 30_000;

/**
 * Microsoft Graph with an application's own token. A throttled request (429) is sent again after the time that Graph asks
 * for; one that a server failed on, only where sending it twice is the same as once.
 */
export class GraphClient {
  readonly #options: Required<GraphClientOptions>;

  constructor(options: GraphClientOptions) {
    this.#options = { wait: (milliseconds, signal) => sleep(milliseconds, undefined, { signal }), ...options };
  }

  /**
   * @param path below `/v1.0`, its parts encoded
   * @throws GraphError; CrosstrustError VENDOR_REFUSED where there is no token or the answer is no object,
   *   VENDOR_UNREACHABLE, INTERRUPTED
   */
  async get<T>(path: string): Promise<T> {
    return objectIn(await this.#send("GET", path), path, "an object") as T;
  }

  /** @returns undefined where Graph knows no such object */
  async find<T>(path: string): Promise<T | undefined> {
    try {
      return await this.get<T>(path);
    } catch (error) {
      if (error instanceof GraphError && error.status === 404) return undefined;
      throw error;
    }
  }

  /** Every item of a list, page after page. The next page is Graph's own, or the token would go elsewhere. */
  async list<T>(path: string): Promise<readonly T[]> {
    const items: T[] = [];
    const seen = new Set<string>();
    for (let next: string | undefined = path; next !== undefined;) {
      if (seen.has(next)) throw unreadable(path, "a list that ends");
      seen.add(next);
      const page: Readonly<Record<string, unknown>> = await this.get(next);
      const { value, "@odata.nextLink": link } = page;
      if (!Array.isArray(value)) throw unreadable(path, "a list");
      items.push(...value.map((item: unknown) => objectIn(item, path, "a list of objects") as T));
      if (link !== undefined && !isBelow(link)) throw unreadable(path, "a list whose next page is Graph's");
      next = link?.slice(base.length);
    }
    return items;
  }

  async post<T>(path: string, body: object): Promise<T> {
    return (await this.#send("POST", path, body)) as T;
  }

  async patch(path: string, body: object): Promise<void> {
    await this.#send("PATCH", path, body);
  }

  async #send(method: string, path: string, body?: object): Promise<unknown> {
    const authorization = `Bearer ${await this.#token()}`;
    for (let attempt = 1; ; attempt++) {
      const answer = await this.#fetch(method, path, authorization, body);
      const again = answer.status === 429 || (answer.status >= 500 && method === "GET");
      if (!again || attempt === tries) return this.#read(answer, method, path);
      const asked = Number(answer.headers.get("retry-after") ?? Number.NaN);
      const seconds = Number.isFinite(asked) ? asked : 2 ** attempt;
      if (seconds > longestWaitSeconds) return this.#read(answer, method, path);
      await this.#interruptible(() => this.#options.wait(seconds * 1000, this.#options.signal));
    }
  }

  async #token(): Promise<string> {
    try {
      const token = await this.#options.credential.getToken(scope, { abortSignal: this.#options.signal });
      if (token !== null) return token.token;
    } catch (cause) {
      this.#throwIfInterrupted();
      const message = cause instanceof Error ? firstLine(cause.message) : "no reason was given";
      throw new CrosstrustError("VENDOR_REFUSED", `Microsoft gave no token for Graph: ${message}`, {
        where: "the ARM_ variables, or `az login`",
        cause,
      });
    }
    throw new CrosstrustError("VENDOR_REFUSED", "Microsoft gave no token for Graph.", { where: "the ARM_ variables" });
  }

  async #fetch(method: string, path: string, authorization: string, body?: object): Promise<Answer> {
    const { fetch, signal } = this.#options;
    try {
      const response = await fetch(`${base}${path}`, {
        method,
        redirect: "error",
        headers: {
          accept: "application/json",
          authorization,
          ...(body !== undefined && { "content-type": "application/json" }),
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
        signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMilliseconds)]),
      });
      noteAnswer(`${base}${path}`, response.headers);
      return { status: response.status, headers: response.headers, text: await response.text() };
    } catch (cause) {
      this.#throwIfInterrupted();
      throw new CrosstrustError("VENDOR_UNREACHABLE", "graph.microsoft.com gave no answer.", {
        where: "graph.microsoft.com",
        cause,
      });
    }
  }

  #read({ status, text }: Answer, method: string, path: string): unknown {
    const value = parse(text);
    if (status < 300 && value === undefined && text !== "") throw unreadable(path, "JSON", method);
    if (status < 300) return value;
    const error = (value as { error?: { code?: unknown; message?: unknown } } | undefined)?.error;
    const [code, message] = [error?.code, error?.message].map((part) => (typeof part === "string" ? part : undefined));
    throw new GraphError(status, code ?? "unknown", message ?? "no reason was given", `${method} ${path}`);
  }

  async #interruptible(work: () => Promise<unknown>): Promise<void> {
    await work().catch((error: unknown) => {
      this.#throwIfInterrupted();
      throw error;
    });
  }

  #throwIfInterrupted(): void {
    if (this.#options.signal.aborted) throw new CrosstrustError("INTERRUPTED", "interrupted");
  }
}

function isBelow(link: unknown): link is string {
  return typeof link === "string" && link.startsWith(`${base}/`);
}

function objectIn(value: unknown, path: string, expected: string): object {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value;
  throw unreadable(path, expected);
}

function unreadable(path: string, expected: string, method = "GET"): CrosstrustError {
  const where = `${method} ${path.split("?", 1)[0]}`;
  return new CrosstrustError("VENDOR_REFUSED", `Microsoft Graph's answer is not ${expected}.`, { where, expected });
}

function parse(text: string): unknown {
  try {
    return text === "" ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}

function firstLine(text: string): string {
  return text.split("\n", 1)[0] ?? text;
}
