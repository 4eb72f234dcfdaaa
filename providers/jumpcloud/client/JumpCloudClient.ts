import type { Authentication } from "./Authentication.ts";
import { JumpCloudConflict, JumpCloudError, refusalOf } from "./JumpCloudError.ts";
import type { HttpAnswer, HttpRequest, RetryingHttp } from "./RetryingHttp.ts";

/** A JSON object of JumpCloud's. */
export type JumpCloudObject = Readonly<Record<string, unknown>>;

export interface JumpCloudClientOptions {
  readonly http: RetryingHttp;
  readonly authentication: Authentication;
  /** `https://console.jumpcloud.com`, or that of another region. */
  readonly apiUrl: string;
  /** For credentials that see several organisations. */
  readonly organizationId?: string | undefined;
}

interface Call {
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: object;
  /** Unless given: every method but POST. */
  readonly repeatable?: boolean;
}

/** JumpCloud answers with at most so many items, whatever is asked for. */
const pageSize = 100;

/** JumpCloud's admin API. Paths begin with `/api/` (version 1) or `/api/v2/` (version 2). */
export class JumpCloudClient {
  readonly #options: JumpCloudClientOptions;

  constructor(options: JumpCloudClientOptions) {
    this.#options = options;
  }

  /** @throws {JumpCloudError} for a refusal, {JumpCloudUnreachable} without an answer */
  async get(path: string, query: Readonly<Record<string, string>> = {}): Promise<JumpCloudObject> {
    return asObject(await this.#call("GET", path, { query }), path);
  }

  /** @returns undefined where JumpCloud answers 404 */
  async find(path: string): Promise<JumpCloudObject | undefined> {
    try {
      return await this.get(path);
    } catch (error) {
      if (isStatus(error, 404)) return undefined;
      throw error;
    }
  }

  /** Makes an object; asked again only where it was certainly not made. */
  async create(path: string, body: object): Promise<JumpCloudObject> {
    return asObject(await this.#call("POST", path, { body }), path);
  }

  async put(path: string, body: object): Promise<JumpCloudObject> {
    return asObject((await this.#call("PUT", path, { body })) ?? {}, path);
  }

  /** Succeeds too where there is nothing to delete. */
  async delete(path: string): Promise<void> {
    await this.#call("DELETE", path).catch(unlessStatus(404));
  }

  /** Adds an edge of the directory's graph; succeeds too where it is there. */
  async addEdge(path: string, type: string, id: string): Promise<void> {
    const body = { op: "add", type, id };
    await this.#call("POST", path, { body, repeatable: true }).catch(unlessStatus(409));
  }

  /** Removes an edge of the directory's graph; succeeds too where it, or one of its ends, is gone. */
  async removeEdge(path: string, type: string, id: string): Promise<void> {
    const body = { op: "remove", type, id };
    await this.#call("POST", path, { body, repeatable: true }).catch(unlessStatus(404));
  }

  /**
   * Every item of a list: version 1 answers `{results, totalCount}`, version 2 a bare array.
   * @param key of the array, where version 2 wraps it (`identityProviders`)
   */
  list(path: string, query: Readonly<Record<string, string>> = {}, key = "results"): Promise<JumpCloudObject[]> {
    return this.#pages(path, key, (limit, skip) => this.#call("GET", path, { query: { ...query, limit, skip } }));
  }

  /** Every item that a search finds; reads only, though it is a POST. */
  search(path: string, body: object): Promise<JumpCloudObject[]> {
    return this.#pages(path, "results", (limit, skip) => {
      const page = { ...body, limit: Number(limit), skip: Number(skip), sort: "_id" };
      return this.#call("POST", path, { body: page, repeatable: true });
    });
  }

  async #pages(
    path: string,
    key: string,
    ask: (limit: string, skip: string) => Promise<unknown>,
  ): Promise<JumpCloudObject[]> {
    const items: JumpCloudObject[] = [];
    for (;;) {
      const page = await ask(String(pageSize), String(items.length));
      const wrapped = Array.isArray(page) ? {} : asObject(page, path);
      const shown = Array.isArray(page) ? page : wrapped[key];
      if (!Array.isArray(shown)) throw new JumpCloudConflict(`${path}: the answer is no list`);
      items.push(...shown.map((item: unknown) => asObject(item, path)));
      const total = wrapped["totalCount"];
      const complete = typeof total === "number" ? items.length >= total : shown.length < pageSize;
      if (complete || shown.length === 0) return items;
    }
  }

  async #call(method: string, path: string, call: Call = {}): Promise<unknown> {
    const { authentication, http } = this.#options;
    let headers = await authentication.headers();
    let answer = await http.send(this.#request(method, path, call, headers));
    if (answer.status === 401 && authentication.renew(headers)) {
      headers = await authentication.headers();
      answer = await http.send(this.#request(method, path, call, headers));
    }
    return this.#read(answer, `${method} ${path}`, secretsOf(call.body));
  }

  #request(method: string, path: string, call: Call, authentication: Readonly<Record<string, string>>): HttpRequest {
    const { apiUrl, organizationId } = this.#options;
    const url = new URL(path, apiUrl);
    for (const [name, value] of Object.entries(call.query ?? {})) url.searchParams.set(name, value);
    return {
      method,
      url: url.href,
      headers: {
        accept: "application/json",
        ...authentication,
        ...(organizationId === undefined ? {} : { "x-org-id": organizationId }),
        ...(call.body === undefined ? {} : { "content-type": "application/json" }),
      },
      body: call.body === undefined ? undefined : JSON.stringify(call.body),
      repeatable: call.repeatable ?? method !== "POST",
    };
  }

  #read({ status, text }: HttpAnswer, request: string, bodySecrets: readonly string[]): unknown {
    const { authentication } = this.#options;
    const secrets = [...authentication.secrets, ...bodySecrets];
    if (status < 300) {
      if (text === "") return undefined;
      try {
        return JSON.parse(text) as unknown;
      } catch {
        throw refusalOf(status, "", request, secrets, "the answer is no JSON");
      }
    }
    // Without credentials that it knows, JumpCloud sends API calls to its login page.
    if (status < 400) throw refusalOf(status, "", request, secrets, `it asked for a sign-in; ${authentication.advice}`);
    throw refusalOf(status, text, request, secrets, adviceOn(status, request, authentication));
  }
}

export function isStatus(error: unknown, status: number): error is JumpCloudError {
  return error instanceof JumpCloudError && error.status === status;
}

/** One segment of a path. */
export const segment = encodeURIComponent;

function unlessStatus(status: number): (error: unknown) => undefined {
  return (error) => {
    if (isStatus(error, status)) return undefined;
    throw error;
  };
}

function adviceOn(status: number, request: string, { advice }: Authentication): string | undefined {
  if (status === 401) return advice;
  if (status === 403) return "the credentials' role may not do this";
  if (status === 429) return "JumpCloud's rate limit; run it again later";
  if (status >= 500 && request.startsWith("POST")) {
    return "it may have been carried out all the same: look before running it again (adoptExisting takes over what is there)";
  }
  return undefined;
}

function asObject(value: unknown, path: string): JumpCloudObject {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as JumpCloudObject;
  throw new JumpCloudConflict(`${path}: the answer is no object`);
}

/** The secrets in a request's body, which an answer might repeat. */
function secretsOf(value: unknown): readonly string[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, part]: [string, unknown]) =>
    name === "clientSecret" && typeof part === "string" && part !== "" ? [part] : secretsOf(part),
  );
}
