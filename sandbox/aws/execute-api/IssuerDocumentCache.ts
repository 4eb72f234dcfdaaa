import type { JWK } from "jose";
import type { IssuerDocuments } from "../../../trust/gateway/Decision.ts";
import { discoveryUrl } from "../apigatewayv2/checkIssuer.ts";
import type { AwsAccount } from "../AwsAccount.ts";
import { fetchJson } from "../fetchJson.ts";

/** API Gateway keeps an issuer's keys for up to two hours (developer guide, "Control access … with JWT authorizers"). */
const keptMilliseconds = 2 * 60 * 60 * 1000;

/** The issuers' documents as the gateway sees them: kept for two hours by the sandbox's clock; failures are not kept. */
export class IssuerDocumentCache implements IssuerDocuments {
  readonly #account: AwsAccount;
  readonly #documents = new Map<string, { readonly document: object; readonly until: number }>();

  constructor(account: AwsAccount) {
    this.#account = account;
  }

  async discovery(issuer: string): Promise<Readonly<Record<string, unknown>>> {
    return (await this.#get(discoveryUrl(issuer))) as Readonly<Record<string, unknown>>;
  }

  async jwks(jwksUri: string): Promise<{ readonly keys: readonly JWK[] }> {
    const document = await this.#get(jwksUri);
    if (!("keys" in document) || !Array.isArray(document.keys)) throw new Error(`${jwksUri} has no keys`);
    return document as { readonly keys: readonly JWK[] };
  }

  async #get(url: string): Promise<object> {
    const now = this.#account.now().getTime();
    const known = this.#documents.get(url);
    if (known && now < known.until) return known.document;
    const document = await fetchJson(this.#account.context, url);
    if (typeof document !== "object" || document === null) throw new Error(`${url} is not a JSON object`);
    this.#documents.set(url, { document, until: now + keptMilliseconds });
    return document;
  }
}
