import { setTimeout as sleep } from "node:timers/promises";
import { CrosstrustError } from "../../../../trust/CrosstrustError.ts";
import type { ReadableOkta } from "./OktaAccess.ts";

type OktaObject = Readonly<Record<string, unknown>>;

export interface OktaClientOptions {
  /** `https://{org}.okta.com`. */
  readonly organisationUrl: string;
  /** The header's value; asked for at each request. */
  readonly authorization: () => Promise<string>;
  readonly fetch: typeof globalThis.fetch;
  /** Aborted when the user interrupts. */
  readonly signal: AbortSignal;
  readonly wait?: (milliseconds: number, signal: AbortSignal) => Promise<unknown>;
  readonly now?: () => Date;
}

/** A refusal in Okta's own words (developer.okta.com/docs/reference/error-codes). */
export class OktaError extends CrosstrustError {
  readonly status: number;
  /** Okta's own code, such as `E0000006`. */
  readonly oktaCode: string;
  /** The path that was asked for, without its query. */
  readonly path: string;

  constructor(status: number, oktaCode: string, summary: string, path: string) {
    super("VENDOR_REFUSED", `Okta: ${oktaCode}: ${summary} (HTTP ${status})`, { where: `GET ${path}` });
    this.status = status;
    this.oktaCode = oktaCode;
    this.path = path;
  }
}

/** An answer that has come whole. */
interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

/** Okta counts requests by the minute; what it asks to wait longer for is not a matter of rate. */
const longestWaitSeconds = 90;
const tries = 5;
/** For one request, its answer read whole. */
const timeoutMilliseconds = 30_000;

/**
 * The management API of an Okta organisation; it only reads. A throttled request (429) is sent again when Okta's window ends
 * (`x-rate-limit-reset`, in seconds since 1970, by the clock of its `date`), one that a server failed on a moment later.
 */
export class OktaClient implements ReadableOkta {
  readonly #options: Required<OktaClientOptions>;

  constructor(options: OktaClientOptions) {
    this.#options = {
      wait: (milliseconds, signal) => sleep(milliseconds, undefined, { signal }),
      now: () => new Date(),
      ...options,
    };
  }

  async find(path: string): Promise<OktaObject | undefined> {
    const answer = await this.#send(path);
    if (answer.status === 404) return undefined;
    return objectIn(this.#read(answer, path), path);
  }

  async list(path: string): Promise<readonly OktaObject[]> {
    const items: OktaObject[] = [];
    const seen = new Set<string>();
    for (let next: string | undefined = path; next !== undefined && !seen.has(next);) {
      seen.add(next);
      const answer = await this.#send(next);
      const page = this.#read(answer, next);
      if (!Array.isArray(page)) throw unreadable(next, "a list");
      items.push(...page.map((item: unknown) => objectIn(item, path)));
      next = this.#nextOf(answer.headers, next);
    }
    return items;
  }

  async #send(path: string): Promise<Answer> {
    for (let attempt = 1; ; attempt++) {
      const answer = await this.#fetch(path, await this.#options.authorization());
      if ((answer.status !== 429 && answer.status < 500) || attempt === tries) return answer;
      const seconds = this.#askedWait(answer) ?? 2 ** attempt;
      if (seconds > longestWaitSeconds) return answer;
      await this.#options.wait(seconds * 1000, this.#options.signal).catch((error: unknown) => {
        this.#throwIfInterrupted();
        throw error;
      });
    }
  }

  async #fetch(path: string, authorization: string): Promise<Answer> {
    const { organisationUrl, fetch, signal } = this.#options;
    try {
      const response = await fetch(`${organisationUrl}${path}`, {
        redirect: "error",
        headers: { accept: "application/json", authorization },
        signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMilliseconds)]),
      });
      return { status: response.status, headers: response.headers, text: await response.text() };
    } catch (cause) {
      this.#throwIfInterrupted();
      const { host } = new URL(organisationUrl);
      throw new CrosstrustError("VENDOR_UNREACHABLE", `${host} gave no answer.`, { where: host, cause });
    }
  }

  #read({ status, text }: Answer, path: string): unknown {
    const value = parse(text);
    if (status < 300) return value;
    const { errorCode, errorSummary } = (value ?? {}) as OktaObject;
    throw new OktaError(
      status,
      typeof errorCode === "string" ? errorCode : "unknown",
      typeof errorSummary === "string" ? errorSummary : "no reason was given",
      withoutQuery(path),
    );
  }

  /** The path of the next page. Its address has to be the organisation's own, or the token would go elsewhere. */
  #nextOf(headers: Headers, path: string): string | undefined {
    const [, address] = /<([^>]*)>\s*;[^,]*\brel="?next"?/i.exec(headers.get("link") ?? "") ?? [];
    if (address === undefined) return undefined;
    const { organisationUrl } = this.#options;
    const url = URL.parse(address, organisationUrl);
    if (url?.origin !== new URL(organisationUrl).origin) throw unreadable(path, "a next page of the same organisation");
    return `${url.pathname}${url.search}`;
  }

  #askedWait({ status, headers }: Answer): number | undefined {
    const reset = Number(headers.get("x-rate-limit-reset") ?? Number.NaN);
    if (status !== 429 || Number.isNaN(reset)) return undefined;
    const theirs = Date.parse(headers.get("date") ?? "");
    const now = Number.isNaN(theirs) ? this.#options.now().getTime() : theirs;
    // A second more, for both clocks are rounded.
    return Math.max(0, Math.ceil(reset - now / 1000)) + 1;
  }

  #throwIfInterrupted(): void {
    if (this.#options.signal.aborted) throw new CrosstrustError("INTERRUPTED", "interrupted");
  }
}

function withoutQuery(path: string): string {
  return path.split("?", 1)[0] ?? path;
}

function objectIn(value: unknown, path: string): OktaObject {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as OktaObject;
  throw unreadable(path, "an object");
}

function unreadable(path: string, expected: string): CrosstrustError {
  const where = `GET ${withoutQuery(path)}`;
  return new CrosstrustError("VENDOR_REFUSED", `Okta's answer is not ${expected}.`, { where, expected });
}

function parse(text: string): unknown {
  try {
    return text === "" ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}
