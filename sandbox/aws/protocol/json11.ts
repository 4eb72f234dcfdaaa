import { json } from "../../http/responses.ts";
import type { AwsCall, AwsService } from "../AwsService.ts";
import type { SignatureFault } from "../sigv4/SignatureFault.ts";
import { AwsError } from "./AwsError.ts";
import { injectFault } from "./injectFault.ts";

/** Carries out one operation; what it returns becomes the JSON body. */
export type Json11Handler = (call: AwsCall, input: unknown) => unknown;

export interface Json11Options {
  readonly signingName: string;
  /** What stands before the operation's name in `x-amz-target`, such as `Logs_20140328`. */
  readonly targetPrefix: string;
  readonly handlers: ReadonlyMap<string, Json11Handler>;
}

const signatureCodes: Readonly<Record<SignatureFault["kind"], string>> = {
  missing: "MissingAuthenticationTokenException",
  incomplete: "IncompleteSignatureException",
  "unknown-key": "UnrecognizedClientException",
  mismatch: "InvalidSignatureException",
};

const contentType = "application/x-amz-json-1.1";

/** A service that speaks AWS's JSON 1.1 protocol, in which every refusal is a 400 (Smithy 2.0, "AWS JSON 1.1 protocol"). */
export function json11Service({ signingName, targetPrefix, handlers }: Json11Options): AwsService {
  return {
    signingName,
    operations: [...handlers.keys()].sort(),
    async respond(call) {
      const target = call.request.headers["x-amz-target"] ?? "";
      const [prefix, operation = ""] = target.split(".");
      const handler = prefix === targetPrefix ? handlers.get(operation) : undefined;
      if (!handler) {
        const what = `the operation "${target}" of ${signingName}`;
        throw new AwsError(400, "UnknownOperationException", `The sandbox does not support ${what}`, what);
      }
      injectFault(call, operation, [400, "ThrottlingException", "Rate exceeded"]);
      const result = handler(call, parseBody(call));
      const headers = { "x-amzn-requestid": call.requestId, "content-type": contentType };
      return result === undefined ? { status: 200, headers } : json(200, result, headers);
    },
    formError(error, call) {
      const body = { __type: error.awsCode, message: error.message };
      return json(error.status, body, { "x-amzn-requestid": call.requestId, "content-type": contentType });
    },
    signatureError: (fault) => new AwsError(400, signatureCodes[fault.kind], fault.message),
  };
}

function parseBody({ request }: AwsCall): unknown {
  try {
    return JSON.parse(request.body.toString("utf8") || "{}");
  } catch {
    throw new AwsError(400, "SerializationException", "Start of structure or map found where not expected.");
  }
}
