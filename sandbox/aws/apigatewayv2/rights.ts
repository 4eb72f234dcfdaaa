import {
  also,
  type AskedOperation,
  each,
  type OperationRights,
  type RightsTable,
  where,
} from "../iam/OperationRights.ts";

/** API Gateway's actions are the HTTP methods, its resources the paths below the version. */
const method: OperationRights = (asked) => [
  { action: `apigateway:${asked.call.request.method}`, resource: resourceOf(asked) },
];

/** Tags at a creation [obs: both `/apis` and `/apis/{id}/stages` are reported; the reference has no such action]. */
const tagged: OperationRights = where("tags", (asked) => [
  { action: "apigateway:TagResource", resource: resourceOf(asked) },
]);

/** What a stage's access logs need (API Gateway developer guide, "Configure logging for HTTP APIs", permissions). */
const accessLogs: OperationRights = where("accessLogSettings", ({ call: { region, account } }) => [
  ...[
    "logs:CreateLogDelivery",
    "logs:PutResourcePolicy",
    "logs:UpdateLogDelivery",
    "logs:DeleteLogDelivery",
    "logs:CreateLogGroup",
    "logs:DescribeResourcePolicies",
    "logs:GetLogDelivery",
    "logs:ListLogDeliveries",
  ].map((action) => ({ action, resource: "*" })),
  ...["logs:DescribeLogGroups", "logs:DescribeLogStreams", "logs:GetLogEvents", "logs:FilterLogEvents"].map(
    (action) => ({
      action,
      resource: `arn:aws:logs:${region}:${account.id}:log-group:*`,
    }),
  ),
]);

/** Percent-encoded as sent where it names another resource, and plain otherwise: `…/stages/$default`, `/tags/arn%3Aaws…`. */
function resourceOf({ call: { request, region } }: AskedOperation): string {
  const path = (request.target.split("?", 1)[0] ?? "/").replace(/^\/v2/, "");
  return `arn:aws:apigateway:${region}::${path.startsWith("/tags/") ? path : decodeURIComponent(path)}`;
}

/** Service Authorization Reference, "Amazon API Gateway Management V2". */
export const apiGatewayRights: RightsTable = {
  CreateApi: also(method, tagged),
  CreateStage: also(method, tagged, accessLogs),
  UpdateStage: also(method, accessLogs),
  ...each(
    [
      "CreateAuthorizer",
      "CreateDeployment",
      "CreateIntegration",
      "CreateRoute",
      "DeleteAccessLogSettings",
      "DeleteApi",
      "DeleteAuthorizer",
      "DeleteDeployment",
      "DeleteIntegration",
      "DeleteRoute",
      "DeleteRouteSettings",
      "DeleteStage",
      "GetApi",
      "GetApis",
      "GetAuthorizer",
      "GetAuthorizers",
      "GetDeployment",
      "GetDeployments",
      "GetIntegration",
      "GetIntegrations",
      "GetRoute",
      "GetRoutes",
      "GetStage",
      "GetStages",
      "GetTags",
      "TagResource",
      "UntagResource",
      "UpdateApi",
      "UpdateAuthorizer",
      "UpdateDeployment",
      "UpdateIntegration",
      "UpdateRoute",
    ],
    method,
  ),
};
