import type { SignatureFault } from "./SignatureFault.ts";

/** What a signed request says in its `authorization` header. */
export interface SignatureClaim {
  readonly accessKeyId: string;
  /** `yyyymmdd` */
  readonly date: string;
  readonly region: string;
  readonly service: string;
  /** In lower case. */
  readonly signedHeaders: readonly string[];
  readonly signature: string;
}

const algorithm = "AWS4-HMAC-SHA256";
const fields = ["Credential", "Signature", "SignedHeaders"] as const;

/** Reads `AWS4-HMAC-SHA256 Credential=…, SignedHeaders=…, Signature=…`. */
export function parseAuthorization(authorization: string | undefined): SignatureClaim | SignatureFault {
  if (!authorization) return { kind: "missing", message: "Missing Authentication Token" };
  if (!authorization.startsWith(`${algorithm} `)) {
    return incomplete(`Authorization header requires '${algorithm}' as its algorithm.`);
  }
  const values = new Map(
    authorization
      .slice(algorithm.length)
      .split(",")
      .map((part) => part.trim())
      .map((part) => [part.slice(0, part.indexOf("=")), part.slice(part.indexOf("=") + 1)] as const),
  );
  const missing = fields.filter((field) => !values.get(field));
  if (missing.length > 0) {
    return incomplete(missing.map((field) => `Authorization header requires '${field}' parameter.`).join(" "));
  }
  const scope = (values.get("Credential") ?? "").split("/");
  const [accessKeyId = "", date = "", region = "", service = "", terminator] = scope;
  if (scope.length !== 5 || terminator !== "aws4_request" || !/^\d{8}$/.test(date)) {
    return incomplete("Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term");
  }
  const signedHeaders = (values.get("SignedHeaders") ?? "").toLowerCase().split(";");
  return { accessKeyId, date, region, service, signedHeaders, signature: values.get("Signature") ?? "" };
}

function incomplete(message: string): SignatureFault {
  return { kind: "incomplete", message };
}
