import * as pulumi from "@pulumi/pulumi";
import { QueryDefinition } from "@pulumi/aws/cloudwatch/queryDefinition.js";
import { savedQueries } from "./savedQueries.ts";

export interface AuditQueriesArgs {
  /** The names of the log groups of the APIs' access logs. */
  readonly accessLogs: readonly pulumi.Output<string>[];
  /** Those of the Lambda authorizers. */
  readonly authorizerLogs: readonly pulumi.Output<string>[];
}

/**
 * The saved queries over all APIs of the stack, in a folder that is named after it: CloudWatch takes what stands before a
 * slash for one (user guide, "Save and re-run CloudWatch Logs Insights queries").
 */
export class AuditQueries extends pulumi.ComponentResource {
  constructor(name: string, { accessLogs, authorizerLogs }: AuditQueriesArgs, opts?: pulumi.ComponentResourceOptions) {
    super("crosstrust:aws:AuditQueries", name, {}, opts);
    const all = [...accessLogs, ...authorizerLogs];
    for (const { name: title, logs, query } of savedQueries) {
      new QueryDefinition(
        `${name}/${title}`,
        {
          name: `${pulumi.getProject()}-${pulumi.getStack()}/${title}`,
          logGroupNames: logs === "access" ? [...accessLogs] : all,
          queryString: query,
        },
        { parent: this },
      );
    }
    this.registerOutputs({});
  }
}
