import { setTimeout as sleep } from "node:timers/promises";
import type { TokenCredential } from "@azure/identity";
import { decodeJwt } from "jose";
import pLimit from "p-limit";
import { EnvHttpProxyAgent, request, RetryAgent } from "undici";
import type { VendorRefusal } from "../../../providers/lib/ProviderDefinition.ts";

const origin = "https://graph.microsoft.com";
const scope = `${origin}/.default`;

/** How to reach a directory. */
export interface GraphConnection {
  readonly tenantId: string;
  readonly clientId: string;
  /** Makes the credential when a token is first needed. */
  readonly credential: () => Promise<TokenCredential>;
  /** Ends waiting. */
  readonly signal: AbortSignal;
  /** How long to wait for what is not replicated yet, in milliseconds; a minute unless given. */
  readonly patience?: number;
}

/** A JSON object of Graph's. */
export type GraphObject = Readonly<Record<string, unknown>>;

/** A refusal of Graph's, in its own code and words. */
export class GraphError extends Error {
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

/** What a request may meet of an object that was made a moment ago, and is tried again. */
export interface Expecting {
  /** Beside 404, which is always tried again: HTTP 400 with such a message. */
  readonly message?: RegExp;
}

const proxy = new EnvHttpProxyAgent();
const methods = ["GET", "POST", "PATCH", "DELETE"] as const;
type Method = (typeof methods)[number];
const retrying = { maxRetries: 5, throwOnError: false, methods: [...methods] };
/** Sent twice these do no more than once; a POST that a server failed on may have made something. */
const forRepeatable = new RetryAgent(proxy, {
  ...retrying,
  statusCodes: [408, 424, 429, 500, 502, 503, 504],
});
const forPosts = new RetryAgent(proxy, { ...retrying, statusCodes: [429, 503] });

/** Readings in a row that have to see an object before it counts as replicated, as in the published provider. */
const readingsInARow = 5;
const firstWait = 100;
const longestWait = 5_000;
const usualPatience = 60_000;

/**
 * Microsoft Graph for one directory and one application in its own name. What is throttled, or failed by a server, is sent
 * again as Graph asks; what is not replicated yet is waited for.
 */
export class GraphClient {
  readonly #connection: GraphConnection;
  readonly #turns = new Map<string, ReturnType<typeof pLimit>>();
  #credential: Promise<TokenCredential> | undefined;

  constructor(connection: GraphConnection) {
    this.#connection = connection;
  }

  get tenantId(): string {
    return this.#connection.tenantId;
  }

  get #patience(): number {
    return this.#connection.patience ?? usualPatience;
  }

  get clientId(): string {
    return this.#connection.clientId;
  }

