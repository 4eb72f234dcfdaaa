import { OperationTable } from "../../http/OperationTable.ts";
import { json } from "../../http/responses.ts";
import type { AwsService } from "../AwsService.ts";
import { type RestCall, restJsonService } from "../protocol/restJson.ts";
import {
  createFunction,
  deleteFunction,
  getFunction,
  getFunctionConfiguration,
  listAliases,
  listFunctions,
  listVersionsByFunction,
  publishVersion,
  updateFunctionCode,
  updateFunctionConfiguration,
} from "./functions.ts";
import {
  createFunctionUrlConfig,
  deleteFunctionUrlConfig,
  getFunctionUrlConfig,
  listFunctionUrlConfigs,
} from "./functionUrls.ts";
import { invoke } from "./invoke.ts";
import type { LambdaRuntime } from "./LambdaRuntime.ts";
import { requireFunction } from "./lookup.ts";
import { addPermission, getPolicy, removePermission } from "./permissions.ts";
import { lambdaRights } from "./rights.ts";
import { listTags, tagResource, untagResource } from "./tags.ts";

/** Errors whose message is spelled with a capital (Lambda API reference, the shapes of its errors). */
const capitalMessage = new Set(["ResourceNotFoundException", "ServiceException"]);

/** Lambda's functions and their permissions (API reference, "AWS Lambda"). */
export function lambda(runtime: LambdaRuntime): AwsService {
  const one = "/2015-03-31/functions/:functionName";
  const url = "/2021-10-31/functions/:functionName/url";
  const table = new OperationTable<RestCall>()
    .on("POST", "/2015-03-31/functions", "CreateFunction", createFunction)
    .on("GET", "/2015-03-31/functions", "ListFunctions", listFunctions)
    .on("GET", one, "GetFunction", getFunction)
    .on("DELETE", one, "DeleteFunction", (call, path) => deleteFunction(runtime, call, path))
    .on("GET", `${one}/configuration`, "GetFunctionConfiguration", getFunctionConfiguration)
    .on("PUT", `${one}/configuration`, "UpdateFunctionConfiguration", (call, path) =>
      updateFunctionConfiguration(runtime, call, path),
    )
    .on("PUT", `${one}/code`, "UpdateFunctionCode", (call, path) => updateFunctionCode(runtime, call, path))
    .on("GET", `${one}/versions`, "ListVersionsByFunction", listVersionsByFunction)
    .on("POST", `${one}/versions`, "PublishVersion", publishVersion)
    .on("GET", `${one}/aliases`, "ListAliases", listAliases)
    .on("POST", `${one}/policy`, "AddPermission", addPermission)
    .on("GET", `${one}/policy`, "GetPolicy", getPolicy)
    .on("DELETE", `${one}/policy/:statementId`, "RemovePermission", removePermission)
    .on("POST", `${one}/invocations`, "Invoke", (call, path) => invoke(runtime, call, path))
    .on(
      "GET",
      "/2020-06-30/functions/:functionName/code-signing-config",
      "GetFunctionCodeSigningConfig",
      (call, { functionName }) => json(200, { FunctionName: requireFunction(call, functionName).fn.name }),
    )
    .on("POST", url, "CreateFunctionUrlConfig", createFunctionUrlConfig)
    .on("GET", url, "GetFunctionUrlConfig", getFunctionUrlConfig)
    .on("GET", `${url}s`, "ListFunctionUrlConfigs", listFunctionUrlConfigs)
    .on("DELETE", url, "DeleteFunctionUrlConfig", deleteFunctionUrlConfig)
    .on("GET", "/2017-03-31/tags/:resource", "ListTags", listTags)
    .on("POST", "/2017-03-31/tags/:resource", "TagResource", tagResource)
    .on("DELETE", "/2017-03-31/tags/:resource", "UntagResource", untagResource);
  return restJsonService({
    signingName: "lambda",
    table,
    throttling: [429, "TooManyRequestsException", "Rate Exceeded."],
    rights: lambdaRights,
    errorBody: ({ awsCode, message, status }) => ({
      Type: status < 500 ? "User" : "Service",
      [capitalMessage.has(awsCode) ? "Message" : "message"]: message,
    }),
  });
}
