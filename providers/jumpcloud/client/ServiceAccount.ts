import { CrosstrustError } from "../../../trust/CrosstrustError.ts";
import type { Authentication } from "./Authentication.ts";
import { refusalOf } from "./JumpCloudError.ts";
import type { RetryingHttp } from "./RetryingHttp.ts";

/** A token is renewed so long before it expires, in milliseconds. */
const margin = 30_000;
/** Where the answer does not say how long a token lasts, in seconds: as JumpCloud's own command line takes it. */
const usualLifetime = 3600;

interface Token {
  readonly value: string;
  /** In milliseconds since 1970. */
  readonly renewAt: number;
}

export interface ServiceAccountOptions {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly tokenUrl: string;
}

/** A service account: its access token, asked for by client credentials (HTTP Basic, scope `api`) and kept until it ends. */
export class ServiceAccount implements Authentication {
  readonly advice = "check the service account: its role, and that jumpcloud:region is the organisation's";
  readonly #options: ServiceAccountOptions;
  readonly #http: RetryingHttp;
  #token: Promise<Token> | undefined;
  #value: string | undefined;

  constructor(options: ServiceAccountOptions, http: RetryingHttp) {
    this.#options = options;
    this.#http = http;
  }

  async headers(): Promise<Readonly<Record<string, string>>> {
    const current = this.#token ?? this.#ask();
    let token = await current;
    if (this.#http.now.getTime() >= token.renewAt) {
      // Of many requests at once the first asks, and the others wait for the same token.
      token = await (this.#token === current || this.#token === undefined ? this.#ask() : this.#token);
    }
    return { authorization: `Bearer ${token.value}` };
  }

  renew(used: Readonly<Record<string, string>>): boolean {
    // Another request may have renewed it meanwhile.
    if (used["authorization"] === `Bearer ${this.#value ?? ""}`) this.#token = undefined;
    return true;
  }

  get secrets(): readonly string[] {
    return [this.#options.clientSecret, ...(this.#value === undefined ? [] : [this.#value])];
  }

  #ask(): Promise<Token> {
    const asked = this.#request();
    this.#token = asked;
    asked.then(
      ({ value }) => (this.#value = value),
      () => {
        // A failure is not kept: the next request asks again.
        if (this.#token === asked) this.#token = undefined;
      },
    );
    return asked;
  }

  async #request(): Promise<Token> {
    const { clientId, clientSecret, tokenUrl } = this.#options;
    const { status, text } = await this.#http.send({
      method: "POST",
      url: tokenUrl,
      headers: {
        accept: "application/json",
        authorization: `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString("base64")}`,
        "content-type": "application/x-www-form-urlencoded",
      },
      body: new URLSearchParams({ grant_type: "client_credentials", scope: "api" }).toString(),
      repeatable: true,
    });
    if (status !== 200) {
      const advice = "check jumpcloud:clientId and jumpcloud:clientSecret, and jumpcloud:region";
      throw refusalOf(status, text, `POST ${tokenUrl}`, [clientSecret], advice);
    }
    return this.#read(text, tokenUrl);
  }

  #read(text: string, tokenUrl: string): Token {
    let body: { readonly access_token?: unknown; readonly expires_in?: unknown };
    try {
      body = JSON.parse(text) as typeof body;
    } catch {
      body = {};
    }
    const { access_token: value, expires_in: lifetime = usualLifetime } = body;
    if (typeof value !== "string" || value === "" || typeof lifetime !== "number") {
      throw new CrosstrustError("VENDOR_REFUSED", `POST ${tokenUrl}: the answer holds no access token`, {
        where: tokenUrl,
      });
    }
    const usable = Math.max(lifetime * 1000 - margin, lifetime * 500);
    return { value, renewAt: this.#http.now.getTime() + usable };
  }
}
