import { readFile } from "node:fs/promises";
import { CrosstrustError } from "../../../trust/CrosstrustError.ts";
import type { IssuerDocuments } from "../../../trust/gateway/Decision.ts";

export interface DocumentSources {
  /** A key set, instead of the one that the issuer publishes. */
  readonly jwksFile?: string | undefined;
  /** A discovery document, instead of the published one; with a key set alone, it is made up to name that. */
  readonly discoveryFile?: string | undefined;
  readonly fetch: typeof globalThis.fetch;
  readonly signal: AbortSignal;
}

const timeoutMilliseconds = 10_000;
/** What stands for a key set from a file; it is never asked for. */
const jwksOfFile = "https://file.invalid/jwks";

/**
 * The issuer's documents from files, where given, and from the network otherwise. With a key set from a file nothing is
 * asked of the network. A document that the issuer answers with an error is missing, as it is for the gateway; when
 * there is no answer at all, that says something about this machine's network and nothing about the gateway.
 * @throws CrosstrustError USAGE at once, for a file that cannot be read; VENDOR_UNREACHABLE later, from `answered`
 */
export async function issuerDocuments(
  sources: DocumentSources,
): Promise<IssuerDocuments & { /** Throws where a document got no answer. */ readonly answered: () => void }> {
  const { jwksFile, discoveryFile } = sources;
  const jwks = jwksFile === undefined ? undefined : await readJson(jwksFile);
  const discovery = discoveryFile === undefined ? undefined : await readJson(discoveryFile);
  if (jwks !== undefined && !Array.isArray(jwks["keys"])) {
    throw new CrosstrustError("USAGE", "The file holds no key set.", {
      where: jwksFile ?? "",
      expected: '{ "keys": [ … ] }',
    });
  }
  let unanswered: CrosstrustError | undefined;
  const get = async (url: string): Promise<Record<string, unknown>> => {
    let response: Response;
    try {
      const signal = AbortSignal.any([sources.signal, AbortSignal.timeout(timeoutMilliseconds)]);
      response = await sources.fetch(url, { signal, redirect: "manual", headers: { accept: "application/json" } });
    } catch (cause) {
      const message = `${URL.parse(url)?.host ?? url} gave no answer; --jwks FILE needs no network.`;
      throw (unanswered ??= new CrosstrustError("VENDOR_UNREACHABLE", message, { where: url, cause }));
    }
    if (response.status !== 200) throw new Error(`${response.status} from ${url}`);
    return (await response.json()) as Record<string, unknown>;
  };
  return {
    discovery: async (issuer) =>
      discovery ??
      (jwks === undefined
        ? get(`${issuer.replace(/\/$/, "")}/.well-known/openid-configuration`)
        : { issuer, jwks_uri: jwksOfFile }),
    jwks: async (uri) => (jwks ?? (await get(uri))) as Awaited<ReturnType<IssuerDocuments["jwks"]>>,
    answered: () => {
      if (unanswered !== undefined) throw unanswered;
    },
  };
}

async function readJson(file: string): Promise<Readonly<Record<string, unknown>>> {
  let text: string;
  try {
    text = await readFile(file, "utf8");
  } catch (cause) {
    throw new CrosstrustError("USAGE", "The file cannot be read.", { where: file, cause });
  }
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  } catch {
    // Told below, in the same words as JSON that is no object; the parser's own words would repeat the file.
  }
  throw new CrosstrustError("USAGE", "The file holds no JSON object.", { where: file });
}
