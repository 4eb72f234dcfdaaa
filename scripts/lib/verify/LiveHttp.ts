import { setTimeout as sleep } from "node:timers/promises";
import pLimit, { type LimitFunction } from "p-limit";
import { CrosstrustError } from "../../../trust/CrosstrustError.ts";
import { noteAnswer, requestIdOf } from "../vendors/requestIds.ts";

export interface LiveRequest {
  readonly method: string;
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface LiveAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: string;
  readonly requestId?: string;
  /** From the (last) request to the whole answer, without the wait for a place or for a 429. */
  readonly milliseconds: number;
}

/** An answer whose body is in memory. */
interface Answered {
  readonly response: Response;
  readonly milliseconds: number;
}

export interface LiveHttpOptions {
  readonly fetch: typeof globalThis.fetch;
  /** Aborted when the user interrupts. */
  readonly signal: AbortSignal;
  /** Requests under way at the same time. */
  readonly concurrency?: number;
  /** For one request, its answer read whole. */
  readonly timeoutMilliseconds?: number;
  /** The longest wait that a 429 may ask for. */
  readonly longestWaitSeconds?: number;
  readonly now?: () => Date;
  readonly wait?: (milliseconds: number, signal: AbortSignal) => Promise<unknown>;
}

/** A host gave no answer: a name that does not resolve, a connection or certificate refused, a timeout. */
export class Unreachable extends CrosstrustError {
  constructor(url: string, why: string, cause?: unknown) {
    super("VENDOR_UNREACHABLE", `${new URL(url).host} gave no answer: ${why}`, { where: new URL(url).host, cause });
  }
}

/**
 * Requests to live systems: bounded in number and time; redirects are not followed, so that a token stays with the host
 * it was meant for; a 429 is waited for once, for as long as the vendor asks, within a bound.
 */
export class LiveHttp {
  readonly #options: Required<LiveHttpOptions>;
  readonly #limit: LimitFunction;

  constructor(options: LiveHttpOptions) {
    this.#options = {
      concurrency: 8,
      timeoutMilliseconds: 10_000,
      longestWaitSeconds: 60,
      now: () => new Date(),
      wait: (milliseconds, signal) => sleep(milliseconds, undefined, { signal }),
      ...options,
    };
    this.#limit = pLimit(this.#options.concurrency);
  }

  /**
   * Sends a request and reads the answer whole.
   * @throws Unreachable, or a CrosstrustError with the code INTERRUPTED
   */
  async send(request: LiveRequest): Promise<LiveAnswer> {
    const { response, milliseconds } = await this.#answer(request.url, {
      method: request.method,
      ...(request.headers === undefined ? {} : { headers: request.headers }),
      ...(request.body === undefined ? {} : { body: request.body }),
    });
    const requestId = requestIdOf(response.headers);
    return {
      status: response.status,
      headers: response.headers,
      body: await response.text(),
      milliseconds,
      ...(requestId === undefined ? {} : { requestId }),
    };
  }

  /** As `send`, in the shape of fetch, for libraries that take one. The answer's body is in memory already. */
  async respond(url: string, init: RequestInit): Promise<Response> {
    return (await this.#answer(url, init)).response;
  }

  async #answer(url: string, init: RequestInit): Promise<Answered> {
    const answered = await this.#limit(() => this.#twiceAtMost(url, init));
    noteAnswer(url, answered.response.headers);
    return answered;
  }

  /** The place among the concurrent requests is kept while a 429 is waited for: others would meet the same limit. */
  async #twiceAtMost(url: string, init: RequestInit): Promise<Answered> {
    const first = await this.#once(url, init);
    if (first.response.status !== 429) return first;
    const seconds = this.#askedWait(first.response.headers);
    if (seconds === undefined || seconds > this.#options.longestWaitSeconds) return first;
    await this.#options.wait(seconds * 1000, this.#options.signal).catch((cause: unknown) => {
      throw interruptedOr(this.#options.signal, cause);
    });
    return this.#once(url, init);
  }

  async #once(url: string, init: RequestInit): Promise<Answered> {
    const { signal, timeoutMilliseconds } = this.#options;
    const timeout = AbortSignal.timeout(timeoutMilliseconds);
    const started = performance.now();
    try {
      const response = await this.#options.fetch(url, {
        ...init,
        redirect: "manual",
        signal: AbortSignal.any([signal, timeout]),
      });
      const body = await response.arrayBuffer();
      const { status, statusText, headers } = response;
      return {
        response: new Response(mayHaveBody(status) ? body : null, {
          status,
          statusText,
          headers: new Headers([...headers]),
        }),
        milliseconds: performance.now() - started,
      };
    } catch (cause) {
      if (signal.aborted) throw interruptedOr(signal, cause);
      throw new Unreachable(
        url,
        timeout.aborted ? `timed out after ${timeoutMilliseconds / 1000} s` : why(cause),
        cause,
      );
    }
  }

  /** Seconds, from `retry-after` (seconds or a date) or Okta's `x-rate-limit-reset` (epoch seconds). */
  #askedWait(headers: Headers): number | undefined {
    const now = this.#options.now().getTime() / 1000;
    const retryAfter = headers.get("retry-after");
    const reset = headers.get("x-rate-limit-reset");
    const seconds =
      retryAfter === null
        ? Number(reset ?? Number.NaN) - now
        : /^\d+$/.test(retryAfter)
          ? Number(retryAfter)
          : Date.parse(retryAfter) / 1000 - now;
    return Number.isNaN(seconds) ? undefined : Math.max(0, seconds);
  }
}

const mayHaveBody = (status: number): boolean => status !== 204 && status !== 205 && status !== 304;

function interruptedOr(signal: AbortSignal, cause: unknown): unknown {
  return signal.aborted ? new CrosstrustError("INTERRUPTED", "interrupted") : cause;
}

/** The innermost code or message: fetch itself only says "fetch failed". */
function why(error: unknown): string {
  if (!(error instanceof Error)) return "the request failed";
  if (error.cause instanceof Error) return why(error.cause);
  return "code" in error && typeof error.code === "string" ? error.code : error.message;
}
