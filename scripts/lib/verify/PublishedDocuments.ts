import type { JWK } from "jose";
import { once } from "../vendors/requestIds.ts";
import type { LiveHttp } from "./LiveHttp.ts";

/** A JSON document of an issuer, or what came instead. */
export type Published =
  | {
      readonly found: true;
      readonly value: Readonly<Record<string, unknown>>;
      readonly bytes: number;
      /** From the request to the whole answer. */
      readonly milliseconds: number;
    }
  | { readonly found: false; readonly actual: string };

/** What issuers publish; each document is asked for once. */
export class PublishedDocuments {
  readonly #http: LiveHttp;
  readonly #documents = new Map<string, () => Promise<Published>>();

  constructor(http: LiveHttp) {
    this.#http = http;
  }

  /** @throws Unreachable */
  async read(url: string): Promise<Published> {
    let reading = this.#documents.get(url);
    if (reading === undefined) this.#documents.set(url, (reading = once(() => this.#get(url))));
    return reading();
  }

  /**
   * As `read`, and asks once more where the answer took too long: whoever asks in earnest asks again too, and a cold start
   * of the vendor's counts against its first request alone.
   * @throws Unreachable
   */
  async measure(url: string, limitMilliseconds: number): Promise<Published> {
    const first = await this.read(url);
    if (!first.found || first.milliseconds <= limitMilliseconds) return first;
    return this.#get(url);
  }

  /** The RSA signing keys of the key set that a discovery document names; none where either is missing. */
  async rsaKeys(discoveryUrl: string): Promise<readonly JWK[]> {
    const discovery = await this.read(discoveryUrl);
    const jwksUri = discovery.found ? discovery.value["jwks_uri"] : undefined;
    if (typeof jwksUri !== "string" || !URL.canParse(jwksUri)) return [];
    const keySet = await this.read(jwksUri);
    const keys: unknown = keySet.found ? keySet.value["keys"] : undefined;
    return Array.isArray(keys) ? keys.filter(isRsaSigningKey) : [];
  }

  async #get(url: string): Promise<Published> {
    const { status, body, milliseconds } = await this.#http.send({
      method: "GET",
      url,
      headers: { accept: "application/json" },
    });
    if (status !== 200) return { found: false, actual: String(status) };
    const value = parseObject(body);
    if (value === undefined) return { found: false, actual: "200, but no JSON object" };
    return { found: true, value, bytes: Buffer.byteLength(body), milliseconds };
  }
}

export function parseObject(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

function isRsaSigningKey(key: unknown): key is JWK {
  if (typeof key !== "object" || key === null) return false;
  const { kty, use, n, e } = key as JWK;
  return kty === "RSA" && (use === undefined || use === "sig") && typeof n === "string" && typeof e === "string";
}
