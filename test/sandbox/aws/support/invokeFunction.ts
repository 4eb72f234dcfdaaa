import { InvokeCommand } from "@aws-sdk/client-lambda";
import type { AwsCloud } from "./AwsCloud.ts";

/** Invokes the function `inventory`, with what it returned parsed and the end of its log. */
export async function invokeFunction(cloud: AwsCloud, payload: unknown = {}, input: { Qualifier?: string } = {}) {
  const answer = await cloud.lambda.send(
    new InvokeCommand({ FunctionName: "inventory", Payload: JSON.stringify(payload), LogType: "Tail", ...input }),
  );
  return {
    value: JSON.parse(Buffer.from(answer.Payload!).toString("utf8")) as unknown,
    error: answer.FunctionError,
    log: Buffer.from(answer.LogResult ?? "", "base64").toString("utf8"),
  };
}
