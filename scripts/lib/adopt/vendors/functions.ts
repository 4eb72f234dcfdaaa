import type { Finder } from "../Finder.ts";
import { unlessNone } from "./unlessNone.ts";

/** How hashicorp/terraform-provider-aws imports the types of Lambda, IAM, CloudWatch and its logs. */
export const functionFinders: Readonly<Record<string, Finder>> = {
  "aws:lambda/function:Function": async ({ text }, vendors) => {
    const name = text("name");
    if (name === undefined) return [];
    const { functions } = await vendors.aws();
    const found = await unlessNone(functions.getFunctionConfiguration({ FunctionName: name }));
    return found === undefined ? [] : [{ importId: name, facts: { functionName: name } }];
  },
  "aws:lambda/permission:Permission": async ({ text, ref }, vendors) => {
    const { functions } = await vendors.aws();
    const name = await ref("function");
    const answer = await unlessNone(functions.getPolicy({ FunctionName: name }));
    const { Statement = [] } = JSON.parse(answer?.Policy ?? "{}") as { Statement?: readonly { Sid?: string }[] };
    return Statement.filter(({ Sid }) => Sid === text("statementId")).map(({ Sid }) => ({
      importId: `${name}/${Sid}`,
    }));
  },
  "aws:iam/role:Role": async ({ text }, vendors) => {
    const name = text("name");
    if (name === undefined) return [];
    const { roles } = await vendors.aws();
    return (await unlessNone(roles.getRole({ RoleName: name }))) === undefined ? [] : [{ importId: name }];
  },
  "aws:iam/rolePolicy:RolePolicy": async ({ text, ref }, vendors) => {
    const { roles } = await vendors.aws();
    const [RoleName, PolicyName] = [await ref("role"), text("name")];
    const found = PolicyName && (await unlessNone(roles.getRolePolicy({ RoleName, PolicyName })));
    return found ? [{ importId: `${RoleName}:${PolicyName}` }] : [];
  },
  "aws:cloudwatch/logGroup:LogGroup": async ({ text }, vendors) => {
    const name = text("name");
    if (name === undefined) return [];
    const { logs } = await vendors.aws();
    // Sorted by name: one of exactly this name comes first.
    const { logGroups = [] } = await logs.describeLogGroups({ logGroupNamePrefix: name });
    return logGroups.filter(({ logGroupName }) => logGroupName === name).map(() => ({ importId: name }));
  },
  "aws:cloudwatch/logMetricFilter:LogMetricFilter": async ({ text, ref }, vendors) => {
    const { logs } = await vendors.aws();
    const [logGroupName, name] = [await ref("logGroupName"), text("name")];
    if (name === undefined) return [];
    const found = await unlessNone(logs.describeMetricFilters({ logGroupName, filterNamePrefix: name }));
    return (found?.metricFilters ?? [])
      .filter(({ filterName }) => filterName === name)
      .map(() => ({ importId: `${logGroupName}:${name}` }));
  },
  "aws:cloudwatch/metricAlarm:MetricAlarm": async ({ text }, vendors) => {
    const name = text("name");
    if (name === undefined) return [];
    const { cloudWatch } = await vendors.aws();
    const { MetricAlarms = [] } = await cloudWatch.describeAlarms({ AlarmNames: [name] });
    return MetricAlarms.map(() => ({ importId: name }));
  },
  "aws:cloudwatch/queryDefinition:QueryDefinition": async ({ text }, vendors) => {
    const name = text("name");
    if (name === undefined) return [];
    const { logs, partition, region, accountId } = await vendors.aws();
    const { queryDefinitions = [] } = await logs.describeQueryDefinitions({ queryDefinitionNamePrefix: name });
    return queryDefinitions
      .filter((query) => query.name === name)
      .map(({ queryDefinitionId: id }) => ({
        importId: `arn:${partition}:logs:${region}:${accountId}:query-definition:${id}`,
      }));
  },
};
