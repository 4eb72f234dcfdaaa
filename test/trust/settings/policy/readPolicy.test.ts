import assert from "node:assert/strict";
import { defaultLimits } from "../../../../trust/policy/PolicySettings.ts";
import { parseSettings } from "../../../../trust/parseSettings.ts";
import { faultsOf, validSettings, type Loose } from "../../settingsFixture.ts";

const now = new Date("2026-06-01T12:00:00Z");
const waiver = {
  rule: "unscoped-route",
  at: 'apis.inventory.routes["GET /keys"]',
  reason: "Scopes come with the next release.",
  owner: "platform team",
  until: "2027-05-31",
};

const policyOf = (policy: unknown) => parseSettings({ ...validSettings(), policy }, now).policy;
const faults = (policy: unknown) => faultsOf({ ...validSettings(), policy }, now);
const without = (key: string): Loose => Object.fromEntries(Object.entries(waiver).filter(([name]) => name !== key));

describe("crosstrust:policy", () => {
  it("may be left out", () => {
    const policy = { production: false, limits: defaultLimits, publicRoutes: {}, waivers: [] };
    assert.deepEqual(parseSettings(validSettings(), now).policy, policy);
    assert.deepEqual(policyOf({}), policy);
    assert.deepEqual(policyOf("{}"), policy);
  });

  it("is read whole, as JSON in a text too", () => {
    const policy = {
      production: true,
      limits: { accessTokenMinutes: 15 },
      publicRoutes: { inventory: ["GET /health"] },
      waivers: [waiver],
    };
    const read = { ...policy, limits: { ...defaultLimits, accessTokenMinutes: 15 } };
    assert.deepEqual(policyOf(policy), read);
    assert.deepEqual(policyOf(JSON.stringify(policy)), read);
  });

  it("is not all that a config needs", () => {
    assert.deepEqual(
      faultsOf({ policy: { production: true } }, now).map(({ message }) => message),
      ["Nothing is declared: there are no issuers and no APIs."],
    );
  });

  it("takes a day as the engine writes it", () => {
    const [read] = policyOf({ waivers: [{ ...waiver, until: "2027-05-31 00:00:00 +0000 UTC" }] }).waivers;
    assert.equal(read?.until, "2027-05-31");
  });

  it("takes a waiver that has ended, which its finding tells", () => {
    assert.equal(policyOf({ waivers: [{ ...waiver, until: "2020-01-01" }] }).waivers.length, 1);
  });

  it("knows no switch for all rules, or for one", () => {
    assert.deepEqual(
      faults({ enabled: false, rules: { mfa: "off" } }).map(({ message }) => message),
      ['There is no setting "enabled" here.', 'There is no setting "rules" here.'],
    );
  });

  it("refuses limits that would switch a rule off", () => {
    const off = { accessTokenMinutes: 1440, refreshTokenDays: 3650, authorizerCacheSeconds: 3600 };
    const more = { temporaryPasswordDays: 365, secretDays: 730, accessLogDays: 1 };
    assert.deepEqual(
      faults({ limits: { ...off, ...more } }).map(({ path }) => path.at(-1)),
      [...Object.keys(off), ...Object.keys(more)],
    );
    assert.deepEqual(faults({ limits: { accessTokenMinutes: 480, accessLogDays: 30 } }), []);
  });

  it("refuses limits of nothing, and unknown ones", () => {
    assert.deepEqual(
      faults({ limits: { accessTokenMinutes: 4, secretDays: 0, refreshDays: 3 } }).map(({ path }) => path.join(".")),
      [
        "crosstrust:policy.limits.accessTokenMinutes",
        "crosstrust:policy.limits.secretDays",
        "crosstrust:policy.limits.refreshDays",
      ],
    );
  });

  it("refuses a waiver of a rule that there is not, with the one that was probably meant", () => {
    assert.deepEqual(faults({ waivers: [{ ...waiver, rule: "unscoped-routes" }] }), [
      {
        path: ["crosstrust:policy", "waivers", 0, "rule"],
        message: 'There is no rule "unscoped-routes" that could be waived.',
        found: "unscoped-routes",
        expected: 'Did you mean "unscoped-route"?',
      },
    ]);
  });

  it("refuses a waiver of a rule about waivers, a list of rules, and `*`", () => {
    for (const rule of ["waiver-unused", "waiver-ending", "*", "all"]) {
      assert.deepEqual(
        faults({ waivers: [{ ...waiver, rule }] }).map(({ path }) => path.at(-1)),
        ["rule"],
      );
    }
    assert.equal(faults({ waivers: [{ ...waiver, rule: ["mfa", "public-route"] }] }).length, 1);
  });

  it("asks a waiver for all that it has to say", () => {
    for (const key of Object.keys(waiver)) {
      assert.deepEqual(
        faults({ waivers: [without(key)] }).map(({ path }) => path),
        [["crosstrust:policy", "waivers", 0, key]],
      );
    }
  });

  it("asks for a reason of some words", () => {
    const reasons = (reason: string) => faults({ waivers: [{ ...waiver, reason }] }).map(({ message }) => message);
    assert.deepEqual(reasons("we know this"), ["This is not a reason."]);
    assert.deepEqual(reasons("we know of this"), []);
    assert.equal(reasons(" ").length > 0, true);
  });

  it("asks for a day within a year", () => {
    const until = (day: string) => faults({ waivers: [{ ...waiver, until: day }] }).map(({ message }) => message);
    assert.deepEqual(until("2027-06-02"), []);
    assert.deepEqual(until("2027-06-03"), ["A waiver is for a year at most."]);
    assert.deepEqual(until("2027-02-30"), ["This is not a day."]);
    assert.deepEqual(until("never"), ["This is not a day."]);
    assert.deepEqual(until("2027-05-31T12:00:00Z"), ["This is not a day."]);
  });

  it("refuses two waivers of the same", () => {
    assert.deepEqual(faults({ waivers: [waiver, { ...waiver, until: "2027-01-01" }] }), [
      {
        path: ["crosstrust:policy", "waivers", 1],
        message: "The waiver at position 0 waives the same rule at the same place.",
        expected: "one of the two",
      },
    ]);
  });

  it("refuses public routes that are not there, or not public, or listed twice", () => {
    const publicRoutes = { inventory: ["GET /healt", "GET /keys", "GET /health", "GET /health"], orders: [] };
    assert.deepEqual(
      faults({ publicRoutes }).map(({ path, message }) => [path.slice(2).join("."), message]),
      [
        ["inventory.0", 'The API has no route "GET /healt".'],
        ["inventory.1", "The route is not public."],
        ["inventory.3", 'The route "GET /health" is listed twice.'],
        ["orders", 'There is no API "orders".'],
      ],
    );
    assert.deepEqual(
      faults({ publicRoutes: { inventory: "GET /health" } }).map(({ path }) => path.at(-1)),
      ["inventory"],
    );
  });
});
