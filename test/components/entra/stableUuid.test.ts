import assert from "node:assert/strict";
import { stableUuid } from "../../../components/entra/stableUuid.ts";

describe("stableUuid", () => {
  it("gives the same name the same UUID, for ever", () => {
    assert.equal(stableUuid("crosstrust", "dev", "workforce", "Orders.Export"), "703eaee2-5e3c-5d4b-86c0-8c61f623e106");
  });

  it("gives UUIDs of version 5 in the variant of RFC 9562", () => {
    for (let index = 0; index < 50; index++) {
      assert.match(stableUuid(String(index)), /^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    }
  });

  it("keeps apart what only differs in where a part ends", () => {
    assert.notEqual(stableUuid("a", "b-c"), stableUuid("a-b", "c"));
    assert.notEqual(stableUuid("a", "bc"), stableUuid("ab", "c"));
  });
});
