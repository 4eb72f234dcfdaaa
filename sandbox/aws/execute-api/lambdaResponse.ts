import type { SandboxResponse } from "../../Vendor.ts";

/** Of the message, not of the backend: the gateway's own. */
const notPassedOn = new Set([
  "connection",
  "content-length",
  "transfer-encoding",
  "keep-alive",
  "date",
  "apigw-requestid",
]);

/**
 * Makes the HTTP response of what a function returned, in payload format 2.0: without a `statusCode` the value itself is
 * the body of a 200 (API Gateway developer guide, "Lambda function response format"). The content type of a response that
 * names none is `text/plain`, as third parties saw it.
 * @param payload JSON
 * @returns undefined when it is malformed
 */
export function lambdaResponse(payload: string): SandboxResponse | undefined {
  const value = JSON.parse(payload) as unknown;
  if (typeof value !== "object" || value === null || !("statusCode" in value)) {
    const body = typeof value === "string" ? value : payload;
    return { status: 200, headers: { "content-type": "application/json" }, body };
  }
  const {
    statusCode,
    headers = {},
    cookies = [],
    body = "",
    isBase64Encoded = false,
  } = value as Record<string, unknown>;
  if (!isStatus(statusCode) || typeof isBase64Encoded !== "boolean") return undefined;
  if (typeof body !== "string" || !isTexts(cookies)) return undefined;
  const passedOn = readHeaders(headers);
  if (!passedOn) return undefined;
  return {
    status: statusCode,
    headers: {
      "content-type": "text/plain; charset=utf-8",
      ...passedOn,
      ...(cookies.length > 0 ? { "set-cookie": cookies } : {}),
    },
    body: isBase64Encoded ? Buffer.from(body, "base64") : body,
  };
}

function readHeaders(headers: unknown): Record<string, string> | undefined {
  if (typeof headers !== "object" || headers === null || Array.isArray(headers)) return undefined;
  const entries = Object.entries(headers as Record<string, unknown>);
  const isWritable = entries.every(([name, value]) => {
    const isPlain = ["string", "number", "boolean"].includes(typeof value);
    return /^[\w!#$%&'*+.^`|~-]+$/.test(name) && isPlain && !/[\0\r\n]/.test(String(value));
  });
  if (!isWritable) return undefined;
  return Object.fromEntries(
    entries
      .map(([name, value]) => [name.toLowerCase(), String(value)] as const)
      .filter(([name]) => !notPassedOn.has(name)),
  );
}

function isStatus(value: unknown): value is number {
  return Number.isInteger(value) && Number(value) >= 200 && Number(value) <= 599;
}

function isTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((one) => typeof one === "string" && !/[\0\r\n]/.test(one));
}
