import assert from "node:assert/strict";
import { takeClientCredentials } from "../../../scripts/lib/handoff/takeClientCredentials.ts";
import { CrosstrustError } from "../../../trust/CrosstrustError.ts";
import { accessGrantsModel } from "../../trust/accessGrantsFixture.ts";

const model = accessGrantsModel(({ issuers: { jumpcloud } }) => {
  jumpcloud.clients["another"] = { ...jumpcloud.clients["s3-access-grants"], label: "another" };
});
const ref = "jumpcloud/s3-access-grants";
const other = "jumpcloud/another";
const held = { [other]: { clientId: "id-of-another", clientSecret: "secret-of-another" } };

interface Played {
  readonly answers: readonly string[];
  readonly config?: string | undefined;
  readonly issuer?: string;
}

async function take({ answers, config, issuer = "jumpcloud" }: Played) {
  const questions: (readonly [string, boolean])[] = [];
  const written: unknown[] = [];
  const left = [...answers];
  const run = takeClientCredentials({
    model,
    issuer,
    ask: async (question, secret) => {
      questions.push([question, secret]);
      return left.shift() ?? "";
    },
    end: () => undefined,
    read: async () => config,
    write: async (value) => void written.push(JSON.parse(value)),
  });
  return { run, questions, written };
}

async function refusal(played: Played, code: string): Promise<string> {
  const { run, written } = await take(played);
  const error = await run.then(
    () => assert.fail("it was taken"),
    (caught: unknown) => caught,
  );
  assert.ok(error instanceof CrosstrustError, String(error));
  assert.equal(error.code, code);
  assert.deepEqual(written, [], "nothing is written");
  return [error.message, error.where, error.expected].join("\n");
}

describe("takeClientCredentials", () => {
  it("asks for each application's client id, and for its secret without showing it, in the order of the names", async () => {
    const { run, questions, written } = await take({ answers: ["id-1", "secret-1", "id-2", "secret-2"] });
    assert.deepEqual(await run, [other, ref]);
    assert.deepEqual(questions, [
      [`${other}, client id (nothing leaves it as it is): `, false],
      [`${other}, client secret: `, true],
      [`${ref}, client id (nothing leaves it as it is): `, false],
      [`${ref}, client secret: `, true],
    ]);
    assert.deepEqual(written, [
      {
        [other]: { clientId: "id-1", clientSecret: "secret-1" },
        [ref]: { clientId: "id-2", clientSecret: "secret-2" },
      },
    ]);
  });

  it("keeps what others have, and replaces what is given anew", async () => {
    const { run, written } = await take({ answers: ["", "id", "secret"], config: JSON.stringify(held) });
    assert.deepEqual(await run, [ref]);
    assert.deepEqual(written, [{ ...held, [ref]: { clientId: "id", clientSecret: "secret" } }]);
    const again = await take({ answers: ["new", "newer", ""], config: JSON.stringify(held) });
    assert.deepEqual(await again.run, [other]);
    assert.deepEqual(again.written, [{ [other]: { clientId: "new", clientSecret: "newer" } }]);
  });

  it("drops credentials of clients that the config no longer has", async () => {
    const config = JSON.stringify({ ...held, "jumpcloud/gone": { clientId: "a", clientSecret: "b" } });
    const { run, written } = await take({ answers: ["", "id", "secret"], config });
    await run;
    assert.deepEqual(Object.keys(written[0] as object), [other, ref]);
  });

  it("writes nothing where nothing is given", async () => {
    const { run, written } = await take({ answers: [] });
    assert.deepEqual([await run, written], [[], []]);
  });

  for (const [what, answers] of [
    ["a secret that is none", ["id-1", "s3cr3t with spaces"]],
    ["a missing secret", ["id-1"]],
    ["a client id that is none", ["s3cr3t id"]],
    ["the same value twice", ["s3cr3t", "s3cr3t"]],
    ["one client id for two applications", ["s3cr3t", "one", "s3cr3t", "two"]],
  ] as const) {
    it(`refuses ${what}, and repeats none of it`, async () => {
      assert.doesNotMatch(await refusal({ answers }, "USAGE"), /s3cr3t/);
    });
  }

  it("refuses the client id that another application has in the config", async () => {
    const said = await refusal({ answers: ["", "id-of-another", "secret"], config: JSON.stringify(held) }, "USAGE");
    assert.match(said, /jumpcloud\/another has the same client id/);
  });

  it("refuses an issuer without such applications, with those that there are", async () => {
    assert.match(await refusal({ answers: [], issuer: "okta" }, "USAGE"), /--for\njumpcloud/);
  });

  it("refuses to add to what is not to be read", async () => {
    const said = await refusal({ answers: ["id", "secret"], config: "s3cr3t" }, "SETTINGS_INVALID");
    assert.match(said, /pulumi config rm crosstrust:clientCredentials/);
    assert.doesNotMatch(said, /s3cr3t/);
  });
});
