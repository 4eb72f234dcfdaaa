import type { VendorRefusal } from "../../../providers/lib/ProviderDefinition.ts";

/** How to reach an organisation's management API. */
export interface OktaConnection {
  /** `https://{org}.{base}`. */
  readonly orgUrl: string;
  readonly credentials: OktaCredentials;
  readonly maxRetries?: number | undefined;
  /** Seconds; 0 or absent for none. */
  readonly requestTimeout?: number | undefined;
}

/** An administrator's API token, or a service app that proves itself with a key. */
export type OktaCredentials =
  | { readonly apiToken: string }
  | {
      readonly clientId: string;
      readonly scopes: readonly string[];
      /** In PEM. */
      readonly privateKey: string;
      readonly keyId?: string;
    };

/** The SDK's own HTTP client, as far as it is used here; its published types name types that are not installed. */
interface Http {
  http(uri: string, request: object): Promise<{ text(): Promise<string>; headers: Headers }>;
}

/** A JSON object of Okta's. */
export type OktaObject = Readonly<Record<string, unknown>>;

/**
 * Okta's management API through Okta's own SDK: its authentication, its waiting on rate limits, its proxy. The requests
 * name their paths themselves, because the SDK's typed models drop fields that they do not know.
 */
export class OktaClient {
  readonly #connection: OktaConnection;
  #http: Promise<Http> | undefined;

  constructor(connection: OktaConnection) {
    this.#connection = connection;
  }

  /** @throws what the SDK throws; `explainOkta` says it in words */
  async get(path: string): Promise<OktaObject> {
    return (await this.#send("get", path)) ?? {};
  }

  /** @returns undefined where Okta answers 404 */
  async find(path: string): Promise<OktaObject | undefined> {
    try {
      return await this.get(path);
    } catch (error) {
      if (explainOkta(error)?.status === 404) return undefined;
      throw error;
    }
  }

  /** @returns all pages of a list; undefined where Okta answers 404 */
  async list(path: string): Promise<readonly OktaObject[] | undefined> {
    const items: OktaObject[] = [];
    for (let next: string | undefined = `${this.#connection.orgUrl}${path}`; next !== undefined;) {
      try {
        const { value, headers } = await this.#request("get", next);
        items.push(...(value as readonly OktaObject[]));
        next = /<([^>]+)>; *rel="next"/.exec(headers.get("link") ?? "")?.[1];
      } catch (error) {
        if (explainOkta(error)?.status === 404) return undefined;
        throw error;
      }
    }
    return items;
  }

  async post(path: string, body?: object): Promise<OktaObject> {
    return (await this.#send("post", path, body)) ?? {};
  }

  async put(path: string, body: object): Promise<OktaObject> {
    return (await this.#send("put", path, body)) ?? {};
  }

  /** Succeeds too where there is nothing to delete. */
  async delete(path: string): Promise<void> {
    await this.#unlessGone(() => this.#send("delete", path));
  }

  /** A lifecycle step, such as `deactivate`; succeeds too where the object is gone. */
  async lifecycle(path: string, step: "activate" | "deactivate"): Promise<void> {
    await this.#unlessGone(() => this.#send("post", `${path}/lifecycle/${step}`));
  }

  async #unlessGone(request: () => Promise<unknown>): Promise<void> {
    try {
      await request();
    } catch (error) {
      if (explainOkta(error)?.status !== 404) throw error;
    }
  }

  async #send(method: string, path: string, body?: object): Promise<OktaObject | undefined> {
    const { value } = await this.#request(method, `${this.#connection.orgUrl}${path}`, body);
    return value as OktaObject | undefined;
  }

  async #request(method: string, url: string, body?: object): Promise<{ value: unknown; headers: Headers }> {
    this.#http ??= this.#load();
    const http = await this.#http;
    const response = await http.http(url, {
      method,
      headers: { Accept: "application/json", "Content-Type": "application/json" },
      ...(body && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return { value: text === "" ? undefined : (JSON.parse(text) as unknown), headers: response.headers };
  }

  /** The SDK takes most of a second to load: only a provider that is used pays for it. */
  async #load(): Promise<Http> {
    const { Client, DefaultRequestExecutor } = await import("@okta/okta-sdk-nodejs");
    const { orgUrl, credentials, maxRetries = 2, requestTimeout = 0 } = this.#connection;
    const client = new Client({
      orgUrl,
      ...("apiToken" in credentials
        ? { token: credentials.apiToken, authorizationMode: "SSWS" }
        : { ...credentials, scopes: [...credentials.scopes], authorizationMode: "PrivateKey" }),
      // Without this the SDK answers from memory what was changed behind its back.
      cacheMiddleware: null,
      requestExecutor: new DefaultRequestExecutor({ maxRetries, requestTimeout: requestTimeout * 1000 }),
    });
    return client.http;
  }
}

/** Okta's refusal, read off the SDK's error. */
export function explainOkta(error: unknown): VendorRefusal | undefined {
  if (!(error instanceof Error) || !("status" in error) || typeof error.status !== "number") return undefined;
  const { errorCode, errorSummary, errorCauses } = error as {
    errorCode?: unknown;
    errorSummary?: unknown;
    errorCauses?: unknown;
  };
  if (typeof errorCode !== "string") return { ...explainHeader(error), status: error.status };
  const causes = Array.isArray(errorCauses)
    ? errorCauses.map((cause: { errorSummary?: string }) => cause.errorSummary)
    : [];
  const message = [errorSummary, ...causes].filter((part) => typeof part === "string" && part !== "").join(": ");
  return { code: errorCode, message, status: error.status };
}

/** What a refusal without a body says: a token's lack of scopes stands in a header. */
function explainHeader(error: Error): { code: string; message: string } {
  // The SDK's HTTP client brings a class of its own for headers.
  const { headers } = error as { headers?: Pick<Headers, "get"> };
  const header = headers?.get("www-authenticate") ?? "";
  const [, code] = /\berror="([^"]*)"/.exec(header) ?? [];
  const [, description = ""] = /\berror_description="([^"]*)"/.exec(header) ?? [];
  const [, scopes = ""] = /\bscope="([^"]*)"/.exec(header) ?? [];
  if (code === undefined) return { code: "HTTP error", message: "Okta gave no reason" };
  return { code, message: scopes === "" ? description : `${description} Any of these would do: ${scopes}` };
}
