import { string } from "../../../providers/lib/Property.ts";
import { defineResource } from "../../../providers/lib/ResourceDefinition.ts";
import { unlessMissing } from "../../../providers/lib/aws/awsErrors.ts";
import type { AwsClient } from "./AwsClient.ts";
import { planRegion, regionInput } from "./regional.ts";
import { prefixOf, uniqueName } from "./uniqueName.ts";

/** A statement of a function's resource policy. */
interface Statement {
  readonly Sid: string;
  readonly Action: string;
  readonly Resource: string;
  readonly Principal: string | { readonly Service?: string; readonly AWS?: string };
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** `aws:lambda/permission:Permission` (hashicorp/terraform-provider-aws, aws_lambda_permission). */
export const lambdaPermission = defineResource<AwsClient>()({
  type: "aws:lambda/permission:Permission",
  inputs: {
    ...regionInput,
    action: string({ required: true, forceNew: true }),
    function: string({ required: true, forceNew: true }),
    principal: string({ required: true, forceNew: true }),
    sourceAccount: string({ forceNew: true }),
    sourceArn: string({ forceNew: true }),
    statementId: string({
      computed: true,
      forceNew: true,
      autoname: { maxLength: 100 },
      conflictsWith: "statementIdPrefix",
    }),
    statementIdPrefix: string({ computed: true, forceNew: true }),
  },
  outputs: {},
  unsupported: ["eventSourceToken", "functionUrlAuthType", "invokedViaFunctionUrl", "principalOrgId", "qualifier"],
  importedWith: ["function"],
  plan: planRegion,

  async create(aws, inputs) {
    const lambda = await aws.lambda(inputs.region);
    const prefix = inputs.statementIdPrefix;
    const statementId = prefix === undefined ? inputs.statementId : uniqueName(prefix);
    await lambda.addPermission({
      Action: inputs.action,
      FunctionName: inputs.function,
      Principal: inputs.principal,
      SourceAccount: inputs.sourceAccount,
      SourceArn: inputs.sourceArn,
      StatementId: statementId,
    });
    return { id: statementId };
  },

  async read(aws, id, known) {
    const lambda = await aws.lambda(known.region);
    const request = lambda.getPolicy({ FunctionName: known.function });
    const policy = await unlessMissing(request, "ResourceNotFoundException");
    const statements = (JSON.parse(policy?.Policy ?? "{}") as { Statement?: Statement[] }).Statement ?? [];
    const statement = statements.find(({ Sid }) => Sid === id);
    if (statement === undefined) return undefined;
    const { Principal: principal, Condition: conditions = {} } = statement;
    return {
      action: statement.Action,
      function: known.function,
      principal: typeof principal === "string" ? principal : (principal.AWS ?? principal.Service),
      region: known.region ?? aws.region,
      sourceAccount: conditions["StringEquals"]?.["AWS:SourceAccount"],
      sourceArn: conditions["ArnLike"]?.["AWS:SourceArn"],
      statementId: statement.Sid,
      statementIdPrefix: prefixOf(statement.Sid),
    };
  },

  async delete(aws, id, { function: name, region }) {
    const lambda = await aws.lambda(region);
    const removal = lambda.removePermission({ FunctionName: name, StatementId: id });
    await unlessMissing(removal, "ResourceNotFoundException");
  },
});
