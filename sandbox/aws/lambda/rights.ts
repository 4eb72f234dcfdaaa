import {
  also,
  type AskedOperation,
  each,
  on,
  onAny,
  type OperationRights,
  passRole,
  type RightsTable,
  textOf,
  where,
} from "../iam/OperationRights.ts";

const service = "lambda.amazonaws.com";

/** A function's ARN without a version, whichever way the request names the function. */
function functionArns(asked: AskedOperation): readonly string[] {
  const { region, account } = asked.call;
  const given = textOf(asked, "functionName") || textOf(asked, "FunctionName");
  const name = /^(?:(?:arn:aws:lambda:[^:]*:)?(?:\d{12}:)?function:)?([^:]*)/.exec(given)?.[1] ?? "";
  return [`arn:aws:lambda:${region}:${account.id}:function:${name}`];
}

const onFunction = on("lambda", functionArns);
const onTagged = on("lambda", (asked) => [textOf(asked, "resource")]);
const tagged: OperationRights = where("Tags", (asked) =>
  functionArns(asked).map((resource) => ({ action: "lambda:TagResource", resource })),
);

/**
 * Service Authorization Reference, "AWS Lambda"; that `CreateFunction` needs `iam:PassRole` stands there too, and
 * `UpdateFunctionConfiguration` hands over a role likewise. That tags of a new function need `lambda:TagResource` is by
 * the developer guide ("Using tags on Lambda functions").
 */
export const lambdaRights: RightsTable = {
  ListFunctions: onAny("lambda"),
  CreateFunction: also(onFunction, passRole(service, "Role"), tagged),
  UpdateFunctionConfiguration: also(onFunction, passRole(service, "Role")),
  Invoke: (asked) => functionArns(asked).map((resource) => ({ action: "lambda:InvokeFunction", resource })),
  ...each(
    [
      "AddPermission",
      "CreateFunctionUrlConfig",
      "DeleteFunction",
      "DeleteFunctionUrlConfig",
      "GetFunction",
      "GetFunctionCodeSigningConfig",
      "GetFunctionConfiguration",
      "GetFunctionUrlConfig",
      "GetPolicy",
      "ListAliases",
      "ListFunctionUrlConfigs",
      "ListVersionsByFunction",
      "PublishVersion",
      "RemovePermission",
      "UpdateFunctionCode",
    ],
    onFunction,
  ),
  ...each(["ListTags", "TagResource", "UntagResource"], onTagged),
};