  /** The object id of the application's service principal. */
  async callerId(): Promise<string> {
    return String(decodeJwt(await this.#token())["oid"]);
  }

  /**
   * @param path below the version
   * @param version `beta` for what only it tells
   * @throws GraphError
   */
  async get(path: string, version: "v1.0" | "beta" = "v1.0"): Promise<GraphObject> {
    return (await this.#send("GET", `/${version}${path}`)) ?? {};
  }

  /** @returns undefined where Graph knows no such object */
  async find(path: string): Promise<GraphObject | undefined> {
    return unlessMissing(() => this.get(path));
  }

  /** Every item of a list, page after page. */
  async list(path: string): Promise<readonly GraphObject[]> {
    const items: GraphObject[] = [];
    let next: string | undefined = `/v1.0${path}`;
    while (next !== undefined) {
      const page: GraphObject = (await this.#send("GET", next)) ?? {};
      items.push(...(page["value"] as GraphObject[]));
      const link = page["@odata.nextLink"];
      next = typeof link === "string" ? link.slice(origin.length) : undefined;
    }
    return items;
  }

  /** Makes an object, or does what a POST does, where everything that is named has been there for long. */
  async post(path: string, body: object): Promise<GraphObject> {
    return (await this.#send("POST", `/v1.0${path}`, body)) ?? {};
  }

  async patch(path: string, body: object, version: "v1.0" | "beta" = "v1.0"): Promise<void> {
    await this.#send("PATCH", `/${version}${path}`, body);
  }

  /** Succeeds too where there is nothing to delete. */
  async delete(path: string): Promise<void> {
    await unlessMissing(async () => this.#send("DELETE", `/v1.0${path}`));
  }

  /** Does something with objects that may be new, until Graph knows them all. Rejects with the last refusal. */
  async withNew<Result>(work: () => Promise<Result>, { message }: Expecting = {}): Promise<Result> {
    const end = Date.now() + this.#patience;
    for (let wait = firstWait; ; wait = Math.min(2 * wait, longestWait)) {
      try {
        return await work();
      } catch (error) {
        const unseen =
          error instanceof GraphError &&
          (error.status === 404 || (error.status === 400 && message?.test(error.message)));
        if (!unseen || Date.now() + wait > end) throw error;
      }
      await sleep(wait, undefined, { signal: this.#connection.signal });
    }
  }

  /** Waits until several readings in a row see what was made or changed. Rejects where they do not in time. */
  async untilSeen(what: string, seen: () => Promise<boolean>): Promise<void> {
    const end = Date.now() + this.#patience;
    let wait = firstWait;
    for (let inARow = 0; inARow < readingsInARow;) {
      if (await seen()) inARow++;
      else {
        if (Date.now() + wait > end) throw new Error(`${what} did not appear in the directory in time`);
        inARow = 0;
        await sleep(wait, undefined, { signal: this.#connection.signal });
        wait = Math.min(2 * wait, longestWait);
      }
    }
  }

  /** One after the other for one object: what is read, changed and written back whole. */
  async inTurn<Result>(id: string, work: () => Promise<Result>): Promise<Result> {
    const turn = this.#turns.get(id) ?? pLimit(1);
    this.#turns.set(id, turn);
    return turn(work);
  }

  async #send(method: Method, target: string, body?: object): Promise<GraphObject | undefined> {
    // Not fetch: its bodies are streams, which cannot be sent again.
    const response = await request(`${origin}${target}`, {
      method,
      dispatcher: method === "POST" ? forPosts : forRepeatable,
      headers: {
        accept: "application/json",
        authorization: `Bearer ${await this.#token()}`,
        ...(body && { "content-type": "application/json" }),
      },
      ...(body && { body: JSON.stringify(body) }),
    });
    const text = await response.body.text();
    if (response.statusCode >= 300) throw refusalOf(response.statusCode, text);
    return text === "" ? undefined : (JSON.parse(text) as GraphObject);
  }

  /** The credential keeps the token while it is in force. */
  async #token(): Promise<string> {
    this.#credential ??= this.#connection.credential();
    const token = await (await this.#credential).getToken(scope);
    if (token === null) throw new Error("login.microsoftonline.com gave no token");
    return token.token;
  }
}

async function unlessMissing<Result>(work: () => Promise<Result>): Promise<Result | undefined> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof GraphError && error.status === 404) return undefined;
    throw error;
  }
}

function refusalOf(status: number, text: string): GraphError {
  let error: { code?: unknown; message?: unknown } | undefined;
  try {
    ({ error } = JSON.parse(text) as { error?: { code?: unknown; message?: unknown } });
  } catch {
    error = undefined;
  }
  const [code, message] = [error?.code, error?.message].map((part) => (typeof part === "string" ? part : ""));
  return new GraphError(status, code || "HTTP error", message || "Graph gave no reason");
}

/** Graph's refusal, or that of the token endpoint, read off the error. */
export function explainGraph(error: unknown): VendorRefusal | undefined {
  if (error instanceof GraphError) return { code: error.code, message: error.message, status: error.status };
  if (!(error instanceof Error)) return undefined;
  // Microsoft's library says it twice, among times and trace ids.
  const [, code = "", message = ""] = /(AADSTS\d+): (.*?)(?= Trace ID: |\r|\n|$)/.exec(error.message) ?? [];
  return code === "" ? undefined : { code, message };
}
