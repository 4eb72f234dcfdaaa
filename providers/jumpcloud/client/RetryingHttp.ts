import { setTimeout as sleep } from "node:timers/promises";
import { proxyFetch } from "../../../lib/proxyFetch.ts";
import { CrosstrustError } from "../../../trust/CrosstrustError.ts";
import { JumpCloudUnreachable } from "./JumpCloudError.ts";
import { retryDelay } from "./retryDelay.ts";

export interface HttpRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | undefined;
  /** True where asking twice does no more than asking once, whatever became of the first time. */
  readonly repeatable: boolean;
}

export interface HttpAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

export interface RetryingHttpOptions {
  /** Ends waiting; a request that is under way is finished, or nobody would know what came of it. */
  readonly signal: AbortSignal;
  readonly fetch?: typeof globalThis.fetch;
  readonly wait?: (milliseconds: number, signal: AbortSignal) => Promise<unknown>;
  readonly now?: () => Date;
  readonly random?: () => number;
  readonly timeoutMilliseconds?: number;
}

/** The first time, and four more. */
const attempts = 5;
const troubled: ReadonlySet<number> = new Set([500, 502, 503, 504]);
/** Failures before anything was sent. */
const unsent: ReadonlySet<string> = new Set(["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "UND_ERR_CONNECT_TIMEOUT"]);

/**
 * HTTP through the proxy that the environment names, bounded in time. What was refused for now (429, or a server in
 * trouble) is asked again, a few times, as late as the answer says; a request that must not be made twice is asked again
 * only where it was certainly not carried out: after a 429, or when no connection came about.
 */
export class RetryingHttp {
  readonly #options: Required<RetryingHttpOptions>;

  constructor(options: RetryingHttpOptions) {
    this.#options = {
      fetch: proxyFetch,
      wait: (milliseconds, signal) => sleep(milliseconds, undefined, { signal }),
      now: () => new Date(),
      random: Math.random,
      timeoutMilliseconds: 30_000,
      ...options,
    };
  }

  get now(): Date {
    return this.#options.now();
  }

  /**
   * @returns the answer, whatever its status; redirects are not followed
   * @throws {JumpCloudUnreachable}
   * @throws CrosstrustError INTERRUPTED
   */
  async send(request: HttpRequest): Promise<HttpAnswer> {
    for (let attempt = 0; ; attempt++) {
      this.#refuseCancelled();
      const last = attempt === attempts - 1;
      let answer: HttpAnswer | undefined;
      try {
        answer = await this.#once(request);
        if (last || !isWorthRepeating(answer.status, request)) return answer;
      } catch (error) {
        const repeat = request.repeatable || unsent.has(codeOf(error));
        if (last || !repeat) throw this.#unreachable(request, error);
      }
      const { now, random, wait, signal } = this.#options;
      const delay = retryDelay(answer?.headers, attempt, now(), random());
      if (delay === undefined && answer) return answer;
      await wait(delay ?? 0, signal).catch((error: unknown) => {
        this.#refuseCancelled();
        throw error;
      });
    }
  }

  async #once({ method, url, headers, body }: HttpRequest): Promise<HttpAnswer> {
    const response = await this.#options.fetch(url, {
      method,
      headers,
      ...(body === undefined ? {} : { body }),
      redirect: "manual",
      signal: AbortSignal.timeout(this.#options.timeoutMilliseconds),
    });
    return { status: response.status, headers: response.headers, text: await response.text() };
  }

  #refuseCancelled(): void {
    const { signal } = this.#options;
    if (signal.aborted) throw new CrosstrustError("INTERRUPTED", "cancelled", { cause: signal.reason });
  }

  #unreachable({ method, url }: HttpRequest, error: unknown): JumpCloudUnreachable {
    const { host, pathname } = new URL(url);
    const seconds = this.#options.timeoutMilliseconds / 1000;
    const why =
      error instanceof Error && error.name === "TimeoutError" ? `no answer within ${seconds} s` : codeOf(error);
    return new JumpCloudUnreachable(`${method} ${pathname}`, host, why, error);
  }
}

function isWorthRepeating(status: number, { repeatable }: HttpRequest): boolean {
  return status === 429 || (repeatable && troubled.has(status));
}

/** The innermost code or message: fetch itself only says "fetch failed". */
function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return "the request failed";
  if (error.cause instanceof Error) return codeOf(error.cause);
  return "code" in error && typeof error.code === "string" ? error.code : error.message;
}
