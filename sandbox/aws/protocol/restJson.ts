import type { SandboxResponse } from "../../Vendor.ts";
import type { OperationTable } from "../../http/OperationTable.ts";
import { json } from "../../http/responses.ts";
import type { AwsCall, AwsService } from "../AwsService.ts";
import type { RightsTable } from "../iam/OperationRights.ts";
import { requireRights } from "../iam/requireRight.ts";
import { AwsError } from "./AwsError.ts";
import { injectFault, type Throttling } from "./injectFault.ts";
import { signatureCodes } from "./signatureCodes.ts";

/** A call of a service whose operations are methods and paths. */
export interface RestCall extends AwsCall {
  readonly query: URLSearchParams;
  /** The JSON body, parsed; an empty object where there is none. */
  readonly body: unknown;
}

export interface RestJsonOptions {
  readonly signingName: string;
  readonly table: OperationTable<RestCall>;
  readonly throttling: Throttling;
  readonly rights: RightsTable;
  /** Operations whose handlers ask for the right themselves. */
  readonly asking?: ReadonlySet<string>;
  /** The members of an error's body. */
  readonly errorBody: (error: AwsError) => Readonly<Record<string, unknown>>;
}

/** A service that speaks AWS's REST JSON protocol (Smithy 2.0, "AWS restJson1 protocol"). */
export function restJsonService(options: RestJsonOptions): AwsService {
  const { signingName, table, throttling, rights, asking, errorBody } = options;
  return {
    signingName,
    operations: table.operations,
    rights,
    async respond(call) {
      const { request } = call;
      const path = request.target.split("?", 1)[0] ?? "/";
      const found = table.find(request.method, path);
      if (!found) {
        const what = `the operation ${request.method} ${path} of ${signingName}`;
        throw new AwsError(404, "UnknownOperationException", `The sandbox does not support ${what}`, what);
      }
      const { operation, params, handler } = found;
      const query = request.url.searchParams;
      const body = parseBody(call);
      if (!asking?.has(operation)) {
        const members = { ...(body as object), ...params } as Readonly<Record<string, unknown>>;
        const member = (name: string): unknown => members[name] ?? query.get(name) ?? undefined;
        requireRights(call, rights, operation, member, [403, "AccessDeniedException"]);
      }
      injectFault(call, operation, throttling);
      return withRequestId(await handler({ ...call, query, body }, params), call);
    },
    formError(error, call) {
      return withRequestId(json(error.status, errorBody(error), { "x-amzn-errortype": error.awsCode }), call);
    },
    signatureError: (fault) => new AwsError(403, signatureCodes[fault.kind], fault.message),
  };
}

function parseBody({ request }: AwsCall): unknown {
  if (request.body.length === 0) return {};
  try {
    return JSON.parse(request.body.toString("utf8"));
  } catch {
    throw new AwsError(400, "SerializationException", "Could not parse request body into json");
  }
}

function withRequestId(response: SandboxResponse, { requestId }: AwsCall): SandboxResponse {
  return { ...response, headers: { "x-amzn-requestid": requestId, ...response.headers } };
}
