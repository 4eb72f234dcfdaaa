import type { JWK } from "jose";
import type { LiveHttp } from "./LiveHttp.ts";

/** A JSON document of an issuer, or what came instead. */
export type Published =
  | { readonly found: true; readonly value: Readonly<Record<string, unknown>> }
  | { readonly found: false; readonly actual: string };

/** What issuers publish; each document is asked for once. */
export class PublishedDocuments {
  readonly #http: LiveHttp;
  readonly #documents = new Map<string, Promise<Published>>();

  constructor(http: LiveHttp) {
    this.#http = http;
  }

  /** @throws Unreachable */
  async read(url: string): Promise<Published> {
    let reading = this.#documents.get(url);
    if (reading === undefined) this.#documents.set(url, (reading = this.#get(url)));
    return reading;
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
    const { status, body } = await this.#http.send({ method: "GET", url, headers: { accept: "application/json" } });
    if (status !== 200) return { found: false, actual: String(status) };
    const value = parseObject(body);
    return value === undefined ? { found: false, actual: "200, but no JSON object" } : { found: true, value };
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
