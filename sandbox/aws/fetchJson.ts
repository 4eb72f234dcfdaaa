import type { VendorContext } from "../Vendor.ts";

/** An issuer's key set may have this many bytes (API Gateway developer guide, quotas of HTTP APIs). */
const maxBytes = 150_000;

/**
 * Reads a JSON document of another host of the sandbox, as AWS reads those of issuers.
 * @param url of an https host
 * @returns the document, parsed
 * @throws Error when there is no such host, when it does not answer with 200 and JSON, or with too much of it
 */
export async function fetchJson(context: VendorContext, url: string): Promise<unknown> {
  const parsed = new URL(url);
  if (parsed.protocol !== "https:") throw new Error(`${url} is not an https address`);
  const response = await context.fetch({
    method: "GET",
    url: parsed,
    target: `${parsed.pathname}${parsed.search}`,
    headers: { host: parsed.host, accept: "application/json" },
    body: Buffer.alloc(0),
  });
  if (response.status !== 200) throw new Error(`${url} answers with ${response.status}`);
  const body = Buffer.from(response.body ?? "");
  if (body.length > maxBytes) throw new Error(`${url} answers with more than ${maxBytes} bytes`);
  return JSON.parse(body.toString("utf8"));
}
