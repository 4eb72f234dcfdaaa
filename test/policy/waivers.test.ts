import assert from "node:assert/strict";
import { Analysis, now } from "./support/Analysis.ts";

const accessPolicy = "okta:auth/serverPolicy:ServerPolicy";
const open = { clientWhitelists: ["ALL_CLIENTS"] };
const waiver = {
  at: `${accessPolicy}::partners`,
  reason: "Partners register their own clients.",
  owner: "platform team",
  until: "2026-12-31",
};

const analysis = (changes: Partial<typeof waiver> = {}, moment = now) =>
  new Analysis({ "all-clients": { waivers: [{ ...waiver, ...changes }] } }, moment);

describe("waivers of the policy pack", () => {
  it("waive one rule at one resource", async () => {
    const pack = analysis();
    assert.deepEqual(await pack.resource(accessPolicy, open, "partners"), []);
    assert.deepEqual(
      (await pack.resource(accessPolicy, open, "others")).map(({ rule }) => rule),
      ["all-clients"],
    );
    assert.deepEqual(await pack.stack(), []);
  });

  it("hold in every stack, and for one resource of a component", async () => {
    const inComponent = analysis({ at: `acme:Partners$${accessPolicy}::partners` });
    const found = await inComponent.resource(accessPolicy, open, "partners");
    assert.equal(found.length, 1, "it is another resource");
  });

  it("hold through their last day, and say then that they ended", async () => {
    const last = analysis({}, new Date("2026-12-31T23:59:59Z"));
    assert.deepEqual(await last.resource(accessPolicy, open, "partners"), []);
    assert.deepEqual(
      (await last.stack()).map(({ rule, text }) => [rule, text]),
      [["waiver-ending", `The waiver of all-clients at ${waiver.at} (platform team, until 2026-12-31) ends soon.`]],
    );
    const after = analysis({}, new Date("2027-01-01T00:00:00Z"));
    const [violation] = await after.resource(accessPolicy, open, "partners");
    assert.match(violation!.text, /\nThe waiver of platform team ended with 2026-12-31\.\nAt: /);
  });

  it("do not hold for more than a year, or until a day that is none", async () => {
    for (const [until, fault] of [
      ["2027-06-03", "is for more than a year, until 2027-06-03"],
      ["2027-13-01", "ends on no day: 2027-13-01"],
    ] as const) {
      const [violation] = await analysis({ until }).resource(accessPolicy, open, "partners");
      assert.ok(violation?.text.includes(fault), violation?.text);
    }
  });

  it("are told where they waive nothing", async () => {
    const pack = analysis();
    assert.deepEqual(await pack.resource(accessPolicy, { clientWhitelists: ["0oa1"] }, "partners"), []);
    const [violation, ...more] = await pack.stack();
    assert.deepEqual(more, []);
    assert.equal(violation?.rule, "waiver-unused");
    assert.ok(violation.text.startsWith(`The waiver of all-clients at ${waiver.at} `));
  });
});
