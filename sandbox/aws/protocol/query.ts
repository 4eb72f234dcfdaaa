import type { SandboxResponse } from "../../Vendor.ts";
import type { AwsCall, AwsService } from "../AwsService.ts";
import type { RightsTable } from "../iam/OperationRights.ts";
import { requireRights } from "../iam/requireRight.ts";
import type { SignatureFault } from "../sigv4/SignatureFault.ts";
import { AwsError } from "./AwsError.ts";
import { injectFault } from "./injectFault.ts";
import { type XmlValue, xmlContent } from "./xml.ts";

/** The form fields of a call. */
export type QueryInput = URLSearchParams;

/** Carries out one operation; what it returns becomes the content of `<{Operation}Result>`, undefined means none. */
export type QueryHandler = (call: AwsCall, input: QueryInput) => Readonly<Record<string, XmlValue>> | undefined;

export interface QueryOptions {
  readonly signingName: string;
  readonly version: string;
  readonly namespace: string;
  readonly handlers: ReadonlyMap<string, QueryHandler>;
  readonly rights: RightsTable;
  /** Operations whose handlers ask for the right themselves. */
  readonly asking?: ReadonlySet<string>;
}

const signatureErrors: Readonly<Record<SignatureFault["kind"], readonly [number, string]>> = {
  missing: [403, "MissingAuthenticationToken"],
  incomplete: [400, "IncompleteSignature"],
  "unknown-key": [403, "InvalidClientTokenId"],
  expired: [403, "ExpiredToken"],
  "wrong-region": [403, "SignatureDoesNotMatch"],
  skewed: [403, "SignatureDoesNotMatch"],
  mismatch: [403, "SignatureDoesNotMatch"],
};

/** A service that speaks AWS's query protocol: a form in, XML out (Smithy 2.0, "AWS query protocol"). */
export function queryService(options: QueryOptions): AwsService {
  const { signingName, version, namespace, handlers, rights, asking } = options;
  return {
    signingName,
    operations: [...handlers.keys()].sort(),
    rights,
    async respond(call) {
      const input = new URLSearchParams(call.request.body.toString("utf8"));
      const operation = input.get("Action") ?? "";
      const handler = input.get("Version") === version ? handlers.get(operation) : undefined;
      if (!handler) {
        const what = `the operation "${operation}" of ${signingName}, version "${input.get("Version") ?? ""}"`;
        throw new AwsError(400, "InvalidAction", `The sandbox does not support ${what}`, what);
      }
      if (!asking?.has(operation)) {
        requireRights(call, rights, operation, (name) => memberOf(input, name), [403, "AccessDenied"]);
      }
      injectFault(call, operation, [400, "Throttling", "Rate exceeded"]);
      const result = handler(call, input);
      const content = {
        ...(result === undefined ? {} : { [`${operation}Result`]: result }),
        ResponseMetadata: { RequestId: call.requestId },
      };
      return xmlResponse(200, `${operation}Response`, namespace, content, call);
    },
    formError(error, call) {
      const content = {
        Error: { Type: error.status < 500 ? "Sender" : "Receiver", Code: error.awsCode, Message: error.message },
        RequestId: call.requestId,
      };
      return xmlResponse(error.status, "ErrorResponse", namespace, content, call);
    },
    signatureError: (fault) => new AwsError(...signatureErrors[fault.kind], fault.message),
  };
}

/** A member's text, or the names of the fields of a structure or list. */
function memberOf(input: QueryInput, name: string): unknown {
  return input.get(name) ?? [...input.keys()].filter((key) => key.startsWith(`${name}.`));
}

/**
 * A member that the operation cannot do without.
 * @throws AwsError in the words of AWS's validation
 */
export function required(input: QueryInput, name: string): string {
  const value = input.get(name);
  if (value) return value;
  const member = name.charAt(0).toLowerCase() + name.slice(1);
  throw new AwsError(
    400,
    "ValidationError",
    `1 validation error detected: Value at '${member}' failed to satisfy constraint: Member must not be null`,
  );
}

/** A list in the query protocol's form: `{name}.member.1`, `{name}.member.2`, … */
export function listMembers(input: QueryInput, name: string): string[] {
  const values: string[] = [];
  for (let index = 1; ; index++) {
    const value = input.get(`${name}.member.${index}`);
    if (value === null) return values;
    values.push(value);
  }
}

function xmlResponse(
  status: number,
  root: string,
  namespace: string,
  content: XmlValue,
  { requestId }: AwsCall,
): SandboxResponse {
  return {
    status,
    headers: { "content-type": "text/xml", "x-amzn-requestid": requestId },
    body: `<${root} xmlns="${namespace}">${xmlContent(content)}</${root}>`,
  };
}
