/** The Lambda function that an integration names. */
export interface IntegrationFunction {
  readonly region: string;
  readonly accountId: string;
  readonly name: string;
  /** A version; undefined means `$LATEST`. */
  readonly qualifier: string | undefined;
}

const functionArn =
  /^arn:aws:lambda:(?<region>[a-z0-9-]+):(?<accountId>\d{12}):function:(?<name>[\w-]{1,64})(?::(?<qualifier>[\w$-]+))?$/;
const invokeArn = /^arn:aws:apigateway:[a-z0-9-]+:lambda:path\/2015-03-31\/functions\/(?<arn>.+)\/invocations$/;

/** @param uri the function's ARN, or the ARN of its invocation through API Gateway; undefined when it is neither */
export function integrationFunction(uri: string): IntegrationFunction | undefined {
  const groups = functionArn.exec(invokeArn.exec(uri)?.groups?.["arn"] ?? uri)?.groups;
  if (!groups) return undefined;
  const { region = "", accountId = "", name = "", qualifier } = groups;
  return { region, accountId, name, qualifier };
}
