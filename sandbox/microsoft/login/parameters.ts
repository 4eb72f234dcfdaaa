import type { SandboxRequest } from "../../Vendor.ts";
import { duplicateParameter, missingParameter } from "./refusals.ts";

/** The form fields of a request; none where its body is no form. Throws for a field that is there twice. */
export function formParameters({ headers, body }: SandboxRequest): URLSearchParams {
  const isForm = (headers["content-type"] ?? "").toLowerCase().startsWith("application/x-www-form-urlencoded");
  return once(new URLSearchParams(isForm ? body.toString("utf8") : ""));
}

/** Throws for a parameter that is there twice. */
export function once(parameters: URLSearchParams): URLSearchParams {
  const names = [...parameters.keys()];
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw duplicateParameter(twice);
  return parameters;
}

/** A parameter that has to be there, and not empty. */
export function required(parameters: URLSearchParams, name: string): string {
  const value = parameters.get(name) ?? "";
  if (value === "") throw missingParameter(name);
  return value;
}

/**
 * The client's id and secret of HTTP Basic authentication; undefined where there is none that can be read. Both halves are
 * form-encoded (RFC 6749, 2.3.1), which some clients leave out: Microsoft's ids and secrets have no `%`.
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
