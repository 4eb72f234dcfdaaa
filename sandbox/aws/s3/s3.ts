import type { AwsService } from "../AwsService.ts";
import { isActionAllowed, requireRights } from "../iam/requireRight.ts";
import { AwsError } from "../protocol/AwsError.ts";
import { injectFault } from "../protocol/injectFault.ts";
import { xmlContent } from "../protocol/xml.ts";
import type { SandboxResponse } from "../../Vendor.ts";
import { accessDenied, S3Error, s3SignatureError } from "./errors.ts";
import { findOperation, operations } from "./operations.ts";
import { s3Rights } from "./rights.ts";
import { readCall, type S3Call } from "./S3Call.ts";

/** Amazon S3: buckets and their objects (Amazon S3 API reference). Buckets have no policies and no access control lists. */
export function s3(): AwsService {
  return {
    signingName: "s3",
    operations: operations.map(({ name }) => name).sort(),
    rights: s3Rights,
    async respond(plain) {
      const call = readCall(plain);
      const operation = findOperation(call);
      if (!operation) {
        const { method, target } = call.request;
        const what = `the operation ${method} ${target} of S3`;
        throw new AwsError(501, "NotImplemented", `The sandbox does not support ${what}`, what);
      }
      const { name } = operation;
      requireRights(call, s3Rights, name, () => undefined, accessDenied);
      injectFault(call, name, [503, "SlowDown", "Please reduce your request rate."]);
      return withRequestId(
        operation.respond(call, () => mayList(call)),
        call.requestId,
      );
    },
    formError(error, { request, requestId }) {
      const headers = error instanceof S3Error ? error.headers : {};
      const content = { Code: error.awsCode, Message: error.message, RequestId: requestId };
      const body = `<?xml version="1.0" encoding="UTF-8"?>\n<Error>${xmlContent(content)}</Error>`;
      const answer = { status: error.status, headers: { ...headers, "content-type": "application/xml" } };
      // An answer to HEAD has no body, and a client learns nothing but the status.
      return withRequestId(request.method === "HEAD" ? answer : { ...answer, body }, requestId);
    },
    signatureError: s3SignatureError,
  };
}

function mayList(call: S3Call): boolean {
  return isActionAllowed(call, {
    action: "s3:ListBucket",
    resource: `arn:aws:s3:::${call.bucket}`,
    context: { "s3:prefix": undefined },
  });
}

function withRequestId(response: SandboxResponse, requestId: string): SandboxResponse {
  return { ...response, headers: { "x-amz-request-id": requestId, ...response.headers } };
}
