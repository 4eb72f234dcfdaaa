import { z } from "zod";
import type { AlarmsModel } from "../TrustModel.ts";
import { isMapping, memberOf, type Path, type SettingsReader } from "./SettingsReader.ts";

/** A day: what CloudWatch's longest evaluation of alarms with periods under an hour spans (API reference, PutMetricAlarm). */
const longestMinutes = 1440;

/** CloudWatch takes so many actions for one state (API reference, PutMetricAlarm, AlarmActions). */
const mostTopics = 5;

const expectedTopic = "the ARN of a standard SNS topic, such as arn:aws:sns:eu-central-1:111122223333:security";

/** Topics of the public partition; their names have at most 256 characters (SNS API reference, CreateTopic). */
const topicArn = z
  .string()
  .superRefine((arn, context) => {
    const wrong = faultOfTopic(arn);
    if (wrong === undefined) return;
    context.addIssue({ code: "custom", message: wrong, params: { expected: expectedTopic } });
  })
  .describe(expectedTopic);

function faultOfTopic(arn: string): string | undefined {
  if (/^arn:aws:sns:[a-z0-9-]+:\d{12}:[\w-]{1,256}$/.test(arn)) return undefined;
  if (/^arn:aws:sns:[a-z0-9-]+:\d{12}:[\w-]+\.fifo$/.test(arn))
    return "This is a FIFO topic, which mail and chat cannot follow.";
  if (arn.includes("@")) return "This is a mail address: an alarm tells a topic, and the topic tells its subscribers.";
  return "This is not the ARN of an SNS topic.";
}

function burst(what: string, count: number) {
  return z
    .strictObject({
      count: z
        .int()
        .min(1)
        .max(1_000_000)
        .default(count)
        .describe(`how many ${what} make a burst, by default ${count}`),
      minutes: z
        .int()
        .min(1)
        .max(longestMinutes)
        .default(5)
        .describe(`within how many minutes, 1 to ${longestMinutes}, by default 5`),
    })
    .prefault({})
    .describe(`a burst of ${what}, such as { count: ${count}, minutes: 5 }`);
}

const expectedAlarms = "off, or what counts as a burst, such as { unauthorized: { count: 100, minutes: 5 } }";

/** That it is the word or a mapping; `readAlarms` reads the mapping. */
export const alarmsSchema = z
  .custom<unknown>((value) => value === undefined || value === "off" || isMapping(value), {
    error: "This is neither off nor a mapping.",
    params: { expected: expectedAlarms },
  })
  .describe(expectedAlarms);

const declaredSchema = z.strictObject({
  unauthorized: burst("answers 401", 100),
  forbidden: burst("answers 403", 20),
  notify: z
    .array(topicArn)
    .max(mostTopics)
    .superRefine((arns, context) => {
      arns.forEach((arn, index) => {
        if (arns.indexOf(arn) === index) return;
        const params = { expected: "each of them once" };
        context.addIssue({ code: "custom", message: "The topic is listed twice.", path: [index], params });
      });
    })
    .default([])
    .describe(`a list of at most ${mostTopics} ARNs of SNS topics, told when a burst begins and when it is over`),
});

/**
 * Reads `alarms` of an API: on, with the defaults, where nothing is said.
 * @returns undefined where they are off, or could not be read
 */
export function readAlarms(reader: SettingsReader, api: unknown, apiPath: Path): AlarmsModel | undefined {
  const value = memberOf(api, "alarms") ?? {};
  if (!isMapping(value)) return undefined;
  const declared = reader.read(declaredSchema, value, [...apiPath, "alarms"]);
  return declared && { ...declared, notify: [...declared.notify].sort() };
}
