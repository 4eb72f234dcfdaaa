import assert from "node:assert/strict";
import type { Fault } from "../../../trust/Settings.ts";
import { faultsAfter, modelOf } from "../settingsFixture.ts";

const at = ["crosstrust:apis", "inventory", "alarms"];
const topic = "arn:aws:sns:eu-central-1:111122223333:security";
const expectedTopic = "the ARN of a standard SNS topic, such as arn:aws:sns:eu-central-1:111122223333:security";
const defaults = {
  unauthorized: { count: 100, minutes: 5 },
  forbidden: { count: 20, minutes: 5 },
  notify: [],
};

const alarmsOf = (alarms?: unknown) =>
  modelOf(({ apis }) => alarms === undefined || (apis.inventory["alarms"] = alarms)).apis["inventory"]?.alarms;

const rows: readonly (readonly [name: string, alarms: unknown, ...faults: Fault[]])[] = [
  [
    "another word",
    "none",
    {
      path: at,
      message: "This is neither off nor a mapping.",
      found: "none",
      expected: "off, or what counts as a burst, such as { unauthorized: { count: 100, minutes: 5 } }",
    },
  ],
  [
    "a setting that is none",
    { unauthorised: {} },
    {
      path: [...at, "unauthorised"],
      message: 'There is no setting "unauthorised" here.',
      expected: 'Did you mean "unauthorized"?',
    },
  ],
  [
    "a burst of nothing, and one that takes more than a day",
    { unauthorized: { count: 0 }, forbidden: { minutes: 1441 } },
    {
      path: [...at, "unauthorized", "count"],
      message: '"count" is too small.',
      found: 0,
      expected: "how many answers 401 make a burst, by default 100",
    },
    {
      path: [...at, "forbidden", "minutes"],
      message: '"minutes" is too large.',
      found: 1441,
      expected: "within how many minutes, 1 to 1440, by default 5",
    },
  ],
  [
    "what is no topic, and a topic twice",
    { notify: ["security@acme.example", `${topic}.fifo`, "security", topic, topic] },
    {
      path: [...at, "notify", 0],
      message: "This is a mail address: an alarm tells a topic, and the topic tells its subscribers.",
      found: "security@acme.example",
      expected: expectedTopic,
    },
    {
      path: [...at, "notify", 1],
      message: "This is a FIFO topic, which mail and chat cannot follow.",
      found: `${topic}.fifo`,
      expected: expectedTopic,
    },
    {
      path: [...at, "notify", 2],
      message: "This is not the ARN of an SNS topic.",
      found: "security",
      expected: expectedTopic,
    },
    {
      path: [...at, "notify", 4],
      message: "The topic is listed twice.",
      found: topic,
      expected: "each of them once",
    },
  ],
  [
    "more topics than CloudWatch tells",
    { notify: Array.from({ length: 6 }, (_, index) => `${topic}-${index}`) },
    {
      path: [...at, "notify"],
      message: '"notify" is too long.',
      expected: "a list of at most 5 ARNs of SNS topics, told when a burst begins and when it is over",
    },
  ],
];

describe("alarms of an API", () => {
  it("are on where nothing is said, and tell nobody", () => {
    assert.deepEqual(alarmsOf(), defaults);
    assert.deepEqual(alarmsOf({}), defaults);
  });

  it("are as the settings say, the rest by default, topics sorted", () => {
    assert.deepEqual(alarmsOf({ forbidden: { count: 5 }, notify: [`${topic}-b`, `${topic}-a`] }), {
      ...defaults,
      forbidden: { count: 5, minutes: 5 },
      notify: [`${topic}-a`, `${topic}-b`],
    });
  });

  it("can be off", () => assert.equal(alarmsOf("off"), undefined));

  for (const [name, alarms, ...faults] of rows) {
    it(`refuse ${name}`, () => {
      assert.deepEqual(
        faultsAfter(({ apis }) => (apis.inventory["alarms"] = alarms)),
        faults,
      );
    });
  }
});
