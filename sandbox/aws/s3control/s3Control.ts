import type { SandboxResponse } from "../../Vendor.ts";
import { OperationTable } from "../../http/OperationTable.ts";
import type { AwsCall, AwsService } from "../AwsService.ts";
import { requireRights } from "../iam/requireRight.ts";
import { AwsError } from "../protocol/AwsError.ts";
import { injectFault } from "../protocol/injectFault.ts";
import { readXml } from "../protocol/readXml.ts";
import { xmlContent } from "../protocol/xml.ts";
import { accessDenied, s3SignatureError } from "../s3/errors.ts";
import { listCallerAccessGrants } from "./callerGrants.ts";
import { getDataAccess } from "./getDataAccess.ts";
import * as grants from "./grants.ts";
import * as instances from "./instances.ts";
import * as locations from "./locations.ts";
import * as policies from "./resourcePolicy.ts";
import { s3ControlRights } from "./rights.ts";
import type { S3ControlCall, S3ControlResult } from "./S3ControlCall.ts";
import * as tags from "./tags.ts";

type Handler<Parameters> = (call: S3ControlCall, path: Parameters) => S3ControlResult;
type Method = "GET" | "POST" | "PUT" | "DELETE";

const namespace = "http://awss3control.amazonaws.com/doc/2018-08-20/";
const instance = "/v20180820/accessgrantsinstance";

/** S3 Access Grants, which are a part of S3 Control (Amazon S3 API reference, "Amazon S3 Control"). */
export function s3Control(): AwsService {
  const table = new OperationTable<S3ControlCall>();
  const on = <Parameters>(method: Method, path: string, operation: string, handler: Handler<Parameters>): void => {
    table.on(method, path, operation, (call, params) => answer(call, handler(call, params as Parameters)));
  };
  on("POST", instance, "CreateAccessGrantsInstance", instances.createAccessGrantsInstance);
  on("GET", instance, "GetAccessGrantsInstance", instances.getAccessGrantsInstance);
  on("DELETE", instance, "DeleteAccessGrantsInstance", instances.deleteAccessGrantsInstance);
  on("GET", `${instance}s`, "ListAccessGrantsInstances", instances.listAccessGrantsInstances);
  on("GET", `${instance}/prefix`, "GetAccessGrantsInstanceForPrefix", instances.getAccessGrantsInstanceForPrefix);
  const policy = `${instance}/resourcepolicy`;
  on("GET", policy, "GetAccessGrantsInstanceResourcePolicy", policies.getAccessGrantsInstanceResourcePolicy);
  on("PUT", policy, "PutAccessGrantsInstanceResourcePolicy", policies.putAccessGrantsInstanceResourcePolicy);
  on("DELETE", policy, "DeleteAccessGrantsInstanceResourcePolicy", policies.deleteAccessGrantsInstanceResourcePolicy);
  const center = `${instance}/identitycenter`;
  on("POST", center, "AssociateAccessGrantsIdentityCenter", instances.associateAccessGrantsIdentityCenter);
  on("DELETE", center, "DissociateAccessGrantsIdentityCenter", instances.dissociateAccessGrantsIdentityCenter);
  on("POST", `${instance}/location`, "CreateAccessGrantsLocation", locations.createAccessGrantsLocation);
  on("GET", `${instance}/location/:id`, "GetAccessGrantsLocation", locations.getAccessGrantsLocation);
  on("PUT", `${instance}/location/:id`, "UpdateAccessGrantsLocation", locations.updateAccessGrantsLocation);
  on("DELETE", `${instance}/location/:id`, "DeleteAccessGrantsLocation", locations.deleteAccessGrantsLocation);
  on("GET", `${instance}/locations`, "ListAccessGrantsLocations", locations.listAccessGrantsLocations);
  on("POST", `${instance}/grant`, "CreateAccessGrant", grants.createAccessGrant);
  on("GET", `${instance}/grant/:id`, "GetAccessGrant", grants.getAccessGrant);
  on("DELETE", `${instance}/grant/:id`, "DeleteAccessGrant", grants.deleteAccessGrant);
  on("GET", `${instance}/grants`, "ListAccessGrants", grants.listAccessGrants);
  on("GET", `${instance}/caller/grants`, "ListCallerAccessGrants", listCallerAccessGrants);
  on("GET", `${instance}/dataaccess`, "GetDataAccess", getDataAccess);
  on("GET", "/v20180820/tags/*", "ListTagsForResource", tags.listTagsForResource);
  on("POST", "/v20180820/tags/*", "TagResource", tags.tagResource);
  on("DELETE", "/v20180820/tags/*", "UntagResource", tags.untagResource);
  return {
    signingName: "s3",
    operations: table.operations,
    rights: s3ControlRights,
    async respond(call) {
      const path = call.request.target.split("?", 1)[0] ?? "/";
      const found = table.find(call.request.method, path);
      if (!found) {
        const what = `the operation ${call.request.method} ${path} of s3-control`;
        throw new AwsError(400, "NotImplemented", `The sandbox does not support ${what}`, what);
      }
      checkAccount(call);
      const { operation, params } = found;
      const body = readXml(call.request.body, `${operation}Request`);
      requireRights(call, s3ControlRights, operation, (name) => params[name] ?? body[name], accessDenied);
      injectFault(call, operation, [503, "SlowDown", "Please reduce your request rate."]);
      const { searchParams: query } = call.request.url;
      return found.handler({ ...call, operation, query }, params);
    },
    formError: (error, call) =>
      xml(error.status, "ErrorResponse", call, {
        Error: { Code: error.awsCode, Message: error.message },
        RequestId: call.requestId,
      }),
    signatureError: s3SignatureError,
  };
}

/** The account stands in the host and in a header. @throws AwsError AccessDenied for another one */
function checkAccount({ account, hostPrefix, request }: AwsCall): void {
  if (hostPrefix === account.id && request.headers["x-amz-account-id"] === account.id) return;
  throw new AwsError(...accessDenied, "Access Denied");
}

function answer(call: S3ControlCall, result: S3ControlResult): SandboxResponse {
  const { operation, requestId } = call;
  const isTagging = operation === "TagResource" || operation === "UntagResource";
  if (result === undefined) return { status: isTagging ? 204 : 200, headers: { "x-amz-request-id": requestId } };
  return xml(200, `${operation}Result`, call, result);
}

function xml(
  status: number,
  root: string,
  { requestId }: AwsCall,
  content: NonNullable<S3ControlResult>,
): SandboxResponse {
  return {
    status,
    headers: { "content-type": "application/xml", "x-amz-request-id": requestId },
    body: `<?xml version="1.0" encoding="UTF-8"?>\n<${root} xmlns="${namespace}">${xmlContent(content)}</${root}>`,
  };
}
