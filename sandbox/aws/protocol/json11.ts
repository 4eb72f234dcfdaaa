import { json } from "../../http/responses.ts";
import type { AwsCall, AwsService } from "../AwsService.ts";
import type { RightsTable } from "../iam/OperationRights.ts";
import { requireRights } from "../iam/requireRight.ts";
import { AwsError } from "./AwsError.ts";
import { injectFault, type Throttling } from "./injectFault.ts";
import { signatureCodes } from "./signatureCodes.ts";

/** Carries out one operation; what it returns, or resolves to, becomes the JSON body. */
export type Json11Handler = (call: AwsCall, input: unknown) => unknown;

export interface Json11Options {
  readonly signingName: string;
  /** What stands before the operation's name in `x-amz-target`, such as `Logs_20140328`. */
  readonly targetPrefix: string;
  readonly handlers: ReadonlyMap<string, Json11Handler>;
  readonly rights: RightsTable;
  /** The names of the operations that anybody may call, unsigned. */
  readonly publicOperations?: ReadonlySet<string>;
  /** JSON 1.1's unless given. */
  readonly contentType?: string;
  /** How the service throttles, where it has words of its own for it. */
  readonly throttling?: Throttling;
}

/**
 * A service that speaks AWS's JSON 1.1 protocol, in which every refusal is a 400 (Smithy 2.0, "AWS JSON 1.1 protocol"), or
 * 1.0, which differs in the content type.
 */
export function json11Service(options: Json11Options): AwsService {
  const { signingName, targetPrefix, handlers, rights, publicOperations } = options;
  const { contentType = "application/x-amz-json-1.1" } = options;
  const throttling = options.throttling ?? [400, "ThrottlingException", "Rate exceeded"];
  const operationOf = ({ request }: AwsCall): string => {
    const [prefix, operation = ""] = (request.headers["x-amz-target"] ?? "").split(".");
    return prefix === targetPrefix ? operation : "";
  };
  return {
    signingName,
    operations: [...handlers.keys()].sort(),
    rights,
    isPublic: (call) => publicOperations?.has(operationOf(call)) ?? false,
    async respond(call) {
      const target = call.request.headers["x-amz-target"] ?? "";
      const operation = operationOf(call);
      const handler = handlers.get(operation);
      if (!handler) {
        const what = `the operation "${target}" of ${signingName}`;
        throw new AwsError(400, "UnknownOperationException", `The sandbox does not support ${what}`, what);
      }
      const input = parseBody(call);
      const member = (name: string): unknown => (input as Readonly<Record<string, unknown>> | null)?.[name];
      requireRights(call, rights, operation, member, [400, "AccessDeniedException"]);
      injectFault(call, operation, throttling);
      const result = await handler(call, input);
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
