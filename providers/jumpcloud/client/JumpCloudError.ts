import { redact } from "../../lib/secrets.ts";
import { CrosstrustError } from "../../../trust/CrosstrustError.ts";
import type { VendorRefusal } from "../../lib/ProviderDefinition.ts";

/** The most of an answer's text that a message repeats. */
const longestText = 500;

/** JumpCloud answered, and refused. No secret is in it. */
export class JumpCloudError extends CrosstrustError {
  readonly status: number;
  /** JumpCloud's own words, without ours. */
  readonly reason: string;

  constructor(status: number, request: string, reason: string, advice: string | undefined) {
    super("VENDOR_REFUSED", `${request}: ${[reason, advice].filter(Boolean).join("; ")}`, { actual: status });
    this.status = status;
    this.reason = reason;
  }
}

/** JumpCloud gave no answer: no connection, a certificate refused, a timeout. */
export class JumpCloudUnreachable extends CrosstrustError {
  constructor(request: string, host: string, why: string, cause: unknown) {
    super("VENDOR_UNREACHABLE", `${request}: ${host} gave no answer (${why})`, { where: host, cause });
  }
}

/** Something that JumpCloud would take, or refuse in words that help nobody. */
export class JumpCloudConflict extends CrosstrustError {
  constructor(message: string) {
    super("VENDOR_REFUSED", message);
  }
}

/**
 * Reads a refusal. Version 1 of the API writes `{"message", "error"}`, version 2 `{"code", "message", "status",
 * "details"}`, the token endpoint OAuth's `{"error", "error_description"}`.
 * @param request the method and path, for the message
 * @param secrets what the message must not repeat
 */
export function refusalOf(
  status: number,
  text: string,
  request: string,
  secrets: readonly string[],
  advice?: string,
): JumpCloudError {
  const reason = redact(reasonOf(text), secrets).slice(0, longestText);
  return new JumpCloudError(status, request, reason || "JumpCloud gave no reason", advice);
}

/** For the engine's messages. */
export function explainJumpCloud(error: unknown): VendorRefusal | undefined {
  if (!(error instanceof JumpCloudError)) return undefined;
  return { code: "JumpCloud refused", message: error.message, status: error.status };
}

function reasonOf(text: string): string {
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    // A page (of a proxy, or of the login) says nothing that helps.
    return text.trimStart().startsWith("<") ? "" : text.trim();
  }
  if (typeof body === "string") return body;
  if (typeof body !== "object" || body === null) return "";
  const { message, error, error_description: description, details } = body as Readonly<Record<string, unknown>>;
  const parts = [message, error, description, ...detailsOf(details)].filter(
    (part): part is string => typeof part === "string" && part !== "",
  );
  // Version 1 often says the same twice.
  return parts
    .filter((part, index) => !parts.some((other, at) => at !== index && contains(other, part, at < index)))
    .join(": ");
}

function contains(text: string, part: string, earlier: boolean): boolean {
  return text === part ? earlier : text.includes(part);
}

function detailsOf(details: unknown): readonly unknown[] {
  if (!Array.isArray(details)) return [];
  return details.map((detail: unknown) => (typeof detail === "string" ? detail : JSON.stringify(detail)));
}
