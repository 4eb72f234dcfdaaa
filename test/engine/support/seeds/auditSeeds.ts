import type { Seed } from "./Seed.ts";

/** What somebody may change of what tells of refused requests. */
export const auditSeeds: readonly Seed[] = [
  {
    what: "a metric filter that is gone",
    make: ({ logs, outputs }) =>
      logs.deleteMetricFilter({
        logGroupName: outputs.trust.apis["inventory"]!.logGroup,
        filterName: "crosstrust-dev-inventory--unauthorized",
      }),
    finds: [
      {
        ...{ rule: "managed-deleted", where: "apis.inventory, AWS log metric filter refusals/unauthorized" },
        putBack: true,
      },
    ],
  },
  {
    what: "a metric filter that counts something else",
    make: async ({ logs, outputs }) => {
      const logGroupName = outputs.trust.apis["orders"]!.logGroup;
      const filterName = "crosstrust-dev-orders--forbidden";
      const { metricFilters = [] } = await logs.describeMetricFilters({ logGroupName, filterNamePrefix: filterName });
      const { metricTransformations } = metricFilters[0]!;
      const filterPattern = '{ $.status = "499" }';
      await logs.putMetricFilter({ logGroupName, filterName, filterPattern, metricTransformations });
    },
    finds: [
      {
        ...{ rule: "managed-changed", where: "apis.orders, AWS log metric filter refusals/forbidden" },
        ...{ actual: /499/, putBack: true },
      },
    ],
  },
  {
    what: "an alarm that is gone",
    make: ({ cloudWatch }) => cloudWatch.deleteAlarms({ AlarmNames: ["crosstrust-dev-tickets--forbidden"] }),
    finds: [{ rule: "managed-deleted", where: "apis.tickets, AWS metric alarm refusals/forbidden", putBack: true }],
  },
  {
    what: "an alarm that never sounds",
    make: async ({ cloudWatch }) => {
      const AlarmName = "crosstrust-dev-reports--unauthorized";
      const { MetricAlarms = [] } = await cloudWatch.describeAlarms({ AlarmNames: [AlarmName] });
      const { AlarmDescription, Namespace, MetricName, Statistic, Period, EvaluationPeriods } = MetricAlarms[0]!;
      const { ComparisonOperator, TreatMissingData } = MetricAlarms[0]!;
      await cloudWatch.putMetricAlarm({
        ...{ AlarmName, AlarmDescription, Namespace, MetricName, Statistic, Period, EvaluationPeriods },
        ...{ ComparisonOperator, TreatMissingData, Threshold: 1_000_000, ActionsEnabled: false },
      });
    },
    finds: [
      {
        ...{ rule: "managed-changed", where: "apis.reports, AWS metric alarm refusals/unauthorized" },
        ...{ actual: /actionsEnabled false; threshold 1000000/, putBack: true },
      },
    ],
  },
  {
    what: "a saved query that is gone",
    make: async ({ logs }) => {
      const { queryDefinitions = [] } = await logs.describeQueryDefinitions({});
      const query = queryDefinitions.find(({ name }) => name === "crosstrust-dev/one request");
      await logs.deleteQueryDefinition({ queryDefinitionId: query!.queryDefinitionId });
    },
    finds: [{ rule: "managed-deleted", where: "apis, AWS query definition one request", putBack: true }],
  },
];
