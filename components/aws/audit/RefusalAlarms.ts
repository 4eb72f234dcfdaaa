import * as pulumi from "@pulumi/pulumi";
import { LogMetricFilter } from "@pulumi/aws/cloudwatch/logMetricFilter.js";
import { MetricAlarm } from "@pulumi/aws/cloudwatch/metricAlarm.js";
import type { AlarmsModel, BurstModel } from "../../../trust/TrustModel.ts";
import { physicalName } from "../../physicalName.ts";

export interface RefusalAlarmsArgs extends AlarmsModel {
  /** The API's, in the config. */
  readonly apiName: string;
  /** The name of the log group of its access log. */
  readonly accessLog: pulumi.Input<string>;
}

/** Of the metrics that the filters fill: by API and answer, without dimensions, for each of those is a metric of its own. */
const namespace = "crosstrust";

/**
 * Alarms on bursts of refused requests of an API: for the answers 401 and 403 each, a metric filter that counts them in the
 * access log, and an alarm on the count. Minutes without any refusal have no data, and are good ones.
 */
export class RefusalAlarms extends pulumi.ComponentResource {
  readonly #name: string;
  readonly #args: RefusalAlarmsArgs;

  constructor(name: string, args: RefusalAlarmsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("crosstrust:aws:RefusalAlarms", name, {}, opts);
    this.#name = name;
    this.#args = args;
    this.#declare("unauthorized", 401, args.unauthorized);
    this.#declare("forbidden", 403, args.forbidden);
    this.registerOutputs({});
  }

  #declare(burst: "unauthorized" | "forbidden", status: number, { count, minutes }: BurstModel): void {
    const { apiName, accessLog, notify } = this.#args;
    const name = physicalName(apiName, burst);
    const filter = new LogMetricFilter(
      `${this.#name}/${burst}`,
      {
        name,
        logGroupName: accessLog,
        // The access log writes the status as a text.
        pattern: `{ $.status = "${status}" }`,
        metricTransformation: { namespace, name, value: "1", unit: "Count" },
      },
      { parent: this },
    );
    new MetricAlarm(
      `${this.#name}/${burst}`,
      {
        name,
        alarmDescription: `${count} or more answers ${status} of the API ${apiName} within ${minutes} min; who and where: the saved queries of this stack in Logs Insights`,
        namespace,
        metricName: filter.metricTransformation.name,
        statistic: "Sum",
        period: minutes * 60,
        evaluationPeriods: 1,
        comparisonOperator: "GreaterThanOrEqualToThreshold",
        threshold: count,
        treatMissingData: "notBreaching",
        ...(notify.length > 0 && { alarmActions: [...notify], okActions: [...notify] }),
      },
      { parent: this },
    );
  }
}
