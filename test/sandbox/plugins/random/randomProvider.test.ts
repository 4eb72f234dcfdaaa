import assert from "node:assert/strict";
import { Secret, unknownValue } from "../../../../providers/lib/PropertyValue.ts";
import type { PropertyMap } from "../../../../providers/lib/PropertyValue.ts";
import type { ProviderClient } from "../../../providers/lib/ProviderClient.ts";
import { make, PluginRehearsal } from "../PluginRehearsal.ts";

const Password = "random:index/randomPassword:RandomPassword";
const Text = "random:index/randomString:RandomString";
const Uuid = "random:index/randomUuid:RandomUuid";

describe("the bundled random plugin", () => {
  let rehearsal: PluginRehearsal;
  let random: ProviderClient;

  before(async () => {
    rehearsal = await PluginRehearsal.start();
    random = rehearsal.connect("random");
    await random.configure({});
  });
  after(() => rehearsal.close());

  async function text(news: PropertyMap): Promise<string> {
    return (await make(random, Text, news)).state["result"] as string;
  }

  it("makes a secret password with what must be in it, in the published plugin's outputs", async () => {
    const { id, state } = await make(random, Password, {
      length: 24,
      minLower: 1,
      minUpper: 1,
      minNumeric: 1,
      minSpecial: 1,
      overrideSpecial: "!#%",
      keepers: { person: "alice" },
    });
    const { result, ...rest } = state;
    assert.equal(id, "none");
    assert.ok(result instanceof Secret);
    assert.match(result.value as string, /^(?=.*[a-z])(?=.*[A-Z])(?=.*\d)(?=.*[!#%])[a-zA-Z\d!#%]{24}$/);
    assert.deepEqual(rest, {
      keepers: { person: "alice" },
      length: 24,
      lower: true,
      minLower: 1,
      minNumeric: 1,
      minSpecial: 1,
      minUpper: 1,
      number: true,
      numeric: true,
      overrideSpecial: "!#%",
      special: true,
      upper: true,
    });
  });

  it("uses only the kinds of characters that are allowed, each of them", async () => {
    assert.match(await text({ length: 500, special: false, upper: false, numeric: false }), /^[a-z]{500}$/);
    assert.match(await text({ length: 500, special: false, lower: false, upper: false }), /^\d{500}$/);
    const specials = await text({ length: 2000, lower: false, upper: false, numeric: false });
    assert.deepEqual(new Set(specials), new Set("!@#$%&*()-_=+[]{}<>:?"));
  });

  it("prefers no character and no place", async () => {
    const bits = await text({
      length: 20_000,
      special: true,
      overrideSpecial: "01",
      lower: false,
      upper: false,
      numeric: false,
    });
    const ones = bits.replaceAll("0", "").length;
    // Six standard deviations of 20,000 tosses of a fair coin are 424.
    assert.ok(Math.abs(ones - 10_000) < 424, `${ones} of 20000`);
    const places = new Set<number>();
    for (let turn = 0; turn < 60; turn++) {
      const value = await text({ length: 4, minNumeric: 1, numeric: false, special: false, upper: false });
      places.add(value.search(/\d/));
    }
    assert.deepEqual([...places].sort(), [0, 1, 2, 3]);
  });

  it("makes another one for each resource, and for every change of an input", async () => {
    const [one, other] = [await make(random, Password, { length: 16 }), await make(random, Password, { length: 16 })];
    assert.notDeepEqual(one.state["result"], other.state["result"]);
    const { inputs } = await random.check(Password, { length: 16, keepers: { month: "2" } }, one.inputs);
    assert.deepEqual((await random.diff(Password, one.id, one.state, inputs)).replaces, ["keepers"]);
  });

  it("makes UUIDs of version 4", async () => {
    const { id, state } = await make(random, Uuid, {});
    assert.match(id, /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    assert.deepEqual(state, { result: id });
  });

  it("previews a password that is not known yet as a secret", async () => {
    const { inputs } = await random.check(Password, { length: 8 });
    assert.deepEqual((await random.create(Password, inputs, true)).state["result"], new Secret(unknownValue));
  });

  it("refuses a length that cannot hold what must be in it, no characters at all, and an import", async () => {
    const reasons = async (news: PropertyMap) => (await random.check(Password, news)).failures;
    assert.deepEqual(await reasons({ length: 3, minLower: 2, minUpper: 2 }), [
      { property: "length", reason: "must be at least 4, the sum of what must be in it" },
    ]);
    assert.deepEqual(await reasons({ length: 3, lower: false, upper: false, numeric: false, special: false }), [
      { property: "length", reason: "no kind of character is allowed" },
    ]);
    await assert.rejects(random.read(Password, "an old password"), { details: /cannot be imported by this plugin/ });
  });
});
