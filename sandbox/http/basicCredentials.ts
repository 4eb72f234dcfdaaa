import type { SandboxRequest } from "../Vendor.ts";

/**
 * The client's id and secret of HTTP Basic authentication; undefined where there is none that can be read. Both halves are
 * form-encoded (RFC 6749, 2.3.1), which some clients leave out: the vendors' ids and secrets have no `%`.
 */
export function basicCredentials({ headers }: SandboxRequest): { id: string; secret: string } | undefined {
  const encoded = /^Basic +([A-Za-z0-9+/=_-]+)$/i.exec(headers["authorization"] ?? "")?.[1];
  if (encoded === undefined) return undefined;
  const [, id, secret] = /^([^:]+):(.*)$/s.exec(Buffer.from(encoded, "base64").toString("utf8")) ?? [];
  return id === undefined || secret === undefined ? undefined : { id: decode(id), secret: decode(secret) };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
