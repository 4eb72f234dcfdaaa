import type { ApiModel } from "../../../../trust/TrustModel.ts";
import { anything, type AwsPlace, resource } from "./AwsPlace.ts";
import { type AwsResource, type AwsRight, rightsOn } from "./AwsRight.ts";
import { roleRights } from "./roleRights.ts";

type Apis = Readonly<Record<string, ApiModel>>;

/**
 * HTTP APIs with their access logs, functions, alarms and saved queries (Service Authorization Reference of each service). Of
 * API Gateway the actions are the HTTP methods, and the resources the paths; an API's id is AWS's.
 */
export function apiRights(apis: Apis, place: AwsPlace): readonly AwsRight[] {
  if (Object.keys(apis).length === 0) return [];
  const gateway = (path: string): string => `arn:aws:apigateway:${place.region}::${path}`;
  const created = resource("ApisCreated", gateway("/apis"));
  const inApis = resource("Apis", gateway("/apis/*"));
  return [
    ...rightsOn("apigateway", created, { find: ["GET"], write: ["POST"] }),
    ...rightsOn("apigateway", inApis, { read: ["GET"], write: ["POST", "PATCH", "DELETE"] }),
    ...accessLogRights(apis, place),
    ...alarmRights(apis, place),
    ...functionRights(apis, place),
  ];
}

/** Log groups, and what a stage's access logs need (API Gateway developer guide, "Configure logging for HTTP APIs", permissions). */
function accessLogRights(apis: Apis, place: AwsPlace): readonly AwsRight[] {
  const names = Object.keys(apis).map((api) => place.nameOf(api));
  const logs = logGroups(place, "AccessLogs", "/aws/vendedlogs/apis/", names);
  const everyGroup: AwsResource = resource("LogGroups", place.arn("logs", "log-group:*"));
  const inRegion = { condition: place.inRegion };
  return [
    ...rightsOn("logs", logs.groups, {
      read: ["DescribeMetricFilters"],
      write: ["PutMetricFilter", "DeleteMetricFilter"],
    }),
    ...ofLogGroup(logs),
    ...rightsOn("logs", everyGroup, {
      read: ["DescribeLogGroups"],
      write: ["DescribeLogStreams", "FilterLogEvents", "GetLogEvents"],
    }),
    ...rightsOn("logs", anything, {
      read: ["DescribeQueryDefinitions"],
      write: [
        "CreateLogDelivery",
        "CreateLogGroup",
        "DeleteLogDelivery",
        "DeleteQueryDefinition",
        "DescribeResourcePolicies",
        "GetLogDelivery",
        "ListLogDeliveries",
        "PutQueryDefinition",
        "PutResourcePolicy",
        "UpdateLogDelivery",
      ],
      ...inRegion,
    }),
  ];
}

function alarmRights(apis: Apis, place: AwsPlace): readonly AwsRight[] {
  const alarmed = Object.keys(apis).filter((api) => apis[api]?.alarms !== undefined);
  if (alarmed.length === 0) return [];
  const alarms = place.named(
    "Alarms",
    (name) => place.arn("cloudwatch", `alarm:${name}`),
    alarmed.flatMap((api) => ["unauthorized", "forbidden"].map((burst) => place.nameOf(api, burst))),
  );
  return rightsOn("cloudwatch", alarms, {
    read: ["DescribeAlarms", "ListTagsForResource"],
    write: ["PutMetricAlarm", "DeleteAlarms"],
  });
}

/** The last two that read are the published provider's (hashicorp/terraform-provider-aws, lambda/function.go). */
function functionRights(apis: Apis, place: AwsPlace): readonly AwsRight[] {
  const names = functionsOf(apis, place);
  if (names.length === 0) return [];
  const functions = place.named("Functions", (name) => place.arn("lambda", `function:${name}`), names);
  return [
    ...rightsOn("lambda", functions, {
      read: [
        "GetFunction",
        "GetFunctionConfiguration",
        "GetPolicy",
        "ListAliases",
        "ListFunctionUrlConfigs",
        "GetFunctionCodeSigningConfig",
        "ListVersionsByFunction",
      ],
      write: [
        "AddPermission",
        "CreateFunction",
        "DeleteFunction",
        "RemovePermission",
        "UpdateFunctionCode",
        "UpdateFunctionConfiguration",
      ],
    }),
    ...ofLogGroup(logGroups(place, "FunctionLogs", "/aws/lambda/", names)),
    ...roleRights(place, names, { passedTo: "lambda.amazonaws.com" }),
  ];
}

function functionsOf(apis: Apis, place: AwsPlace): readonly string[] {
  return Object.entries(apis).flatMap(([api, { functions, lambdaAuthorizer }]) => [
    ...Object.keys(functions).map((name) => place.nameOf(api, name)),
    ...(lambdaAuthorizer === undefined ? [] : [place.nameOf(api, "_authorizer")]),
  ]);
}

interface LogGroups {
  /** As most actions ask for them. */
  readonly groups: AwsResource;
  /** As the actions on tags ask for them (CloudWatch Logs user guide, "CloudWatch Logs resources and operations"). */
  readonly tagged: AwsResource;
}

function logGroups(place: AwsPlace, name: string, folder: string, names: readonly string[]): LogGroups {
  const tagged = place.named(name, (group) => place.arn("logs", `log-group:${folder}${group}`), names);
  return { tagged, groups: { ...tagged, examples: tagged.examples.map((arn) => `${arn}:log-stream:`) } };
}

function ofLogGroup({ groups, tagged }: LogGroups): readonly AwsRight[] {
  return [
    ...rightsOn("logs", tagged, { read: ["ListTagsForResource"] }),
    // `CreateLogGroup` is asked for on everything anyway, for access logs.
    ...rightsOn("logs", groups, { write: ["DeleteLogGroup", "PutRetentionPolicy"] }),
  ];
}
